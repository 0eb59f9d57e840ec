use attune_coupling::benjamini_hochberg;
use attune_coupling::measure::Code;
use attune_data::{CodeBook, Kind, Person, Session, Severity, Study, Who};
use attune_dynamics::{Act, PairSoothing, SampleSoothing, StrainAndSupport, sample_soothing};

use super::act::coded_acts;
use crate::decide::{NEEDED_DYADS, NEEDED_PERCENTILE};
use crate::{Analysis, Interval, Plan, Verdict};

/// Soothing in a study as a whole: whether support follows strain beyond what the supporter does
/// anyway.
///
/// The primary figure is [`Self::after_strain`]: how much likelier support is in the interval after
/// strain, given whether there was support already. A page prints it with its interval and verdict,
/// then the raw counts with what shifted copies and strangers have of them ("1508 times; 1217 with
/// one of the two moved in time, 1233 among strangers"), and says that raw counts also hold what
/// the supporter does anyway. Of couples it prints how many have which verdict, or one row each.
/// The words are "after the one showed strain, the other was likelier to support", never that the
/// one made the other do so. Nothing is printed where [`Analysis::soothing`] is empty.
///
/// Codes in columns of 0 and 1 say from when to when there were intervals. Where they are spans that
/// lie in intervals and there is no signal, every session at least half as long as the longest is
/// taken to have been coded as long as that: silence at its end leaves no mark.
#[derive(Debug, Clone, PartialEq)]
pub struct StudySoothing {
    /// Who showed strain; the other one supports.
    pub strained: Who,
    /// How long one coded interval is, seconds.
    pub interval_s: f64,
    /// Mean over couples of the log odds of support by strain one interval before, given the
    /// supporter's own past; half the way from no strain to strain (−1 / +1). Above 0: likelier.
    pub after_strain: f64,
    /// Its 95 % interval over couples.
    pub after_strain_interval: Interval,
    /// The same of the supporter's own past.
    pub own_past: f64,
    /// Its 95 % interval over couples.
    pub own_past_interval: Interval,
    /// Steps from strain to support, counted over all couples.
    pub count: f64,
    /// The same in copies in which one of the two was shifted in time, on average.
    pub count_shifted: f64,
    /// The same among strangers, on average over as many pairs.
    pub count_strangers: f64,
    /// p of the mean against shifted copies, times the directions looked at.
    pub p_shifted: f64,
    /// p of the mean against strangers, times the directions looked at.
    pub p_strangers: f64,
    /// How many couples the mean is of.
    pub pairs: usize,
    /// How many copies of either kind.
    pub copies: usize,
    /// In how many directions the codes allowed to look: 1 or 2.
    pub directions: usize,
    /// How strongly the study supports that support follows strain.
    pub verdict: Verdict,
    /// Each couple by itself, in the study's order.
    pub couples: Vec<CoupleSoothing>,
}

/// One couple of a study: whether support follows strain in it.
#[derive(Debug, Clone, PartialEq)]
pub struct CoupleSoothing {
    /// The dyad's id; all its sessions together.
    pub dyad: String,
    /// Log odds as in [`StudySoothing::after_strain`]; one couple's are pulled towards 0 by the half
    /// count added to each of its cells.
    pub after_strain: f64,
    /// p against shifted copies of this couple alone.
    pub p: f64,
    /// Benjamini-Hochberg q over couples; `NaN` where the couple cannot tell.
    pub q: f64,
    /// Share of the study's other supporters with smaller log odds in this one's place, in percent.
    pub strangers_percentile: f64,
    /// Steps from strain to support.
    pub count: f64,
    /// The same in shifted copies, on average.
    pub count_shifted: f64,
    /// How strongly this couple's recording supports it.
    pub verdict: Verdict,
}

/// Most copies of either kind.
const COPIES: usize = 999;
/// One interval where coders did not work in intervals, seconds: as long as one act may take to
/// follow another in a cycle.
const USUAL_INTERVAL_S: f64 = 10.0;
/// Times that all lie on a raster at least so wide were coded in intervals, seconds.
const LEAST_INTERVAL_S: f64 = 5.0;
/// A wider raster is that of the few times there are, not of coders, seconds.
const LARGEST_INTERVAL_S: f64 = 60.0;
/// Fewer intervals than this with, or without, strain or support cannot tell of one couple.
const FEWEST: usize = 5;

/// Both people's codes of one dyad, interval by interval.
#[derive(Debug, Default)]
struct Coded {
    dyad: String,
    strain: [Vec<Code>; 2],
    support: [Vec<Code>; 2],
    interval_s: f64,
}

/// Soothing in each direction that the study's codes show; nothing for fewer than two couples.
pub(super) fn soothing(analysis: &Analysis, study: &Study) -> Vec<StudySoothing> {
    let couples = coded(analysis, study);
    let of = |strained: usize| -> Vec<&Coded> {
        let both = |c: &&Coded| shows(&c.strain[strained]) && shows(&c.support[1 - strained]);
        couples.iter().filter(both).collect()
    };
    let sides: Vec<(usize, Vec<&Coded>)> =
        (0..2).map(|person| (person, of(person))).filter(|(_, c)| c.len() >= 2).collect();
    let directions = sides.len();
    let found = sides.into_iter().filter_map(|(strained, couples)| {
        let pairs: Vec<StrainAndSupport<'_>> = couples
            .iter()
            .map(|c| StrainAndSupport {
                strain: &c.strain[strained],
                support: &c.support[1 - strained],
            })
            .collect();
        let sample = sample_soothing(&pairs, COPIES, analysis.plan.seed).ok()?;
        let told = pairs.iter().map(tells).collect::<Vec<bool>>();
        Some(decided(strained, directions, &couples, &told, &sample, &analysis.plan))
    });
    found.collect()
}

/// Whether a code was ever given.
fn shows(codes: &[Code]) -> bool {
    codes.contains(&Some(1))
}

/// Whether both strain and support came, and stayed away, often enough for a couple by itself.
fn tells(pair: &StrainAndSupport<'_>) -> bool {
    let often =
        |codes: &[Code], code: usize| codes.iter().filter(|c| **c == Some(code)).count() >= FEWEST;
    [pair.strain, pair.support].iter().all(|codes| often(codes, 0) && often(codes, 1))
}

fn decided(
    strained: usize,
    directions: usize,
    couples: &[&Coded],
    told: &[bool],
    sample: &SampleSoothing,
    plan: &Plan,
) -> StudySoothing {
    let corrected = |p: f64| (p * directions as f64).min(1.0);
    let (p_shifted, p_strangers) = (corrected(sample.p_shifted), corrected(sample.p_strangers));
    let beyond_strangers = (sample.pairs >= NEEDED_DYADS).then_some(p_strangers < plan.alpha);
    let verdict = match (p_shifted < plan.alpha, beyond_strangers) {
        _ if !told.contains(&true) => Verdict::CannotTell,
        (true, None | Some(true)) => Verdict::Supported,
        (true, Some(false)) | (false, Some(true)) => Verdict::Weak,
        (false, _) => Verdict::NotSeen,
    };
    let known = |i: usize, p: f64| if told[i] { p } else { f64::NAN };
    let p: Vec<f64> = sample.each.iter().enumerate().map(|(i, c)| known(i, c.p_shifted)).collect();
    let q = benjamini_hochberg(&p);
    let couple = |i: usize, found: &PairSoothing| {
        let beyond = sample.pairs < NEEDED_DYADS || found.strangers_percentile >= NEEDED_PERCENTILE;
        let verdict = match (p[i] < plan.alpha, q[i] < plan.fdr) {
            _ if p[i].is_nan() => Verdict::CannotTell,
            (true, true) if beyond => Verdict::Supported,
            (true, _) => Verdict::Weak,
            (false, _) => Verdict::NotSeen,
        };
        CoupleSoothing {
            dyad: couples[i].dyad.clone(),
            after_strain: found.after_strain,
            p: found.p_shifted,
            q: q[i],
            strangers_percentile: found.strangers_percentile,
            count: found.count,
            count_shifted: found.count_shifted,
            verdict,
        }
    };
    let interval = |e: attune_dynamics::Estimate| Interval { lo: e.lo, hi: e.hi };
    StudySoothing {
        strained: super::who(strained),
        interval_s: couples.first().map_or(f64::NAN, |c| c.interval_s),
        after_strain: sample.after_strain.value,
        after_strain_interval: interval(sample.after_strain),
        own_past: sample.own_past.value,
        own_past_interval: interval(sample.own_past),
        count: sample.count,
        count_shifted: sample.count_shifted,
        count_strangers: sample.count_strangers,
        p_shifted,
        p_strangers,
        pairs: sample.pairs,
        copies: sample.copies,
        directions,
        verdict,
        couples: sample.each.iter().enumerate().map(|(i, found)| couple(i, found)).collect(),
    }
}

/// The codes of every dyad: yes-or-no channels where there are such, else what was marked on the
/// clock. Sessions of one dyad follow each other with a gap.
fn coded(analysis: &Analysis, study: &Study) -> Vec<Coded> {
    let clock = Clock::of_study(study);
    let mut dyads: Vec<Coded> = Vec::new();
    for session in &study.sessions {
        let forbids = |f: &&attune_data::Fault| f.severity == Severity::Error;
        if analysis.faults.iter().filter(forbids).any(|f| f.concerns(session, "")) {
            continue;
        }
        let found =
            columns(session, &study.code_book).or_else(|| marks(session, &study.code_book, &clock));
        let Some(found) = found else { continue };
        match dyads.iter_mut().find(|d| d.dyad == session.dyad) {
            Some(dyad) => dyad.append(found),
            None => dyads.push(found),
        }
    }
    dyads
}

impl Coded {
    fn append(&mut self, later: Self) {
        let lists = self.strain.iter_mut().chain(&mut self.support);
        for (list, later) in lists.zip(later.strain.into_iter().chain(later.support)) {
            list.push(None);
            list.extend(later);
        }
    }
}

/// Yes-or-no channels that are named after strain or support, or whose person is: `sc_woman` and
/// `dc_man` are her strain and his support.
fn columns(session: &Session, book: &CodeBook) -> Option<Coded> {
    let mut coded = Coded { dyad: session.dyad.clone(), ..Coded::default() };
    for (i, person) in session.people.iter().enumerate() {
        for (act, list) in
            [(Act::Stress, &mut coded.strain[i]), (Act::Soothe, &mut coded.support[i])]
        {
            let Some((codes, step_s)) = column(person, act, book) else { continue };
            *list = codes;
            coded.interval_s = step_s;
        }
    }
    let any = |lists: &[Vec<Code>; 2]| lists.iter().any(|list| !list.is_empty());
    (any(&coded.strain) && any(&coded.support)).then_some(coded)
}

fn column(person: &Person, act: Act, book: &CodeBook) -> Option<(Vec<Code>, f64)> {
    let yes_or_no = |v: &f64| v.is_nan() || *v == 0.0 || *v == 1.0;
    let about = |name: &str| {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        std::iter::once(name)
            .chain(words)
            .any(|word| super::act::families(word, book).contains(&act))
    };
    let series = person.series.iter().find(|s| {
        matches!(s.kind, Kind::Code | Kind::Other)
            && s.values.iter().all(yes_or_no)
            && (about(&s.channel) || about(&person.name))
    })?;
    let codes = series.values.iter().map(|v| v.is_finite().then_some(usize::from(*v == 1.0)));
    Some((codes.collect(), series.timeline.step()))
}

/// What was marked on the clock, interval by interval.
fn marks(session: &Session, book: &CodeBook, clock: &Clock) -> Option<Coded> {
    let acts = coded_acts(session, book);
    let [start_s, end_s] = clock.of(session)?;
    let every_s = clock.every_s;
    let intervals = ((end_s - start_s) / every_s - 1e-6).ceil().max(1.0) as usize;
    let list = |person: usize, act: Act| -> Vec<Code> {
        let mut codes = vec![Some(0); intervals];
        let own = acts.iter().filter(|a| a.act == act && a.who.person() == Some(person));
        for a in own.filter(|a| a.start_s.is_finite()) {
            let place = |t: f64| ((t - start_s) / every_s).max(0.0);
            let from = (place(a.start_s) + 1e-6).floor() as usize;
            // A span that ends where an interval begins is not in it; a moment is where it is.
            let to = ((place(a.end_s) - 1e-6).ceil() as usize).max(from + 1);
            codes[from.min(intervals)..to.min(intervals)].fill(Some(1));
        }
        codes
    };
    let of = |act: Act| [list(0, act), list(1, act)];
    let (strain, support) = (of(Act::Stress), of(Act::Soothe));
    let any = |lists: &[Vec<Code>; 2]| lists.iter().any(|list| shows(list));
    (any(&strain) && any(&support)).then(|| Coded {
        dyad: session.dyad.clone(),
        strain,
        support,
        interval_s: every_s,
    })
}

/// The intervals in which marks are counted.
struct Clock {
    /// How long one is, seconds.
    every_s: f64,
    /// From when to when the longest session was coded, where coders worked in intervals: an
    /// interval in which nobody showed anything leaves no mark, least of all at the end.
    longest_s: Option<[f64; 2]>,
}

/// A session this much shorter than the longest was not coded as long.
const AS_LONG: f64 = 0.5;

impl Clock {
    /// Intervals are the raster on which the times of all strain and support lie, where there is
    /// one of 5 s to a minute, else 10 s.
    fn of_study(study: &Study) -> Self {
        let milliseconds = |session: &Session| -> Vec<i64> {
            let acts = coded_acts(session, &study.code_book);
            let acts: Vec<_> =
                acts.iter().filter(|a| matches!(a.act, Act::Stress | Act::Soothe)).collect();
            let first = acts.iter().map(|a| a.start_s).fold(f64::INFINITY, f64::min);
            let times = acts.iter().flat_map(|a| [a.start_s, a.end_s]);
            times.map(|t| (1000.0 * (t - first)).round() as i64).collect()
        };
        let raster = study
            .sessions
            .iter()
            .flat_map(milliseconds)
            .fold(0_i64, |raster, t| greatest_common_divisor(raster, t.abs()));
        let raster_s = raster as f64 / 1000.0;
        if !(LEAST_INTERVAL_S..=LARGEST_INTERVAL_S).contains(&raster_s) {
            return Self { every_s: USUAL_INTERVAL_S, longest_s: None };
        }
        let coded = study.sessions.iter().filter(|session| !has_signals(session));
        let coded: Vec<[f64; 2]> = coded.filter_map(recorded).collect();
        let longest = coded.iter().map(|own| own[1] - own[0]).reduce(f64::max);
        let first = coded.iter().map(|own| own[0]).reduce(f64::min);
        let longest_s = first.zip(longest).map(|(first, longest)| [first, first + longest]);
        Self { every_s: raster_s, longest_s }
    }

    /// From when to when a session was coded.
    fn of(&self, session: &Session) -> Option<[f64; 2]> {
        let own = recorded(session)?;
        // A session on another clock, or a longer one, is taken as it is.
        let as_long =
            |all: &[f64; 2]| own[1] <= all[1] && own[1] - own[0] >= AS_LONG * (all[1] - all[0]);
        let known = has_signals(session) || session.coded_s.is_some();
        Some(self.longest_s.filter(|all| !known && as_long(all)).unwrap_or(own))
    }
}

/// Signals say by themselves how long a session was.
fn has_signals(session: &Session) -> bool {
    session.people.iter().any(|person| !person.series.is_empty())
}

/// From the first to the last thing marked, said or recorded.
fn recorded(session: &Session) -> Option<[f64; 2]> {
    let spans = session.spans.iter().flat_map(|s| [s.start_s, s.end_s]);
    let turns = session.turns.iter().flat_map(|t| [t.start_s, t.end_s]);
    let series = session.people.iter().flat_map(|p| &p.series);
    // A sample stands for the time until the next one.
    let until = |s: &attune_data::Series| s.timeline.end() + s.timeline.step();
    let signals = series.flat_map(|s| [s.timeline.start(), until(s)]);
    let coded = session.coded_s.into_iter().flatten();
    let times = || spans.clone().chain(turns.clone()).chain(signals.clone()).chain(coded.clone());
    let known = || times().filter(|t| t.is_finite());
    Some([known().reduce(f64::min)?, known().reduce(f64::max)?])
}

fn greatest_common_divisor(x: i64, y: i64) -> i64 {
    if y == 0 { x } else { greatest_common_divisor(y, x % y) }
}

#[cfg(test)]
mod tests {
    use attune_data::Span;

    use super::*;

    fn session(dyad: &str, marks: &[(Who, f64, f64, &str)]) -> Session {
        let span = |m: &(Who, f64, f64, &str)| Span {
            who: m.0,
            start_s: m.1,
            end_s: m.2,
            code: m.3.to_owned(),
        };
        Session { dyad: dyad.into(), spans: marks.iter().map(span).collect(), ..Session::default() }
    }

    #[test]
    fn silence_at_the_end_of_coded_intervals_counts() {
        let sessions = vec![
            session("1", &[(Who::A, 0.0, 20.0, "stress"), (Who::B, 60.0, 80.0, "support")]),
            session("2", &[(Who::A, 10.0, 30.0, "stress"), (Who::B, 30.0, 50.0, "support")]),
            session("3", &[(Who::A, 0.0, 10.0, "stress"), (Who::B, 10.0, 20.0, "support")]),
        ];
        let study = Study { sessions, ..Study::default() };
        let clock = Clock::of_study(&study);
        assert_eq!((clock.every_s, clock.longest_s), (10.0, Some([0.0, 80.0])));
        let coded = |k: usize| marks(&study.sessions[k], &study.code_book, &clock).unwrap();
        let yes = |codes: &[Code]| codes.iter().map(|c| c.unwrap()).collect::<Vec<usize>>();
        assert_eq!(yes(&coded(1).strain[0]), [0, 1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(yes(&coded(1).support[1]), [0, 0, 0, 1, 1, 0, 0, 0]);
        // A session a quarter as long was not coded as long.
        assert_eq!(coded(2).strain[0].len(), 2);
    }

    #[test]
    fn a_table_of_intervals_says_by_itself_how_long_was_coded() {
        let mut sessions = vec![
            session("1", &[(Who::A, 0.0, 20.0, "stress"), (Who::B, 60.0, 80.0, "support")]),
            session("2", &[(Who::A, 10.0, 20.0, "stress"), (Who::B, 20.0, 30.0, "support")]),
        ];
        // The second is far shorter than half of the first, as far as spans show.
        sessions[1].coded_s = Some([0.0, 80.0]);
        let study = Study { sessions, ..Study::default() };
        let clock = Clock::of_study(&study);
        let coded = marks(&study.sessions[1], &study.code_book, &clock).unwrap();
        let expected = [0, 1, 0, 0, 0, 0, 0, 0].map(Some);
        assert_eq!(coded.strain[0], expected);
    }

    #[test]
    fn no_silence_is_made_up_where_clocks_start_apart() {
        let sessions = vec![
            session("1", &[(Who::A, 0.0, 20.0, "stress"), (Who::B, 60.0, 80.0, "support")]),
            session("2", &[(Who::A, 50.0, 70.0, "stress"), (Who::B, 120.0, 130.0, "support")]),
        ];
        let study = Study { sessions, ..Study::default() };
        let clock = Clock::of_study(&study);
        assert_eq!(clock.of(&study.sessions[0]), Some([0.0, 80.0]));
        assert_eq!(clock.of(&study.sessions[1]), Some([50.0, 130.0]));
    }

    #[test]
    fn marks_on_no_raster_are_counted_in_ten_seconds() {
        let marks = [
            (Who::A, 0.4, 3.7, "stress"),
            (Who::A, 21.0, 21.0, "stress"),
            (Who::B, 8.0, 12.0, "support"),
        ];
        let study = Study { sessions: vec![session("1", &marks)], ..Study::default() };
        let clock = Clock::of_study(&study);
        assert_eq!((clock.every_s, clock.longest_s), (10.0, None));
        let coded = super::marks(&study.sessions[0], &study.code_book, &clock).unwrap();
        assert_eq!(coded.strain[0], [Some(1), Some(0), Some(1)]);
        assert_eq!(coded.support[1], [Some(1), Some(1), Some(0)]);
    }
}

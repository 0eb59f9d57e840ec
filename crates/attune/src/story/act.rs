use attune_data::{CodeBook, Session, Span, Study, Turn, Who};
use attune_dynamics::{Act, ActEvent, changes};

use super::gather::Lanes;

/// What one person did, as a family of acts.
#[derive(Debug, Clone, PartialEq)]
pub struct CodedAct {
    /// Who did it; never both.
    pub who: Who,
    /// The family.
    pub act: Act,
    /// The coder's own word; empty where it was seen in turns or signals.
    pub code: String,
    /// When it began, seconds.
    pub start_s: f64,
    /// When it ended, seconds; equal to the start for a moment.
    pub end_s: f64,
}

impl CodedAct {
    pub(crate) fn event(&self) -> ActEvent {
        let person = self.who.person().unwrap_or_default();
        ActEvent { person, act: self.act, start_s: self.start_s, end_s: self.end_s }
    }
}

/// The acts a code stands for, by the families its code book puts it into.
///
/// A code that is negative and no more stands for none: to be sad or tense is not to be sharp.
pub(super) fn families(code: &str, book: &CodeBook) -> Vec<Act> {
    let act = |family: &str| match family {
        CodeBook::PURSUE => Some(Act::Pursue),
        CodeBook::WITHDRAW => Some(Act::Withdraw),
        CodeBook::SOOTHE | CodeBook::COPING => Some(Act::Soothe),
        CodeBook::REPAIR => Some(Act::Repair),
        CodeBook::STRESS => Some(Act::Stress),
        CodeBook::POSITIVE => Some(Act::Warm),
        CodeBook::HARSH => Some(Act::Harsh),
        _ => None,
    };
    let mut acts: Vec<Act> = book.families(code).into_iter().filter_map(act).collect();
    acts.sort();
    acts.dedup();
    acts
}

/// How many spans say that one of the two did something, and how many of their codes stand for an
/// act.
pub(crate) fn codes_read(study: &Study) -> [usize; 2] {
    let spans = study.sessions.iter().flat_map(|session| &session.spans);
    let own: Vec<&Span> = spans.filter(|span| span.who != Who::Both).collect();
    let known = own.iter().filter(|span| !families(&span.code, &study.code_book).is_empty());
    [own.len(), known.count()]
}

/// What was coded, as families; codes of no family are left to the page that lists codes.
pub(super) fn coded_acts(session: &Session, book: &CodeBook) -> Vec<CodedAct> {
    let spans = session.spans.iter().filter(|s| s.who != Who::Both);
    let acts = spans.flat_map(|span| {
        families(&span.code, book).into_iter().map(|act| CodedAct {
            who: span.who,
            act,
            code: span.code.clone(),
            start_s: span.start_s,
            end_s: span.end_s,
        })
    });
    sorted(acts.collect())
}

/// Words this far from the person's own usual count as warm or harsh, in quartile distances.
const BEYOND_USUAL: f64 = 1.0;
/// A silence before one's own turn of at least this long may be drawing back, seconds.
const LONG_LATENCY_S: f64 = 3.0;
/// Fewer turns of a person than this have no usual.
const FEWEST_TURNS: usize = 12;

/// What turns show by themselves: words well below or above the person's own usual, and long
/// silences before answering.
pub(super) fn acts_from_turns(turns: &[Turn], valence: &[f64]) -> Vec<CodedAct> {
    let mut acts = Vec::new();
    for person in 0..2 {
        let own: Vec<usize> = (0..turns.len()).filter(|k| turns[*k].person == person).collect();
        if own.len() < FEWEST_TURNS {
            continue;
        }
        let words = |k: usize| valence.get(k).copied().unwrap_or(f64::NAN);
        let known: Vec<f64> = own.iter().map(|k| words(*k)).filter(|w| w.is_finite()).collect();
        let usual = quartiles(known);
        let latency = |k: usize| {
            let before = turns[..k].iter().rev().find(|t| t.person != person)?;
            Some(turns[k].start_s - before.end_s)
        };
        let waits: Vec<f64> = own.iter().filter_map(|k| latency(*k)).collect();
        let usual_wait = quartiles(waits);
        for k in own {
            let spread = (usual[2] - usual[0]).max(1e-9);
            let act = match words(k) {
                w if w > usual[1] + BEYOND_USUAL * spread => Some(Act::Warm),
                w if w < usual[1] - BEYOND_USUAL * spread => Some(Act::Harsh),
                _ => None,
            };
            let long = LONG_LATENCY_S.max(usual_wait[2] + 1.5 * (usual_wait[2] - usual_wait[0]));
            let waited = latency(k).filter(|wait| *wait >= long);
            let (start_s, end_s) = (turns[k].start_s, turns[k].end_s);
            if let Some(wait) = waited {
                acts.push(seen(person, Act::Withdraw, start_s - wait, start_s));
            }
            acts.extend(act.map(|act| seen(person, act, start_s, end_s)));
        }
    }
    sorted(acts)
}

/// Expression must move this far beside a body that goes up, resting standard deviations.
const EXPRESSION: f64 = 0.75;
/// Expression is compared over so long before and after a change, seconds.
const AROUND_S: f64 = 10.0;

/// What bodies and voices show: a body that goes up with less showing outwardly (drawing back), or
/// with more (pressing on).
pub(super) fn acts_from_signals(lanes: &Lanes) -> Vec<CodedAct> {
    let mut acts = Vec::new();
    for person in 0..2 {
        let expression = &lanes.shown[person].expression;
        let mean = |from_s: f64, to_s: f64| {
            let at = |t: f64| ((t - lanes.start_s) / lanes.step_s).ceil().max(0.0) as usize;
            let to = at(to_s).min(expression.len());
            let inside = expression[at(from_s).min(to)..to].iter().filter(|v| v.is_finite());
            let (n, sum) = inside.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
            sum / n
        };
        for change in changes(lanes.start_s, lanes.step_s, &lanes.told[person]) {
            let t = change.at_s;
            let moved = mean(t, t + AROUND_S) - mean(t - 2.0 * AROUND_S, t);
            let act = match moved {
                moved if moved >= EXPRESSION => Act::Pursue,
                moved if moved <= -EXPRESSION => Act::Withdraw,
                _ => continue,
            };
            if change.up {
                acts.push(seen(person, act, t, change.noticed_s));
            }
        }
    }
    sorted(acts)
}

fn seen(person: usize, act: Act, start_s: f64, end_s: f64) -> CodedAct {
    CodedAct { who: super::who(person), act, code: String::new(), start_s, end_s }
}

fn sorted(mut acts: Vec<CodedAct>) -> Vec<CodedAct> {
    acts.sort_by(|x, y| x.start_s.total_cmp(&y.start_s));
    acts
}

/// The quartiles; `NaN` of nothing.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [0.25, 0.5, 0.75].map(|share| {
        let place = (share * values.len().saturating_sub(1) as f64).round() as usize;
        values.get(place).copied().unwrap_or(f64::NAN)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code of the built-in book of affect, and what it stands for.
    #[test]
    fn each_code_of_affect_stands_for_what_it_shows() {
        let (harsh, pursue) = (Act::Harsh, Act::Pursue);
        let known: [(&str, &[Act]); 18] = [
            ("affection", &[Act::Warm]),
            ("enthusiasm", &[Act::Warm]),
            ("humor", &[Act::Warm]),
            ("interest", &[Act::Warm]),
            ("validation", &[Act::Warm]),
            ("anger", &[harsh]),
            ("belligerence", &[harsh]),
            ("contempt", &[harsh]),
            ("criticism", &[pursue, harsh]),
            ("defensiveness", &[harsh]),
            ("disgust", &[harsh]),
            ("domineering", &[harsh]),
            ("threats", &[harsh]),
            ("fear_tension", &[Act::Stress]),
            ("sadness", &[Act::Stress]),
            ("stonewalling", &[Act::Withdraw]),
            ("whining", &[pursue]),
            ("neutral", &[]),
        ];
        let book = CodeBook::default();
        for (code, acts) in known {
            let mut acts = acts.to_vec();
            acts.sort();
            assert_eq!(families(code, &book), acts, "{code}");
        }
        let text = CodeBook::BUILT_IN.iter().find(|(name, _)| *name == "affect").unwrap().1;
        let affect = CodeBook::parse("affect", text).unwrap();
        for code in &affect.codes {
            assert!(known.iter().any(|(name, _)| *name == code.name), "{} is new", code.name);
        }
    }

    #[test]
    fn a_code_that_is_negative_and_no_more_stands_for_no_act() {
        let text = "[[family]]\nname = 'negative'\ndescription = 'x'\n\
                    [[code]]\nname = 'huff'\nfamilies = ['negative']\nweight = -1\ndescription = 'x'\n";
        assert!(families("huff", &CodeBook::parse("own", text).unwrap()).is_empty());
    }
}

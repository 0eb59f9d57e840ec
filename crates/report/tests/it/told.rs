//! The couple's, the therapist's and the paper's document: what they say, what they leave out, and
//! that one person's sentence is the other's.

use attune::story::{Act, After, CycleKind, Moment, MomentKind, NotTold, Told, WhyNot};
use attune::{Analysis, Caveat, Verdict};
use attune_data::{Fault, FaultCode, Media, MediaKind, Said, Severity, Source};
use attune_report::words::{self, People, Strength, lint, reading_grade};
use attune_report::{
    PackChoices, Run, couple_page, drop_words, hide_names, moments_for_both, pack_files,
    paper_page, therapist_page,
};

use crate::page::{visible, well_formed};
use crate::story_fixture::{MARKER, cycle, every_moment, told, untold};

const NAMES: fn() -> [String; 2] = || ["Rosa".into(), "Lee".into()];

#[test]
fn the_three_documents_are_whole_pages() {
    for analysis in [told(), untold()] {
        let story = &analysis.stories[0];
        let clip = Media { kind: MediaKind::Video, path: "talk.mp4".into(), offset_s: 0.0 };
        well_formed("couple", &couple_page(&analysis, story), &[]);
        well_formed("therapist", &therapist_page(&analysis, story, &[]), &[]);
        well_formed("with film", &therapist_page(&analysis, story, &[clip]), &["talk.mp4"]);
        well_formed("paper", &paper_page(&analysis, &Run::default()), &[]);
    }
}

#[test]
fn the_couples_page_is_easy_to_read_and_holds_no_number_but_counts_and_times() {
    for analysis in [told(), untold()] {
        let page = couple_page(&analysis, &analysis.stories[0]);
        // Each element on a line of its own, so that headings do not run into sentences.
        let text = visible(&page.replace("</", "\n</"));
        let grade = reading_grade(&text);
        assert!(grade <= 8.0, "grade {grade:.1}");
        for jargon in ["mean z", "p =", "p <", "n_eff", "95 %", "SD", "probability"] {
            assert!(!text.contains(jargon), "{jargon}");
        }
    }
}

#[test]
fn the_couples_page_keeps_what_is_one_persons_own() {
    let mut analysis = told();
    let story = &mut analysis.stories[0];
    let flooded = every_moment().into_iter().find(|m| matches!(m.kind, MomentKind::Flooded { .. }));
    story.moments.push(flooded.expect("there is one of every kind"));
    story.proposed = (0..story.moments.len()).collect();
    let page = visible(&couple_page(&analysis, &analysis.stories[0]));
    assert!(!page.contains("own line"), "how far one is above an own line is not shown to both");
    // Nor does it leave the room in a pack, which is listed by the couple's numbers.
    let choices = PackChoices::default();
    let files = pack_files(&analysis, &analysis.stories[0], &choices);
    for file in &files {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(!text.contains("above their own line for"), "{}", file.name);
        assert!(file.name != "moments.csv" || !text.contains("flooded"), "{text}");
    }
    let both = moments_for_both(&analysis.stories[0]).len();
    assert!(files[0].holds.contains(&format!("{both} moments")), "{}", files[0].holds);
}

#[test]
fn the_couples_page_tells_neither_that_somebody_was_flooded_nor_that_nobody_was() {
    let mut quiet = told();
    let story = &mut quiet.stories[0];
    story.moments.retain(|m| !matches!(m.kind, MomentKind::Flooded { .. }));
    let at = |name: &str| story.moments.iter().position(|m| m.kind.name() == name).unwrap();
    story.proposed = vec![at("winding-up"), at("repair")];
    // The same session, in which one was far up before the second moment that is told.
    let mut up = quiet.clone();
    let story = &mut up.stories[0];
    let mut flooded =
        every_moment().into_iter().find(|m| matches!(m.kind, MomentKind::Flooded { .. })).unwrap();
    flooded.start_s = 300.0;
    story.moments.push(flooded);
    story.proposed.push(story.moments.len() - 1);
    let nobody = NotTold { what: Told::Flooded, why: WhyNot::NoRest };
    quiet.stories[0].not_told.push(nobody);
    assert_eq!(couple_page(&up, &up.stories[0]), couple_page(&quiet, &quiet.stories[0]));
    let therapist = visible(&therapist_page(&up, &up.stories[0], &[]));
    for heading in ["1. 3:00", "2. 7:00", "a. 5:00"] {
        assert!(therapist.contains(heading), "{heading}: numbers are those of the couple's page");
    }
    // Nor where nothing else is told.
    for analysis in [&mut up, &mut quiet] {
        let story = &mut analysis.stories[0];
        (story.named, story.infinity) = (None, None);
        story.proposed.retain(|place| !story.moments[*place].for_both());
    }
    assert_eq!(couple_page(&up, &up.stories[0]), couple_page(&quiet, &quiet.stories[0]));
    let page = |a: &Analysis| pack_files(a, &a.stories[0], &PackChoices::default()).remove(0).bytes;
    assert!(page(&up) == page(&quiet), "nor does a pack");
}

#[test]
fn a_pack_keeps_the_numbers_of_the_couples_page() {
    let analysis = told();
    let choices = PackChoices { moments: vec![1, 3], ..PackChoices::default() };
    let files = pack_files(&analysis, &analysis.stories[0], &choices);
    assert!(files[0].holds.contains("1 winding each other up (3:00), 3 words and body differ"));
    let page = visible(&String::from_utf8_lossy(&files[0].bytes));
    assert!(page.contains("1. 3:00") && page.contains("3. 7:50") && !page.contains("2. "));
}

#[test]
fn the_sentence_is_about_the_round_that_is_named_and_the_speaker_may_change_it() {
    let analysis = told();
    let page = couple_page(&analysis, &analysis.stories[0]);
    for field in [
        "aria-label=\"What Rosa noticed\" value=\"you drew back from the talk at 2:58\"",
        "aria-label=\"What Rosa may have done\" value=\"asked again\"",
        "aria-label=\"What Lee noticed\" value=\"you asked again at 2:50\"",
        "aria-label=\"What Lee may have done\" value=\"drew back from the talk\"",
    ] {
        assert!(page.contains(field), "{field}");
    }
    let mut unnamed = analysis;
    let story = &mut unnamed.stories[0];
    (story.named, story.infinity) = (None, None);
    let page = couple_page(&unnamed, &unnamed.stories[0]);
    assert!(
        page.contains("value=\"you said or did something calming at 6:38\""),
        "else about a change of one's own"
    );
    assert!(page.contains("aria-label=\"What Lee noticed\" value=\"\""), "and blank without one");
}

#[test]
fn lines_on_the_couples_page_have_no_amounts() {
    let mut analysis = told();
    analysis.stories[0].moments.clear();
    analysis.stories[0].proposed.clear();
    let page = couple_page(&analysis, &analysis.stories[0]);
    let figure = page.split("<figure>").nth(1).unwrap().split("</figure>").next().unwrap();
    assert!(figure.contains("class=\"picture p-traces\"") && figure.contains("than usual"));
    // Every number that is drawn or listed is a time.
    let numbers = figure.split('>').filter_map(|part| part.split('<').next());
    for text in numbers.filter(|text| text.contains(|c: char| c.is_ascii_digit())) {
        assert!(text.contains(':') || text.contains("min"), "{text}");
    }
    assert!(visible(figure).contains("Rosa") && visible(figure).contains("Lee"));
}

#[test]
fn what_is_not_told_is_short_and_said_once_for_each_reason() {
    let analysis = untold();
    let count = |page: &str| {
        let section = page.split("id=\"untold-h\"").nth(1).unwrap();
        section.split("<ul>").nth(1).unwrap().split("</ul>").next().unwrap().matches("<li>").count()
    };
    assert_eq!(count(&couple_page(&analysis, &analysis.stories[0])), 3);
    let mut reasons: Vec<String> =
        analysis.stories[0].not_told.iter().map(|not| format!("{:?}", not.why)).collect();
    reasons.sort();
    reasons.dedup();
    // What was not seen has a line of its own.
    let lines = count(&therapist_page(&analysis, &analysis.stories[0], &[]));
    assert_eq!(lines, reasons.len(), "{reasons:?}");

    let mut none = analysis;
    none.stories[0].not_told = vec![NotTold { what: Told::Settling, why: WhyNot::NoneFound }];
    for page in [couple_page(&none, &none.stories[0]), therapist_page(&none, &none.stories[0], &[])]
    {
        assert!(visible(&page).to_lowercase().contains("looked for, and not seen"), "{page}");
        assert!(!visible(&page).contains("Settling each other: can't tell"));
    }
}

#[test]
fn who_is_named_first_changes_from_session_to_session() {
    let mut analysis = told();
    let mut heading = |session: &str| {
        for dyad in &mut analysis.dyads {
            dyad.session = Some(session.into());
        }
        analysis.stories[0].session = Some(session.into());
        let page = couple_page(&analysis, &analysis.stories[0]);
        visible(page.split("</h1>").next().unwrap()).contains("Lee and Rosa")
    };
    assert_eq!(["1", "2", "week 3", "week 4"].map(&mut heading), [false, true, false, true]);
}

#[test]
fn the_therapists_page_calls_nobody_by_letter_where_names_are_shown() {
    let analysis = told();
    let page = therapist_page(&analysis, &analysis.stories[0], &[]);
    for letter in [">A<", ">B<", "A by ", "B by ", "begun by A", "A present", "A above", "A has"] {
        assert!(!page.contains(letter), "{letter}");
    }
    assert!(page.contains("Rosa by 1.6 and Lee by 1.2 resting SD"));
}

/// A section that comes to the page has to come to the list, too.
#[test]
fn a_packs_list_knows_every_section_of_its_page() {
    let analysis = told();
    let files = pack_files(&analysis, &analysis.stories[0], &PackChoices::default());
    let page = String::from_utf8_lossy(&files[0].bytes).into_owned();
    let headings = page.split("<h2").skip(1).map(|rest| {
        let text = rest.split_once('>').unwrap().1;
        visible(text.split("</h2>").next().unwrap()).trim().to_owned()
    });
    let listed = [
        ("Moments worth a look", "to look at"),
        ("The loop", "the round with its counts"),
        ("Words, bodies, time", "words beside bodies turn by turn, where time went"),
        ("How good the recording is", "how good the recording is, how far the evidence goes"),
        ("What cannot be told", "what cannot be told"),
        ("One experiment for the week", "one experiment for the week"),
        ("Limits", "the limits"),
    ];
    for heading in headings {
        let known = listed.iter().find(|(name, _)| heading.starts_with(name));
        let (_, words) = known.unwrap_or_else(|| panic!("{heading} is not in the list"));
        assert!(files[0].holds.contains(words), "{heading}: {}", files[0].holds);
    }
}

#[test]
fn at_most_what_was_proposed_is_told_and_words_stay_out_where_asked() {
    let analysis = told();
    let page = therapist_page(&analysis, &analysis.stories[0], &[]);
    assert_eq!(page.matches("<article class=\"moment\"").count(), 3);
    assert!(page.contains(MARKER));
    assert!(!couple_page(&analysis, &analysis.stories[0]).contains(MARKER));

    let mut quiet = analysis.clone();
    drop_words(&mut quiet);
    assert!(!therapist_page(&quiet, &quiet.stories[0], &[]).contains(MARKER));
}

/// A couple whose names stand wherever a name can stand.
fn named_everywhere() -> Analysis {
    let mut analysis = told();
    let names = ["Annelies", "Bohdan"].map(str::to_owned);
    let fault = |person: Option<&str>, message: &str| Fault {
        code: FaultCode::SpeakerUnknown,
        severity: Severity::Warning,
        dyad: Some("annelies_bohdan".into()),
        session: Some("bohdan-2".into()),
        person: person.map(str::to_owned),
        channel: Some("hr_Annelies/x_Bohdan".into()),
        message: message.into(),
    };
    let faults = [
        fault(Some("Annelies"), "12 gaps"),
        fault(None, "1 turn of `Zoe SECRETNAME`, who is not told to be `Annelies` or `Bohdan`"),
    ];
    analysis.study.name = "annelies_bohdan".into();
    analysis.study.channels = vec!["hr_Annelies/x_Bohdan".into()];
    analysis.provenance.notes = vec!["A taken from column `hr_Annelies`".into()];
    analysis.provenance.sources =
        vec![Source { path: "/home/annelies_bohdan.csv".into(), bytes: 3, sha256: "00".into() }];
    analysis.faults = faults.to_vec();
    let dyad = &mut analysis.dyads[0];
    dyad.dyad = "annelies_bohdan".into();
    dyad.session = Some("bohdan-2".into());
    dyad.channel = "hr_Annelies/x_Bohdan".into();
    dyad.caveats.extend(faults.map(Caveat::Fault));
    for (person, name) in dyad.people.iter_mut().zip(&names) {
        person.name.clone_from(name);
        person.role.clone_from(name);
    }
    let story = &mut analysis.stories[0];
    story.dyad = "annelies_bohdan".into();
    story.session = Some("bohdan-2".into());
    story.names = names;
    story.turns[0].said = Some(Said::new("BOHDAN, annelies's mother, Griselda, called."));
    analysis
}

#[test]
fn hidden_names_stand_in_no_byte_that_is_written() {
    let named = named_everywhere();
    let choices = PackChoices { with_words: true, hide_names: true, ..PackChoices::default() };
    let mut written: Vec<(&str, String)> = Vec::new();
    let files = pack_files(&named, &named.stories[0], &choices);
    for file in &files {
        written.push((file.name, String::from_utf8_lossy(&file.bytes).into_owned()));
        written.push(("its line in the list", file.holds.clone()));
    }
    let mut hidden = named;
    hide_names(&mut hidden);
    let clip =
        || Media { kind: MediaKind::Video, path: "annelies_bohdan_talk.mp4".into(), offset_s: 0.0 };
    let therapist = therapist_page(&hidden, &hidden.stories[0], &[clip()]);
    assert!(therapist.contains("recording of the room is left out"));
    assert!(therapist.contains("other names, and nicknames"));
    assert!(
        therapist.contains("B, A&#39;s mother, Griselda") || therapist.contains("B, A's mother")
    );
    assert!(
        therapist.contains("A, hr_A/x_B: Something was said"),
        "a fault keeps its person and its kind"
    );
    written.extend([
        ("therapist", therapist),
        ("couple", couple_page(&hidden, &hidden.stories[0])),
        ("paper", paper_page(&hidden, &Run::default())),
        ("report", attune_report::html(&hidden, &Run::default(), None)),
        ("run.json", attune_report::run_json(&hidden, &Run::default())),
    ]);
    for (place, text) in &written {
        let text = text.to_lowercase();
        for name in ["annelies", "bohdan", "secretname", "talk.mp4"] {
            assert!(!text.contains(name), "{name} in {place}");
        }
    }
    drop_words(&mut hidden);
    let quiet = therapist_page(&hidden, &hidden.stories[0], &[]);
    assert!(!quiet.contains("nicknames") && !quiet.contains("Griselda"));
}

#[test]
fn the_paper_holds_the_stories_their_methods_and_the_lexicon() {
    let mut analysis = told();
    analysis.provenance.lexicon = Some(attune::LexiconUsed {
        words: 7_520,
        source: Some(attune_data::Source {
            path: "lists/valence.txt".into(),
            bytes: 9,
            sha256: "c0ffee".into(),
        }),
    });
    let page = paper_page(&analysis, &Run::default());
    let text = visible(&page);
    // Every kind of moment, with its verdict and what else could explain it.
    for moment in every_moment() {
        assert!(text.contains(moment.kind.name()), "{}", moment.kind.name());
    }
    for said in [
        "unrecorded-shared-cause",
        "pursue &gt; withdraw &gt; pursue",
        "personal_pronoun",
        "20.0 %",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(text.contains("valence.txt") && text.contains("c0ffee") && !text.contains("lists/"));
    assert!(page.contains("What one did, and what the other did next"));
    assert!(page.contains("From A to B"), "the picture is on the page");
    assert!(!page.contains(MARKER), "nothing said is on a page for a paper");
}

#[test]
fn a_session_that_tells_nothing_says_so_everywhere() {
    let analysis = untold();
    let couple = visible(&couple_page(&analysis, &analysis.stories[0]));
    let therapist = visible(&therapist_page(&analysis, &analysis.stories[0], &[]));
    for (name, page) in [("couple", couple), ("therapist", therapist)] {
        assert!(page.contains("picked up") && page.to_lowercase().contains("can't tell"), "{name}");
        for claim in ["Some sign", "some sign", "Clear:", "that you two come back to"] {
            assert!(!page.contains(claim), "{name}: {claim}");
        }
    }
}

/// A cycle that came more often than its own copies, but not more than all kinds at once do, is a
/// count on the therapist's page and nothing on the couple's.
#[test]
fn a_page_claims_no_round_but_the_one_that_may_be_named() {
    let mut analysis = told();
    let story = &mut analysis.stories[0];
    (story.named, story.infinity) = (None, None);
    story.cycles = vec![cycle(CycleKind::PursueWithdraw, Verdict::Weak)];
    story.not_told.push(NotTold { what: Told::Cycle, why: WhyNot::NotBeyondChance });
    let couple = visible(&couple_page(&analysis, &analysis.stories[0]));
    for claim in ["you two come back to", "may come back to", "Name the cycle"] {
        assert!(!couple.contains(claim), "{claim}");
    }
    let therapist = visible(&therapist_page(&analysis, &analysis.stories[0], &[]));
    assert!(therapist.contains("Not told from chance: one presses on, the other draws back"));
    for claim in ["Weak: one presses", "Supported:", "Name the cycle"] {
        assert!(!therapist.contains(claim), "{claim}");
    }
}

#[test]
fn both_came_down_is_said_only_of_two_who_did() {
    let names = NAMES();
    let people = People::new(&names);
    let landed = |m: &Moment| matches!(&m.kind, MomentKind::Repair(r) if r.landed == Some(true));
    let moment = every_moment().into_iter().find(landed).unwrap();
    let all = [After::CameDown, After::StayedUp, After::WentUp, After::NotUp];
    for (first, second) in all.into_iter().flat_map(|one| all.map(|other| (one, other))) {
        for verdict in [Verdict::Supported, Verdict::Weak] {
            let mut moment = Moment { verdict, ..moment.clone() };
            if let MomentKind::Repair(repair) = &mut moment.kind {
                repair.each = Some([first, second]);
            }
            let lay = words::moment_for_couple(&moment, &people).unwrap();
            let told = words::moment_for_therapist(&moment, &people);
            let both = (first, second) == (After::CameDown, After::CameDown);
            assert_eq!(both, lay.contains("both of you came down"), "{lay}");
            assert_eq!(both, told.contains("both came down"), "{told}");
            assert_eq!(first == After::CameDown && !both, lay.contains("Rosa came down"), "{lay}");
            assert_eq!(second == After::CameDown && !both, lay.contains("Lee came down"), "{lay}");
            assert_eq!(verdict == Verdict::Supported, lay.contains("landed"), "{lay}");
            assert!(told.contains("p = 0.160") || told.contains("p = .160"), "{told}");
        }
    }
}

#[test]
fn every_moment_is_told_of_b_as_of_a() {
    let (names, swapped) = (NAMES(), ["Lee".to_owned(), "Rosa".to_owned()]);
    let (people, other) = (People::new(&names), People::new(&swapped));
    for moment in every_moment() {
        let mut mirrored = moment.clone();
        mirrored.who = moment.who.exchanged();
        // Both rise in a spiral; exchanging the two exchanges their numbers.
        if let MomentKind::WindingUp(spiral) = &mut mirrored.kind {
            spiral.rise.reverse();
        }
        if let MomentKind::Repair(repair) = &mut mirrored.kind {
            repair.attempt.person = 1 - repair.attempt.person;
            repair.each.iter_mut().for_each(|each| each.reverse());
        }
        assert_eq!(
            words::moment_for_couple(&moment, &people),
            words::moment_for_couple(&mirrored, &other)
        );
    }
}

#[test]
fn a_weak_moment_is_told_as_what_it_may_have_been() {
    let names = NAMES();
    let people = People::new(&names);
    let told = |moment: &Moment, verdict| {
        let moment = Moment { verdict, ..moment.clone() };
        let therapist = words::moment_for_therapist(&moment, &people);
        (words::moment_for_couple(&moment, &people), therapist)
    };
    for moment in every_moment() {
        let (weak, weak_for_therapist) = told(&moment, Verdict::Weak);
        let (clear, clear_for_therapist) = told(&moment, Verdict::Supported);
        assert_eq!(weak.is_some(), clear.is_some());
        // What may have been picked up is a question, however likely.
        if matches!(moment.kind, MomentKind::Echo(_)) {
            assert!(weak.is_some_and(|lay| lay.contains('?')));
            assert!(weak_for_therapist.contains("not an answer"));
            continue;
        }
        if let (Some(weak), Some(clear)) = (weak, clear) {
            assert!(weak.contains("may have"), "{weak}");
            assert!(!clear.contains("may have"), "{clear}");
        }
        let hedges = ["may have been", "known only roughly"];
        let hedged = |text: &str| hedges.iter().any(|hedge| text.contains(hedge));
        assert!(hedged(&weak_for_therapist), "{weak_for_therapist}");
        assert!(!hedged(&clear_for_therapist), "{clear_for_therapist}");
    }
}

#[test]
fn no_sentence_of_a_moment_or_cycle_exceeds_its_verdict() {
    let names = NAMES();
    let people = People::new(&names);
    for mut moment in every_moment() {
        let asks = matches!(moment.kind, MomentKind::Echo(_));
        for verdict in [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell] {
            moment.verdict = verdict;
            let lay = words::moment_for_couple(&moment, &people);
            let told = words::moment_for_therapist(&moment, &people);
            let lints = lay.iter().chain([&told]).flat_map(|text| lint(text)).count();
            assert_eq!(lints, 0, "{lay:?} {told}");
            let claims = words::moment_strength(&moment) != Strength::CantTell;
            // A question claims nothing.
            assert!(claims || lay.is_none_or(|lay| asks && lay.contains('?')), "{told}");
            assert!(!(asks && claims), "a high point is ranked, never a verdict");
        }
    }
    let own = CycleKind::OwnPattern { when: Act::Warm, then: Act::Warm };
    for kind in CycleKind::NAMED.into_iter().chain([own]) {
        for verdict in [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell] {
            let cycle = cycle(kind, verdict);
            let (lay, told) = (words::cycle_for_couple(&cycle), words::cycle_for_therapist(&cycle));
            let claims = words::cycle_strength(&cycle) != Strength::CantTell;
            // Only what may be named, which is what is supported, is a claim to anybody.
            assert_eq!(claims, verdict == Verdict::Supported);
            assert_eq!(claims, lay.is_some(), "{lay:?}");
            assert_eq!(claims, told.starts_with("Supported"), "{told}");
            assert_eq!(claims, !told.contains("Not told from chance"), "{told}");
            for text in lay.iter().chain([&told]) {
                assert!(lint(text).is_empty(), "{text}");
            }
            let lay = lay.unwrap_or_default();
            assert!(!lay.contains("Rosa") && !lay.contains(" A "), "a round belongs to nobody");
        }
    }
}

//! The couple's, the therapist's and the paper's document: what they say, what they leave out, and
//! that one person's sentence is the other's.

use attune::Verdict;
use attune::story::{Act, After, CycleKind, Moment, MomentKind, NotTold, Told, WhyNot};
use attune_data::{Media, MediaKind};
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

    let mut nameless = analysis;
    hide_names(&mut nameless);
    let pages = [
        couple_page(&nameless, &nameless.stories[0]),
        therapist_page(&nameless, &nameless.stories[0], &[]),
        paper_page(&nameless, &Run::default()),
    ];
    for page in pages {
        assert!(!page.contains("Rosa") && !page.contains("Lee"));
    }
}

#[test]
fn a_session_that_tells_nothing_says_so_everywhere() {
    let analysis = untold();
    let couple = visible(&couple_page(&analysis, &analysis.stories[0]));
    let therapist = visible(&therapist_page(&analysis, &analysis.stories[0], &[]));
    for (name, page) in [("couple", couple), ("therapist", therapist)] {
        for subject in ["picked up", "Can't tell", "can't tell"] {
            assert!(page.contains(subject), "{name}: {subject}");
        }
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

//! The couple's, the therapist's and the paper's document: what they say, what they leave out, and
//! that one person's sentence is the other's.

use attune::Verdict;
use attune::story::{Act, CycleKind, Moment, MomentKind};
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
        for subject in ["picked up", "Can't tell", "can't tell"] {
            assert!(page.contains(subject), "{name}: {subject}");
        }
        for claim in ["Some sign", "some sign", "Clear:", "that you two come back to"] {
            assert!(!page.contains(claim), "{name}: {claim}");
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
        for verdict in [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell] {
            moment.verdict = verdict;
            let lay = words::moment_for_couple(&moment, &people);
            let told = words::moment_for_therapist(&moment, &people);
            let lints = lay.iter().chain([&told]).flat_map(|text| lint(text)).count();
            assert_eq!(lints, 0, "{lay:?} {told}");
            let claims = words::moment_strength(&moment) != Strength::CantTell;
            assert!(claims || lay.is_none(), "{lay:?}");
        }
    }
    let own = CycleKind::OwnPattern { when: Act::Warm, then: Act::Warm };
    for kind in CycleKind::NAMED.into_iter().chain([own]) {
        for verdict in [Verdict::Supported, Verdict::Weak, Verdict::NotSeen, Verdict::CannotTell] {
            let cycle = cycle(kind, verdict);
            let lay = words::cycle_for_couple(&cycle);
            assert!(lint(&lay).is_empty() && lint(&words::cycle_for_therapist(&cycle)).is_empty());
            let claims = words::cycle_strength(&cycle) != Strength::CantTell;
            assert_eq!(claims, !lay.contains("can't be told"), "{lay}");
            assert!(!lay.contains("Rosa") && !lay.contains(" A "), "a round belongs to nobody");
        }
    }
}

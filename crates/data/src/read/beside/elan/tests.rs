use super::*;

const EAF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-05-01T10:00:00+01:00" FORMAT="3.0" VERSION="3.0">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
        <MEDIA_DESCRIPTOR MEDIA_URL="file:///talk.mp4" MIME_TYPE="video/mp4"/>
    </HEADER>
    <TIME_ORDER>
        <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
        <TIME_SLOT TIME_SLOT_ID="ts2"/>
        <TIME_SLOT TIME_SLOT_ID="ts3"/>
        <TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="4000"/>
    </TIME_ORDER>
    <TIER LINGUISTIC_TYPE_REF="words" PARENT_REF="ann-talk" TIER_ID="ann-words">
        <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a5" ANNOTATION_REF="a1" PREVIOUS_ANNOTATION="a4">
            <ANNOTATION_VALUE>two</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
        <ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a1">
            <ANNOTATION_VALUE>one</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>
    </TIER>
    <TIER LINGUISTIC_TYPE_REF="talk" PARTICIPANT="Ann" TIER_ID="ann-talk">
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
            <ANNOTATION_VALUE>one &amp; two &#233;</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">
            <ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
        <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
            <ANNOTATION_VALUE>x</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    </TIER>
    <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="talk" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONTROLLED_VOCABULARY_REF="list" LINGUISTIC_TYPE_ID="words"/>
</ANNOTATION_DOCUMENT>
"#;

#[test]
fn slots_without_a_time_and_references() {
    let found = read(EAF).unwrap_or_else(|error| panic!("{error}"));
    let [words, talk] = &found.items[..] else { panic!("{found:?}") };
    let label = |start_s, end_s, text: &str| Label { start_s, end_s, text: text.into() };
    assert_eq!(
        talk.labels,
        [label(1.0, 2.0, "one & two é"), label(2.0, 3.0, ""), label(3.0, 4.0, "x")]
    );
    assert_eq!(words.labels, [label(1.5, 2.0, "two"), label(1.0, 1.5, "one")]);
    assert_eq!((words.participant.as_str(), words.listed, words.dependent), ("Ann", true, true));
    assert!(found.notes[0].ends_with(": 2"), "{:?}", found.notes);
}

#[test]
fn what_is_not_elan_and_what_is_damaged() {
    let error = |text: &str| read(text).expect_err("refused").to_string();
    assert!(error("<?xml version=\"1.0\"?>\n<html></html>").contains("ANNOTATION_DOCUMENT"));
    let broken = EAF.replace("TIME_VALUE=\"4000\"", "TIME_VALUE=\"soon\"");
    let message = error(&broken);
    assert!(message.contains("line 10") && !message.contains("soon"), "{message}");
    assert!(error(&EAF.replace("</TIER>", "</TEER>")).contains("damaged"));
}

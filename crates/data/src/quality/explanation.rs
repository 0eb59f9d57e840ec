//! What each fault means, in plain words.

use super::FaultCode;

/// What a fault means, why it matters and what to try: what `attune explain CODE` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// A headline, without a full stop.
    pub title: &'static str,
    /// Why it matters, one sentence.
    pub why: &'static str,
    /// What to try, one sentence.
    pub try_this: &'static str,
    /// How it is found and what follows from it.
    pub paragraph: &'static str,
}

/// The explanation of a code.
pub(super) fn of(code: FaultCode) -> Explanation {
    use FaultCode as C;
    let (title, why, try_this, paragraph) = match code {
        C::IdenticalSeries => (
            "Both people's series are identical",
            "A file compared with itself looks like the strongest echo there is.",
            "Look whether one person's file was used for both, and read the right one.",
            "Two people are never the same sample for sample. Where both have a value, every value \
             is the same (at least 5 of them, changing at least twice). No claim is made from such a channel: the dyad stays in the tables, with its numbers left blank. \
             A published example set holds such a couple; this check was written for it.",
        ),
        C::IdenticalShifted => (
            "Both people's series are identical but for a shift in time",
            "One recording started twice looks like one person following the other exactly.",
            "Look whether both files come from one sensor, one of them cut at the start.",
            "One series, moved by a number of samples, is the other, over at least half of its \
             length and at least 60 samples. Such a pair would be reported as a perfect lead of \
             one person, so no claim is made from it.",
        ),
        C::IdenticalScaled => (
            "Both people's series are identical but for unit and zero point",
            "The same recording in two units, or standardised once, is still one recording.",
            "Look whether one column was computed from the other, and read the right one.",
            "A straight line turns one series into the other: their correlation is 1 or -1 within \
             rounding (1 - |r| below 0.00001), and so is that of their changes from sample to \
             sample (|r| above 0.99). No claim is made from such a channel.",
        ),
        C::FlatSeries => (
            "The series never changes",
            "What does not vary cannot vary together with anything.",
            "Look whether the sensor was on, or the right column was read.",
            "All samples that are present have one value. A correlation with it is not defined, \
             so no claim is made from this channel.",
        ),
        C::FlatStretch => (
            "A long stretch without any change",
            "While nothing changes nothing can be followed, and a sensor that has come off looks \
             the same as a person who is calm.",
            "Look at the stretch; if the sensor was off, mark the samples as missing.",
            "The longest run of equal samples lasts at least 30 seconds and 10 samples, or more \
             than four fifths of all samples equal the one before. For a rating this is a note: \
             people leave a dial where it is. For heart, skin and breath it is a warning: they do \
             not stand still. Stretches of days in a diary and of rest in a movement are left out, \
             and codes given by an observer are not looked at.",
        ),
        C::Railed => (
            "The series sits at its highest or lowest value",
            "Beyond the end of a sensor's range, changes are cut off.",
            "Look at the sensor's range or gain; mark cut-off samples as missing.",
            "At least 2 % of the samples, and 10 or more in a row, have exactly the highest (or \
             the lowest) value that occurs. A movement that is exactly zero is rest, not a \
             cut-off; for ratings, the end of the dial is a note only.",
        ),
        C::Gaps => (
            "Samples are missing in between",
            "Gaps stay gaps: windows over them have fewer samples, and none is invented.",
            "Nothing, if the gaps are real; a larger share of missing samples weakens what can be \
             said.",
            "A gap is a missing value, or a step in time of more than one and a half times the \
             usual step (five times where steps are uneven, as between heartbeats). It is a note while at most a fifth of the samples between first and last \
             are missing, and a warning beyond that. Time is never shifted to close a gap.",
        ),
        C::TimeBackwards => (
            "Time runs backwards",
            "If the order of the samples is not known, nobody can say who came first.",
            "Look at the rows named; sort the file only if the times are right and the order is \
             not.",
            "Some samples have an earlier time than the one before. The reader keeps them as they \
             are. Steps back of less than one usual step, in less than 1 % of the samples, are a \
             warning (packets that arrived out of order); anything else is an error.",
        ),
        C::TimeJumps => (
            "Time leaps far ahead",
            "A clock that was set anew between two samples puts everything after it at the wrong \
             time.",
            "Compare with notes or video; if the clock was set, cut the recording there.",
            "One step is longer than all the others together: the recording was interrupted for \
             longer than it lasted, or its clock was changed. Smaller interruptions are gaps.",
        ),
        C::TimeDuplicates => (
            "Several samples have the same time",
            "Only one of them can be right, and which one is not known.",
            "Look at the rows named; if time has too few digits, export it with more.",
            "Two or more samples of one person have the same time and different values. On a \
             common grid the first of them in the file is used.",
        ),
        C::TimeMissing => (
            "Samples have no time",
            "A sample without a time cannot be put beside the other person's.",
            "Fill in the times, or read the file by its rate if the samples are even.",
            "The time cell of some rows is empty. Their samples are kept in the file's order and \
             left out on every common grid.",
        ),
        C::LengthsDiffer => (
            "One person's recording is longer than the other's",
            "If one recording started late, everything in it seems to come earlier or later than \
             it did.",
            "Check that both recordings start at the same moment; only the time both share is \
             used.",
            "The times between the first and last present sample differ by more than 5 % and more \
             than two samples. Only the time both share is compared; nothing is stretched.",
        ),
        C::StartsApart => (
            "The two people's devices may not have had the same time",
            "Who moves first, and after how long, is read off the difference of two clocks.",
            "Compare both clocks, or an event that both devices recorded; claim no lead shorter \
             than the difference.",
            "One recording begins and ends by the same time (more than 1.5 samples, at most a tenth \
             of the recording) after the other, as it does when both were started together by \
             clocks that differ. The times are kept as they are: what the two people did is never \
             used to set their clocks, because that would make the link it is then said to show.",
        ),
        C::RatesDiffer => (
            "The two people were recorded at different rates",
            "The finer recording has to be averaged to the coarser one's rate.",
            "Nothing, if the rates are right.",
            "The usual steps differ by more than 1 %. Both are brought to the slower rate, for \
             nothing is gained by interpolating a slow recording to a fast rate.",
        ),
        C::RateContradictsTime => (
            "The rate that was said is not that of the time column",
            "Windows and lags would be off by the same factor.",
            "Leave the rate out, or, if the column counts samples, say so (time unit `sample`).",
            "Both the usual and the mean step of the time column differ by more than 1 % from the \
             rate given. One of the two is wrong and the file does not say which, so no claim is \
             made.",
        ),
        C::TooShort => (
            "Too little was recorded",
            "With few samples, chance alone makes two series go together.",
            "Record longer; for slow signals an hour tells more than any method.",
            "Fewer than 60 samples in which both people have a value (20 for diaries), or less \
             than three of the windows usual for the kind of channel: a warning. Fewer than 20 \
             samples: an error, since no link can be called supported or absent from fewer.",
        ),
        C::FewValidSamples => (
            "Most samples are missing",
            "What is left may be the calm, or the loud, part of the session only.",
            "Look why samples are missing, and whether a marker for missing was misread.",
            "Less than half of a person's samples are present.",
        ),
        C::ImplausibleUnit => (
            "Values do not fit what the channel is said to measure",
            "A wrong unit or column gives numbers that look right and mean something else.",
            "Check the column, its unit and the channel's kind; if the values are standardised, \
             say unit `z`.",
            "More than 5 % of the samples lie outside what is plausible: heart 25 to 240 beats \
             per minute or 250 to 2400 ms between beats, breath 2 to 60 per minute, skin 0 to 100 \
             microsiemens, motion energy not below 0, pitch 40 to 1000 Hz, codes whole numbers. \
             Channels with the unit `z` or `a.u.` are not looked at.",
        ),
        C::DuplicateRows => (
            "Rows stand in the file twice",
            "What was recorded once would count twice.",
            "Remove the repeated rows; perhaps two exports were put together.",
            "Several samples of a person have the same time and the same value in every channel.",
        ),
        C::DuplicateDyad => (
            "Two dyads have the same data",
            "One recording under two names counts twice, and one of the names is wrong.",
            "Look which dyad the recording belongs to, and leave the other one out.",
            "A series of at least 20 samples that changes at least 10 times is found, sample \
             for sample, in another dyad. Which of the two it belongs to cannot be told from the \
             data, so no claim is made from either.",
        ),
        C::DyadNameTwice => (
            "One name for two recordings",
            "Two couples read as one would be compared across each other.",
            "Give each its own name, or name the column that tells the sessions apart.",
            "Two files, or two groups of rows, use the same dyad name, or time starts over within \
             a dyad. Nothing is left out: recordings from two files are kept apart, the second \
             under its name with a (2).",
        ),
        C::NoSignals => (
            "Only codes or talk are there, and no signals",
            "What bodies and voices did cannot be told from them.",
            "Nothing, if none were recorded; otherwise give the signals too, with codes and talk as \
             --spans and --turns beside them.",
            "Cycles are counted from codes and turns, and words are counted, as in any session. \
             Echo, settling, repair and whatever else needs a body's signals is listed as not told.",
        ),
        C::PersonMissing => (
            "Only one of the two people was recorded",
            "A loop takes two.",
            "Look for the other person's file or column; for codes and talk, for the name they give \
             that person (--speaker).",
            "One person has no samples at all in this dyad; where there are no signals, nothing was \
             coded or said by that person.",
        ),
        C::TooManyPeople => (
            "A dyad has more than two people",
            "Which two belong together cannot be guessed.",
            "Name the two people, or split the group into pairs.",
            "The rows of one dyad name more than two people. The first two are kept so that \
             they can be looked at; no claim is made.",
        ),
        C::NoOverlap => (
            "The two people were not recorded at the same time",
            "Only what happened at the same time can go together.",
            "Check that both files use the same clock and the same unit of time.",
            "The last sample of one person comes before the first of the other, or in no moment \
             do both have a value.",
        ),
        C::RowsUnplaced => (
            "Rows do not say whose they are",
            "They could not be given to any dyad and were left out.",
            "Fill in the empty cells of the columns that name the dyad and the person.",
            "A row with an empty cell in a column that names its dyad, session, person or channel \
             belongs to nobody.",
        ),
        C::FileUnreadable => (
            "A file of the study could not be read",
            "Its dyad is missing from everything that follows.",
            "Follow the advice in the message, or take the file out of the folder.",
            "One file of several could not be read. The others were, and are analysed.",
        ),
        C::SpeakerUnknown => (
            "Something was said or coded under a name that is neither person's",
            "Given to the wrong person it would turn the story round.",
            "Say whose it is: --speaker a=NAME, or in attune.toml speakers = { a = \"…\", b = \"…\", \
             others = \"…\" }.",
            "A speaker, subject or tier belongs to A or B where it has the person's name or role, is \
             called A or B, or is listed under `speakers`; a tier's name may hold more than that. Where one person's \
             name is the other's letter, names are taken and letters are not. \
             Nobody is guessed at: what belongs to neither is left out and counted. Somebody who is \
             left out on purpose, such as an interviewer, goes under `others`.",
        ),
        C::SpeakerMissing => (
            "Turns that name nobody",
            "A turn without its speaker tells nothing about the two people.",
            "Put the speakers' names in front of their lines (Ann: …), use voice tags, or list what \
             stands there under `speakers` in attune.toml.",
            "A transcript names the speaker in a column, a voice tag, a tier, or before a colon. Turns \
             that do none of these are left out and counted. What stands before a colon is never \
             shown, as it may be something that was said. A transcript that names nobody at all may \
             be one person's: give it that person's name (07_ann.srt).",
        ),
        C::MarkIncomplete => (
            "Something said or coded lacks its start, its end or its code",
            "How long it lasted cannot be told, or not what it was.",
            "Complete the coding in the program that wrote it, and export it again.",
            "What was started and never stopped is kept as a moment at its start. What has no start, \
             ends before it starts, or has no code is left out. All are counted.",
        ),
        C::OutsideSession => (
            "Something was said or coded while no signal was recorded",
            "What happened outside the recording cannot be put beside it.",
            "Check the clocks; if one began later than the other, say offset_s in attune.toml or --offset.",
            "The recording reaches from the first sample to the last of all its channels, with a \
             second's grace. What lies partly or wholly outside is kept as it is, and takes part \
             only as far as there are signals.",
        ),
        C::ClocksApart => (
            "Nothing said or coded lies within the recording",
            "The two clocks do not meet, so no moment can be shown or tested.",
            "Say how many seconds to add to the coding's clock: offset_s in attune.toml, or --offset.",
            "All spans, or all turns, lie before the first sample or after the last; without signals, \
             all spans lie before the first turn or after the last. Often one clock \
             is the time of day or counts milliseconds. The clocks are never aligned by the signals \
             themselves: that would plant the very echo that is looked for.",
        ),
        C::TurnsOverlap => (
            "Both speak at the same time",
            "It is part of how people talk, and kept.",
            "Nothing; unless all turns overlap, which means that the ends are wrong.",
            "Turns of the two people that share time, as the transcript has them. They are never \
             shortened to fit.",
        ),
        C::ZeroLength => (
            "Turns that last no time",
            "Speech rate and overlap are not known for them.",
            "If the ends were exported, look whether they are in the same column as the starts.",
            "A turn whose end is its start keeps its words and its place in the order.",
        ),
        C::FileUnplaced => (
            "A file beside the signals belongs to no dyad",
            "What is in it was left out.",
            "Call it after its dyad (07_codes.csv), give it a column with the dyad, or list it under \
             its [[recording]] in attune.toml.",
            "A coding, a transcript or a video belongs to the dyad whose id its name is, begins with \
             or holds as a word of its own; rows may name the dyad themselves. A name that fits two \
             dyads fits none.",
        ),
        C::FileEmpty => (
            "A transcript or coding in which nothing stands",
            "What it should have told is missing, and its absence looks like silence.",
            "Look whether it is the right file, and export it again.",
            "The file is in a known format, and holds no turn, or no span. A tier that reads like talk \
             is not taken for codes: give such a file with --turns.",
        ),
        C::TierLeftOut => (
            "A tier of a transcript was not taken for talk",
            "If it holds what somebody said, that person seems to have been silent.",
            "Call a tier of talk after its person, alone or with `talk` (bo, bo_talk); give a file of \
             codes as --spans.",
            "A tier that belongs to one of the two is talk where it reads like talk: sentences, or words \
             that hardly ever come again. A short one is talk where its name says no more than whose it \
             is, that it is talk, or what the other's tier of talk says; unless its labels are codes \
             that the code book knows, or the same person has a tier that reads like talk. Tiers of \
             codes from a list, of points, and those that describe another tier are no talk.",
        ),
    };
    Explanation { title, why, try_this, paragraph }
}

//! The first screen: the sentence, the pairs counted, the sample as a whole.

use attune::{Analysis, Dyad};
use maud::{Markup, html};

use super::{dyad, figure, problems};
use crate::number::count;
use crate::picture;
use crate::words::{self, Strength, Tally};

pub(super) fn overview(analysis: &Analysis, single: bool) -> Markup {
    let recorded = analysis.dyads.iter().any(Dyad::recorded);
    html! {
        section #overview aria-labelledby="title" {
            p .kicker { (kicker(analysis, single)) }
            h1 #title { (analysis.study.name) }
            @if let (true, [only]) = (single && recorded, analysis.dyads.as_slice()) {
                p .lead { (dyad::sentence(only)) }
            } @else {
                @for sentence in words::study_sentences(analysis) {
                    p .lead { (figure::unbroken(&sentence)) }
                }
                @if recorded { (tally(analysis)) }
                (pooled(analysis))
            }
            (notices(analysis))
            @if !single {
                @for (at, channel) in analysis.study.channels.iter().enumerate() {
                    @if let Some(picture) = picture::real_vs_strangers(analysis, channel) {
                        h2 { "Real pairs beside stranger pairs" @if analysis.study.channels.len() > 1 { ", " (channel) } }
                        p .aside {
                            "A stranger pair is one person put together with somebody from another \
                             pair. They share the task and nothing else."
                        }
                        (figure::figure(&picture, &format!("rvs{at}"), figure::Legend::Verdicts))
                        (groups(analysis, channel))
                    }
                }
            }
        }
    }
}

/// One sentence per group, where the study compares groups.
fn groups(analysis: &Analysis, channel: &str) -> Markup {
    let results = analysis.channels.iter();
    let results = results.filter(|result| result.channel == channel && result.group.is_some());
    let sentences: Vec<String> = results.map(words::channel_sentence).collect();
    html! {
        @if !sentences.is_empty() {
            ul { @for sentence in &sentences { li { (figure::unbroken(sentence)) } } }
        }
    }
}

fn kicker(analysis: &Analysis, single: bool) -> String {
    let channels = match analysis.study.channels.as_slice() {
        [] => "codes and talk".to_owned(),
        channels => channels.join(", "),
    };
    if single {
        channels
    } else {
        format!("{}, {channels}", count(analysis.study.dyads, "pair", "pairs"))
    }
}

/// One mark per pair, each a way to its page.
fn tally(analysis: &Analysis) -> Markup {
    let tally = Tally::of(&analysis.dyads);
    let groups = [
        (Strength::Clear, tally.clear),
        (Strength::SomeSign, tally.some_sign()),
        (Strength::CantTell, tally.cant_tell()),
    ];
    html! {
        dl .tally {
            @for (strength, n) in groups {
                div {
                    dt { (dyad::mark(strength)) (strength.words()) }
                    dd {
                        span .number { (n) }
                        span .marks aria-hidden="true" {
                            @for (at, pair) in analysis.dyads.iter().enumerate() {
                                @if Strength::of(pair) == strength {
                                    a href={ "#pair-" (at) } tabindex="-1" title=(words::name(analysis, pair)) { (dyad::mark(strength)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        p .aside {
            @if analysis.study.channels.len() > 1 { "Counted pair by pair and channel by channel. " }
            "In a researcher's words: " (words::study_for_researchers(&tally))
        }
    }
}

/// What sessions, and pairs, say together.
fn pooled(analysis: &Analysis) -> Markup {
    let sentences = words::pooled_sentences(analysis);
    html! {
        @if !sentences.is_empty() {
            h2 { "Put together" }
            p .aside {
                "One session says little. Several say more, as far as they agree. The numbers stand in \
                 pooled.csv, with each session's own value drawn towards the others."
            }
            ul { @for sentence in &sentences { li { (figure::unbroken(sentence)) } } }
        }
    }
}

fn notices(analysis: &Analysis) -> Markup {
    let errors = problems::errors(analysis);
    html! {
        @if errors > 0 {
            p .notice {
                a href="#problems" {
                    (count(errors, "problem", "problems")) " found in the recordings"
                }
                " before anything was compared; no claim is made there."
            }
        }
        @for sentence in words::missing_sentences(analysis) {
            p .notice { (sentence) }
        }
    }
}

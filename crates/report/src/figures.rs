//! Every picture of an analysis under the name of its file.

use attune::{Analysis, Dyad};

use crate::picture::{self, Picture};
use crate::words;

/// All pictures, each with a name that tells which: `real_vs_strangers`, `traces-11`. Sessions and
/// channels are named where there are several.
pub fn figures(analysis: &Analysis) -> Vec<(String, Picture)> {
    let channels = analysis.study.channels.len();
    let mut all = Vec::new();
    for channel in &analysis.study.channels {
        if let Some(picture) = picture::real_vs_strangers(analysis, channel) {
            let which = if channels > 1 { format!("-{channel}") } else { String::new() };
            all.push((format!("{}{which}", picture.name), picture));
        }
    }
    for dyad in &analysis.dyads {
        let pictures = [
            Some(picture::traces(dyad)),
            picture::strangers(analysis, dyad),
            picture::lag_curve(dyad),
            picture::lag_map(dyad),
            picture::data_quality(dyad),
            dyad.loop_model.as_ref().and_then(|model| model.found.as_deref()).map(picture::parts),
        ];
        for picture in pictures.into_iter().flatten() {
            all.push((format!("{}-{}", picture.name, which(dyad, channels)), picture));
        }
        for (at, result) in dyad.measures.iter().enumerate() {
            // A measure taken twice is counted, as its columns are.
            let before = dyad.measures[..at].iter().filter(|other| other.name == result.name);
            let again = match before.count() {
                0 => String::new(),
                before => format!("-{}", before + 1),
            };
            for (figure, drawing) in &result.drawings {
                let name = format!("{}{again}-{}", result.name, figure.name);
                let picture = picture::measured(figure, &words::name(analysis, dyad), drawing);
                all.push((format!("{name}-{}", which(dyad, channels)), picture));
            }
        }
    }
    for story in &analysis.stories {
        if let Some(picture) = picture::transitions(&story.transitions) {
            let session = story.session.as_ref().map_or_else(String::new, |s| format!("-{s}"));
            all.push((format!("{}-{}{session}", picture.name, story.dyad), picture));
        }
    }
    all
}

fn which(dyad: &Dyad, channels: usize) -> String {
    let mut name = dyad.dyad.clone();
    if let Some(session) = &dyad.session {
        name += &format!("-{session}");
    }
    if channels > 1 && dyad.recorded() {
        name += &format!("-{}", dyad.channel);
    }
    name
}

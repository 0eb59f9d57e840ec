//! ELAN `.eaf`: tiers of annotations on time slots.

mod slots;

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::error::ReadError;
use super::super::problem::Problem;
use super::found::Found;
use super::tiers::{Label, Tier};
use slots::{Annotation, Times, times};

/// Reads an ELAN file's tiers. A time slot that was never aligned is spread evenly between its
/// neighbours, as ELAN shows it; an annotation that refers to another one has its times, or its
/// share of them where several divide it.
pub(crate) fn read(text: &str) -> Result<Found<Tier>, ReadError> {
    let document = document(text)?;
    let Times { of, unaligned } = times(&document.slots, &document.tiers);
    let mut found = Found::default();
    if unaligned > 0 {
        found.notes.push(format!(
            "ELAN time slots without a time, spread evenly between their neighbours: {unaligned}"
        ));
    }
    if document.shifted {
        found.notes.push("an ELAN file shifts a video against its clock (TIME_ORIGIN): times are those of ELAN's clock".into());
    }
    for raw in &document.tiers {
        let mut tier = Tier {
            name: raw.name.clone(),
            participant: document.participant(raw),
            listed: document.lists.contains_key(&raw.kind),
            dependent: !raw.parent.is_empty(),
            labels: Vec::new(),
        };
        for annotation in &raw.annotations {
            let (start_s, end_s) = of.get(&annotation.id).copied().unwrap_or((f64::NAN, f64::NAN));
            let text = annotation.value.trim().to_owned();
            tier.labels.push(Label { start_s, end_s, text });
        }
        found.items.push(tier);
    }
    Ok(found)
}

/// A tier as it stands in the file.
#[derive(Debug, Default)]
struct Raw {
    name: String,
    participant: String,
    parent: String,
    kind: String,
    annotations: Vec<Annotation>,
}

#[derive(Debug, Default)]
struct Document {
    /// Each slot's time, seconds, in the file's order.
    slots: Vec<(String, Option<f64>)>,
    tiers: Vec<Raw>,
    /// The linguistic types whose labels come from a list of codes.
    lists: HashMap<String, ()>,
    shifted: bool,
}

impl Document {
    /// A tier's participant, or that of the tier it describes.
    fn participant(&self, tier: &Raw) -> String {
        let mut tier = tier;
        for _ in 0..self.tiers.len() {
            if !tier.participant.is_empty() {
                break;
            }
            match self.tiers.iter().find(|t| t.name == tier.parent && !t.name.is_empty()) {
                Some(parent) => tier = parent,
                None => break,
            }
        }
        tier.participant.clone()
    }
}

fn document(text: &str) -> Result<Document, ReadError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut document = Document::default();
    let mut unit_s = 0.001;
    let (mut inside, mut in_value) = (false, false);
    loop {
        let at = reader.buffer_position();
        let malformed = |wanted| {
            let line = 1 + text.bytes().take(at as usize).filter(|b| *b == b'\n').count() as u64;
            ReadError::new(Problem::Malformed { format: "ELAN", wanted }).at_line(line)
        };
        match reader.read_event().map_err(|_| malformed("the XML breaks off or is damaged"))? {
            Event::Start(tag) => match tag.name().as_ref() {
                "ANNOTATION_DOCUMENT" => inside = true,
                "HEADER" => {
                    unit_s = match attribute(&tag, "TIME_UNITS").as_str() {
                        "" | "milliseconds" => 0.001,
                        "PAL-frames" => 0.04,
                        "NTSC-frames" => 1.001 / 30.0,
                        _ => return Err(malformed("a unit of time that is known was expected")),
                    };
                }
                "MEDIA_DESCRIPTOR" => {
                    document.shifted |=
                        !["", "0"].contains(&attribute(&tag, "TIME_ORIGIN").as_str());
                }
                "TIME_SLOT" => {
                    let value = attribute(&tag, "TIME_VALUE");
                    let time: Option<f64> = value.parse().ok().filter(|t: &f64| t.is_finite());
                    if time.is_none() && !value.is_empty() {
                        return Err(malformed("a time slot's time was expected"));
                    }
                    let scaled = |t: f64| if unit_s == 0.001 { t / 1000.0 } else { t * unit_s };
                    document.slots.push((attribute(&tag, "TIME_SLOT_ID"), time.map(scaled)));
                }
                "TIER" => document.tiers.push(Raw {
                    name: attribute(&tag, "TIER_ID"),
                    participant: attribute(&tag, "PARTICIPANT"),
                    parent: attribute(&tag, "PARENT_REF"),
                    kind: attribute(&tag, "LINGUISTIC_TYPE_REF"),
                    annotations: Vec::new(),
                }),
                "ALIGNABLE_ANNOTATION" | "REF_ANNOTATION" => {
                    let tier = document.tiers.last_mut();
                    let tier =
                        tier.ok_or_else(|| malformed("a tier around an annotation was expected"))?;
                    tier.annotations.push(Annotation {
                        id: attribute(&tag, "ANNOTATION_ID"),
                        slots: [
                            attribute(&tag, "TIME_SLOT_REF1"),
                            attribute(&tag, "TIME_SLOT_REF2"),
                        ],
                        parent: attribute(&tag, "ANNOTATION_REF"),
                        previous: attribute(&tag, "PREVIOUS_ANNOTATION"),
                        value: String::new(),
                    });
                }
                "ANNOTATION_VALUE" => in_value = true,
                "LINGUISTIC_TYPE" if !attribute(&tag, "CONTROLLED_VOCABULARY_REF").is_empty() => {
                    document.lists.insert(attribute(&tag, "LINGUISTIC_TYPE_ID"), ());
                }
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == "ANNOTATION_VALUE" => in_value = false,
            Event::Text(piece) if in_value => value(&mut document, &piece),
            Event::CData(piece) if in_value => value(&mut document, &piece),
            Event::GeneralRef(entity) if in_value => {
                let character = entity.resolve_char_ref().ok().flatten().map(String::from);
                let known = || quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                let text = character.or_else(known);
                let unknown = || malformed("an entity that XML knows was expected");
                value(&mut document, &text.ok_or_else(unknown)?);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if inside {
        return Ok(document);
    }
    let (format, wanted) = ("ELAN", "an ANNOTATION_DOCUMENT was expected");
    Err(ReadError::new(Problem::Malformed { format, wanted }))
}

/// Adds to the value of the last annotation.
fn value(document: &mut Document, text: &str) {
    let last = document.tiers.last_mut().and_then(|tier| tier.annotations.last_mut());
    if let Some(annotation) = last {
        annotation.value.push_str(text);
    }
}

/// An attribute's text; empty where there is none.
fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).ok().flatten();
    let raw = found.map(|a| a.value.into_owned()).unwrap_or_default();
    quick_xml::escape::unescape(&raw).map(|text| text.into_owned()).unwrap_or(raw)
}

#[cfg(test)]
mod tests;

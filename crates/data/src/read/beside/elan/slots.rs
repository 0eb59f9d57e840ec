//! The times of annotations: from their slots, their neighbours or the annotations they refer to.

use std::collections::HashMap;

use super::Raw;

/// An annotation: on two slots, or on another annotation.
#[derive(Debug, Default)]
pub(super) struct Annotation {
    pub(super) id: String,
    pub(super) slots: [String; 2],
    pub(super) parent: String,
    pub(super) previous: String,
    pub(super) value: String,
}

/// Start and end of each annotation that has them.
pub(super) struct Times {
    pub(super) of: HashMap<String, (f64, f64)>,
    /// How many slots had no time of their own and were used.
    pub(super) unaligned: usize,
}

/// Finds the times of every annotation.
pub(super) fn times(slots: &[(String, Option<f64>)], tiers: &[Raw]) -> Times {
    let mut known: HashMap<&str, f64> = HashMap::new();
    for (id, time) in slots {
        if let Some(time) = time {
            known.insert(id, *time);
        }
    }
    let mut unaligned = 0;
    for tier in tiers {
        unaligned += spread(&mut known, tier);
    }
    let mut of = HashMap::new();
    for annotation in tiers.iter().flat_map(|tier| &tier.annotations) {
        let [from, to] = annotation.slots.each_ref().map(|slot| known.get(slot.as_str()));
        if let (Some(from), Some(to)) = (from, to) {
            of.insert(annotation.id.clone(), (*from, *to));
        }
    }
    // A tier may stand before the one it describes: as many rounds as there are tiers suffice.
    for _ in tiers {
        let before = of.len();
        for tier in tiers {
            refer(&mut of, tier);
        }
        if of.len() == before {
            break;
        }
    }
    Times { of, unaligned }
}

/// Gives the slots of a tier that have no time one, evenly between those that have: annotations
/// that share such slots follow each other without a gap.
fn spread<'a>(known: &mut HashMap<&'a str, f64>, tier: &'a Raw) -> usize {
    let next: HashMap<&str, &str> =
        tier.annotations.iter().map(|a| (a.slots[0].as_str(), a.slots[1].as_str())).collect();
    let mut given = 0;
    for annotation in &tier.annotations {
        let first = annotation.slots[0].as_str();
        let Some(start) = known.get(first).copied() else { continue };
        let mut chain: Vec<&'a str> = Vec::new();
        let mut at = annotation.slots[1].as_str();
        while !known.contains_key(at) && chain.len() < tier.annotations.len() {
            chain.push(at);
            match tier
                .annotations
                .iter()
                .find(|a| a.slots[0] == at)
                .filter(|_| next.contains_key(at))
            {
                Some(follower) => at = follower.slots[1].as_str(),
                None => break,
            }
        }
        let Some(end) = known.get(at).copied().filter(|_| !chain.is_empty()) else { continue };
        let parts = (chain.len() + 1) as f64;
        for (i, slot) in chain.into_iter().enumerate() {
            known.insert(slot, start + (end - start) * (i + 1) as f64 / parts);
            given += 1;
        }
    }
    given
}

/// Times of annotations that refer to others: the other's own, or equal shares of them where
/// several follow one another within it.
fn refer(of: &mut HashMap<String, (f64, f64)>, tier: &Raw) {
    let mut siblings: Vec<(&str, Vec<&Annotation>)> = Vec::new();
    for annotation in tier.annotations.iter().filter(|a| !a.parent.is_empty()) {
        match siblings.iter_mut().rev().find(|(parent, _)| *parent == annotation.parent) {
            Some((_, list)) => list.push(annotation),
            None => siblings.push((&annotation.parent, vec![annotation])),
        }
    }
    for (parent, list) in siblings {
        let Some((start, end)) = of.get(parent).copied() else { continue };
        let divides = list.iter().any(|a| !a.previous.is_empty());
        let parts = if divides { list.len() as f64 } else { 1.0 };
        for (i, annotation) in in_order(list).into_iter().enumerate() {
            let at = |i: usize| start + (end - start) * i as f64 / parts;
            let times = if divides { (at(i), at(i + 1)) } else { (start, end) };
            of.insert(annotation.id.clone(), times);
        }
    }
}

/// Siblings in the order in which each names the one before it.
fn in_order(list: Vec<&Annotation>) -> Vec<&Annotation> {
    let after: HashMap<&str, &Annotation> =
        list.iter().filter(|a| !a.previous.is_empty()).map(|a| (a.previous.as_str(), *a)).collect();
    let mut ordered: Vec<&Annotation> = Vec::with_capacity(list.len());
    for first in list.iter().filter(|a| a.previous.is_empty()) {
        let mut at = Some(*first);
        while let Some(annotation) = at.filter(|_| ordered.len() < list.len()) {
            ordered.push(annotation);
            at = after.get(annotation.id.as_str()).copied();
        }
    }
    if ordered.len() == list.len() { ordered } else { list }
}

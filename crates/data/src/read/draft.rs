//! One table turned into the parts of sessions it holds.

use super::buckets::{Bucket, Buckets};
use super::clock;
use super::layout::{Layout, TimeUnit};
use super::roles::{Channel, Given, Roles, Samples, one_or_each};
use super::table::{Column, Ids, Table};
use crate::quality::{Fault, FaultCode};
use crate::{Kind, Source, Timeline};

/// A table that has been read, with what is known about it.
pub(crate) struct Loaded {
    /// Its columns.
    pub(crate) table: Table,
    /// Which is what.
    pub(crate) roles: Roles,
    /// What the manifest or the file's name says.
    pub(crate) given: Given,
    /// The file's name without its ending: the dyad, where nothing else says it.
    pub(crate) stem: String,
    /// The layout it was read with.
    pub(crate) layout: Layout,
    /// The file it came from.
    pub(crate) source: Source,
}

/// What one table knows of one session.
pub(crate) struct Draft {
    pub(crate) dyad: String,
    pub(crate) session: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) series: Vec<DraftSeries>,
}

/// One channel of one person, its time perhaps not yet counted from the session's start.
pub(crate) struct DraftSeries {
    pub(crate) person: String,
    pub(crate) role: Option<String>,
    pub(crate) channel: Channel,
    pub(crate) when: When,
    pub(crate) values: Vec<f64>,
    /// The rate that was said although a time column gives another account.
    pub(crate) said_rate: Option<f64>,
}

/// Times; those of the calendar wait until the session's start is known.
#[derive(Clone)]
pub(crate) enum When {
    /// Seconds as recorded.
    Seconds(Timeline),
    /// Nanoseconds since 1970.
    Stamps(Vec<i64>),
}

/// The sessions, or parts of sessions, that a table holds, and what is wrong with its rows.
pub(crate) fn drafts(loaded: Loaded) -> (Vec<Draft>, Vec<Fault>) {
    let Loaded { mut table, roles, given, stem, layout, source } = loaded;
    let (person, channel) = match &roles.samples {
        Samples::Wide { .. } => (None, None),
        Samples::Long { person, .. } => (*person, None),
        Samples::Tall { person, channel, .. } => (*person, Some(*channel)),
    };
    let buckets = Buckets::new(&table, [roles.dyad, roles.session, person, channel]);
    let mut faults: Vec<Fault> = unplaced(&table, &buckets, &source.path).into_iter().collect();
    let whens = whens(&mut table, &roles, &buckets, &layout);
    let samples = samples(&mut table, &roles, &buckets);
    let table = &table;
    let ids = |column: Option<usize>| column.and_then(|i| table.ids(i));
    let common = |column| ids(column).map(|ids| (ids, buckets.common(ids)));
    let (groups, person_roles) = (common(roles.group), common(roles.role));
    let counted = roles.time.is_none_or(|(_, unit)| unit == TimeUnit::Sample);
    let said_rate = layout.rate_hz.filter(|_| !counted);

    let mut drafts: Vec<Draft> = Vec::new();
    let parts = buckets.list.iter().zip(whens).zip(samples);
    for (place, ((bucket, when), columns)) in parts.enumerate() {
        let owned = |name: Option<&str>| name.map(str::to_owned);
        let dyad = owned(bucket.name(ids(roles.dyad), 0)).or_else(|| given.dyad.clone());
        let dyad = dyad.unwrap_or_else(|| stem.clone());
        let session = owned(bucket.name(ids(roles.session), 1)).or_else(|| given.session.clone());
        let described = channels(&roles.samples, bucket.name(ids(channel), 3), &layout);
        if described.is_empty() {
            continue;
        }
        let mut group = given.group.clone();
        if let Some((ids, common)) = &groups {
            let (code, conflict) = common[place];
            group = code.and_then(|code| owned(ids.name(code))).or(group);
            faults.extend(conflict.map(|row| two_groups(&dyad, table, row, &source.path)));
        }
        let role = person_roles.as_ref().and_then(|(ids, common)| ids.name(common[place].0?));
        let at = drafts.iter().rposition(|d| d.dyad == dyad && d.session == session);
        let at = at.unwrap_or_else(|| {
            drafts.push(Draft { dyad, session, group, series: Vec::new() });
            drafts.len() - 1
        });
        let people = people(&roles.samples, bucket, ids(person), &given);
        let owners = described.iter().flat_map(|c| people.iter().map(move |p| (c, p)));
        for ((channel, person), values) in owners.zip(columns) {
            drafts[at].series.push(DraftSeries {
                person: person.clone(),
                role: owned(role),
                channel: channel.clone(),
                when: when.clone(),
                values,
                said_rate,
            });
        }
    }
    (drafts, faults)
}

/// The times of each bucket's rows.
fn whens(table: &mut Table, roles: &Roles, buckets: &Buckets, layout: &Layout) -> Vec<When> {
    let rate = layout.rate_hz.unwrap_or(f64::NAN);
    let Some((column, unit)) = roles.time else {
        return buckets.list.iter().map(|b| When::Seconds(clock::even(b.len, rate))).collect();
    };
    match table.take(column) {
        Column::Stamps(stamps) => buckets.split(stamps).into_iter().map(When::Stamps).collect(),
        Column::Numbers(numbers) => {
            let timeline = |part| When::Seconds(clock::of_numbers(part, unit, rate));
            buckets.split(numbers).into_iter().map(timeline).collect()
        }
        Column::Ids(_) | Column::Skipped => Vec::new(),
    }
}

/// Each bucket's columns of samples, in the order of its channels, A before B.
fn samples(table: &mut Table, roles: &Roles, buckets: &Buckets) -> Vec<Vec<Vec<f64>>> {
    let columns: Vec<usize> = match &roles.samples {
        Samples::Wide { pairs, .. } => pairs.iter().flat_map(|(_, both)| *both).collect(),
        Samples::Long { values, .. } => values.iter().map(|(_, column)| *column).collect(),
        Samples::Tall { value, .. } => vec![*value],
    };
    let mut samples: Vec<Vec<Vec<f64>>> = buckets.list.iter().map(|_| Vec::new()).collect();
    for (i, column) in columns.iter().enumerate() {
        // A column named twice (one therapist for both?) is copied, not emptied.
        let again = columns[i + 1..].contains(column);
        let values = if again { table.columns[*column].clone() } else { table.take(*column) };
        let Column::Numbers(values) = values else { continue };
        for (bucket, part) in samples.iter_mut().zip(buckets.split(values)) {
            bucket.push(part);
        }
    }
    samples
}

fn people(samples: &Samples, bucket: &Bucket, ids: Option<&Ids>, given: &Given) -> Vec<String> {
    match samples {
        Samples::Wide { people, .. } => people.to_vec(),
        Samples::Long { .. } | Samples::Tall { .. } => {
            let name = bucket.name(ids, 2).or(given.person.as_deref());
            vec![name.unwrap_or_default().to_owned()]
        }
    }
}

/// The channels of a bucket; none if the layout does not want its channel.
fn channels(samples: &Samples, name: Option<&str>, layout: &Layout) -> Vec<Channel> {
    match samples {
        Samples::Wide { pairs, .. } => pairs.iter().map(|(channel, _)| channel.clone()).collect(),
        Samples::Long { values, .. } => values.iter().map(|(channel, _)| channel.clone()).collect(),
        Samples::Tall { .. } => {
            let name = name.unwrap_or_default();
            let place = layout.channels.iter().position(|wanted| wanted == name);
            if place.is_none() && !layout.channels.is_empty() {
                return Vec::new();
            }
            // Without a list of channels only a kind or unit for all of them can be meant.
            let each = place.unwrap_or(usize::MAX);
            vec![Channel {
                name: name.to_owned(),
                kind: one_or_each(&layout.kinds, each).copied().unwrap_or(Kind::Other),
                unit: one_or_each(&layout.units, each).cloned().unwrap_or_default(),
            }]
        }
    }
}

fn unplaced(table: &Table, buckets: &Buckets, file: &str) -> Option<Fault> {
    let first = place(table, *buckets.unplaced.first()?);
    let (left, all) = (buckets.unplaced.len(), table.rows);
    let message = format!(
        "{left} of {all} rows do not say whose they are and were left out (first: {file}, {first})"
    );
    Some(Fault::new(FaultCode::RowsUnplaced, message))
}

fn two_groups(dyad: &str, table: &Table, row: usize, file: &str) -> Fault {
    let message = format!("its rows belong to two groups ({file}, {})", place(table, row));
    Fault::new(FaultCode::DyadNameTwice, message).of_dyad(dyad)
}

fn place(table: &Table, row: usize) -> String {
    table.lines.of(row).map_or_else(|| format!("row {}", row + 1), |line| format!("line {line}"))
}

//! Whom to cite: the authors of the methods used, and nobody else.

use attune::catalogue::Citation;
use attune::{Analysis, Convention, Null};

/// A publication that a method comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// Windowed cross-correlation.
    Boker2002,
    /// Short windows for head movements.
    Ashenfelter2009,
    /// Which windows tell real from random pairs.
    Behrens2020,
    /// The false discovery rate.
    Benjamini1995,
    /// Continuous-time state space models of people.
    Driver2017,
    /// The simulation smoother.
    Durbin2002,
    /// Time reversal against false directions.
    Haufe2013,
    /// How words are weighed by a lexicon.
    Hutto2014,
    /// The rMEA package and its convention.
    Kleinbub2020,
    /// Cluster mass.
    Maris2007,
    /// A running sum that finds changes.
    Page1954,
    /// (1 + count) / (1 + n).
    Phipson2010,
    /// Pseudo-dyads.
    Ramseyer2010,
    /// IAAFT.
    Schreiber1996,
    /// A slope that single points do not move.
    Sen1968,
    /// Phase randomisation.
    Theiler1992,
    /// Segment shuffle (SUSY).
    Tschacher2020,
    /// Several tests counted stepwise.
    Westfall1993,
    /// A further measure's own.
    Measure(&'static Citation),
}

struct Entry {
    key: &'static str,
    kind: &'static str,
    authors: &'static str,
    short: &'static str,
    title: &'static str,
    place: &'static str,
    year: &'static str,
    doi: &'static str,
}

impl Reference {
    /// "Boker et al., 2002".
    pub fn cite(self) -> String {
        let entry = self.entry();
        format!("{}, {}", entry.short, entry.year)
    }

    /// The reference as one line of a list.
    pub fn line(self) -> String {
        let e = self.entry();
        let authors = e.authors.replace(" and ", "; ");
        let doi = if e.doi.is_empty() { String::new() } else { format!(" doi:{}", e.doi) };
        format!("{authors} ({}). {}. {}.{doi}", e.year, e.title, e.place)
    }

    /// The reference as a BibTeX entry.
    pub fn bibtex(self) -> String {
        let e = self.entry();
        let place = match e.kind {
            "incollection" | "inproceedings" => "booktitle",
            "book" => "publisher",
            _ => "journal",
        };
        let doi =
            if e.doi.is_empty() { String::new() } else { format!(",\n  doi = {{{}}}", e.doi) };
        format!(
            "@{}{{{},\n  author = {{{}}},\n  title = {{{}}},\n  {place} = {{{}}},\n  year = {{{}}}{doi}\n}}\n",
            e.kind, e.key, e.authors, e.title, e.place, e.year
        )
    }

    fn entry(self) -> Entry {
        let article = |key, authors, short, title, place, year, doi| Entry {
            key,
            kind: "article",
            authors,
            short,
            title,
            place,
            year,
            doi,
        };
        match self {
            Self::Boker2002 => article(
                "boker2002",
                "Boker, Steven M. and Rotondo, Jennifer L. and Xu, Minquan and King, Kadijah",
                "Boker et al.",
                "Windowed cross-correlation and peak picking for the analysis of variability in the \
association between behavioral time series",
                "Psychological Methods",
                "2002",
                "10.1037/1082-989X.7.3.338",
            ),
            Self::Ashenfelter2009 => article(
                "ashenfelter2009",
                "Ashenfelter, Kathleen T. and Boker, Steven M. and Waddell, Jennifer R. and Vitanov, Nikolay",
                "Ashenfelter et al.",
                "Spatiotemporal symmetry and multifractal structure of head movements during dyadic \
conversation",
                "Journal of Experimental Psychology: Human Perception and Performance",
                "2009",
                "10.1037/a0015017",
            ),
            Self::Behrens2020 => article(
                "behrens2020",
                "Behrens, Friederike and Moulder, Robert G. and Boker, Steven M. and Kret, Mariska E.",
                "Behrens et al.",
                "Quantifying physiological synchrony through windowed cross-correlation analysis: \
Statistical and theoretical considerations",
                "bioRxiv",
                "2020",
                "10.1101/2020.08.27.269746",
            ),
            Self::Benjamini1995 => article(
                "benjamini1995",
                "Benjamini, Yoav and Hochberg, Yosef",
                "Benjamini & Hochberg",
                "Controlling the false discovery rate: A practical and powerful approach to multiple \
testing",
                "Journal of the Royal Statistical Society, Series B",
                "1995",
                "10.1111/j.2517-6161.1995.tb02031.x",
            ),
            Self::Measure(c) => Entry {
                kind: match c.place {
                    place if PUBLISHERS.contains(&place) => "book",
                    "Interspeech 2011" => "inproceedings",
                    _ => "article",
                },
                ..article(c.key, c.authors, c.short, c.title, c.place, c.year, c.doi)
            },
            Self::Driver2017 => article(
                "driver2017",
                "Driver, Charles C. and Oud, Johan H. L. and Voelkle, Manuel C.",
                "Driver et al.",
                "Continuous time structural equation modeling with R package ctsem",
                "Journal of Statistical Software",
                "2017",
                "10.18637/jss.v077.i05",
            ),
            Self::Durbin2002 => article(
                "durbin2002",
                "Durbin, James and Koopman, Siem Jan",
                "Durbin & Koopman",
                "A simple and efficient simulation smoother for state space time series analysis",
                "Biometrika",
                "2002",
                "10.1093/biomet/89.3.603",
            ),
            Self::Westfall1993 => Entry {
                key: "westfall1993",
                kind: "book",
                authors: "Westfall, Peter H. and Young, S. Stanley",
                short: "Westfall & Young",
                title: "Resampling-based multiple testing: Examples and methods for p-value adjustment",
                place: "Wiley",
                year: "1993",
                doi: "",
            },
            Self::Haufe2013 => article(
                "haufe2013",
                "Haufe, Stefan and Nikulin, Vadim V. and Müller, Klaus-Robert and Nolte, Guido",
                "Haufe et al.",
                "A critical assessment of connectivity measures for EEG data: A simulation study",
                "NeuroImage",
                "2013",
                "10.1016/j.neuroimage.2012.09.036",
            ),
            Self::Hutto2014 => Entry {
                kind: "inproceedings",
                ..article(
                    "hutto2014",
                    "Hutto, C. J. and Gilbert, Eric",
                    "Hutto & Gilbert",
                    "VADER: A parsimonious rule-based model for sentiment analysis of social media text",
                    "Proceedings of the International AAAI Conference on Web and Social Media",
                    "2014",
                    "10.1609/icwsm.v8i1.14550",
                )
            },
            Self::Page1954 => article(
                "page1954",
                "Page, E. S.",
                "Page",
                "Continuous inspection schemes",
                "Biometrika",
                "1954",
                "10.1093/biomet/41.1-2.100",
            ),
            Self::Sen1968 => article(
                "sen1968",
                "Sen, Pranab Kumar",
                "Sen",
                "Estimates of the regression coefficient based on Kendall's tau",
                "Journal of the American Statistical Association",
                "1968",
                "10.1080/01621459.1968.10480934",
            ),
            Self::Kleinbub2020 => article(
                "kleinbub2020",
                "Kleinbub, Johann R. and Ramseyer, Fabian T.",
                "Kleinbub & Ramseyer",
                "rMEA: An R package to assess nonverbal synchronization in motion energy analysis \
time-series",
                "Psychotherapy Research",
                "2020",
                "10.1080/10503307.2020.1844334",
            ),
            Self::Maris2007 => article(
                "maris2007",
                "Maris, Eric and Oostenveld, Robert",
                "Maris & Oostenveld",
                "Nonparametric statistical testing of EEG- and MEG-data",
                "Journal of Neuroscience Methods",
                "2007",
                "10.1016/j.jneumeth.2007.03.024",
            ),
            Self::Phipson2010 => article(
                "phipson2010",
                "Phipson, Belinda and Smyth, Gordon K.",
                "Phipson & Smyth",
                "Permutation p-values should never be zero: Calculating exact p-values when \
permutations are randomly drawn",
                "Statistical Applications in Genetics and Molecular Biology",
                "2010",
                "10.2202/1544-6115.1585",
            ),
            Self::Ramseyer2010 => Entry {
                kind: "incollection",
                ..article(
                    "ramseyer2010",
                    "Ramseyer, Fabian and Tschacher, Wolfgang",
                    "Ramseyer & Tschacher",
                    "Nonverbal synchrony or random coincidence? How to tell the difference",
                    "Development of Multimodal Interfaces: Active Listening and Synchrony (LNCS 5967)",
                    "2010",
                    "10.1007/978-3-642-12397-9_15",
                )
            },
            Self::Schreiber1996 => article(
                "schreiber1996",
                "Schreiber, Thomas and Schmitz, Andreas",
                "Schreiber & Schmitz",
                "Improved surrogate data for nonlinearity tests",
                "Physical Review Letters",
                "1996",
                "10.1103/PhysRevLett.77.635",
            ),
            Self::Theiler1992 => article(
                "theiler1992",
                "Theiler, James and Eubank, Stephen and Longtin, André and Galdrikian, Bryan and Farmer, J. Doyne",
                "Theiler et al.",
                "Testing for nonlinearity in time series: The method of surrogate data",
                "Physica D",
                "1992",
                "10.1016/0167-2789(92)90102-S",
            ),
            Self::Tschacher2020 => article(
                "tschacher2020",
                "Tschacher, Wolfgang and Meier, Deborah",
                "Tschacher & Meier",
                "Physiological synchrony in psychotherapy sessions",
                "Psychotherapy Research",
                "2020",
                "10.1080/10503307.2019.1612114",
            ),
        }
    }
}

/// Where a place is a publisher, the publication is a book.
const PUBLISHERS: [&str; 3] = ["Cambridge University Press", "MIT Press", "Springer"];

/// The references of this analysis, in alphabetical order.
pub fn references(analysis: &Analysis) -> Vec<Reference> {
    use Reference as R;
    let plan = &analysis.plan;
    let preset = attune::PRESETS.iter().find(|preset| preset.name == plan.preset);
    let source = preset.map_or("", |preset| preset.source);
    let signals = super::compared(analysis);
    let mut out = Vec::new();
    if signals {
        out.extend([R::Boker2002, R::Benjamini1995, R::Maris2007, R::Phipson2010]);
    }
    let mut when = |used: bool, reference| {
        if signals && used && !out.contains(&reference) {
            out.push(reference);
        }
    };
    let cited = |reference: R| source.contains(reference.entry().doi);
    when(plan.convention == Convention::Recentred, R::Kleinbub2020);
    when(plan.convention == Convention::SegmentGlobal, R::Tschacher2020);
    when(plan.nulls.contains(&Null::Segment), R::Tschacher2020);
    when(plan.nulls.contains(&Null::Phase), R::Theiler1992);
    when(plan.nulls.contains(&Null::Iaaft), R::Schreiber1996);
    when(!analysis.strangers.is_empty(), R::Ramseyer2010);
    for reference in [R::Driver2017, R::Durbin2002, R::Haufe2013, R::Westfall1993] {
        when(plan.loop_model, reference);
    }
    when(cited(R::Behrens2020), R::Behrens2020);
    when(cited(R::Ashenfelter2009), R::Ashenfelter2009);
    when(cited(R::Kleinbub2020), R::Kleinbub2020);
    let cited = plan.measures.iter().flat_map(|choice| choice.measure.cites).map(R::Measure);
    for reference in cited.chain(super::story::references(analysis)) {
        if !out.iter().any(|known| known.entry().key == reference.entry().key) {
            out.push(reference);
        }
    }
    out.sort_by_key(|reference| reference.entry().key);
    out
}

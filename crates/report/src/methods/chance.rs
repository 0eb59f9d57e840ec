//! What chance was, and the rule that turned numbers into verdicts.

use attune::{Analysis, Null, Strangers};

use super::{Reference, windows};
use crate::number::{brief, count};

/// Surrogates and stranger pairs.
pub(super) fn paragraph(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let mut out = format!(
        "Chance was estimated for every dyad from {} per null (each shift used once; all there are \
         where fewer exist): {}. p = (1 + count) / (1 + n), upper tail ({}). Samples were never \
         shuffled one by one.",
        windows::surrogates(plan),
        plan.nulls.iter().map(|null| null_phrase(*null)).collect::<Vec<_>>().join("; "),
        Reference::Phipson2010.cite(),
    );
    out += " ";
    out += &strangers(analysis);
    out += &format!(
        " Windows are called beyond chance where a run of them is, as a cluster, against the largest \
         such run in shifted copies ({}); the best lag is tested against the largest mean over all \
         lags in shifted copies (max-T).",
        Reference::Maris2007.cite(),
    );
    out
}

fn null_phrase(null: Null) -> String {
    match null {
        Null::Shift => {
            "circular shifts of one person's series, both series first trimmed alike so \
that value and slope meet at the join"
                .into()
        }
        Null::Segment => {
            format!("shuffled pairs of segments ({})", Reference::Tschacher2020.cite())
        }
        Null::Phase => format!("phase-randomised copies ({})", Reference::Theiler1992.cite()),
        Null::Iaaft => format!(
            "iterated amplitude-adjusted Fourier transforms ({})",
            Reference::Schreiber1996.cite(),
        ),
    }
}

pub(super) fn strangers(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let pairs = analysis.strangers.len();
    if pairs == 0 {
        return "There were no stranger pairs.".into();
    }
    let who = match plan.strangers {
        Strangers::Role => "person A of one dyad with person B of another",
        Strangers::Any => "any two people of different dyads",
    };
    let sample = match plan.max_strangers {
        Some(_) => format!(", a seeded sample of {pairs}"),
        None => String::new(),
    };
    format!(
        "In addition, {} were made by putting together {who}{sample}, and analysed like real dyads \
         ({}).",
        count(pairs, "stranger pair", "stranger pairs"),
        Reference::Ramseyer2010.cite(),
    )
}

/// The rule of the four verdicts, and the sample as a whole.
pub(super) fn decision(analysis: &Analysis) -> String {
    let plan = &analysis.plan;
    let mut out = format!(
        "A link was called supported where p of the shift test was below {} and its \
         false-discovery-rate q over all dyads tested below {} ({}) and, with at least 8 usable \
         dyads, mean_z was at or beyond the 95th percentile of all stranger pairs; weak where only \
         one of these held; not seen where none did. With fewer than 20 independent stretches \
         (usable time divided by twice the larger autocorrelation time) the answer is cannot tell.",
        brief(plan.alpha),
        brief(plan.fdr),
        Reference::Benjamini1995.cite(),
    );
    if !analysis.channels.is_empty() {
        out += " Real and stranger pairs were compared by Cohen's d (pooled variance, n − 1) with a \
                95 % bootstrap interval over dyads:";
        let results = analysis.channels.iter().map(|result| {
            let group = result.group.as_ref().map(|g| format!(", group {g}")).unwrap_or_default();
            format!(
                " {}{group}: {}, {} real and {} stranger pairs",
                result.channel,
                crate::words::effect(result),
                result.n_real,
                result.n_pseudo,
            )
        });
        out += &results.collect::<Vec<_>>().join(";");
        out += ".";
    }
    out
}

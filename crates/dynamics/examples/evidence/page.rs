//! Tables whose lines may be computed one at a time.

/// What was asked for on the command line.
pub(crate) struct Request {
    runs: Option<usize>,
    old: String,
    lines: Vec<String>,
}

impl Request {
    pub(crate) fn from_words(mut words: impl Iterator<Item = String>) -> Self {
        let mut request = Self { runs: None, old: String::new(), lines: Vec::new() };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--runs" => request.runs = words.next().and_then(|n| n.parse().ok()),
                "--old" => {
                    let path = words.next().unwrap_or_default();
                    request.old = std::fs::read_to_string(path).unwrap_or_default();
                }
                _ => request.lines.push(word),
            }
        }
        request
    }

    /// How many runs to make where `usual` are.
    pub(crate) fn runs(&self, usual: usize) -> usize {
        self.runs.unwrap_or(usual)
    }

    /// The line of a table that starts with this key: computed if it was asked for (or if none
    /// was), else the one of the old page.
    pub(crate) fn line(&self, key: &str, compute: impl FnOnce() -> String) -> String {
        let named = |name: &String| key.contains(name.as_str());
        if self.lines.is_empty() || self.lines.iter().any(named) {
            let started = std::time::Instant::now();
            let line = format!("| {key} | {} |\n", compute());
            eprint!("{:6.1} s {line}", started.elapsed().as_secs_f64());
            return line;
        }
        let start = format!("| {key} |");
        let old = self.old.lines().find(|line| line.starts_with(&start));
        old.map_or_else(|| format!("{start} not run |\n"), |line| format!("{line}\n"))
    }
}

/// A table's head.
pub(crate) fn head(columns: &[&str]) -> String {
    format!("| {} |\n|{}\n", columns.join(" | "), "---|".repeat(columns.len()))
}

/// A share in per cent.
pub(crate) fn percent(share: f64) -> String {
    if share.is_nan() { "–".to_owned() } else { format!("{:.0} %", 100.0 * share) }
}

/// A share of so many with its 95 % interval (Wilson), in per cent.
pub(crate) fn interval(share: f64, n: usize) -> String {
    let (n, z) = (n as f64, 1.96f64);
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
    let [lo, hi] = [middle - reach, middle + reach].map(|x| (100.0 * x.clamp(0.0, 1.0)).round());
    format!("{:.1} % ({lo} to {hi})", 100.0 * share)
}

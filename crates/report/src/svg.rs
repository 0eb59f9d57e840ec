//! The little SVG that the pictures need: elements, escaping, compact numbers.

/// The inside of an SVG, written element by element.
#[derive(Debug, Default)]
pub(crate) struct Svg(String);

/// Where text sits relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub(crate) fn finish(self) -> String {
        self.0
    }

    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let d = if from.1 == to.1 {
            format!("M{} {}H{}", short(from.0), short(from.1), short(to.0))
        } else {
            format!("M{} {}L{} {}", short(from.0), short(from.1), short(to.0), short(to.1))
        };
        self.path(class, &d);
    }

    pub(crate) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.push(format_args!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            short(x),
            short(y),
            short(width.max(0.0)),
            short(height.max(0.0)),
        ));
    }

    pub(crate) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.push(format_args!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            short(x),
            short(y),
            short(radius),
        ));
    }

    /// A square around a point.
    pub(crate) fn square(&mut self, class: &str, (x, y): (f64, f64), half: f64) {
        self.rect(class, (x - half, y - half), (2.0 * half, 2.0 * half));
    }

    /// A square standing on its corner.
    pub(crate) fn diamond(&mut self, class: &str, (x, y): (f64, f64), half: f64) {
        let (h, back) = (short(half), short(-half));
        self.path(
            class,
            &format!("M{} {}l{h} {h}l{back} {h}l{back} {back}z", short(x), short(y - half)),
        );
    }

    pub(crate) fn path(&mut self, class: &str, d: &str) {
        if !d.is_empty() {
            self.push(format_args!("<path class=\"{class}\" d=\"{d}\"/>"));
        }
    }

    pub(crate) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.push(format_args!(
            "<text{class} x=\"{}\" y=\"{}\"{anchor}>{}</text>",
            short(x),
            short(y),
            escape(text),
        ));
    }

    /// An embedded image stretched over a rectangle.
    pub(crate) fn image(&mut self, data: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.push(format_args!(
            "<image class=\"p-pixels\" preserveAspectRatio=\"none\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"{data}\"/>",
            short(x),
            short(y),
            short(width),
            short(height),
        ));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        self.0.push_str(&std::fmt::format(element));
    }
}

/// A line through points, broken where one is missing, in as few characters as a tenth of a unit
/// allows.
pub(crate) fn polyline(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut d = String::new();
    let mut pen: Option<(i64, i64)> = None;
    let mut alone = false;
    for (x, y) in points {
        if !(x.is_finite() && y.is_finite()) {
            close(&mut d, &mut pen, alone);
            continue;
        }
        let to = ((10.0 * x).round() as i64, (10.0 * y).round() as i64);
        match pen {
            None => {
                push_pair(&mut d, 'M', to.0, to.1);
                alone = true;
            }
            Some(at) if at == to => {}
            Some(at) => {
                push_pair(&mut d, 'l', to.0 - at.0, to.1 - at.1);
                alone = false;
            }
        }
        pen = Some(to);
    }
    close(&mut d, &mut pen, alone);
    d
}

/// Ends a stretch; a lone point becomes a stroke of no length, which round caps make a dot.
fn close(d: &mut String, pen: &mut Option<(i64, i64)>, alone: bool) {
    if pen.take().is_some() && alone {
        d.push_str("h0");
    }
}

fn push_pair(d: &mut String, command: char, x: i64, y: i64) {
    d.push(command);
    d.push_str(&tenths(x));
    let y = tenths(y);
    if !y.starts_with('-') {
        d.push(' ');
    }
    d.push_str(&y);
}

/// A coordinate with at most one decimal.
pub(crate) fn short(x: f64) -> String {
    tenths((10.0 * x).round() as i64)
}

fn tenths(x: i64) -> String {
    let (sign, whole, rest) = (if x < 0 { "-" } else { "" }, x.abs() / 10, x.abs() % 10);
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

/// Text made safe inside an element or an attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Control characters are not allowed in XML at all.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_compact() {
        assert_eq!(short(0.04), "0");
        assert_eq!(short(-0.06), "-.1");
        assert_eq!(short(12.0), "12");
        assert_eq!(short(-3.25), "-3.3");
    }

    #[test]
    fn lines_break_at_gaps_and_keep_lone_points() {
        let nan = f64::NAN;
        let d = polyline([(0.0, 0.0), (1.0, 2.5), (nan, nan), (3.0, 1.0), (nan, 0.0)]);
        assert_eq!(d, "M0 0l1 2.5M3 1h0");
        assert_eq!(polyline([(0.0, 0.0), (1.0, -2.0), (1.0, -2.0)]), "M0 0l1-2");
    }

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escape("<b>\"a\" & b\u{1}"), "&lt;b&gt;&quot;a&quot; &amp; b\u{fffd}");
    }
}

//! How two versions of a file differ: where first, in how many cells, by how much.

/// How a table differs from what it is now.
pub(crate) fn of_tables(then: &[u8], now: &[u8]) -> String {
    let (Some(then), Some(now)) = (rows(then), rows(now)) else {
        return "cannot be read as a table any more".to_owned();
    };
    if then.first() != now.first() {
        return "has other columns".to_owned();
    }
    if then.len() != now.len() {
        return format!("has {} rows, and {} now", then.len() - 1, now.len() - 1);
    }
    let header = then.first().cloned().unwrap_or_default();
    let (mut cells, mut largest, mut first) = (0, 0.0_f64, None);
    for (row, (then, now)) in then.iter().zip(&now).enumerate().skip(1) {
        for (column, (then, now)) in then.iter().zip(now).enumerate().filter(|(_, (t, n))| t != n) {
            cells += 1;
            if let (Ok(then), Ok(now)) = (then.parse::<f64>(), now.parse::<f64>()) {
                largest = largest.max((then - now).abs());
            }
            let name = header.get(column).map_or("", String::as_str);
            first.get_or_insert_with(|| format!("{name} in row {row}"));
        }
    }
    let first = first.unwrap_or_else(|| "the way it is written".to_owned());
    let by = if largest > 0.0 { format!(", by at most {largest:.3e}") } else { String::new() };
    let many = if cells == 1 { "1 cell differs".into() } else { format!("{cells} cells differ") };
    format!("{many}{by}; the first is {first}")
}

/// How a text differs from what it is now.
pub(crate) fn of_texts(then: &[u8], now: &[u8]) -> String {
    let lines = |text: &[u8]| text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (then, now): (Vec<Vec<u8>>, Vec<Vec<u8>>) = (lines(then), lines(now));
    let first = then.iter().zip(&now).position(|(then, now)| then != now);
    let line = first.unwrap_or(then.len().min(now.len())) + 1;
    format!("differs from line {line} on")
}

fn rows(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let cells = |line: &str| -> Vec<String> {
        let (mut out, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' if !quoted => out.push(std::mem::take(&mut cell)),
                letter => cell.push(letter),
            }
        }
        out.push(cell);
        out
    };
    Some(text.lines().map(cells).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named_and_measured() {
        let (then, now) = (b"dyad,p\n1,0.5\n2,\"a,b\"\n", b"dyad,p\n1,0.25\n2,\"a,b\"\n");
        assert_eq!(
            of_tables(then, now),
            "1 cell differs, by at most 2.500e-1; the first is p in row 1"
        );
        assert_eq!(of_tables(then, b"dyad,p\n1,0.5\n"), "has 2 rows, and 1 now");
        assert_eq!(of_tables(then, b"dyad,q\n"), "has other columns");
        assert_eq!(of_texts(b"a\nb\n", b"a\nc\n"), "differs from line 2 on");
    }
}

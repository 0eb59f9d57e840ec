//! What every page of ours must keep, whatever it tells.

use std::collections::BTreeSet;

use attune_report::words::lint;

/// Checks that a page loads nothing, that its links, headings, pictures and tables are whole, and
/// that it uses no banned word; `plays` are recordings beside it that it may play.
pub(crate) fn well_formed(name: &str, page: &str, plays: &[&str]) {
    loads_nothing(name, page, plays);
    ids_and_links(name, page);
    headings(name, page);
    names_of_pictures_and_tables(page);
    assert_eq!(lint(&visible(page)), Vec::<&str>::new(), "{name}");
}

fn loads_nothing(name: &str, page: &str, plays: &[&str]) {
    for link in values(page, "href").into_iter().chain(values(page, "src")) {
        let own = link.starts_with('#') || link.starts_with("data:image/png;base64,");
        let film = plays.iter().any(|file| link.starts_with(file));
        assert!(own || film, "{name}: {link}");
    }
    for piece in page.split("url(").skip(1) {
        let texture = piece.split(')').next().unwrap_or_default();
        let own = texture.strip_prefix('#').is_some_and(|id| values(page, "id").contains(&id));
        assert!(own, "{name}: {texture}");
    }
    assert!(!page.contains("@import") && !page.contains("<link") && !page.contains("fetch("));
    assert!(page.contains("Content-Security-Policy"));
}

fn ids_and_links(name: &str, page: &str) {
    let ids = values(page, "id");
    let set: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(set.len(), ids.len(), "{name}: an id stands twice");
    for link in values(page, "href") {
        if let Some(target) = link.strip_prefix('#') {
            assert!(set.contains(target), "{name}: nothing at #{target}");
        }
    }
    for target in values(page, "aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
        assert!(set.contains(target), "{name}: nothing named {target}");
    }
}

/// One first heading, and down one level at a time.
fn headings(name: &str, page: &str) {
    let levels: Vec<u8> = page
        .split("<h")
        .skip(1)
        .filter_map(|rest| rest.bytes().next().filter(u8::is_ascii_digit))
        .map(|digit| digit - b'0')
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
    }
}

fn names_of_pictures_and_tables(page: &str) {
    for svg in page.split("<svg").skip(1) {
        let tag = svg.split('>').next().unwrap_or_default();
        let named = tag.contains("aria-labelledby") && tag.contains("role=\"img\"");
        assert!(named || tag.contains("aria-hidden=\"true\""), "{tag}");
    }
    for head in page.split("<th").skip(1).filter(|rest| !rest.starts_with("ead")) {
        assert!(head.split('>').next().unwrap_or_default().contains("scope="), "{}", &head[..40]);
    }
}

/// Every value of an attribute.
pub(crate) fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    let pieces = page.split(&start).skip(1);
    pieces.map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// What a reader sees: no tags, no style, no script.
pub(crate) fn visible(page: &str) -> String {
    let mut text = page.to_owned();
    for tag in ["style", "script"] {
        while let (Some(from), Some(to)) =
            (text.find(&format!("<{tag}>")), text.find(&format!("</{tag}>")))
        {
            text.replace_range(from..to + tag.len() + 3, " ");
        }
    }
    let pieces = text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ").replace("&amp;", "&").replace("&lt;", "<")
}

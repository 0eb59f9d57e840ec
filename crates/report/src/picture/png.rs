//! A small paletted PNG as a data address: the densest way to put a map into a page.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// A colour with opacity.
pub(super) type Rgba = [u8; 4];

/// The image as `data:image/png;base64,…`; `pixels` are rows of palette indices.
pub(super) fn data_address(width: usize, pixels: &[u8], palette: &[Rgba]) -> String {
    format!("data:image/png;base64,{}", base64(&png(width, pixels, palette)))
}

fn png(width: usize, pixels: &[u8], palette: &[Rgba]) -> Vec<u8> {
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    let mut header = Vec::new();
    header.extend(size(width));
    header.extend(size(pixels.len() / width.max(1)));
    // Eight bits a pixel, paletted, the one compression and filter there are, not interlaced.
    header.extend([8, 3, 0, 0, 0]);

    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &header);
    let colours: Vec<u8> = palette.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    chunk(&mut out, b"PLTE", &colours);
    let opacity: Vec<u8> = palette.iter().map(|[.., alpha]| *alpha).collect();
    chunk(&mut out, b"tRNS", &opacity);
    chunk(&mut out, b"IDAT", &deflated(width, pixels));
    chunk(&mut out, b"IEND", &[]);
    out
}

/// Every row behind a byte that says "not filtered", compressed.
fn deflated(width: usize, pixels: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let mut written = Ok(());
    for row in pixels.chunks(width.max(1)) {
        written =
            written.and_then(|()| encoder.write_all(&[0])).and_then(|()| encoder.write_all(row));
    }
    // Memory does not fail.
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    out.extend(name);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let letter = LETTERS[(all >> (18 - 6 * i) & 63) as usize];
            out.push(if i <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_everybody_writes_it() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"M"), "TQ==");
        assert_eq!(base64(b"Ma"), "TWE=");
        assert_eq!(base64(b"Man"), "TWFu");
    }

    #[test]
    fn the_file_begins_and_ends_as_a_png_does() {
        let image = png(2, &[0, 1, 1, 0], &[[0, 0, 0, 0], [255, 0, 0, 255]]);
        assert!(image.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02\x08\x03"));
        // The checksum of the empty end chunk is the same in every PNG.
        assert!(image.ends_with(b"IEND\xae\x42\x60\x82"));
    }
}

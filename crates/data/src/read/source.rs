//! The bytes of a file: hashed as they pass, unpacked, and turned into UTF-8 with plain line ends.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::error::ReadError;
use super::problem::Problem;
use crate::Source;

/// A reader that hashes what passes through it.
pub(crate) struct Hashing<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Hashing<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    /// Reads what is left and says what the whole was.
    pub(crate) fn finish(mut self, path: &str) -> io::Result<Source> {
        io::copy(&mut self, &mut io::sink())?;
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Source { path: path.to_owned(), bytes: self.bytes, sha256 })
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hash.update(&buffer[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

/// A text file ready to be split into cells.
pub(crate) struct Text<'a> {
    /// The first bytes, for recognising how it is written; `reader` yields them again.
    pub(crate) sample: Vec<u8>,
    /// The whole text: UTF-8 where the file says so, with line feeds at least at line ends.
    pub(crate) reader: Box<dyn Read + 'a>,
    /// What the file itself says separates its cells.
    pub(crate) separator: Option<u8>,
    /// What had to be assumed.
    pub(crate) notes: Vec<String>,
}

/// How much of a file is looked at to recognise how it is written.
const SAMPLE: usize = 64 * 1024;

/// Unpacks and decodes a text file, or says what it is instead.
pub(crate) fn text<'a>(raw: impl Read + 'a) -> Result<Text<'a>, ReadError> {
    let mut notes = Vec::new();
    let (mut sample, mut reader) = peek(Box::new(raw))?;
    if sample.starts_with(&[0x1f, 0x8b]) {
        (sample, reader) = peek(Box::new(MultiGzDecoder::new(reader)))?;
    }
    let (skip, utf16) = match sample.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => (3, None),
        [0xff, 0xfe, ..] => (2, Some(u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, ..] => (2, Some(u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => (0, None),
    };
    if skip > 0 {
        io::copy(&mut reader.by_ref().take(skip), &mut io::sink())?;
        sample.drain(..skip as usize);
    }
    if let Some(unit) = utf16 {
        notes.push("the file is written in UTF-16".to_owned());
        (sample, reader) = peek(Box::new(Utf16 { inner: reader, unit, ready: Cursor::default() }))?;
    }
    if sample.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::new(Problem::Empty));
    }
    refuse_binary(&sample)?;
    if !sample.contains(&b'\n') && sample.contains(&b'\r') {
        (sample, reader) = peek(Box::new(ReturnsToFeeds(reader)))?;
    }
    let separator = said_separator(&sample);
    if let Some((byte, length)) = separator {
        // The line's end stays, so that lines keep their numbers.
        io::copy(&mut reader.by_ref().take(length as u64), &mut io::sink())?;
        sample.drain(..length);
        notes.push(format!("the first line says that `{}` separates the cells", char::from(byte)));
    }
    if sample.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::new(Problem::Empty));
    }
    Ok(Text { sample, reader, separator: separator.map(|(byte, _)| byte), notes })
}

/// The separator that a first line such as `sep=;` announces, as Excel writes and reads it, and
/// the length of that line.
fn said_separator(sample: &[u8]) -> Option<(u8, usize)> {
    let length = sample.iter().position(|byte| b"\r\n".contains(byte))?;
    let line = &sample[..length];
    let bare = line.strip_prefix(b"\"").and_then(|l| l.strip_suffix(b"\"")).unwrap_or(line);
    match bare {
        [key @ .., b'=', separator]
            if key.eq_ignore_ascii_case(b"sep") && !separator.is_ascii_alphanumeric() =>
        {
            Some((*separator, length))
        }
        _ => None,
    }
}

/// The first bytes of a reader, and a reader that yields them again.
fn peek<'a>(mut reader: Box<dyn Read + 'a>) -> io::Result<(Vec<u8>, Box<dyn Read + 'a>)> {
    let mut sample = Vec::new();
    reader.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
    Ok((sample.clone(), Box::new(Cursor::new(sample).chain(reader))))
}

/// An error for content that is not text, saying what it is where that is known.
fn refuse_binary(sample: &[u8]) -> Result<(), ReadError> {
    let known: [(&[u8], &'static str); 6] = [
        (b"PK\x03\x04", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0", "an Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"RDX", "an R workspace"),
        (b"RDA", "an R workspace"),
        (b"\x89HDF", "an HDF5 file"),
    ];
    let looks_like =
        known.iter().find(|(magic, _)| sample.starts_with(magic)).map(|(_, what)| *what);
    let odd = |byte: &&u8| **byte < 0x20 && !byte.is_ascii_whitespace() && **byte != 0x0b;
    let binary = sample.contains(&0) || sample.iter().filter(odd).count() * 20 > sample.len();
    if looks_like.is_some() || binary {
        return Err(ReadError::new(Problem::NotATable { looks_like }));
    }
    Ok(())
}

/// UTF-16 turned into UTF-8; half a character or a broken pair becomes a replacement character.
struct Utf16<R> {
    inner: R,
    unit: fn([u8; 2]) -> u16,
    ready: Cursor<Vec<u8>>,
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const CHUNK: u64 = 16 * 1024;
        if self.ready.position() as usize == self.ready.get_ref().len() {
            let mut bytes = Vec::new();
            self.inner.by_ref().take(CHUNK).read_to_end(&mut bytes)?;
            // A chunk must not end within a surrogate pair.
            let high = |pair: &[u8]| matches!((self.unit)([pair[0], pair[1]]), 0xd800..0xdc00);
            if bytes.len() as u64 == CHUNK && high(&bytes[bytes.len() - 2..]) {
                self.inner.by_ref().take(2).read_to_end(&mut bytes)?;
            }
            let units = bytes.chunks_exact(2).map(|pair| (self.unit)([pair[0], pair[1]]));
            let text: String = char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect();
            self.ready = Cursor::new(text.into_bytes());
        }
        self.ready.read(buffer)
    }
}

/// Line ends of old Macintosh files turned into those of today, so that lines can be counted.
struct ReturnsToFeeds<R>(R);

impl<R: Read> Read for ReturnsToFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        buffer[..n].iter_mut().filter(|c| **c == b'\r').for_each(|c| *c = b'\n');
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, ReadError> {
        let mut out = String::new();
        text(bytes)?.reader.read_to_string(&mut out)?;
        Ok(out)
    }

    #[test]
    fn byte_order_marks_and_line_ends() {
        assert_eq!(decoded(b"\xef\xbb\xbfa,b\n1,2").unwrap(), "a,b\n1,2");
        assert_eq!(decoded(b"a,b\r1,2\r").unwrap(), "a,b\n1,2\n");
        assert_eq!(decoded(b"a,b\r\n1,2\r\n").unwrap(), "a,b\r\n1,2\r\n");
    }

    #[test]
    fn utf_16_of_both_orders() {
        // Long enough to cross chunks, with characters outside the basic plane.
        let long: String =
            "a;b\n".chars().chain("\u{1F642}1;2\n".chars().cycle().take(40_000)).collect();
        let little: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(long.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let big: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain(long.encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(decoded(&little).unwrap(), long);
        assert_eq!(decoded(&big).unwrap(), long);
    }

    #[test]
    fn a_first_line_for_excel() {
        let said = |bytes: &[u8]| text(bytes).map(|t| (t.separator, t.sample)).unwrap();
        assert_eq!(said(b"sep=;\na;b\n"), (Some(b';'), b"\na;b\n".to_vec()));
        assert_eq!(said(b"\xef\xbb\xbf\"SEP=\t\"\r\na\tb"), (Some(b'\t'), b"\r\na\tb".to_vec()));
        assert_eq!(said(b"sep=x,b\n1,2").0, None);
        assert_eq!(decoded(b"sep=,\n").unwrap_err().problem, Box::new(Problem::Empty));
    }

    #[test]
    fn what_is_not_text_is_named() {
        let problem = |bytes: &[u8]| *decoded(bytes).unwrap_err().problem;
        assert_eq!(problem(b""), Problem::Empty);
        assert_eq!(problem(b"\n \n"), Problem::Empty);
        assert_eq!(
            problem(b"PK\x03\x04...."),
            Problem::NotATable { looks_like: Some("an Excel workbook") }
        );
        assert_eq!(problem(b"a\0b\0c"), Problem::NotATable { looks_like: None });
        assert_eq!(problem(b"\x1f\x8b\x08junk"), Problem::BrokenGzip);
    }

    #[test]
    fn the_hash_is_that_of_the_file() {
        let source = Hashing::new(&b"abc"[..]).finish("x").unwrap();
        assert_eq!(source.bytes, 3);
        assert_eq!(
            source.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}

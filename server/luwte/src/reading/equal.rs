//! Texts whose sizes do not tell which one it is.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::{Compression, GzBuilder};

/// Head of the one subfield with which the extra field of a gzip header is filled (RFC 1952, section 2.3.1.1).
const SUBFIELD: usize = 4;

/// One text, ready to be sent.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(super) kind: &'static str,
    pub(super) plain: Bytes,
    pub(super) gzip: Bytes,
}

impl Kept {
    /// One text that belongs to no others.
    pub(crate) fn alone(kind: &'static str, text: String) -> io::Result<Self> {
        let gzip = gzip(&text, 0)?.into();
        let plain = text.into();
        Ok(Self { kind, plain, gzip })
    }
}

/// Compresses texts of one kind and fills them up, so that they have one size plain and one size compressed. Plain ones
/// end in spaces: JSON and HTML take them. A compressed one is filled in its header, where it costs no time to unpack.
pub(super) fn keep(kind: &'static str, texts: Vec<(String, String)>) -> io::Result<Vec<(String, Kept)>> {
    let largest = texts.iter().map(|(_, text)| text.len()).max().unwrap_or(0);
    let sizes: Vec<usize> = texts
        .iter()
        .map(|(_, text)| Ok(gzip(text, 0)?.len()))
        .collect::<io::Result<_>>()?;
    let most = sizes.iter().copied().max().unwrap_or(0);
    texts
        .into_iter()
        .zip(sizes)
        .map(|((path, text), size)| {
            let gzip = gzip(&text, most - size)?.into();
            let plain = format!(
                "{text:largest$}",
                largest = largest - text.len() + text.chars().count()
            )
            .into();
            Ok((path, Kept { kind, plain, gzip }))
        })
        .collect()
}

fn gzip(text: &str, filling: usize) -> io::Result<Vec<u8>> {
    let length = u16::try_from(filling)
        .ok()
        .filter(|_| filling + SUBFIELD <= usize::from(u16::MAX));
    let length = length.ok_or_else(|| io::Error::other("one text is far longer than another of its kind"))?;
    let mut extra = b"LU".to_vec();
    extra.extend_from_slice(&length.to_le_bytes());
    extra.resize(SUBFIELD + filling, 0);
    let mut writer = GzBuilder::new()
        .extra(extra)
        .write(Vec::new(), Compression::best());
    writer.write_all(text.as_bytes())?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn texts_of_one_kind_have_one_size_and_unpack_to_themselves() {
        let long: String = (0..2_000).map(|number| format!("{number} ")).collect();
        let texts = ["", "short", "عيد الميلاد", &long].map(|text| (text.to_owned(), text.to_owned()));
        let kept = keep("text/plain", texts.to_vec()).unwrap();
        let (_, first) = &kept[0];
        for (text, kept) in &kept {
            assert_eq!(kept.plain.len(), first.plain.len());
            assert_eq!(kept.gzip.len(), first.gzip.len());
            assert_eq!(
                std::str::from_utf8(&kept.plain).unwrap().trim_end(),
                text.trim_end()
            );
            let mut unpacked = String::new();
            GzDecoder::new(&kept.gzip[..])
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(&unpacked, text);
        }
        assert_eq!(first.plain.len(), long.len());
    }
}

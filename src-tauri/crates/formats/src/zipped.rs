//! Zip containers with limits on the way in and the same bytes for the same parts on the way out.
//! What a part says about its own size is not believed: bytes are counted as they unpack.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::WriteError;

/// Most parts a container may have.
pub(crate) const MOST_PARTS: usize = 4_000;
/// Most bytes one part may unpack to: 128 MB; less in tests, which make bombs.
pub(crate) const LARGEST_PART: u64 = if cfg!(test) { 2 } else { 128 } * 1024 * 1024;
/// Most bytes all parts may unpack to.
pub(crate) const LARGEST_WHOLE: u64 = 2 * LARGEST_PART;

/// Why a container is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ZipError {
    /// It is broken, or a part of it is.
    #[error("damaged container")]
    Damaged,
    /// It unpacks to too much, or has too many parts.
    #[error("container too large")]
    TooLarge,
    /// It is locked with a password.
    #[error("encrypted container")]
    Encrypted,
}

/// A container that is being read.
pub(crate) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Container<'a> {
    /// Opens it and looks at how many parts it has.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ZipError::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(ZipError::TooLarge);
        }
        Ok(Self { archive, left: LARGEST_WHOLE })
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect()
    }

    /// Whether a part is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part, none where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ZipError> {
        match self.archive.index_for_name(name) {
            Some(index) => self.unpack(index).map(Some),
            None => Ok(None),
        }
    }

    /// Unpacks everything once and keeps nothing, so that another reader may safely take the bytes.
    pub(crate) fn check_all(&mut self) -> Result<(), ZipError> {
        (0..self.archive.len()).try_for_each(|index| self.unpack(index).map(drop))
    }

    fn unpack(&mut self, index: usize) -> Result<Vec<u8>, ZipError> {
        let part = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why)
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                ZipError::Encrypted
            }
            _ => ZipError::Damaged,
        })?;
        let limit = LARGEST_PART.min(self.left);
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| ZipError::Damaged)?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(ZipError::TooLarge);
        }
        self.left -= size;
        Ok(bytes)
    }
}

/// Packs parts in the order given; the same parts give the same bytes. Pictures as points are squeezed already.
pub(crate) fn pack<N: AsRef<str>>(parts: &[(N, Vec<u8>)]) -> Result<Vec<u8>, WriteError> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let name = name.as_ref();
        let method =
            if name.ends_with(".png") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name, options.compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The same container with some parts written anew: where `rewrite` has a writer for a name, that gets what was there.
pub(crate) fn rewritten<W>(
    bytes: &[u8],
    level: i64,
    rewrite: impl Fn(&str) -> Option<W>,
) -> Result<Vec<u8>, WriteError>
where
    W: FnOnce(Vec<u8>, &mut dyn Write) -> Result<(), WriteError>,
{
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        .last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at)?;
        let name = part.name()?.into_owned();
        let Some(write) = rewrite(&name) else {
            writer.raw_copy_file(part)?;
            continue;
        };
        let mut was = Vec::new();
        part.read_to_end(&mut was)?;
        writer.start_file(name, options)?;
        write(was, &mut writer)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_is_the_same_twice() {
        let parts = [("一/甲.xml", "内容".as_bytes().to_vec()), ("b", vec![0; 1000])];
        let packed = pack(&parts).unwrap();
        assert_eq!(packed, pack(&parts).unwrap(), "no clock in the bytes");
        let mut container = Container::open(&packed).unwrap();
        assert_eq!(container.names(), ["一/甲.xml", "b"]);
        assert_eq!(container.part("一/甲.xml").unwrap().unwrap(), "内容".as_bytes());
        assert_eq!(container.part("c").unwrap(), None);
        container.check_all().unwrap();
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_unpacks_to() {
        let packed = pack(&[("a", vec![0; LARGEST_PART as usize + 1])]).unwrap();
        assert!(packed.len() < 1_000_000, "a bomb is small: {}", packed.len());
        assert_eq!(Container::open(&packed).unwrap().part("a"), Err(ZipError::TooLarge));
    }

    #[test]
    fn many_parts_and_parts_that_are_too_much_together_are_refused() {
        let name = |at: usize| format!("{at}");
        let many: Vec<_> = (0..=MOST_PARTS).map(|at| (name(at), Vec::new())).collect();
        assert_eq!(Container::open(&pack(&many).unwrap()).err(), Some(ZipError::TooLarge));
        let half = vec![0; LARGEST_PART as usize];
        let packed = pack(&[("a", half.clone()), ("b", half.clone()), ("c", vec![0])]).unwrap();
        let mut container = Container::open(&packed).unwrap();
        assert_eq!(
            container.check_all(),
            Err(ZipError::TooLarge),
            "each is small enough, all together are not"
        );
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_only_a_name() {
        let names = ["../../x", "/x", "..\\x", "C:\\x", "a/../x"];
        let packed = pack(&names.map(|name| (name, b"x".to_vec()))).unwrap();
        let mut container = Container::open(&packed).unwrap();
        assert_eq!(container.part("x").unwrap(), None, "no name becomes another");
        for name in names {
            assert_eq!(container.part(name).unwrap().as_deref(), Some(&b"x"[..]), "{name} is in memory");
        }
    }

    #[test]
    fn broken_containers_are_damaged() {
        let packed = pack(&[("a", b"hello hello hello".to_vec())]).unwrap();
        assert!(matches!(Container::open(&packed[..packed.len() / 2]), Err(ZipError::Damaged)));
        assert!(matches!(Container::open(b""), Err(ZipError::Damaged)));
        let mut flipped = packed.clone();
        flipped[35] ^= 0xff;
        assert_eq!(Container::open(&flipped).unwrap().part("a"), Err(ZipError::Damaged), "its sum is wrong");
    }
}

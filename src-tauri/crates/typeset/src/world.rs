//! What typst may ask for: one text, the shipped faces, and nothing of the machine it runs on.

use std::panic::resume_unwind;
use std::sync::LazyLock;

use domain::reports::Waiting;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

static FACES: LazyLock<Vec<Font>> =
    LazyLock::new(|| drawing::FACES.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect());

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(&*FACES)));

/// Whether any face has a sign.
pub(crate) fn has_sign(sign: char) -> bool {
    FACES.iter().any(|face| face.info().coverage.contains(sign.into()))
}

/// The 宋 face, the last of them.
static SONG: LazyLock<Option<FontInstance>> = LazyLock::new(|| {
    let face = FACES.last()?.clone();
    Some(face.instantiate(FontVariant::default(), Abs::pt(10.5), &FontVariations::default()))
});

/// How wide the 宋 face sets a sign, in parts of its size.
pub(crate) fn advance(sign: char) -> Option<f64> {
    let song = SONG.as_ref()?;
    let glyph = song.ttf().glyph_index(sign)?;
    song.x_advance(glyph.0).map(|width| width.get())
}

/// Thrown through typst where nobody waits for the pages any more: no panic, nothing is said of it.
pub(crate) struct Stopped;

/// A document to be set.
pub(crate) struct Sheet<'a> {
    library: LazyHash<Library>,
    main: Source,
    waiting: &'a dyn Waiting,
}

impl<'a> Sheet<'a> {
    /// A template with what it is to say.
    pub(crate) fn new(template: &'static str, inputs: Dict, waiting: &'a dyn Waiting) -> Option<Self> {
        let path = VirtualPath::new("main.typ").ok()?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        Some(Self { library, main: Source::new(id, template.to_owned()), waiting })
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    /// Asked for with every piece of words that is set, and so the place to leave at.
    fn font(&self, index: usize) -> Option<Font> {
        if self.waiting.wanted().is_break() {
            resume_unwind(Box::new(Stopped));
        }
        FACES.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

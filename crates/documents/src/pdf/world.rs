//! All that Typst sees: our templates, the data of one paper, the fonts. No disk, no network, no packages, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use super::faces::Faces;
use crate::words;

/// The template of a single paper.
pub(crate) const ONE: &str = "one.typ";
/// The template of many papers in one file.
pub(crate) const MANY: &str = "binder.typ";
const INPUT: &str = "input.json";

const TEMPLATES: [(&str, &str); 3] = [
    (ONE, include_str!("../../templates/one.typ")),
    (MANY, include_str!("../../templates/binder.typ")),
    ("paper.typ", include_str!("../../templates/paper.typ")),
];
const WORDS: &str = "words.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    let parse = |(name, text): &(&str, &str)| Some((id(name)?, Source::new(id(name)?, (*text).to_owned())));
    TEMPLATES.iter().filter_map(parse).collect()
});

/// The world of one file.
pub(crate) struct World<'a> {
    faces: &'a Faces,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl<'a> World<'a> {
    /// A world in which `main` is set from the data.
    pub(crate) fn new(faces: &'a Faces, main: &str, data: &Value) -> Self {
        let source = id(main).and_then(|id| SOURCES.get(&id)).cloned().unwrap_or_else(|| Source::detached(""));
        let mut world = Self { faces, main: source, files: HashMap::new() };
        world.put(INPUT, Bytes::from_string(data.to_string()));
        world.put(WORDS, Bytes::new(words::FILE.as_bytes()));
        world
    }

    /// A file beside the templates.
    pub(crate) fn put(&mut self, name: &str, bytes: Bytes) {
        if let Some(id) = id(name) {
            self.files.insert(id, bytes);
        }
    }
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

//! The two embedded fonts: which characters they have and how wide each is.

use std::sync::OnceLock;

use app::document::model::PressError;
use krilla::text::{Font, GlyphId};

static REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/NotoSerifSC_400Regular.ttf"));
static BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/NotoSerifSC_700Bold.ttf"));
static FACES: OnceLock<Option<Faces>> = OnceLock::new();

/// How heavy the type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One character with the sign that shows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sign {
    pub(crate) character: char,
    pub(crate) glyph: GlyphId,
    pub(crate) weight: Weight,
    /// The width, as a part of the type size.
    pub(crate) advance: f32,
}

struct Face {
    font: Font,
    table: ttf_parser::Face<'static>,
}

/// Both fonts.
pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    /// The fonts, read once.
    pub(crate) fn get() -> Result<&'static Self, PressError> {
        let read = || Some(Self { regular: Face::read(REGULAR)?, bold: Face::read(BOLD)? });
        FACES.get_or_init(read).as_ref().ok_or_else(|| PressError::Engine("an embedded font cannot be read".to_owned()))
    }

    /// The font of this weight.
    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.face(weight).font.clone()
    }

    /// The sign of a character; the regular font steps in where the bold one lacks it.
    pub(crate) fn sign(&self, character: char, weight: Weight) -> Result<Sign, PressError> {
        [weight, Weight::Regular]
            .into_iter()
            .find_map(|weight| self.face(weight).sign(character, weight))
            .ok_or(PressError::MissingGlyph { character })
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let table = ttf_parser::Face::parse(bytes, 0).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        Some(Self { font, table })
    }

    fn sign(&self, character: char, weight: Weight) -> Option<Sign> {
        let glyph = self.table.glyph_index(character).filter(|glyph| glyph.0 != 0)?;
        let advance = f32::from(self.table.glyph_hor_advance(glyph)?) / f32::from(self.table.units_per_em());
        Some(Sign { character, glyph: GlyphId::new(u32::from(glyph.0)), weight, advance })
    }
}

/// The characters of a text that are printed: none that are invisible, tabs as spaces.
pub(crate) fn printable(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|character| match character {
        '\t' | '\u{a0}' => Some(' '),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        other if other.is_control() => None,
        other => Some(other),
    })
}

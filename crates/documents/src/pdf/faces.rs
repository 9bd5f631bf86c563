//! The fonts: those of the office first, then the two that come with the program; which characters they have between them.

use std::collections::{BTreeSet, HashSet};

use app::document::model::PressError;
use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontVariant, FontWeight};
use typst::utils::LazyHash;

static REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/NotoSerifSC_400Regular.ttf"));
static BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/NotoSerifSC_700Bold.ttf"));

/// What the name of a font for the body has in it.
const BODY: [&str; 3] = ["仿宋", "fangsong", "fang song"];
/// What the name of a font for titles has in it.
const TITLE: [&str; 4] = ["小标宋", "xiaobiaosong", "大标宋", "dabiaosong"];
/// What the name of a font for headings has in it.
const HEADING: [&str; 3] = ["黑体", "simhei", "heiti"];

/// All fonts, read once.
#[derive(Debug)]
pub(crate) struct Faces {
    pub(crate) fonts: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    families: Value,
    /// What every weight has.
    covered: HashSet<char>,
}

impl Faces {
    /// The fonts of the house after those of an office (TTF, OTF, TTC).
    ///
    /// A font of the office leads where its name says what it is for; any other helps out where the fonts of the house lack a character.
    pub(crate) fn new(own: Vec<Vec<u8>>) -> Result<Self, PressError> {
        let mut fonts: Vec<Font> = own.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes)).collect::<Vec<_>>()).collect();
        let office: Vec<String> = fonts.iter().map(|font| font.info().family.as_str().to_owned()).collect();
        for bytes in [REGULAR, BOLD] {
            let font = Font::new(Bytes::new(bytes), 0).ok_or_else(|| PressError::Engine("an embedded font cannot be read".to_owned()))?;
            fonts.push(font);
        }
        let house = fonts.last().map(|font| font.info().family.as_str().to_owned()).unwrap_or_default();
        let book = FontBook::from_fonts(&fonts);
        let families = json!({
            "body": order(&office, &house, &BODY),
            "title": order(&office, &house, &TITLE),
            "heading": order(&office, &house, &HEADING),
        });
        let covered = covered(&fonts, &book, office.iter().chain([&house]));
        Ok(Self { fonts, book: LazyHash::new(book), families, covered })
    }

    /// The names of the families for body, title and headings, the first choice first.
    pub(crate) fn families(&self) -> &Value {
        &self.families
    }

    /// Whether every character of all texts in the data can be printed.
    ///
    /// # Errors
    /// [`PressError::MissingGlyph`] names the first that cannot. Characters of private use have no meaning outside the house and are
    /// forbidden in archival files: they count as missing.
    pub(crate) fn check(&self, data: &Value) -> Result<(), PressError> {
        match data {
            Value::String(text) => {
                let lacks = |character: &char| !matches!(character, ' ' | '\n' | '\u{200b}') && !self.covered.contains(character);
                text.chars().find(lacks).map_or(Ok(()), |character| Err(PressError::MissingGlyph { character }))
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.check(item)),
            Value::Object(fields) => fields.values().try_for_each(|field| self.check(field)),
            _ => Ok(()),
        }
    }
}

/// Fonts made for this use, the house's font, the rest.
fn order(office: &[String], house: &str, marks: &[&str]) -> Vec<String> {
    let fits = |name: &&String| marks.iter().any(|mark| name.to_lowercase().contains(mark));
    let mut names: Vec<String> = office.iter().filter(fits).cloned().collect();
    names.push(house.to_owned());
    names.extend(office.iter().cloned());
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.to_lowercase()));
    names.into_iter().map(|name| name.to_lowercase()).collect()
}

/// The characters that some family has, in the regular and in the bold weight.
fn covered<'a>(fonts: &[Font], book: &FontBook, families: impl Iterator<Item = &'a String> + Clone) -> HashSet<char> {
    let of = |weight: FontWeight| -> HashSet<char> {
        let variant = FontVariant { weight, ..FontVariant::default() };
        families
            .clone()
            .filter_map(|family| fonts.get(book.select(&family.to_lowercase(), variant)?))
            .flat_map(|font| font.info().coverage.iter().filter_map(char::from_u32))
            .filter(|character| !is_private(*character))
            .collect()
    };
    let bold = of(FontWeight::BOLD);
    of(FontWeight::REGULAR).intersection(&bold).copied().collect()
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

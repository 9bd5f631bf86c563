//! The words that every paper has of itself (`templates/words.json`): page foot, place for the seal, names of fonts.

use std::sync::LazyLock;

use app::document::model::PressError;
use serde::Deserialize;

/// The file, which the templates of Typst read too.
pub(crate) const FILE: &str = include_str!("../templates/words.json");

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| serde_json::from_str(FILE).ok());

/// What the Word papers need of the file.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    /// Before, between and behind the numbers of the page foot.
    pub(crate) page: (String, String, String),
    /// Behind the name of who seals.
    pub(crate) seal: String,
    /// A day to be filled in by hand.
    pub(crate) blank_day: String,
    /// Behind a label.
    pub(crate) colon: String,
    /// How a paper is checked.
    pub(crate) check: CheckWords,
    /// Which fonts an office has.
    pub(crate) fonts: FontNames,
}

/// How a paper is checked.
#[derive(Debug, Deserialize)]
pub(crate) struct CheckWords {
    /// Before the address.
    pub(crate) url: String,
    /// Before the code.
    pub(crate) code: String,
}

/// The names of fonts that word processors look for.
#[derive(Debug, Deserialize)]
pub(crate) struct FontNames {
    pub(crate) body: String,
    pub(crate) title: String,
    pub(crate) heading: String,
    pub(crate) latin: String,
}

/// The words.
///
/// # Errors
/// [`PressError::Engine`] when the file that comes with the program can't be read.
pub(crate) fn words() -> Result<&'static Words, PressError> {
    WORDS.as_ref().ok_or_else(|| PressError::Engine("the words of the papers cannot be read".to_owned()))
}

/// A label ends with one colon.
pub(crate) fn with_colon(label: &str) -> Result<String, PressError> {
    let colon = words()?.colon.as_str();
    let bare = label.trim().trim_end_matches([':']).trim_end_matches(colon);
    Ok(format!("{bare}{colon}"))
}

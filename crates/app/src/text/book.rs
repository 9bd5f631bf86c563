//! The language file as it lies in memory: read once, looked up by name.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::template::Template;

/// Texts by name.
pub(super) type Texts = HashMap<String, String>;

/// How an event is told, as it stands in the file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Written {
    pub(super) say: String,
    pub(super) quote: Vec<String>,
    pub(super) by: String,
    pub(super) icon: String,
    pub(super) tone: String,
    pub(super) each: HashMap<String, String>,
}

/// How an event is told.
#[derive(Default)]
pub(super) struct Telling {
    /// The sentence.
    pub(super) say: Template,
    /// Lines in somebody's own words.
    pub(super) quote: Vec<Template>,
    /// The rule it rests on.
    pub(super) by: Template,
    /// The icon's name.
    pub(super) icon: Template,
    /// The colour.
    pub(super) tone: Template,
    /// How a row of a list is told.
    pub(super) each: HashMap<String, Template>,
}

/// A page-level error.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Notice {
    /// The heading.
    pub(super) title: String,
    /// What to do.
    pub(super) text: String,
}

/// Every text of one language.
pub(super) struct Book {
    /// Labels of codes by group.
    pub(super) codes: HashMap<String, Texts>,
    /// Labels of fields by form.
    pub(super) fields: HashMap<String, Texts>,
    /// Sentences of faults.
    pub(super) faults: Texts,
    /// Sentences of refusals.
    pub(super) refusals: Texts,
    /// Sentences of events.
    pub(super) events: HashMap<String, Telling>,
    /// Page-level errors.
    pub(super) errors: HashMap<String, Notice>,
    /// What papers say, by kind of paper.
    pub(super) papers: HashMap<String, Texts>,
}

/// A file that holds everything of one subject; its groups and forms stand in no other file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Subject {
    codes: HashMap<String, Texts>,
    fields: HashMap<String, Texts>,
    faults: Texts,
}

/// The one book.
pub(super) static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut book = general();
    let claims: Subject = file("claims", include_str!("../../text/zh-CN/claims.toml"));
    book.codes.extend(claims.codes);
    book.fields.extend(claims.fields);
    book.faults.extend(claims.faults);
    book
});

fn general() -> Book {
    Book {
        codes: file("codes", include_str!("../../text/zh-CN/codes.toml")),
        fields: file("fields", include_str!("../../text/zh-CN/fields.toml")),
        faults: file("faults", include_str!("../../text/zh-CN/faults.toml")),
        refusals: file("refusals", include_str!("../../text/zh-CN/refusals.toml")),
        events: file::<HashMap<String, Written>>("events", include_str!("../../text/zh-CN/events.toml"))
            .into_iter()
            .map(|(name, written)| (name, telling(written)))
            .collect(),
        errors: file("errors", include_str!("../../text/zh-CN/errors.toml")),
        papers: file("papers", include_str!("../../text/zh-CN/papers.toml")),
    }
}

/// Reads a file; one that can't be read leaves codes in the place of words (a test proves that those shipped can).
fn file<T: DeserializeOwned + Default>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| {
        tracing::error!(text.file = name, %error, "language file can't be read");
        T::default()
    })
}

/// Reads a sentence; one that is not well formed stays empty.
pub(super) fn template(text: &str) -> Template {
    Template::read(text).unwrap_or_else(|error| {
        tracing::error!(%error, "sentence of the language file can't be read");
        Template::default()
    })
}

fn telling(written: Written) -> Telling {
    Telling {
        say: template(&written.say),
        quote: written.quote.iter().map(|line| template(line)).collect(),
        by: template(&written.by),
        icon: template(&written.icon),
        tone: template(&written.tone),
        each: written.each.iter().map(|(list, row)| (list.clone(), template(row))).collect(),
    }
}

//! Placeholders of texts and what stands for them.

use std::collections::BTreeMap;

use app::Error;

use crate::dice::Choice;

/// What stands for the placeholders of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(BTreeMap<&'static str, String>);

impl Params {
    /// With one more value.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.insert(name, value.to_string());
        self
    }

    /// The text with its placeholders filled; `None` when one has no value.
    pub(crate) fn try_fill(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(self.0.get(name)?);
            rest = tail;
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// The text with its placeholders filled.
    pub(crate) fn fill(&self, text: &str) -> app::Result<String> {
        self.try_fill(text).ok_or_else(|| Error::Corrupt(format!("a placeholder without a value: {text}")))
    }

    /// One of the texts whose placeholders all have a value.
    pub(crate) fn one_of(&self, texts: &[String], choice: &mut Choice) -> app::Result<String> {
        let fitting: Vec<String> = texts.iter().filter_map(|text| self.try_fill(text)).collect();
        choice.of(&fitting).cloned().ok_or_else(|| Error::Corrupt("no text of the list can be filled".to_owned()))
    }
}

//! Which record a row of a table is: by its whole key, or by what tells two of one name apart.

use std::collections::BTreeMap;

use domain::organisation::register::Filled;

use super::{Book, RecordRow};

/// Records and rows by what they are recognised by.
#[derive(Default)]
pub(super) struct Present {
    /// By the whole key.
    keys: BTreeMap<String, usize>,
    /// By the first value of the key.
    names: BTreeMap<String, Vec<usize>>,
    all: Vec<One>,
}

/// A record, or a row of a table.
pub(super) struct One {
    filled: Filled,
    /// The record.
    pub(super) row: Option<RecordRow>,
    /// The line of the table.
    pub(super) line: usize,
}

/// What a row is like.
pub(super) enum Like<'a> {
    /// None of them.
    None,
    /// This one.
    Same(&'a One),
    /// One of the same name, and nothing tells whether it is the same.
    Unclear,
}

impl Present {
    /// One more.
    pub(super) fn add(&mut self, book: &Book, filled: Filled, row: Option<RecordRow>, line: usize) {
        self.keys.insert(filled.key(&book.register), self.all.len());
        self.names.entry(filled.key_start(&book.register)).or_default().push(self.all.len());
        self.all.push(One { filled, row, line });
    }

    /// Which of them this one is.
    pub(super) fn like(&self, book: &Book, filled: &Filled) -> Like<'_> {
        let one = |at: &usize| self.all.get(*at);
        if let Some(same) = self.keys.get(&filled.key(&book.register)).and_then(one) {
            return Like::Same(same);
        }
        if book.register.apart.is_empty() {
            return Like::None;
        }
        let namesakes = self.names.get(&filled.key_start(&book.register)).into_iter().flatten().filter_map(one);
        let told: Vec<(Option<bool>, &One)> = namesakes.map(|other| (book.register.same(filled, &other.filled), other)).collect();
        match told.iter().find(|(same, _)| *same == Some(true)) {
            Some((_, other)) => Like::Same(other),
            None if told.iter().any(|(same, _)| same.is_none()) => Like::Unclear,
            None => Like::None,
        }
    }
}

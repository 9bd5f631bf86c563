//! A statement put together piece by piece, for filtered lists.

use std::fmt::Write as _;

use sea_orm::{FromQueryResult, Value};

use super::query::Query;
use super::tx::Tx;
use super::value::{Bind, Cell};
use crate::error::Result;

/// A statement with its values; `bind` writes the next `$n`.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Begins with this text.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text. Never anything that a person typed: that is what `bind` is for.
    #[must_use]
    pub fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a placeholder and its value.
    #[must_use]
    pub fn bind(mut self, value: impl Bind) -> Self {
        self.values.push(value.value());
        // Writing to a String never fails.
        let _ = write!(self.text, "${}", self.values.len());
        self
    }

    /// Adds `($1, $2, …)`; an empty list is `(null)`, which nothing is in.
    #[must_use]
    pub fn in_list<T: Bind>(mut self, values: impl IntoIterator<Item = T>) -> Self {
        self.text.push('(');
        let mut any = false;
        for value in values {
            if any {
                self.text.push_str(", ");
            }
            self = self.bind(value);
            any = true;
        }
        self.push(if any { ")" } else { "null)" })
    }

    /// Adds `lower(column) like $n`: the column holds these words as they stand, large letters or small.
    #[must_use]
    pub fn like(self, column: &str, words: &str) -> Self {
        let plain = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
        self.push("lower(").push(column).push(") like ").bind(format!("%{plain}%")).push(" escape '!'")
    }

    /// Adds another statement's text and values; its placeholders are numbered on from here.
    #[must_use]
    pub fn append(mut self, other: Self) -> Self {
        let before = self.values.len();
        let mut rest = other.text.as_str();
        while let Some((text, after)) = rest.split_once('$') {
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, tail) = after.split_at(digits);
            self.text.push_str(text);
            match number.parse::<usize>() {
                Ok(n) => _ = write!(self.text, "${}", n + before),
                Err(_) => self.text.push('$'),
            }
            rest = tail;
        }
        self.text.push_str(rest);
        self.values.extend(other.values);
        self
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Text and values.
    pub fn into_parts(self) -> (String, Vec<Value>) {
        (self.text, self.values)
    }

    /// All rows.
    pub async fn all<T: FromQueryResult>(self, q: &impl Query) -> Result<Vec<T>> {
        q.query_all(self.text, self.values).await
    }

    /// The first row.
    pub async fn one<T: FromQueryResult>(self, q: &impl Query) -> Result<Option<T>> {
        q.query_one(self.text, self.values).await
    }

    /// The first column (named `value`) of all rows.
    pub async fn column<T: Cell>(self, q: &impl Query) -> Result<Vec<T>> {
        q.query_column(self.text, self.values).await
    }

    /// The first column of the first row as a number; none and null are 0.
    pub async fn scalar_i64(self, q: &impl Query) -> Result<i64> {
        q.scalar_i64(self.text, self.values).await
    }

    /// Runs it; how many rows it changed.
    pub async fn execute(self, tx: &Tx) -> Result<u64> {
        tx.execute(self.text, self.values).await
    }
}

//! A short list of codes or words in one text column, as a JSON array.

use crate::db::parts::{DbErr, QueryResult, Value};
use crate::db::{Bind, Cell};

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes(pub Vec<String>);

impl Codes {
    /// The list has this code.
    pub fn has(&self, code: &str) -> bool {
        self.0.iter().any(|one| one == code)
    }
}

impl<T: Into<String>> FromIterator<T> for Codes {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(Into::into).collect())
    }
}

impl Bind for Codes {
    fn value(self) -> Value {
        serde_json::Value::from(self.0).to_string().value()
    }
    fn null() -> Value {
        String::null()
    }
}

impl Cell for Codes {
    fn cell(row: &QueryResult, name: &str) -> Result<Option<Self>, DbErr> {
        let Some(text) = String::cell(row, name)? else { return Ok(None) };
        let broken = |error| DbErr::Type(format!("column {name} is not a list: {error}"));
        serde_json::from_str(&text).map(Self).map(Some).map_err(broken)
    }
}

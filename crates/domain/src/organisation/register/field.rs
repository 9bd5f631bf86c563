//! One item of a register.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Audience, By, Filled};

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text of at most so many characters.
    Line(usize),
    /// Several lines of at most so many characters.
    Prose(usize),
    /// A day.
    Day,
    /// An amount in yuan.
    Money,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// Yes or no.
    Flag,
    /// One code of the field's own items, or of a list of the house.
    One,
    /// Several codes.
    Several,
    /// A telephone.
    Phone,
    /// A resident identity number.
    ResidentId,
    /// A unified social credit code.
    Uscc,
    /// An organisation of the directory.
    Organisation,
    /// An account: the person signs in with it.
    Account,
    /// A record of the register with this code.
    Record(String),
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String)")]
pub struct Item {
    /// The stable code.
    pub code: String,
    /// The Chinese name.
    pub name: String,
}

impl From<(String, String)> for Item {
    fn from((code, name): (String, String)) -> Self {
        Self { code, name }
    }
}

/// One item of a register.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The stable name.
    pub name: String,
    /// The Chinese label.
    pub label: String,
    /// A word of help.
    #[serde(default)]
    pub hint: Option<String>,
    /// What it holds.
    pub kind: FieldKind,
    /// The choices of a field that is chosen.
    #[serde(default)]
    pub items: Vec<Item>,
    /// The list of the house whose codes it holds instead.
    #[serde(default)]
    pub list: Option<String>,
    /// Must be filled from the beginning.
    #[serde(default)]
    pub required: bool,
    /// Stands in lists.
    #[serde(default)]
    pub column: bool,
    /// A list can be narrowed by it, and figures are counted by it; by a day: by its year.
    #[serde(default)]
    pub filter: bool,
    /// Everybody may know it: public pages and the public API.
    #[serde(default)]
    pub public: bool,
    /// Shown masked but to those who keep the register there.
    #[serde(default)]
    pub masked: bool,
    /// Filled by the house; no form asks for it.
    #[serde(default)]
    pub given: bool,
    /// Copied by the house from the record that a field links to: the field, the field there.
    #[serde(default)]
    pub of: Option<(String, String)>,
    /// Only records with one of these codes in one of these fields can be linked to.
    #[serde(default)]
    pub only: BTreeMap<String, Vec<String>>,
    /// What a choice of a record tells besides its name: fields of that record.
    #[serde(default)]
    pub tells: Vec<String>,
    /// Choices that share a code in this field of theirs with this field here stand first: the field there, the field here.
    #[serde(default)]
    pub fits: Option<(String, String)>,
    /// Who fills it in; nothing: whoever enters the record.
    #[serde(default)]
    pub by: Option<By>,
    /// Who sees it, when fewer people do than see the record: it stands in no list and no search, and in nobody else's page, history or table.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// A day that is not to come.
    #[serde(default)]
    pub past: bool,
    /// May be filled before the step that asks for it, and corrected after it.
    #[serde(default)]
    pub early: bool,
    /// Other words for it at the head of tables that people bring.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Field {
    /// Its values are codes to choose from.
    pub const fn is_chosen(&self) -> bool {
        matches!(self.kind, FieldKind::One | FieldKind::Several)
    }

    /// The codes by which a list finds a record with these values: yes or no, the year of a day, a number, else the codes themselves.
    pub fn marks(&self, values: &Filled) -> Vec<String> {
        match self.kind {
            FieldKind::Flag => vec![if values.flag(&self.name) { "yes" } else { "no" }.to_owned()],
            FieldKind::Number(..) => values.number(&self.name).map(|number| number.to_string()).into_iter().collect(),
            FieldKind::Day => values.day(&self.name).map(|day| day.year().to_string()).into_iter().collect(),
            _ => values.codes(&self.name).into_iter().map(str::to_owned).collect(),
        }
    }
}

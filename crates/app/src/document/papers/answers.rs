//! What is filled in when a paper is made, because the case does not hold it: read by the form of the kind, shown as words.
//!
//! Every field of such a form may stay empty, so that a paper can be printed with lines to write on; what the law asks for is told as
//! [`Missing`](super::Missing) by the paper itself.

use domain::kernel::form::{Field, Path, is_blank};
use domain::kernel::{Day, Faults, Kind, Moment, Money, Spec};
use serde_json::Value;

use super::{PaperKind, maker};
use crate::text;

/// A form filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    specs: Vec<Spec>,
    sent: Value,
}

impl Answers {
    /// Reads what was typed for a kind of paper.
    ///
    /// # Errors
    /// Every fault beside its field.
    pub fn read(kind: PaperKind, sent: &Value) -> Result<Self, Faults> {
        let maker = maker(kind);
        (maker.check)(sent)?;
        Ok(Self { specs: (maker.specs)(), sent: sent.clone() })
    }

    /// What was typed, to be kept with the paper.
    pub fn sent(&self) -> &Value {
        &self.sent
    }

    /// A field as words; nothing when it was left empty.
    pub(super) fn words(&self, field: &str) -> Option<String> {
        let spec = self.specs.iter().find(|spec| spec.name == field)?;
        shown(&spec.kind, self.sent.get(field)?)
    }

    /// The code of a choice.
    pub(super) fn code(&self, field: &str) -> Option<&str> {
        self.sent.get(field)?.as_str().map(str::trim).filter(|code| !code.is_empty())
    }

    /// The codes of a field with several choices.
    pub(super) fn codes(&self, field: &str) -> Vec<String> {
        let Some(value) = self.sent.get(field) else { return Vec::new() };
        let single = [value.clone()];
        let items: &[Value] = value.as_array().map_or(&single, Vec::as_slice);
        items.iter().filter_map(Value::as_str).map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
    }

    /// A field as an amount.
    pub(super) fn money(&self, field: &str) -> Option<Money> {
        quietly(self.sent.get(field)?)
    }

    /// Several lines of a field.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        self.codes(field)
    }

    /// A field as a day.
    pub(super) fn day(&self, field: &str) -> Option<Day> {
        quietly(self.sent.get(field)?)
    }

    /// A box was ticked.
    pub(super) fn ticked(&self, field: &str) -> bool {
        self.sent.get(field).and_then(quietly).unwrap_or(false)
    }

    /// Rows as words, cell by cell in the order of `columns`.
    pub(super) fn rows(&self, field: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let Some(Kind::Rows(specs)) = self.specs.iter().find(|spec| spec.name == field).map(|spec| &spec.kind) else { return Vec::new() };
        let cell = |row: &Value, name: &str| {
            let spec = specs.iter().find(|spec| spec.name == name)?;
            shown(&spec.kind, row.get(name)?)
        };
        let rows = self.sent.get(field).and_then(Value::as_array).into_iter().flatten().filter(|row| !is_blank(row));
        rows.map(|row| columns.iter().map(|name| cell(row, name).unwrap_or_default()).collect()).collect()
    }
}

fn quietly<T: Field>(value: &Value) -> Option<T> {
    if is_blank(value) {
        return None;
    }
    T::read(value, &Path::root(), &mut Faults::default())
}

/// A value as it is written on paper.
fn shown(kind: &Kind, value: &Value) -> Option<String> {
    if is_blank(value) {
        return None;
    }
    let plain = || match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match kind {
        Kind::Day => quietly::<Day>(value).map(Day::chinese),
        Kind::Moment => quietly::<Moment>(value).map(Moment::chinese),
        Kind::Money => quietly::<Money>(value).map(|amount| amount.to_string()),
        Kind::Flag => quietly::<bool>(value).map(|flag| text::code("format", if flag { "yes" } else { "no" }).to_owned()),
        Kind::Choice { group, .. } => value.as_str().map(|code| text::code(group, code.trim()).to_owned()),
        Kind::Many(one) => {
            let single = [value.clone()];
            let items: &[Value] = value.as_array().map_or(&single, Vec::as_slice);
            let told: Vec<String> = items.iter().filter_map(|item| shown(one, item)).collect();
            (!told.is_empty()).then(|| told.join(text::code("format", "list")))
        }
        Kind::Line { .. } | Kind::Prose { .. } | Kind::Number { .. } | Kind::Listed(_) | Kind::Pick(_) => plain(),
        Kind::Rows(_) | Kind::Part(_) => None,
    }
}

//! Reading a filled form of a register: every fault beside its field, as with the forms that are written in Rust.

use serde_json::{Map, Value};

use super::{Field, FieldKind, Register};
use crate::kernel::form::{Field as _, Path, is_blank};
use crate::kernel::id::{AccountId, OrganisationId, RecordId};
use crate::kernel::identity::{Phone, ResidentId, Uscc};
use crate::kernel::width::folded;
use crate::kernel::{Day, Fault, Faults, Line, Money, Prose};

/// The longest line and the longest text that a register may ask for.
const LINE: usize = 300;
const PROSE: usize = 5000;

/// A filled record: its values as JSON by name; what is empty is not there.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Filled(pub Map<String, Value>);

impl Filled {
    /// The text of a value that is one text; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.text(name).parse().ok()
    }

    /// Ticked.
    pub fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The codes of a chosen field, one or several.
    pub fn codes(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(code)) => vec![code],
            Some(Value::Array(codes)) => codes.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// What the record is recognised by: the values of the key in order, without the differences of width, case and blanks.
    pub fn key(&self, register: &Register) -> String {
        let parts: Vec<String> = register.key.iter().map(|name| folded(&text_of(self.0.get(name)))).collect();
        parts.join(&KEY_PARTS.to_string())
    }

    /// What all keys begin with whose first value is the same as here.
    pub fn key_start(&self, register: &Register) -> String {
        let first = register.key.first().map(|name| folded(&text_of(self.0.get(name)))).unwrap_or_default();
        format!("{first}{KEY_PARTS}")
    }

    /// A value as it is compared; nothing when there is none.
    pub(super) fn plain(&self, name: &str) -> Option<String> {
        Some(folded(&text_of(self.0.get(name)))).filter(|text| !text.is_empty())
    }
}

/// Stands between the parts of a key.
const KEY_PARTS: char = '\u{1f}';

/// A value in one line: codes side by side.
pub fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(Value::Array(items)) => items.iter().map(|item| text_of(Some(item))).collect::<Vec<_>>().join(","),
        _ => String::new(),
    }
}

/// Reads a filled form. `knows` says whether a list of the house has a code.
///
/// # Errors
/// Every fault with its field.
pub fn read(register: &Register, typed: &Value, knows: &dyn Fn(&str, &str) -> bool) -> Result<Filled, Faults> {
    let (mut filled, mut faults) = (Map::new(), Faults::default());
    for field in &register.fields {
        let (value, path) = (typed.get(&field.name).unwrap_or(&Value::Null), Path::root().child(&field.name));
        if is_blank(value) {
            if field.required {
                faults.note::<()>(&path, Fault::Missing);
            }
            continue;
        }
        if let Some(value) = value_of(field, value, &path, &mut faults, knows) {
            filled.insert(field.name.clone(), value);
        }
    }
    let filled = Filled(filled);
    for (from, until) in &register.spans {
        if let (Some(first), Some(last)) = (filled.day(from), filled.day(until))
            && last < first
        {
            faults.note::<()>(&Path::root().child(until), Fault::Wrong("ends_before_it_begins"));
        }
    }
    if faults.0.is_empty() { Ok(filled) } else { Err(faults) }
}

fn value_of(field: &Field, value: &Value, path: &Path, faults: &mut Faults, knows: &dyn Fn(&str, &str) -> bool) -> Option<Value> {
    match &field.kind {
        FieldKind::Line(max) => short(Line::<LINE>::read(value, path, faults)?.into_string(), (*max).min(LINE), path, faults),
        FieldKind::Prose(max) => short(Prose::<PROSE>::read(value, path, faults)?.into_string(), (*max).min(PROSE), path, faults),
        FieldKind::Day => Some(Day::read(value, path, faults)?.to_string().into()),
        FieldKind::Money => Some(Money::read(value, path, faults)?.plain().into()),
        FieldKind::Number(min, max) => {
            let number = match value {
                Value::Number(number) => number.as_i64(),
                Value::String(text) => text.trim().parse().ok(),
                _ => None,
            };
            match number.filter(|number| (min..=max).contains(&number)) {
                Some(number) => Some(number.into()),
                None => faults.note(path, Fault::NotANumber { min: *min, max: *max }),
            }
        }
        FieldKind::Flag => Some(bool::read(value, path, faults)?.into()),
        FieldKind::One => {
            let code = Line::<LINE>::read(value, path, faults)?.into_string();
            if is_known(field, &code, knows) { Some(code.into()) } else { faults.note(path, Fault::UnknownChoice) }
        }
        FieldKind::Several => {
            let mut codes: Vec<String> = Vec::<Line<LINE>>::read(value, path, faults)?.into_iter().map(Line::into_string).collect();
            let unknown = codes.iter().position(|code| !is_known(field, code, knows));
            if let Some(at) = unknown {
                return faults.note(&path.child(at), Fault::UnknownChoice);
            }
            codes.dedup();
            Some(codes.into())
        }
        FieldKind::Phone => Some(Phone::read(value, path, faults)?.number().into()),
        FieldKind::ResidentId => Some(ResidentId::read(value, path, faults)?.number().into()),
        FieldKind::Uscc => Some(Uscc::read(value, path, faults)?.number().into()),
        FieldKind::Organisation => Some(OrganisationId::read(value, path, faults)?.to_string().into()),
        FieldKind::Account => Some(AccountId::read(value, path, faults)?.to_string().into()),
        FieldKind::Record(_) => Some(RecordId::read(value, path, faults)?.to_string().into()),
    }
}

fn short(text: String, max: usize, path: &Path, faults: &mut Faults) -> Option<Value> {
    if text.chars().count() > max { faults.note(path, Fault::TooLong { max }) } else { Some(text.into()) }
}

fn is_known(field: &Field, code: &str, knows: &dyn Fn(&str, &str) -> bool) -> bool {
    field.list.as_ref().map_or_else(|| field.items.iter().any(|item| item.code == code), |list| knows(list, code))
}

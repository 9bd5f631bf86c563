//! One line of the file as an application.

use domain::intake::Application;
use domain::kernel::form::Path;
use domain::kernel::{Faults, Field, Form, Line};
use serde_json::{Map, Value};

use super::read::LONGEST;
use crate::text;

/// The form whose labels name the fields.
const FORM: &str = "intake.register";

/// Why a line can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// More than [`LONGEST`] bytes.
    TooLong,
    /// Not UTF-8.
    NotUtf8,
    /// Not JSON; where it breaks (in characters from 1).
    NotJson(usize),
    /// JSON, but not an object.
    NotAnObject,
    /// The key `id` is missing or not a line of at most 120 characters.
    NoId,
    /// Fields of the application.
    Fields(Faults),
}

impl LineFault {
    /// What is wrong, as a sentence.
    pub fn sentence(&self) -> String {
        let say = |code: &str, params: &[(&str, String)]| text::phrase("import", code, params);
        match self {
            Self::TooLong => say("line_too_long", &[("max", (LONGEST / 1024).to_string())]),
            Self::NotUtf8 => say("line_not_utf8", &[]),
            Self::NotJson(column) => say("line_not_json", &[("column", column.to_string())]),
            Self::NotAnObject => say("line_not_an_object", &[]),
            Self::NoId => say("line_no_id", &[]),
            Self::Fields(faults) => told(faults),
        }
    }
}

/// Every fault with the name of its field, as one sentence after the other.
pub fn told(faults: &Faults) -> String {
    faults.0.iter().map(|(path, fault)| text::phrase("import", "fault", &[("field", place(path)), ("fault", text::fault(fault))])).collect()
}

/// The field's label, in a row with the label of the rows and the row's number.
fn place(path: &Path) -> String {
    let parts: Vec<&str> = path.as_str().split('.').collect();
    match parts.as_slice() {
        [rows, n, rest @ ..] if !rest.is_empty() => {
            let n = n.parse().map_or(0, |n: usize| n + 1).to_string();
            let bare: Vec<&str> = [*rows].into_iter().chain(rest.iter().copied().filter(|part| part.parse::<usize>().is_err())).collect();
            let (rows, field) = (text::field(FORM, rows).to_owned(), text::field(FORM, &bare.join(".")).to_owned());
            text::phrase("import", "in_row", &[("rows", rows), ("n", n), ("field", field)])
        }
        _ => text::field(FORM, parts.first().copied().unwrap_or_default()).to_owned(),
    }
}

/// Reads a line: its key (`id`), and the application.
///
/// Unknown keys are ignored. Codes from the lists (types of claims, groups, industries) are checked when it is filed.
///
/// # Errors
/// What is wrong with the line.
pub fn parse_line(line: &str) -> Result<(String, Application), LineFault> {
    if line.len() > LONGEST {
        return Err(LineFault::TooLong);
    }
    let value: Value = serde_json::from_str(line).map_err(|error| LineFault::NotJson(error.column()))?;
    let Value::Object(mut keys) = value else {
        return Err(LineFault::NotAnObject);
    };
    let key = keys.remove("id").unwrap_or_default();
    let key = Line::<120>::read(&key, &Path::root(), &mut Faults::default()).ok_or(LineFault::NoId)?;
    let form = Value::Object(application(keys));
    let mut application = <Application as Form>::read(&form).map_err(LineFault::Fields)?;
    // Another file's contact or a reason given beforehand is nothing that an import may bring.
    application.contact = None;
    application.duplicate_reason = None;
    Ok((key.into_string(), application))
}

fn application(mut keys: Map<String, Value>) -> Map<String, Value> {
    let groups = keys.remove("groups").unwrap_or_default();
    let (respondents, claims) = (keys.remove("respondents"), keys.remove("claims"));
    let mut applicants: Vec<Value> = keys.remove("applicant").into_iter().collect();
    applicants.extend(list(keys.remove("co_applicants")));
    // One worker of whom only the whole line tells the groups.
    if let [Value::Object(only)] = applicants.as_mut_slice()
        && only.get("groups").is_none_or(domain::kernel::form::is_blank)
    {
        only.insert("groups".to_owned(), groups);
    }
    let persons = [("kind", "role"), ("gender", "sex"), ("nation", "ethnicity"), ("language", "help"), ("of", "kin_of")];
    put(&mut keys, "applicants", applicants, &persons);
    put(&mut keys, "respondents", list(respondents), &[("kind", "role")]);
    put(&mut keys, "claims", list(claims), &[("type", "kind")]);
    keys
}

fn list(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![other],
    }
}

/// Puts the rows under `name`, with their keys as the form calls them.
fn put(keys: &mut Map<String, Value>, name: &str, mut rows: Vec<Value>, renamed: &[(&str, &str)]) {
    for fields in rows.iter_mut().filter_map(Value::as_object_mut) {
        for (from, to) in renamed {
            if let Some(value) = fields.remove(*from) {
                fields.entry((*to).to_owned()).or_insert(value);
            }
        }
    }
    keys.insert(name.to_owned(), Value::Array(rows));
}

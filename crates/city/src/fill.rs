//! Values of forms from what the telling has at hand.

use app::{Error, Result};
use domain::kernel::form::{Path, Whole};
use domain::kernel::identity::Phone;
use domain::kernel::{Fault, Faults, Field, Line, Prose};
use serde_json::Value;

fn wrong(text: &str, fault: &Fault) -> Error {
    Error::Corrupt(format!("a word of the telling does not fit its field ({}): {text}", fault.code()))
}

/// What a use case refused, with what it was about.
pub(crate) fn refused(what: &str, error: Error) -> Error {
    match error {
        Error::Faults(faults) => {
            let told: Vec<String> = faults.0.iter().map(|(path, fault)| format!("{} {}", path.as_str(), fault.code())).collect();
            Error::Corrupt(format!("{what}: {}", told.join(", ")))
        }
        other => other,
    }
}

/// A line.
pub(crate) fn line<const MAX: usize>(text: &str) -> Result<Line<MAX>> {
    Line::new(text).map_err(|fault| wrong(text, &fault))
}

/// A line when there is something in it.
pub(crate) fn some_line<const MAX: usize>(text: &str) -> Result<Option<Line<MAX>>> {
    if text.is_empty() { Ok(None) } else { line(text).map(Some) }
}

/// Prose.
pub(crate) fn prose<const MAX: usize>(text: &str) -> Result<Prose<MAX>> {
    Prose::new(text).map_err(|fault| wrong(text, &fault))
}

/// A whole number.
pub(crate) fn whole<const MIN: i64, const MAX: i64>(number: i64) -> Result<Whole<MIN, MAX>> {
    let number = Value::from(number.clamp(MIN, MAX));
    Whole::read(&number, &Path::root(), &mut Faults::default()).ok_or_else(|| wrong(&number.to_string(), &Fault::Missing))
}

/// A telephone number when there is one.
pub(crate) fn phone(number: &str) -> Result<Option<Phone>> {
    if number.is_empty() {
        return Ok(None);
    }
    Phone::parse(number).map(Some).map_err(|fault| wrong(number, &Fault::Wrong(fault.code())))
}

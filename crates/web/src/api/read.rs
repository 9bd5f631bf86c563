//! Filling a form from JSON: as a page's form is filled, but a name that the form does not have is a fault, and times may have their zone.

use domain::kernel::form::{Path, is_blank};
use domain::kernel::{Fault, Faults, Form, Kind, Moment, Spec};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::problem::Problem;

/// Reads a form.
pub fn form<F: Form>(value: Value) -> Result<F, Problem> {
    with(&F::specs(), value, F::read)
}

/// Reads what `read` makes of a value with these fields.
pub fn with<T>(specs: &[Spec], mut value: Value, read: impl FnOnce(&Value) -> Result<T, Faults>) -> Result<T, Problem> {
    let mut strange = Faults::default();
    prepare(specs, &mut value, &Path::root(), &mut strange);
    match read(&value) {
        Ok(read) if strange.0.is_empty() => Ok(read),
        Ok(_) => Err(Problem::faults(&strange)),
        Err(mut faults) => {
            faults.0.extend(strange.0);
            Err(Problem::faults(&faults))
        }
    }
}

/// Notes unknown names, and puts times on the clock of the wall.
fn prepare(specs: &[Spec], value: &mut Value, path: &Path, strange: &mut Faults) {
    let Value::Object(fields) = value else { return };
    for (name, value) in fields {
        match specs.iter().find(|spec| spec.name == name) {
            Some(spec) => prepare_field(&spec.kind, value, &path.child(name), strange),
            None => strange.0.push((path.child(shortened(name)), Fault::Wrong("unknown_field"))),
        }
    }
}

fn prepare_field(kind: &Kind, value: &mut Value, path: &Path, strange: &mut Faults) {
    match (kind, &mut *value) {
        (Kind::Rows(specs), Value::Array(rows)) => {
            for (n, row) in rows.iter_mut().enumerate() {
                prepare(specs, row, &path.child(n), strange);
            }
        }
        (Kind::Rows(specs) | Kind::Part(specs), row) => prepare(specs, row, path, strange),
        // An empty list or object where one value belongs: the form would take it for nothing typed.
        (kind, odd @ (Value::Array(_) | Value::Object(_))) if !matches!(kind, Kind::Many(_)) && is_blank(odd) => {
            strange.0.push((path.clone(), Fault::NotText));
        }
        (Kind::Moment, Value::String(text)) => {
            if let Some(moment) = zoned(text) {
                *text = moment.to_string();
            } else if text.trim().len() > "2026-11-20T15:00".len() {
                // Neither a time with its zone nor one without seconds: not to be guessed.
                text.clear();
                text.push('?');
            }
        }
        _ => {}
    }
}

/// A name as far as an answer repeats it.
fn shortened(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// A time with its zone.
fn zoned(text: &str) -> Option<Moment> {
    let at = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
    let ms = at.unix_timestamp_nanos() / 1_000_000;
    // Beyond the calendar of the house it would not read back.
    (1900..=2199).contains(&at.year()).then_some(())?;
    i64::try_from(ms).ok().map(Moment)
}

#[cfg(test)]
mod tests {
    use domain::kernel::{Kind, Spec};
    use serde_json::{Value, json};

    use super::with;

    fn read(value: Value) -> Result<Value, super::Problem> {
        let specs = [Spec { name: "at", kind: Kind::Moment, required: true }];
        with(&specs, value, |value| Ok(value.clone()))
    }

    #[test]
    fn a_time_with_its_zone_is_put_on_the_wall_of_shanghai() {
        for (sent, wall) in [
            ("2026-11-20T07:00:00Z", "2026-11-20T15:00"),
            ("2026-11-20T23:30:00+08:00", "2026-11-20T23:30"),
            ("2026-11-20T15:00", "2026-11-20T15:00"),
            ("2026-11-20T15:00:30", "?"),
            ("9999-11-20T15:00:00Z", "?"),
        ] {
            assert_eq!(read(json!({ "at": sent })).unwrap(), json!({ "at": wall }));
        }
    }

    #[test]
    fn a_name_that_the_form_does_not_have_is_a_fault() {
        assert!(read(json!({ "at": "", "when": "" })).is_err());
        assert!(read(json!({ "at": {} })).is_err() && read(json!({ "at": [null] })).is_err());
        assert!(read(json!({})).is_ok());
    }
}

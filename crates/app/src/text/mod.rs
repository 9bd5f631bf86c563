//! What people read: labels and sentences from the language file (`text/zh-CN/*.toml`), by stable name.
//!
//! Codes, fields, faults, refusals and page errors are here; an event becomes a sentence in [`sentence`]. A text that is missing never breaks a
//! page: its own name stands in its place and the log says so.

mod book;
#[cfg(test)]
mod claims_tests;
mod paper;
pub mod sentence;
mod template;
#[cfg(test)]
mod tests;

pub use paper::{paper, paper_if};
pub use sentence::{Names, Told, tell};

use domain::case::Refusal;
use domain::kernel::{Day, Fault, Moment};
use domain::periods::{ClockState, StepKind, Warning};
use serde_json::{Map, Value};

use book::{BOOK, Texts, template};
use template::Voice;

/// The label of a code; the code itself when there is none.
pub fn code<'a>(group: &str, code: &'a str) -> &'a str {
    label(group, code).unwrap_or_else(|| {
        tracing::debug!(text.group = group, text.code = code, "no label");
        code
    })
}

fn label(group: &str, code: &str) -> Option<&'static str> {
    BOOK.codes.get(group)?.get(code).map(String::as_str)
}

/// The label of a code with values filled in, such as `{days}`.
pub fn phrase(group: &str, code: &str, params: &[(&str, String)]) -> String {
    fill(self::code(group, code), params)
}

/// How a clock stands: 剩 3 天, 今天到期.
pub fn clock_state(state: ClockState) -> String {
    phrase("clock_state", state.code(), &[("days", state.days().unwrap_or_default().to_string())])
}

/// What a day did in a count: 第 15 日, 周末休息，顺延.
pub fn period_step(step: &StepKind) -> String {
    let number = step.number().unwrap_or_default().to_string();
    let name = step.holiday().unwrap_or_default().to_owned();
    phrase("period_step", step.code(), &[("n", number.clone()), ("days", number), ("name", name)])
}

/// What makes a due day less than certain.
pub fn period_warning(warning: &Warning) -> String {
    phrase("period_warning", warning.kind.code(), &[("year", warning.year.to_string())])
}

/// A day without its year when that is `year`: 11月20日.
pub fn day(day: Day, year: i32) -> String {
    let pattern = if day.year() == year { "day" } else { "day_with_year" };
    let params = [("year", day.year().to_string()), ("month", day.month().to_string()), ("day", day.day().to_string())];
    phrase("format", pattern, &params)
}

/// A moment without its year when that is `year`: 11月20日 15:00.
pub fn moment(at: Moment, year: i32) -> String {
    phrase("format", "moment", &[("day", day(at.day(), year)), ("clock", at.clock_text())])
}

fn form_text(form: &str, name: &str) -> Option<&'static str> {
    BOOK.fields.get(form)?.get(name).map(String::as_str)
}

/// The label of a form's field. `path` is dotted without row numbers: `claims.amount`.
pub fn field<'a>(form: &str, path: &'a str) -> &'a str {
    // The fields of a paper are called as they are on the paper.
    if let Some(label) = form.strip_prefix("paper.").and_then(|kind| paper::label(kind, path)) {
        return label;
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    form_text(form, path).or_else(|| form_text("common", path)).or_else(|| form_text("common", last)).unwrap_or_else(|| {
        tracing::debug!(text.form = form, text.field = path, "no label");
        path
    })
}

/// A word of help for a field.
pub fn hint(form: &str, path: &str) -> Option<&'static str> {
    let name = format!("{path}.hint");
    form_text(form, &name).or_else(|| form_text("common", &name))
}

/// Other names under which a field comes in tables that people bring.
pub fn also(form: &str, path: &str) -> Vec<String> {
    let names = form_text(form, &format!("{path}.also")).unwrap_or_default();
    names.split('、').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The sentence above a form.
pub fn intro(form: &str) -> Option<&'static str> {
    form_text(form, "_intro")
}

/// The words on a form's button.
pub fn submit(form: &str) -> &'static str {
    form_text(form, "_submit").or_else(|| label("act", form)).or_else(|| form_text("common", "_submit")).unwrap_or_default()
}

/// The question before an act that can't be taken back.
pub fn confirm(form: &str) -> Option<&'static str> {
    form_text(form, "_confirm")
}

/// What is wrong with a field, and what to do.
pub fn fault(fault: &Fault) -> String {
    let params = match fault {
        Fault::TooLong { max } | Fault::TooMany { max } => vec![("max", max.to_string())],
        Fault::NotANumber { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
        _ => Vec::new(),
    };
    // A refusal may stand beside its field too: then the fault's code is the reason's.
    let code = fault.code();
    fill(
        BOOK.refusals.get(code).filter(|_| !BOOK.faults.contains_key(code)).map_or_else(|| named(&BOOK.faults, code), String::as_str),
        &params,
    )
}

/// Why the rules refuse, and what to do next.
pub fn refusal(refusal: &Refusal) -> String {
    let reason = refusal.reason.code();
    let at_field = refusal.field.and_then(|field| BOOK.refusals.get(&format!("{reason}.{field}")));
    let sentence = at_field.map_or_else(|| named(&BOOK.refusals, reason), String::as_str);
    fill(sentence, &refusal.detail)
}

/// What a page says when it can't be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The heading.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
}

/// A page-level error by its code, with values filled in.
pub fn error(code: &str, params: &[(&str, String)]) -> Trouble {
    let Some(notice) = BOOK.errors.get(code) else {
        tracing::debug!(text.code = code, "no page error");
        return Trouble { title: code.to_owned(), text: String::new() };
    };
    Trouble { title: fill(&notice.title, params), text: fill(&notice.text, params) }
}

fn named<'a>(texts: &'a Texts, name: &'a str) -> &'a str {
    texts.get(name).map_or_else(
        || {
            tracing::debug!(text.name = name, "no sentence");
            name
        },
        String::as_str,
    )
}

fn fill(sentence: &str, params: &[(&str, String)]) -> String {
    if !sentence.contains(['{', '[']) {
        return sentence.to_owned();
    }
    let values: Map<String, Value> = params.iter().map(|(name, value)| ((*name).to_owned(), Value::String(value.clone()))).collect();
    template(sentence).fill(&Value::Object(values), &Plain)
}

/// Values are words already; days are written out, codes get their labels.
struct Plain;

impl Voice for Plain {
    fn show(&self, _: &str, value: &Value) -> String {
        let text = value.as_str().unwrap_or_default();
        sentence::a_day(text).map_or_else(|| text.to_owned(), |found| day(found, 0))
    }
    fn label(&self, group: &str, value: &Value) -> String {
        let text = value.as_str().unwrap_or_default();
        code(group, text).to_owned()
    }
    fn sum(&self, total: i64) -> String {
        total.to_string()
    }
    fn between(&self) -> &str {
        code("format", "list")
    }
}

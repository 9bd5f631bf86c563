//! The calculator of periods: a rule and a day give the due day, with every step, for reading and printing; and the whole book of rules.

use app::periods::{Question, answer};
use app::text;
use askama::Template;
use domain::periods::Rule;
use serde_json::{Value, json};

use crate::failure::{Answer, page};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

struct Line {
    id: String,
    title: String,
    starts: String,
    length: String,
    statute: String,
    region: String,
    flag: &'static str,
    chosen: bool,
}

/// An answer as the page shows it.
struct Shown {
    title: String,
    due: String,
    stamp: String,
    steps: Vec<(String, String)>,
    statute: String,
    effect: String,
    note: String,
    calendar: String,
    version: String,
    warnings: Vec<String>,
}

#[derive(Template)]
#[template(path = "periods/page.html")]
struct Calculator {
    frame: Frame,
    from: String,
    region: String,
    days: String,
    shown: Option<Shown>,
    fault: Option<(String, String)>,
    rules: Vec<Line>,
    version: String,
}

/// The calculator; with a rule and a day in the address, the answer too.
pub async fn show(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let given = |name: &str| asked.text(name).trim().to_owned();
    let own = cx.person.grants.first().map(|grant| grant.division.chars().take(6).collect::<String>()).unwrap_or_default();
    let (rule, from, days) = (given("rule"), given("from"), given("days"));
    let region = if rule.is_empty() { own } else { given("region") };
    let filled = |value: &String| Some(value.clone()).filter(|value| !value.is_empty());
    let question = json!({ "op": "due", "rule": rule, "from": from, "region": filled(&region), "days": filled(&days) });
    let told = answer(Question { rules: &cx.app.rules, calendar: &cx.calendar, today: cx.now.day() }, &question);
    let asked_for = !rule.is_empty();
    let fault = told.get("error").filter(|_| asked_for).map(|error| (words(error, "field"), words(error, "detail")));
    let shown = (asked_for && fault.is_none()).then(|| shown(&told));
    page(&Calculator {
        frame: visitor.frame(text::code("heading", "periods")),
        rules: cx.app.rules.rules().iter().map(|known| line(known, &rule)).collect(),
        version: cx.app.rules.version().to_owned(),
        from: if from.is_empty() { cx.now.day().to_string() } else { from },
        region,
        days,
        shown,
        fault,
    })
}

fn words(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn shown(told: &Value) -> Shown {
    let rows = |name: &str| told.get(name).and_then(Value::as_array).into_iter().flatten();
    let day = |value: &Value, name: &str| words(value, name).parse().map(domain::kernel::Day::chinese).unwrap_or_default();
    let rule = told.get("rule").cloned().unwrap_or_default();
    let version = rule.get("version").and_then(Value::as_u64).unwrap_or_default();
    Shown {
        title: words(&rule, "title"),
        due: day(told, "day"),
        stamp: words(told, "day"),
        steps: rows("derivation").map(|step| (day(step, "day"), words(step, "words"))).collect(),
        statute: words(&rule, "statute"),
        effect: words(&rule, "effect"),
        note: words(&rule, "note"),
        calendar: words(told, "calendar"),
        version: format!("{} v{version}", words(&rule, "id")),
        warnings: rows("warnings").map(|warning| words(warning, "detail")).collect(),
    }
}

fn line(rule: &Rule, chosen: &str) -> Line {
    let unit = text::code("period_unit", rule.unit.code());
    Line {
        id: rule.id.to_string(),
        title: rule.title.clone(),
        starts: rule.starts.clone(),
        length: rule.length.map_or_else(|| unit.to_owned(), |length| format!("{length} {unit}")),
        statute: rule.statute.clone(),
        region: rule.region.clone().unwrap_or_default(),
        flag: text::code("period_flag", rule.flag.code()),
        chosen: rule.id.to_string() == chosen,
    }
}

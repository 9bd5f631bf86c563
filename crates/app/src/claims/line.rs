//! One question as JSON, one answer as JSON: for the batch on the console and for the API.

use domain::claims::worth::{Ground, Head, Named};
use domain::kernel::form::Path;
use domain::kernel::{Fault, Faults};
use serde_json::{Map, Value, json};

use super::answer::{Answer, Sentence, answer};
use crate::import::LONGEST;
use crate::text;

/// Answers one line; what is wrong with it is an answer too.
pub fn line(bytes: &[u8], ground: &Ground<'_>) -> Value {
    let say = |code: &str, params: &[(&str, String)]| text::phrase("worth_page", code, params);
    if bytes.len() > LONGEST {
        return refused("line_too_long", "", say("line_too_long", &[]));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match serde_json::from_slice::<Value>(bytes) {
        Err(error) => refused("line_not_json", "", say("line_not_json", &[("column", error.column().to_string())])),
        Ok(question) => object(&question, ground),
    }
}

/// Answers one question: an object with its `head` and the head's facts.
pub fn object(question: &Value, ground: &Ground<'_>) -> Value {
    let say = |code: &str, params: &[(&str, String)]| text::phrase("worth_page", code, params);
    let Some(fields) = question.as_object() else {
        return refused("line_not_an_object", "", say("line_not_an_object", &[]));
    };
    let name = fields.get("head").and_then(Value::as_str).unwrap_or_default();
    let Ok(head) = name.parse::<Head>() else {
        let shown: String = name.chars().take(40).collect();
        return refused("head_unknown", "head", say("head_unknown", &[("head", shown)]));
    };
    match answer(head, &by_its_names(head, fields), ground) {
        Ok(answer) => json(&answer),
        Err(faults) => told(head, &faults),
    }
}

/// The facts with fields called by their other names put where they belong.
fn by_its_names(head: Head, fields: &Map<String, Value>) -> Value {
    let mut facts = fields.clone();
    for (alias, field) in head.aliases() {
        if let Some(value) = fields.get(*alias)
            && !facts.contains_key(*field)
        {
            facts.insert((*field).to_owned(), value.clone());
        }
    }
    Value::Object(facts)
}

fn refused(code: &str, field: &str, detail: String) -> Value {
    json!({ "error": { "code": code, "field": field, "detail": detail } })
}

/// The first fault as the error, all of them below it.
fn told(head: Head, faults: &Faults) -> Value {
    let rows: Vec<Value> = faults.0.iter().map(|(path, fault)| one(head, path, fault)).collect();
    let mut error = rows.first().cloned().unwrap_or_default();
    if let Some(error) = error.as_object_mut() {
        error.insert("faults".to_owned(), Value::Array(rows));
    }
    json!({ "error": error })
}

/// Every fault as a sentence.
pub(super) fn told_all(head: Head, faults: &Faults) -> Vec<String> {
    faults.0.iter().map(|(path, fault)| detail(head, path, fault)).collect()
}

fn one(head: Head, path: &Path, fault: &Fault) -> Value {
    json!({ "code": fault.code(), "field": path.as_str(), "detail": detail(head, path, fault) })
}

/// What is wrong, with the label of the field.
fn detail(head: Head, path: &Path, fault: &Fault) -> String {
    let bare: Vec<&str> = path.as_str().split('.').filter(|part| part.parse::<usize>().is_err()).collect();
    let label = text::field(&form(head), &bare.join(".")).to_owned();
    match path.as_str() {
        "" => text::fault(fault),
        _ => text::phrase("worth_page", "row_fault", &[("field", label), ("fault", text::fault(fault))]),
    }
}

/// The name under which the language file has a head's fields.
pub fn form(head: Head) -> String {
    format!("worth.{}", head.code())
}

/// The answer as JSON. Amounts are texts with two decimals.
pub fn json(answer: &Answer) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("head", json!(answer.head.code()));
    put("due", json!(answer.due));
    if answer.head.is_amount() {
        put("amount", json!(answer.amount.plain()));
    }
    if let Some(name) = answer.head.amount_name() {
        put(name, json!(answer.amount.plain()));
    }
    if let Some((low, high)) = answer.range {
        put("range", json!([low.plain(), high.plain()]));
    }
    for (name, value) in &answer.named {
        put(name, named(value));
    }
    put("result", json!(answer.result));
    put("steps", said(&answer.steps));
    put("not_due", said(&answer.not_due));
    put("assumptions", said(&answer.assumptions));
    put("warnings", said(&answer.warnings));
    put("changes", said(&answer.changes));
    Value::Object(fields)
}

fn named(value: &Named) -> Value {
    match value {
        Named::Amount(amount) => json!(amount.plain()),
        Named::Number(number) => json!(number.text()),
        Named::Count(count) => {
            let text = count.text();
            text.parse::<i64>().map_or_else(|_| json!(text), |whole| json!(whole))
        }
        Named::Flag(flag) => json!(flag),
        Named::Day(day) => json!(day.to_string()),
        Named::Judged(rows) => rows.iter().map(|(amount, within)| json!([amount.plain(), within])).collect(),
    }
}

fn said(sentences: &[Sentence]) -> Value {
    let one = |sentence: &Sentence| {
        let figures: Map<String, Value> = sentence.figures.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        json!({ "code": sentence.code, "text": sentence.text, "articles": sentence.articles, "figures": figures })
    };
    sentences.iter().map(one).collect()
}

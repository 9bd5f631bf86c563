//! Periods and numbers, by JSON: when something is due and why on that day; whether an identity number or a credit code is right.

use app::Error;
use app::periods::{Question, answer, check_number};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse as _;
use domain::kernel::Fault;
use serde_json::{Map, Value, json};

use super::body::{Questions, Token};
use super::case::Answered;
use super::operation::say;
use super::problem::Problem;

/// Most questions at once.
pub const MOST: usize = 1000;
/// What can be asked for with one address each.
const OPS: &[&str] = &["due", "workdays", "natural", "months", "count"];

/// One question by its address: `/api/v1/periods/due?rule=TL-10&from=2025-09-20&region=450206`.
pub async fn one(Token(cx): Token, Path(op): Path<String>, Query(asked): Query<Vec<(String, String)>>) -> Answered {
    if !OPS.contains(&op.as_str()) {
        return Err(Error::NotFound.into());
    }
    let mut question: Map<String, Value> = asked.into_iter().map(|(name, value)| (name, plain(value))).collect();
    question.insert("op".to_owned(), Value::from(op));
    told(answer(house(&cx), &Value::Object(question)))
}

/// A question, or a list of them: in a list each has its answer or its error.
pub async fn many(Token(cx): Token, Questions(sent): Questions) -> Answered {
    each(sent, |question| answer(house(&cx), question))
}

/// A number, or a list of them.
pub async fn numbers(Token(cx): Token, Questions(sent): Questions) -> Answered {
    each(sent, |question| check_number(cx.now.day(), question))
}

/// Every period of the law that the house counts.
pub async fn rules(Token(cx): Token) -> Answered {
    Ok(Json(json!({ "version": cx.app.rules.version(), "rules": cx.app.rules.rules() })).into_response())
}

fn house(cx: &app::Ctx) -> Question<'_> {
    Question { rules: &cx.app.rules, calendar: &cx.calendar, today: cx.now.day() }
}

/// An address holds texts only: what is left empty was not asked, yes and no are meant as such.
fn plain(value: String) -> Value {
    match value.as_str() {
        "" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => Value::String(value),
    }
}

fn each(sent: Value, answer: impl Fn(&Value) -> Value) -> Answered {
    match sent {
        Value::Array(questions) if questions.len() > MOST => Err(Error::at("", Fault::TooMany { max: MOST }).into()),
        Value::Array(questions) => Ok(Json(questions.iter().map(answer).collect::<Value>()).into_response()),
        question => told(answer(&question)),
    }
}

fn told(answer: Value) -> Answered {
    let text = |name: &str| answer.pointer(&format!("/error/{name}")).and_then(Value::as_str).map(str::to_owned);
    match (text("field"), text("code"), text("detail")) {
        (Some(field), Some(code), Some(detail)) => Err(Problem::beside(&field, &code, &detail)),
        _ => Ok(Json(answer).into_response()),
    }
}

/// The parameters of the question behind one address.
pub(super) fn parameters() -> Value {
    let parameter = |name: &str, place: &str| {
        let description = app::text::code("api_parameter", name);
        json!({ "name": name, "in": place, "required": place == "path", "description": description, "schema": { "type": "string" } })
    };
    let asked = ["rule", "from", "to", "region", "add", "days", "months", "extended"].iter().map(|name| parameter(name, "query"));
    let mut all: Vec<Value> = asked.collect();
    all.insert(0, json!({ "name": "op", "in": "path", "required": true, "description": app::text::code("api_parameter", "op"), "schema": { "type": "string", "enum": OPS } }));
    Value::Array(all)
}

/// The schema of a question, or a list of them.
pub(super) fn question(properties: Value, required: &[&str]) -> Value {
    let list = json!({ "type": "array", "maxItems": MOST, "items": { "type": "object" } });
    json!({ "anyOf": [{ "type": "object", "properties": properties, "required": required }, list] })
}

/// The schema of an answer about days.
pub(super) fn answered() -> Value {
    let step = json!({ "type": "object", "properties": { "day": { "type": "string", "format": "date" }, "what": { "type": "string" }, "words": { "type": "string" } } });
    let one = json!({
        "type": "object", "description": say("period_answer"),
        "properties": {
            "day": { "type": "string", "format": "date" }, "workdays": { "type": "integer" }, "warnings": { "type": "array", "items": { "type": "object" } },
            "derivation": { "type": "array", "items": step }, "calendar": { "type": "string" }, "rule": { "type": "object" },
        },
        "required": ["warnings"],
    });
    json!({ "anyOf": [one, { "type": "array", "items": { "type": "object" } }] })
}

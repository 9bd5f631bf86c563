//! What a claim is worth, by JSON: one question, or a list of them.

use app::claims::{answer, json, object};
use domain::claims::worth::Head;
use domain::kernel::Fault;
use serde_json::{Map, Value, json};

use super::body::{Questions, Token};
use super::case::Answered;
use super::operation::say;
use super::problem::Problem;
use super::schema::{self, Asking};
use app::{Error, text};
use axum::Json;
use axum::response::IntoResponse as _;

/// Most questions at once.
pub const MOST: usize = 1000;

/// Works out one head, or a list of them: in a list each has its answer or its error.
pub async fn worth(Token(cx): Token, Questions(sent): Questions) -> Answered {
    let ground = cx.app.claims.ground(&cx.calendar);
    let answered = match sent {
        Value::Array(questions) if questions.len() > MOST => {
            return Err(Error::at("", Fault::TooMany { max: MOST }).into());
        }
        Value::Array(questions) => questions.iter().map(|question| object(question, &ground)).collect(),
        question => {
            let head: Head = question
                .get("head")
                .and_then(Value::as_str)
                .and_then(|head| head.parse().ok())
                .ok_or_else(|| Problem::from(Error::at("head", Fault::UnknownChoice)))?;
            json(&answer(head, &question, &ground).map_err(|faults| Problem::from(Error::Faults(faults)))?)
        }
    };
    Ok(Json(answered).into_response())
}

/// The schema of a question: the head and its facts.
pub(super) fn question(lists: &app::lists::Lists) -> Value {
    let one = |head: &Head| {
        let form = app::claims::form(*head);
        let mut schema = Asking { form: &form, lists }.object(&head.specs());
        if let Some(fields) = schema.as_object_mut() {
            // Others may stand there: they are named in the warnings.
            fields.remove("additionalProperties");
            fields.insert("title".to_owned(), json!(text::code(Head::GROUP, head.code())));
            let named = fields.entry("properties").or_insert_with(|| json!({}));
            if let Some(named) = named.as_object_mut() {
                named.insert("head".to_owned(), json!({ "const": head.code() }));
            }
            let required = fields.entry("required").or_insert_with(|| json!([]));
            if let Some(required) = required.as_array_mut() {
                required.push(json!("head"));
            }
        }
        schema
    };
    let one_of: Vec<Value> = Head::ALL.iter().map(one).collect();
    let list = json!({ "type": "array", "maxItems": MOST, "items": { "type": "object" } });
    let any: Vec<Value> = one_of.into_iter().chain([list]).collect();
    json!({ "anyOf": any })
}

/// A question as an ordinary caller asks it.
pub(super) fn example() -> Value {
    json!({
        "head": Head::Severance.code(), "start": "2018-03-15", "last": "2024-09-20",
        "avg_wage": "8000.00", "area_avg": "9000.00", "min_wage": "2000.00",
    })
}

/// The schema of an answer.
pub(super) fn answered() -> Value {
    let money = json!({ "type": "string", "pattern": schema::MONEY });
    let said = json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "code": { "type": "string" }, "text": { "type": "string" },
                "articles": { "type": "array", "items": { "type": "string" } },
                "figures": { "type": "object", "additionalProperties": { "type": "string" } },
            },
            "required": ["code", "text", "articles", "figures"],
        },
    });
    let mut properties = Map::new();
    properties.insert("head".to_owned(), json!({ "type": "string" }));
    properties.insert("due".to_owned(), json!({ "type": "boolean" }));
    properties.insert("amount".to_owned(), money.clone());
    properties.insert("range".to_owned(), json!({ "type": "array", "items": money, "minItems": 2, "maxItems": 2 }));
    properties.insert("result".to_owned(), json!({ "type": "string" }));
    for name in ["steps", "not_due", "assumptions", "warnings", "changes"] {
        properties.insert(name.to_owned(), said.clone());
    }
    let one = json!({ "type": "object", "properties": properties, "required": ["head", "due", "steps", "warnings"], "description": say("worth_answer") });
    json!({ "anyOf": [one, { "type": "array", "items": { "type": "object" } }] })
}

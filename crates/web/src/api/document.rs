//! The OpenAPI 3.1 description, made from the route table, the forms and the shapes of answers. The same program always makes the same text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use app::lists::Lists;
use app::text;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::case::{Reason, Refusal};
use domain::kernel::Field;
use domain::kernel::id::CaseId;
use serde_json::{Map, Value, json};

use super::operation::{self, say};
use super::{problem, schema, view};
use crate::Web;
use crate::route;

/// The description as text.
pub async fn show(State(web): State<Web>) -> Response {
    // The lists come with the program, so that the text is the same for as long as it runs.
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| format!("{}\n", document(&web.app.lists)));
    ([(header::CONTENT_TYPE, "application/json")], text.as_str()).into_response()
}

/// The description.
pub fn document(lists: &Lists) -> Value {
    let mut paths = json!({});
    for route in route::TABLE.iter().filter(|route| route.path.starts_with("/api/")) {
        for operation in operation::of(route, lists) {
            let methods = paths.as_object_mut().map(|paths| paths.entry(operation.path).or_insert_with(|| json!({})));
            if let Some(methods) = methods.and_then(Value::as_object_mut) {
                methods.insert(route.method.to_owned(), operation.description);
            }
        }
    }
    let mut shapes: Map<String, Value> = view::shapes().into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    shapes.insert("Problem".to_owned(), problem_schema());
    let (mut shapes, mut lists_of_codes) = (Value::Object(shapes), Map::new());
    schema::gather(&mut shapes, &mut lists_of_codes);
    schema::gather(&mut paths, &mut lists_of_codes);
    if let Some(shapes) = shapes.as_object_mut() {
        shapes.extend(lists_of_codes);
    }
    let tags = ["cases", "acts", "intake", "periods", "claims", "roster"].map(|tag| json!({ "name": tag, "description": say(tag) }));
    sorted(json!({
        "openapi": "3.1.0",
        "info": { "title": say("title"), "description": say("about"), "version": "1", "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" } },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "description": say("bearer") } },
            "parameters": parameters(),
            "responses": {
                "Problem": {
                    "description": say("problem"),
                    "content": { (problem::MEDIA_TYPE): { "schema": operation::reference("schemas", "Problem") } },
                },
            },
            "schemas": shapes,
        },
    }))
}

fn parameters() -> Value {
    let about = |name: &str| text::code("api_parameter", name).to_owned();
    let key = format!("^[!-~]{{1,{}}}$", app::idempotency::LONGEST);
    json!({
        "Case": { "name": "case", "in": "path", "required": true, "description": about("case"), "schema": schema::plain(&CaseId::kind()) },
        "IdempotencyKey": {
            "name": "Idempotency-Key", "in": "header", "description": about("idempotency_key"), "schema": { "type": "string", "pattern": key },
        },
        "IfMatch": { "name": "If-Match", "in": "header", "description": about("if_match"), "schema": { "type": "string", "pattern": "^\"\\d{1,18}\"$" } },
    })
}

fn problem_schema() -> Value {
    let whole = problem::CODES.iter().map(|(_, code)| ((*code).to_owned(), Value::from(text::code(problem::GROUP, code))));
    let refused = Reason::ALL.iter().map(|reason| (reason.code().to_owned(), Value::from(text::refusal(&Refusal::because(*reason)))));
    let labels: Map<String, Value> = whole.chain(refused).collect();
    let codes: Vec<&String> = labels.keys().collect();
    let error = json!({
        "type": "object",
        "properties": { "field": { "type": "string" }, "code": { "type": "string" }, "detail": { "type": "string" } },
        "required": ["field", "code", "detail"],
    });
    json!({
        "type": "object",
        "properties": {
            "type": { "type": "string" },
            "status": { "type": "integer" },
            "code": { "type": "string", "enum": codes, "x-labels": labels },
            "detail": { "type": "string" },
            "errors": { "type": "array", "items": error },
        },
        "required": ["type", "status", "code", "detail"],
    })
}

/// The same value with the names of all objects in order, whatever keeps them.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<String, Value> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

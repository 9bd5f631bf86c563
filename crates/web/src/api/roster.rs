//! The public roster in the description of the API: what is asked, and of organisations, people, notices and changes every field that can be there.

use app::lists::Lists;
use app::text;
use serde_json::{Map, Value, json};

/// What stands in the public roster besides the public fields of its books: list, book, more fields.
const LISTS: [(&str, &str, &[&str]); 3] = [
    ("organisations", "profile", &["title", "address", "phone", "hours", "titles"]),
    ("people", "person", &["title", "serves", "photo"]),
    ("notices", "recruitment", &["title"]),
];

/// The parameters.
pub(super) fn parameters() -> Value {
    let one = |name: &str| {
        let about = text::code("api_parameter", &format!("roster_{name}")).to_owned();
        json!({ "name": name, "in": "query", "allowEmptyValue": true, "description": about, "schema": { "type": "string" } })
    };
    json!(["q", "organisations_after", "people_after"].map(one))
}

/// The answer.
pub(super) fn answered(lists: &Lists) -> Value {
    let words = json!({ "type": "string" });
    let object = |fields: Map<String, Value>| json!({ "type": "object", "additionalProperties": false, "properties": fields });
    let list = |(_, book, more): &(&str, &str, &[&str])| {
        let register = lists.registers().find(book).map(|book| &book.register);
        let public = register.into_iter().flat_map(|register| register.fields.iter().filter(|field| field.public));
        let known = public.map(|field| (field.name.clone(), json!({ "type": "string", "description": field.label })));
        let more = more.iter().map(|name| ((*name).to_owned(), words.clone()));
        json!({ "type": "array", "items": object(known.chain(more).collect()) })
    };
    let mut fields: Map<String, Value> = LISTS.iter().map(|one| (one.0.to_owned(), list(one))).collect();
    let pair = |names: [&str; 2], schema: Value| object(names.map(|name| (name.to_owned(), schema.clone())).into_iter().collect());
    fields.insert("counts".to_owned(), pair(["organisations", "people"], json!({ "type": "integer" })));
    fields.insert("next".to_owned(), pair(["organisations_after", "people_after"], json!({ "type": ["string", "null"] })));
    fields.insert("changes".to_owned(), json!({ "type": "array", "items": pair(["day", "what"], words.clone()) }));
    object(fields)
}

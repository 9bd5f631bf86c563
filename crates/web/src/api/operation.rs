//! One operation of the API's description: parameters, body, answers.

use app::lists::Lists;
use app::text;
use domain::access::{Action, Role, rules};
use domain::case::Act;
use domain::intake::Application;
use domain::kernel::{Form, Kind, Spec};
use serde_json::{Value, json};

use super::case::{self, ListAsked};
use super::intake::RegisterAsked;
use super::schema::{self, Asking};
use super::shape::Shown;
use super::{state, view};
use crate::guard::Guard;
use crate::route::Route;

/// An operation with its address.
pub(super) struct Operation {
    /// The address.
    pub(super) path: String,
    /// What stands there.
    pub(super) description: Value,
}

/// A sentence of the description.
pub(super) fn say(code: &str) -> &str {
    text::code("api", code)
}

/// The operations behind a route of the API; nothing for one that is not described yet (a test finds it).
pub(super) fn of(route: &Route, lists: &Lists) -> Vec<Operation> {
    let one = |description: Value| vec![Operation { path: route.path.to_owned(), description }];
    let who = roles(route.guard);
    match (route.method, route.path) {
        ("get", "/api/openapi.json") => one(json!({
            "operationId": "document", "summary": say("document"), "security": [],
            "responses": { "200": { "description": "OpenAPI 3.1", "content": { "application/json": { "schema": { "type": "object" } } } } },
        })),
        ("get", "/api/roster") => one(json!({
            "operationId": "roster.list", "tags": ["roster"], "summary": say("roster"), "description": say("roster_about"), "security": [],
            "parameters": super::roster::parameters(),
            "responses": responses("200", "done", &super::roster::answered(lists), &["503"]),
        })),
        ("get", "/api/v1/cases") => one(json!({
            "operationId": "cases.list", "tags": ["cases"], "summary": say("list_cases"), "description": say("list_cases_about"), "x-roles": who,
            "parameters": query(&ListAsked::specs(), "api.cases", lists),
            "responses": responses("200", "done", &view::CasePage::place(), &["401", "404", "422", "503"]),
        })),
        ("get", "/api/v1/cases/{case}") => one(json!({
            "operationId": "cases.show", "tags": ["cases"], "summary": say("show_case"), "description": say("show_case_about"), "x-roles": who,
            "parameters": [reference("parameters", "Case")],
            "responses": with_etag(responses("200", "done", &view::CaseDetail::place(), &["401", "404", "503"])),
        })),
        ("get", "/api/v1/cases/{case}/events") => one(json!({
            "operationId": "cases.events", "tags": ["cases"], "summary": say("list_events"), "description": say("list_events_about"), "x-roles": who,
            "parameters": [reference("parameters", "Case")],
            "responses": responses("200", "done", &view::EventList::place(), &["401", "404", "503"]),
        })),
        ("post", "/api/v1/cases/{case}/acts/{act}") => Act::ALL.iter().map(|act| of_act(*act, route.path, lists)).collect(),
        ("post", "/api/v1/applications") => one(json!({
            "operationId": "applications.register", "tags": ["intake"], "summary": say("register"), "description": say("register_about"), "x-roles": who,
            "parameters": with_key(query(&RegisterAsked::specs(), "api.applications", lists)),
            "requestBody": body("intake.register", &Application::specs(), lists),
            "responses": with_location(responses("201", "created", &view::RegisteredCase::place(), POSTED)),
        })),
        ("get", "/api/v1/periods") => one(json!({
            "operationId": "periods.rules", "tags": ["periods"], "summary": say("period_rules"), "x-roles": who,
            "responses": responses("200", "done", &json!({ "type": "object" }), &["401", "503"]),
        })),
        ("get", "/api/v1/periods/{op}") => one(json!({
            "operationId": "periods.one", "tags": ["periods"], "summary": say("period"), "description": say("period_about"), "x-roles": who,
            "parameters": super::periods::parameters(),
            "responses": responses("200", "done", &super::periods::answered(), &["400", "401", "404", "422", "503"]),
        })),
        ("post", "/api/v1/periods") => {
            let fields = json!({ "op": { "type": "string" }, "rule": { "type": "string" }, "from": { "type": "string" } });
            let example = json!({ "op": "due", "rule": "TL-10", "from": "2025-09-20", "region": "450206" });
            one(json!({
                "operationId": "periods.many", "tags": ["periods"], "summary": say("period_many"), "description": say("period_many_about"), "x-roles": who,
                "requestBody": {
                    "required": true,
                    "content": { "application/json": { "schema": super::periods::question(fields, &["op", "from"]), "example": example } },
                },
                "responses": responses("200", "done", &super::periods::answered(), &["400", "401", "413", "415", "422", "503"]),
            }))
        }
        ("post", "/api/v1/checks") => {
            let fields = json!({ "kind": { "type": "string", "enum": ["resident_id", "uscc"] }, "value": { "type": "string" } });
            let example = json!({ "kind": "uscc", "value": "91350100M000100Y43" });
            one(json!({
                "operationId": "checks.many", "tags": ["periods"], "summary": say("check"), "description": say("check_about"), "x-roles": who,
                "requestBody": {
                    "required": true,
                    "content": { "application/json": { "schema": super::periods::question(fields, &["kind", "value"]), "example": example } },
                },
                "responses": responses("200", "done", &json!({}), &["400", "401", "413", "415", "422", "503"]),
            }))
        }
        ("post", "/api/v1/claims/worth") => one(json!({
            "operationId": "claims.worth", "tags": ["claims"], "summary": say("worth"), "description": say("worth_about"), "x-roles": who,
            "requestBody": {
                "required": true,
                "content": { "application/json": { "schema": super::claims::question(lists), "example": super::claims::example() } },
            },
            "responses": responses("200", "done", &super::claims::answered(), &["400", "401", "413", "415", "422", "503"]),
        })),
        ("post", "/api/v1/contacts") => one(json!({
            "operationId": "contacts.receive", "tags": ["intake"], "summary": say("receive"), "description": say("receive_about"), "x-roles": who,
            "parameters": with_key(Vec::new()),
            "requestBody": body("contact.receive", &app::contact::ContactForm::specs(), lists),
            "responses": responses("201", "created", &view::ReceivedContact::place(), POSTED),
        })),
        _ => Vec::new(),
    }
}

/// What may go wrong with anything posted.
const POSTED: &[&str] = &["400", "401", "404", "409", "413", "415", "422", "503"];

fn of_act(act: Act, path: &str, lists: &Lists) -> Operation {
    let mut parameters = with_key(vec![reference("parameters", "Case")]);
    parameters.push(reference("parameters", "IfMatch"));
    let description = json!({
        "operationId": act.code(), "tags": ["acts"], "summary": text::code("act", act.code()), "description": text::intro(act.code()).unwrap_or_default(),
        "x-roles": roles(Guard::Token(Action::Act(act))),
        "parameters": parameters,
        "requestBody": body(act.code(), &case::specs(act), lists),
        "responses": with_etag(responses("200", "done", &state::CaseState::place(), POSTED)),
    });
    Operation { path: path.replace("{act}", act.code()), description }
}

/// The roles that may do this somewhere.
fn roles(guard: Guard) -> Vec<&'static str> {
    let Guard::Token(action) = guard else { return Vec::new() };
    let may = |role: &&Role| **role != Role::System && rules::reach(**role, action).is_some();
    Role::ALL.iter().filter(may).map(|role| role.code()).collect()
}

pub(super) fn reference(group: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{group}/{name}") })
}

fn query(specs: &[Spec], form: &str, lists: &Lists) -> Vec<Value> {
    let parameter = |spec: &Spec| {
        let asking = Asking { form, lists };
        let schema = match &spec.kind {
            Kind::Many(inner) => json!({ "type": "array", "items": schema::plain(inner) }),
            kind => schema::plain(kind),
        };
        let schema = asking.coded(spec.name, schema);
        json!({ "name": spec.name, "in": "query", "allowEmptyValue": true, "description": text::code("api_parameter", spec.name), "schema": schema })
    };
    specs.iter().map(parameter).collect()
}

fn with_key(mut parameters: Vec<Value>) -> Vec<Value> {
    parameters.push(reference("parameters", "IdempotencyKey"));
    parameters
}

fn body(form: &str, specs: &[Spec], lists: &Lists) -> Value {
    let asking = Asking { form, lists };
    let content = json!({ "schema": asking.object(specs), "example": asking.example(specs) });
    json!({ "required": true, "content": { "application/json": content } })
}

fn responses(status: &str, said: &str, schema: &Value, problems: &[&str]) -> Value {
    let mut all = json!({ (status): { "description": say(said), "content": { "application/json": { "schema": schema } } } });
    if let Some(all) = all.as_object_mut() {
        for problem in problems {
            all.insert((*problem).to_owned(), reference("responses", "Problem"));
        }
    }
    all
}

fn with_etag(responses: Value) -> Value {
    with_header(responses, "ETag")
}

fn with_location(responses: Value) -> Value {
    with_header(responses, "Location")
}

fn with_header(mut responses: Value, name: &str) -> Value {
    for status in ["200", "201"] {
        if let Some(response) = responses.get_mut(status).and_then(Value::as_object_mut) {
            response.insert("headers".to_owned(), json!({ (name): { "schema": { "type": "string" } } }));
        }
    }
    responses
}

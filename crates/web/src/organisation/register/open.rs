//! What everybody may know: the roster of organisations and people, as a page and as JSON, with what changed lately. Only fields that the
//! books mark as public; nobody signs in.

use app::organisation::register::list::{Public, roster};
use app::text;
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};

use crate::Web;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, LARGE, cookie};
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "register/roster.html")]
struct Page {
    frame: Frame,
    q: String,
    organisations: Vec<Public>,
    people: Vec<Public>,
    changes: Vec<(String, String)>,
}

/// The public roster.
pub async fn page(State(web): State<Web>, headers: HeaderMap, asked: Asked) -> Answer {
    let q = asked.text("q");
    let found = roster(&web.app, q).await?;
    let frame = Frame { large: cookie(&headers, LARGE) == Some("1"), ..Frame::new(text::code("page_register", "public")) };
    let changes = found.changes.into_iter().map(|(day, told)| (day.chinese(), told)).collect();
    page_with(
        StatusCode::OK,
        &Page { frame, q: q.chars().take(80).collect(), organisations: found.organisations, people: found.people, changes },
    )
}

/// The same for machines.
pub async fn json(State(web): State<Web>, asked: Asked) -> Answer {
    let found = roster(&web.app, asked.text("q")).await?;
    let list = |rows: Vec<Public>| -> Vec<Value> {
        rows.into_iter()
            .map(|one| {
                let mut fields: Map<String, Value> = one.values.into_iter().map(|(name, _, told)| (name, Value::String(told))).collect();
                fields.insert("title".to_owned(), Value::String(one.title));
                Value::Object(fields)
            })
            .collect()
    };
    let changes: Vec<Value> = found.changes.into_iter().map(|(day, told)| json!({ "day": day.to_string(), "what": told })).collect();
    let body = json!({ "organisations": list(found.organisations), "people": list(found.people), "changes": changes });
    Ok(Json(body).into_response())
}

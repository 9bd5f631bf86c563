//! What everybody may know: the roster of organisations and people, as a page and as JSON, with open notices of recruitment and what changed lately.
//! Only what the books mark as public; nobody signs in.

use app::organisation::register::open::{Public, PublicPage, Wanted, photo as photo_in, roster};
use app::text;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Map, Value, json};

use crate::Web;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, LARGE, cookie};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager_of;

/// Entries of a page, for people and for machines.
const SHOWN: i64 = 12;
const GIVEN: i64 = 100;

struct Card {
    title: String,
    photo: Option<String>,
    values: Vec<(String, String)>,
}

struct List {
    count: i64,
    cards: Vec<Card>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "register/roster.html")]
struct Page {
    frame: Frame,
    q: String,
    organisations: List,
    people: List,
    notices: Vec<Card>,
    changes: Vec<(String, String)>,
}

fn photo_at(one: &Public) -> Option<String> {
    one.photo.then(|| format!("/roster/photos/{}", one.record))
}

fn card(one: Public) -> Card {
    let photo = photo_at(&one);
    let values = one.values.into_iter().filter(|(_, _, told)| *told != one.title);
    Card { photo, values: values.map(|(_, label, told)| (label, told)).collect(), title: one.title }
}

fn list(name: &str, asked: &Asked, page: PublicPage) -> List {
    let told = text::phrase("page_register", &format!("public_count_{name}"), &[("count", page.count.to_string())]);
    List {
        count: page.count,
        pager: pager_of(&format!("{name}_"), "/roster", asked, told, page.next),
        cards: page.rows.into_iter().map(card).collect(),
    }
}

fn wanted(asked: &Asked, page: i64) -> Wanted<'_> {
    Wanted { query: asked.text("q"), organisations: asked.text("organisations_after"), people: asked.text("people_after"), page }
}

/// The public roster.
pub async fn page(State(web): State<Web>, headers: HeaderMap, asked: Asked) -> Answer {
    let found = roster(&web.app, wanted(&asked, SHOWN)).await?;
    let frame = Frame { large: cookie(&headers, LARGE) == Some("1"), ..Frame::new(text::code("page_register", "public")) };
    let page = Page {
        frame,
        q: asked.text("q").chars().take(80).collect(),
        organisations: list("organisations", &asked, found.organisations),
        people: list("people", &asked, found.people),
        notices: found.notices.into_iter().map(card).collect(),
        changes: found.changes.into_iter().map(|(day, told)| (day.chinese(), told)).collect(),
    };
    page_with(StatusCode::OK, &page)
}

/// The same for machines.
pub async fn json(State(web): State<Web>, asked: Asked) -> Answer {
    let found = roster(&web.app, wanted(&asked, GIVEN)).await?;
    let list = |rows: Vec<Public>| -> Vec<Value> {
        let one = |one: Public| {
            let photo = photo_at(&one);
            let mut fields: Map<String, Value> = one.values.into_iter().map(|(name, _, told)| (name, Value::String(told))).collect();
            fields.extend(photo.map(|photo| ("photo".to_owned(), Value::String(photo))));
            fields.insert("title".to_owned(), Value::String(one.title));
            Value::Object(fields)
        };
        rows.into_iter().map(one).collect()
    };
    let changes: Vec<Value> = found.changes.into_iter().map(|(day, told)| json!({ "day": day.to_string(), "what": told })).collect();
    let body = json!({
        "counts": { "organisations": found.organisations.count, "people": found.people.count },
        "next": { "organisations_after": found.organisations.next, "people_after": found.people.next },
        "organisations": list(found.organisations.rows),
        "people": list(found.people.rows),
        "notices": list(found.notices),
        "changes": changes,
    });
    Ok(Json(body).into_response())
}

/// The photo of somebody of the public roster.
pub async fn photo(State(web): State<Web>, Path(record): Path<String>) -> Answer {
    let (file, bytes) = photo_in(&web.app, record.parse()?).await?;
    Ok(handed::picture(&file.content_type, bytes))
}

//! The first centre and its administrator: a page that opens once, with the token from the console.

use app::access::Setup;
use app::organisation::{division_path, divisions_below};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::kernel::{Faults, Form};
use serde_json::{Value, json};

use super::origin::Here;
use super::shown::{Again, Offered, draw, go, password, title};
use crate::Web;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, LARGE, cookie, percent};
use crate::look::frame::Frame;
use crate::look::view::FormView;

#[derive(Template)]
#[template(path = "access/setup.html")]
struct Page {
    frame: Frame,
    token: String,
    /// Where one is in the tree of divisions, province first: address and name.
    path: Vec<(String, String)>,
    /// What lies below: address and name.
    below: Vec<(String, String)>,
    form: FormView,
    note: String,
}

async fn shown(web: &Web, headers: &HeaderMap, token: &str, place: &str, typed: &Value, again: Again) -> Answer {
    let link = |code: &str| format!("/setup?token={}&in={code}", percent(token));
    let below = divisions_below(&web.app, Some(place).filter(|place| !place.is_empty())).await?;
    let path = division_path(&web.app, place).await?;
    let mut form = draw::<Setup>("setup", typed, &again.faults, &Offered::default());
    for name in ["password", "repeat"] {
        form = form.with(name, |field| password(field, "new-password"));
    }
    let page = Page {
        frame: Frame { large: cookie(headers, LARGE) == Some("1"), ..Frame::new(title("setup")) },
        token: token.to_owned(),
        path: path.into_iter().map(|row| (link(&row.code), row.name)).collect(),
        below: below.into_iter().map(|row| (link(&row.code), row.name)).collect(),
        form: form.with("login", |field| field.autocomplete = "username"),
        note: again.note,
    };
    page_with(again.status, &page)
}

/// The page, for whoever has the token; for everybody else it does not exist.
pub async fn page(State(web): State<Web>, headers: HeaderMap, asked: Asked) -> Answer {
    let token = asked.text("token");
    if !app::access::setup_is_open(&web.app, token).await? {
        return Err(Failure::App(app::Error::NotFound));
    }
    let place: String = asked.text("in").chars().take(12).collect();
    let typed = json!({ "division": place });
    shown(&web, &headers, token, &place, &typed, Again { status: StatusCode::OK, ..Again::faults(Faults::default()) }).await
}

/// Makes them.
pub async fn submit(State(web): State<Web>, headers: HeaderMap, Here(typed): Here) -> Answer {
    let token = typed.text("token").to_owned();
    if !app::access::setup_is_open(&web.app, &token).await? {
        return Err(Failure::App(app::Error::NotFound));
    }
    let again = match Setup::read(&typed.tree) {
        Ok(form) => match app::access::setup(&web.app, &token, form).await {
            Ok(_) => return Ok(go("/login?done=setup", None)),
            Err(error) => Again::after(error)?,
        },
        Err(faults) => Again::faults(faults),
    };
    let place: String = typed.text("division").trim().chars().take(12).collect();
    shown(&web, &headers, &token, &place, &typed.tree, again).await
}

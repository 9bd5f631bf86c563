//! Requests that wait for the director: the papers are looked at, what was said is not shown.

use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::ReleaseId;
use domain::kernel::{Faults, Form};
use domain::vault::DecideRelease;
use serde_json::{Value, json};

use super::Request;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::intake::refused;
use crate::look::form::{Drawing, view};
use crate::look::frame::Frame;
use crate::look::view::FormView;
use crate::visit::{Choices, Words};

/// The form's name in the language file.
const FORM: &str = "vault.decide_release";

#[derive(Template)]
#[template(path = "vault/releases.html")]
struct Page {
    frame: Frame,
    requests: Vec<(Request, Option<FormView>)>,
}

/// Shows what waits; one request is open, the first when none is named.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let open = asked.text("open").parse::<ReleaseId>().ok();
    draw(&visitor, StatusCode::OK, open, &json!({}), Faults::default(), None, asked.text("done")).await
}

/// Decides one, or shows the page again with what was typed.
pub async fn submit(visitor: Visitor, Path(release): Path<String>, Posted(sent): Posted) -> Answer {
    let release = release.parse::<ReleaseId>()?;
    let (faults, refusal) = match DecideRelease::read(&sent.tree) {
        Err(faults) => (faults, None),
        Ok(form) => match app::vault::release::decide(&visitor.cx, release, form).await {
            Ok(_) => return Ok(Redirect::to("/releases?done=vault.decide_release").into_response()),
            Err(Error::Faults(faults)) => (faults, None),
            Err(Error::Refused(refusal)) => (Faults::default(), Some(refusal)),
            Err(other) => return Err(other.into()),
        },
    };
    draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, Some(release), &sent.tree, faults, refusal, "").await
}

async fn draw(
    visitor: &Visitor,
    status: StatusCode,
    open: Option<ReleaseId>,
    typed: &Value,
    faults: Faults,
    refusal: Option<domain::case::Refusal>,
    done: &str,
) -> Answer {
    let waiting = app::vault::release::waiting(&visitor.cx).await?;
    let open = open.or(waiting.iter().find(|one| !one.own).map(|one| one.id));
    let choices = Choices { lists: &visitor.cx.app.lists, found: Vec::new() };
    let mut requests = Vec::new();
    for one in &waiting {
        let drawn = (Some(one.id) == open && !one.own).then(|| {
            let specs = DecideRelease::specs();
            let form = view(&Drawing { form: FORM, specs: &specs, typed, faults: &faults, labels: &Words, options: &choices });
            refusal.as_ref().map_or(form.clone(), |refusal| refused::shown(form, refusal))
        });
        requests.push((Request::from(one), drawn));
    }
    let heading = text::phrase("vault", if waiting.is_empty() { "none_waiting" } else { "waiting" }, &[("n", waiting.len().to_string())]);
    page_with(status, &Page { frame: visitor.frame_done(heading, done), requests })
}

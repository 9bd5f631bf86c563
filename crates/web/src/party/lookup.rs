//! The known parties that fit what is being typed: a piece of HTML for the panel beside the row.

use askama::Template;
use axum::http::header;
use axum::response::{Html, IntoResponse};

use crate::failure::Answer;
use crate::guard::{Asked, Visitor};
use crate::intake::known::{Place, matches, panel};

/// Answers `?q=…&field=applicants[0][phone]`.
pub async fn part(visitor: Visitor, asked: Asked) -> Answer {
    let html = match Place::named(asked.text("field")) {
        Some(place) => {
            let found = matches(&visitor.cx, &place, asked.text("q")).await?;
            panel(&visitor.cx, &place, &found, true).render()?
        }
        None => String::new(),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response())
}

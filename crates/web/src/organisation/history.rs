//! The history of an organisation or a mediator on its page: who changed what and when, and how it stood on a past day.

use app::organisation::chronicle::{at, changes};
use askama::Template;
use askama::filters::HtmlSafe;
use domain::kernel::Day;
use domain::kernel::id::RecordId;

use crate::guard::{Asked, Visitor};

/// A change as the page tells it.
struct Line {
    at: String,
    who: String,
    first: bool,
    fields: Vec<(String, String, String)>,
}

/// The card with the history.
#[derive(Template)]
#[template(path = "organisation/history.html")]
pub(super) struct History {
    href: String,
    lines: Vec<Line>,
    day: String,
    past: Option<Past>,
}

/// How it stood on a past day: the day, and labels with values where there is a history that far back.
struct Past {
    day: String,
    values: Option<Vec<(String, String)>>,
}

impl HtmlSafe for History {}

/// The history of the thing with this id, whose page is `href`; `?at=` asks for a past day.
pub(super) async fn history(visitor: &Visitor, id: RecordId, href: String, asked: &Asked) -> app::Result<History> {
    let day = asked.parsed::<Day>("at");
    let past = match day {
        Some(day) => Some(Past { day: day.chinese(), values: at(&visitor.cx, id, day).await? }),
        None => None,
    };
    let lines = changes(&visitor.cx, id).await?.into_iter().map(|one| Line {
        at: one.at.chinese(),
        who: one.who,
        first: one.first,
        fields: one.fields,
    });
    Ok(History { href, lines: lines.collect(), day: day.map(|day| day.to_string()).unwrap_or_default(), past })
}

//! The parties of the cases in reach, with masked numbers.

use app::party::{ListFilter, PartyKind, PartyLine};
use app::text;
use askama::Template;

use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

struct Line {
    href: String,
    name: String,
    kind: &'static str,
    icon: &'static str,
    number: String,
    phone: String,
    industry: String,
    open_cases: i64,
}

#[derive(Template)]
#[template(path = "party/list.html")]
struct Page {
    frame: Frame,
    q: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
    narrowed: bool,
    lines: Vec<Line>,
    pager: Pager,
}

/// The parties that the address asks for.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let filter = ListFilter { kind: asked.parsed("kind"), query: Some(asked.text("q").to_owned()).filter(|q| !q.is_empty()) };
    let found = app::party::list(&visitor.cx, &filter, asked.parsed("after")).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| row.id.to_string());
    let count = found.rows.len();
    let narrowed = filter != ListFilter::default();
    let heading = match (count, narrowed, found.more) {
        (0, true, _) => "found_none",
        (0, false, _) => "none",
        (_, true, false) => "found",
        (_, true, true) => "found_many",
        (_, false, _) => "all",
    };
    let lists = &visitor.cx.app.lists;
    let line = |row: PartyLine| Line {
        href: format!("/parties/{}", row.id),
        kind: text::code(PartyKind::GROUP, row.kind.code()),
        icon: if row.kind == PartyKind::Worker { "user" } else { "firm" },
        number: row.number.unwrap_or_default(),
        phone: row.phone.unwrap_or_default(),
        industry: row.industry.map(|code| lists.name("industry", &code).to_owned()).unwrap_or_default(),
        open_cases: row.open_cases,
        name: row.name,
    };
    shown(&Page {
        frame: visitor.frame(text::phrase("page.party", heading, &[("count", count.to_string())])),
        q: asked.text("q").to_owned(),
        kinds: PartyKind::CODES.iter().map(|code| (*code, text::code(PartyKind::GROUP, code), *code == asked.text("kind"))).collect(),
        narrowed,
        lines: found.rows.into_iter().map(line).collect(),
        pager: pager("/parties", &asked, text::phrase("page.party", "shown", &[("count", count.to_string())]), next),
    })
}

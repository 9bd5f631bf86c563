//! The directory as it stood at the end of a past day: the same page for organisations, mediators and rooms.

use app::organisation::past::{self, PastFilter};
use app::organisation::table::{self, Table};
use app::text;
use askama::Template;
use domain::kernel::Day;
use domain::kernel::id::RecordId;

use crate::case::filter::href;
use crate::failure::{Answer, page as drawn};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// What a list is narrowed to besides the day.
const NARROWING: [&str; 7] = ["q", "division", "kind", "field", "language", "full_time", "online"];

struct Row {
    href: String,
    title: String,
    /// Label and words.
    cells: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "organisation/past.html")]
struct Page {
    frame: Frame,
    name: &'static str,
    href: String,
    q: String,
    day: String,
    at: String,
    yesterday: String,
    /// What else the list is narrowed to, kept when the day changes.
    kept: Vec<(&'static str, String)>,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    table: String,
    pager: Pager,
}

/// The past day that the address asks for.
pub(super) fn asked_for(visitor: &Visitor, asked: &Asked) -> Option<Day> {
    asked.parsed::<Day>("at").filter(|day| *day < visitor.cx.now.day())
}

fn filter(day: Day, asked: &Asked) -> PastFilter {
    let named = [("kind", "kind"), ("field", "fields"), ("language", "languages"), ("full_time", "full_time"), ("online", "online")];
    let codes = named.into_iter().map(|(name, field)| (field.to_owned(), asked.text(name).to_owned()));
    // A box that is ticked says yes.
    let codes = codes.map(|(field, code)| if field == "online" && code == "1" { (field, "yes".to_owned()) } else { (field, code) });
    PastFilter {
        day,
        query: asked.text("q").to_owned(),
        division: asked.text("division").to_owned(),
        codes: codes.filter(|(_, code)| !code.is_empty()).collect(),
    }
}

/// The page of that day.
pub(super) async fn page<T: Table>(visitor: &Visitor, day: Day, asked: &Asked) -> Answer {
    let after = asked.text("after").split_once('.').and_then(|(id, title)| Some((title.to_owned(), id.parse::<RecordId>().ok()?)));
    let found = past::page::<T>(&visitor.cx, &filter(day, asked), after.as_ref()).await?;
    let here = format!("/{}", T::NAME);
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}.{}", row.id, row.title));
    let columns: Vec<_> = table::shown::<T>().collect();
    let page_of = |id: RecordId| match T::FORM {
        "organisation" => format!("/organisations/{}?at={day}", domain::kernel::id::OrganisationId(id.0)),
        "mediator" => format!("/mediators/{}?at={day}", domain::kernel::id::AccountId(id.0)),
        _ => format!("/rooms/{}?at={day}", domain::kernel::id::RoomId(id.0)),
    };
    let row = |one: past::Past| Row {
        href: page_of(one.id),
        cells: columns.iter().map(|(name, label)| (*label, one.told.get(name).cloned().unwrap_or_default())).collect(),
        title: one.title,
    };
    let kept: Vec<(&'static str, String)> =
        NARROWING.into_iter().map(|name| (name, asked.text(name).to_owned())).filter(|(_, text)| !text.is_empty()).collect();
    let at = day.to_string();
    let also = kept.iter().map(|(name, text)| (*name, text.as_str()));
    drawn(&Page {
        frame: visitor.frame(text::code("nav", T::NAME)),
        name: text::code("nav", T::NAME),
        q: asked.text("q").to_owned(),
        day: day.chinese(),
        yesterday: visitor.cx.now.day().plus(-1).to_string(),
        table: href(&format!("{here}.xlsx"), also.chain([("at", at.as_str())])),
        pager: pager(&here, asked, text::phrase("page_register", "shown", &[("count", found.count.to_string())]), next),
        columns: columns.iter().map(|(_, label)| *label).collect(),
        rows: found.rows.into_iter().map(row).collect(),
        kept: kept.into_iter().filter(|(name, _)| *name != "q").collect(),
        href: here,
        at,
    })
}

/// The table of that day.
pub(super) async fn export<T: Table>(visitor: &Visitor, day: Day, asked: &Asked) -> Answer {
    let bytes = past::export::<T>(&visitor.cx, &filter(day, asked)).await?;
    let name = format!("{}{day}", text::code("nav", T::NAME));
    Ok(handed::xlsx(&name, T::NAME, bytes))
}

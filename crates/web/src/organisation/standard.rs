//! The six haves: the picture of the organisations of a division, and the card on the page of one.

use app::organisation::standard::{self, Have, HaveState, STANDARDS};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;

use crate::access::shown::frame;
use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

const HERE: &str = "/standards";
/// Years back that can be chosen.
const YEARS: i32 = 3;

/// One have in the picture: its name, the chip, how many of its items are met, the list behind it.
pub(super) struct Cell {
    pub(super) name: String,
    pub(super) state: &'static str,
    pub(super) tone: &'static str,
    pub(super) of: String,
    pub(super) href: String,
}

struct Row {
    href: String,
    name: String,
    cells: Vec<Cell>,
    met: usize,
}

#[derive(Template)]
#[template(path = "organisation/standards.html")]
struct Page {
    frame: Frame,
    division: String,
    years: Vec<(i32, bool)>,
    heads: Vec<String>,
    rows: Vec<Row>,
    pager: Pager,
}

const fn tone(state: HaveState) -> &'static str {
    match state {
        HaveState::Met => "ok",
        HaveState::Gap => "over",
        HaveState::Fixed => "near",
        HaveState::Open => "info",
        HaveState::None => "",
    }
}

fn cell(organisation: OrganisationId, year: i32, one: Have) -> Cell {
    let (id, year) = (organisation.to_string(), year.to_string());
    let pairs = [("organisation", id.as_str()), ("f_have", one.code.as_str()), ("q", ""), ("f_year", year.as_str())];
    Cell {
        href: href(&format!("/registers/{STANDARDS}"), pairs.into_iter().filter(|(_, value)| !value.is_empty())),
        state: text::code(HaveState::GROUP, if one.of == 0 { "status_not" } else { one.state.code() }),
        tone: tone(one.state),
        of: match one.state {
            HaveState::None => String::new(),
            _ => text::phrase(HaveState::GROUP, "of", &[("part", one.met.to_string()), ("whole", one.of.to_string())]),
        },
        name: one.name,
    }
}

/// The six haves of one organisation this year, for its page.
pub(super) async fn card(visitor: &Visitor, organisation: OrganisationId) -> app::Result<Vec<Cell>> {
    let year = visitor.cx.now.day().year();
    let haves = standard::haves(&visitor.cx, organisation, year).await?;
    Ok(haves.into_iter().map(|one| cell(organisation, year, one)).collect())
}

/// The organisations of a division by the six haves; the own division when the address names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let cx = &visitor.cx;
    let this = cx.now.day().year();
    let year = asked.text("year").parse().ok().filter(|year| (this - YEARS..=this).contains(year)).unwrap_or(this);
    let own = cx.person.grants.first().map(|grant| grant.division.clone());
    let division = Some(asked.text("division").to_owned()).filter(|code| !code.is_empty()).or(own).ok_or(Error::NotFound)?;
    let after = asked.text("after").split_once('.').and_then(|(id, code)| Some((code.to_owned(), id.parse().ok()?)));
    let board = standard::board(cx, &division, year, after.as_ref()).await?;
    let row = |line: standard::Line| Row {
        href: format!("/organisations/{}", line.row.id),
        met: line.haves.iter().filter(|have| have.state == HaveState::Met).count(),
        cells: line.haves.into_iter().map(|have| cell(line.row.id, year, have)).collect(),
        name: line.row.name,
    };
    let rows: Vec<Row> = board.lines.into_iter().map(row).collect();
    let told = text::phrase(HaveState::GROUP, "shown", &[("count", rows.len().to_string())]);
    shown(&Page {
        frame: Frame {
            kicker: text::code("page_register", "shelf").to_owned(),
            ..frame(&visitor, text::code(HaveState::GROUP, "title").to_owned(), asked.text("done"))
        },
        years: (this - YEARS..=this).rev().map(|one| (one, one == year)).collect(),
        heads: rows.first().map(|row| row.cells.iter().map(|cell| cell.name.clone()).collect()).unwrap_or_default(),
        pager: pager(HERE, &asked, told, board.next.map(|(code, id)| format!("{id}.{code}"))),
        rows,
        division,
    })
}

/// Lists this year's items for an organisation: as its own check, or as a visit.
pub async fn start(visitor: Visitor, Path(organisation): Path<String>, Posted(typed): Posted) -> Answer {
    let id: OrganisationId = organisation.parse()?;
    let visit = typed.text("way") == "visit";
    standard::start(&visitor.cx, id, visit).await?;
    let (id, year) = (id.to_string(), visitor.cx.now.day().year().to_string());
    let way = if visit { "visit" } else { "self" };
    let pairs = [("organisation", id.as_str()), ("f_year", year.as_str()), ("f_way", way), ("done", "standards_started")];
    Ok(Redirect::to(&href(&format!("/registers/{STANDARDS}"), pairs)).into_response())
}

/// Whether the visitor may begin a check of the organisation itself, and a visit.
pub(super) fn may_start(visitor: &Visitor, organisation: OrganisationId, kept: bool) -> (bool, bool) {
    let works = visitor.session.grants.iter().any(|grant| grant.office == organisation);
    (kept || works && visitor.may(Deal::EnterRecords), kept)
}

//! The directory as a tree: one centre, many studios, many stations, division by division.

use app::organisation::{
    After, ListFilter, OrganisationLine,
    table::{self, Organisations},
};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;

use super::past;
use crate::access::shown::{frame, title};
use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::{Frame, Tone};
use crate::look::part::{Chip, Pager};
use crate::paging::pager;

/// An organisation of a division.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) kind_order: OrganisationKind,
    pub(super) head: String,
    pub(super) phone: String,
    pub(super) open: i64,
    pub(super) mediates: bool,
    pub(super) chips: Vec<Chip>,
}

impl Row {
    /// What its place in the tree looks like: the centre, what belongs to it, and those beside.
    pub(super) const fn icon(&self) -> &'static str {
        match self.kind_order {
            OrganisationKind::Centre => "home",
            OrganisationKind::Court | OrganisationKind::ArbitrationCommission => "gavel",
            _ if self.mediates => "talk",
            _ => "firm",
        }
    }
}

/// A division with its organisations.
struct Group {
    name: String,
    code: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "organisation/list.html")]
struct Page {
    frame: Frame,
    q: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
    division: String,
    division_name: String,
    closed: bool,
    narrowed: bool,
    groups: Vec<Group>,
    pager: Pager,
    /// The table that goes out, narrowed as the list is.
    table: String,
    yesterday: String,
    keeps: bool,
}

/// What the address narrows the list to.
fn filter(asked: &Asked) -> ListFilter {
    let said = |name: &str| Some(asked.text(name).to_owned()).filter(|text| !text.is_empty());
    ListFilter { kind: asked.parsed("kind"), division: said("division"), query: said("q"), closed_too: !asked.text("closed").is_empty() }
}

/// The organisations as XLSX, narrowed as the list is.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::export::<Organisations>(&visitor, day, &asked).await;
    }
    let bytes = table::export_organisations(&visitor.cx, &filter(&asked)).await?;
    Ok(handed::xlsx(text::code("nav", "organisations"), "organisations", bytes))
}

pub(super) fn row(line: OrganisationLine) -> Row {
    let mut chips = Vec::new();
    if !line.row.active {
        chips.push(Chip { tone: Tone::Plain, icon: "close", text: text::code("page_directory", "closed").to_owned() });
    } else if line.row.kind.mediates() && !line.row.takes_cases {
        chips.push(Chip { tone: Tone::Near, icon: "pause", text: text::code("page_directory", "takes_no_cases").to_owned() });
    }
    Row {
        href: format!("/organisations/{}", line.row.id),
        kind: text::code("organisation_kind", line.row.kind.code()).to_owned(),
        kind_order: line.row.kind,
        mediates: line.row.kind.mediates(),
        head: line.row.head.unwrap_or_default(),
        phone: line.row.phone.unwrap_or_default(),
        name: line.row.name,
        open: line.open_cases,
        chips,
    }
}

/// A place in the list: `450206000000_org_…`.
fn place(after: &str) -> Option<After> {
    let (division, id) = after.split_once('_')?;
    Some((division.to_owned(), id.parse::<OrganisationId>().ok()?))
}

/// The organisations, a county before its streets.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::page::<Organisations>(&visitor, day, &asked).await;
    }
    let (q, division) = (asked.text("q"), asked.text("division"));
    let filter = filter(&asked);
    let (kind, closed) = (filter.kind, filter.closed_too);
    let found = app::organisation::list(&visitor.cx, &filter, place(asked.text("after")).as_ref()).await?;
    let next = found.rows.last().filter(|_| found.more).map(|line| {
        let (division, id) = line.after();
        format!("{division}_{id}")
    });
    let told = text::phrase("page_access", "shown", &[("count", found.rows.len().to_string())]);
    let pager = pager("/organisations", &asked, told, next);
    let mut groups: Vec<Group> = Vec::new();
    for line in found.rows {
        let code = line.row.division.clone();
        let name = line.division.clone();
        match groups.last_mut().filter(|group| group.code == code) {
            Some(group) => group.rows.push(row(line)),
            None => groups.push(Group { name, code, rows: vec![row(line)] }),
        }
    }
    // The centre stands above its studios and stations.
    for group in &mut groups {
        group.rows.sort_by_key(|row| row.kind_order);
    }
    let division_name =
        if division.is_empty() { String::new() } else { app::organisation::division_name(&visitor.cx.app, division).await? };
    shown(&Page {
        frame: frame(&visitor, title("organisations"), asked.text("done")),
        q: q.to_owned(),
        kinds: OrganisationKind::ALL
            .iter()
            .map(|one| (one.code(), text::code("organisation_kind", one.code()), kind == Some(*one)))
            .collect(),
        division: division.to_owned(),
        division_name,
        closed,
        narrowed: kind.is_some() || closed || !(q.is_empty() && division.is_empty()),
        groups,
        pager,
        yesterday: visitor.cx.now.day().plus(-1).to_string(),
        table: href("/organisations.xlsx", ["q", "kind", "division", "closed"].map(|name| (name, asked.text(name)))),
        keeps: visitor.may(Deal::KeepDirectory),
    })
}

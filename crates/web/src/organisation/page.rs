//! One organisation: what it is, what lies below it, its rooms and mediators.

use app::organisation::liaison::duty_lawyers;
use app::organisation::member::{Member, members_on};
use app::organisation::system::{Document, WorkingSystem, working_systems_on};
use app::organisation::tree::{Branch, below};
use app::organisation::{OrganisationLine, OrganisationView, RoomForm, RoomRow, matter};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::kernel::id::{OrganisationId, RecordId, RoomId};
use domain::kernel::{Day, Moment};
use serde_json::{Value, json};

use super::history::{History, history};
use super::list::{Row, row};
use super::mediator::{Line, line};
use super::standard::{self, Cell};
use crate::access::shown::{Again, Offered, draw, frame};
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Visitor};
use crate::look::frame::{Frame, Tone};
use crate::look::part::Chip;
use crate::look::view::{FieldView, FormView};

struct Room {
    id: String,
    version: i64,
    name: String,
    seats: i64,
    online: bool,
    active: bool,
    form: FormView,
    open: bool,
}

#[derive(Template)]
#[template(path = "organisation/page.html")]
struct Page {
    frame: Frame,
    href: String,
    view: OrganisationView,
    kind: String,
    /// The organisations above it, the topmost first.
    above: Vec<(String, String)>,
    tree: String,
    handles: String,
    updated: String,
    below: Vec<Row>,
    rooms: Vec<Room>,
    fresh: FormView,
    fresh_open: bool,
    mediators: Vec<Line>,
    history: History,
    registers: Books,
    note: String,
    /// Whoever looks may see to whom its open cases could go.
    hands_over: bool,
    /// The past day of which members, systems and books are told.
    past: Option<String>,
    members: Option<Centre>,
    systems: Vec<System>,
    lacking: usize,
    haves: Vec<Cell>,
    /// The visitor may begin a check of the organisation itself, and a visit.
    may_check: (bool, bool),
    /// Titles in force: address, name, last day.
    titles: Vec<(String, String, String)>,
    /// How many duty lawyers serve where there is to be one.
    lawyers: Option<i64>,
    /// What runs out or has lapsed: address, title, book, day, whether it has passed.
    due: Vec<(String, String, String, String, bool)>,
}

/// The registers that know something of an organisation: name, address, how many records.
#[derive(Default)]
struct Books {
    own: Vec<(String, String, i64)>,
    people: Vec<(String, String, i64)>,
    /// Those that have nothing yet.
    empty: Vec<(String, String, i64)>,
}

/// Days ahead for which an organisation's page tells what runs out.
const AHEAD: i64 = 60;

async fn due(visitor: &Visitor, id: OrganisationId) -> app::Result<Vec<(String, String, String, String, bool)>> {
    let today = visitor.cx.now.day();
    let found = app::organisation::register::list::running_out_of(&visitor.cx, id, today.plus(AHEAD)).await?;
    let line = |(book, row): (String, app::organisation::register::RecordRow)| {
        let ends = row.ends.unwrap_or(today);
        (format!("/records/{}", row.record), row.title, book, ends.chinese(), ends < today)
    };
    Ok(found.into_iter().map(line).collect())
}

/// The members of a centre.
struct Centre {
    members: Vec<MemberLine>,
    missing: Vec<String>,
    add: String,
}

struct MemberLine {
    href: String,
    body: Option<String>,
    member: Member,
    since: String,
}

/// A working system: name, its document (address, name, day), where one is entered.
struct System {
    name: String,
    document: Option<(String, String, String)>,
    add: String,
}

async fn centre(visitor: &Visitor, id: OrganisationId, day: Option<Day>) -> app::Result<Option<Centre>> {
    let found = members_on(&visitor.cx, id, day).await?;
    if !found.wanted && found.members.is_empty() {
        return Ok(None);
    }
    let line = |member: Member| MemberLine {
        href: format!("/records/{}", member.record),
        body: member.body.map(|body| format!("/organisations/{body}")),
        since: member.since.map(Day::chinese).unwrap_or_default(),
        member,
    };
    Ok(Some(Centre {
        members: found.members.into_iter().map(line).collect(),
        missing: found.missing,
        add: format!("/registers/member_unit/new?organisation={id}"),
    }))
}

async fn systems(visitor: &Visitor, id: OrganisationId, day: Option<Day>) -> app::Result<Vec<System>> {
    let found = working_systems_on(&visitor.cx, id, day).await?;
    let document = |one: Document| (format!("/records/{}", one.record), one.name, one.effective.map(Day::chinese).unwrap_or_default());
    let system = |one: WorkingSystem| System {
        name: one.name,
        document: one.document.map(document),
        add: format!("/registers/working_system/new?organisation={id}&system={}", one.code),
    };
    Ok(found.into_iter().map(system).collect())
}

/// A room's form that was not right: the room (none for a new one) and what was typed.
pub(super) struct Typed<'a> {
    pub(super) room: Option<RoomId>,
    pub(super) tree: &'a Value,
}

/// Two forms on one page must not share ids.
fn apart(mut form: FormView, mark: &str) -> FormView {
    let rename = |field: &mut FieldView| field.id = format!("{}-{mark}", field.id);
    form.fields.iter_mut().for_each(rename);
    for line in &mut form.summary.lines {
        line.id = line.id.take().map(|id| format!("{id}-{mark}"));
    }
    form
}

fn room(row: RoomRow, number: usize, typed: Option<&Typed<'_>>, again: &Again) -> Room {
    let known = Value::Object(RoomForm::tree(&row));
    let mine = typed.filter(|typed| typed.room == Some(row.id));
    let none = domain::kernel::Faults::default();
    let (tree, faults) = mine.map_or((&known, &none), |typed| (typed.tree, &again.faults));
    Room {
        form: apart(draw::<RoomForm>("room", tree, faults, &Offered::default()), &number.to_string()),
        open: mine.is_some(),
        id: row.id.to_string(),
        version: row.version,
        name: row.name,
        seats: row.seats,
        online: row.online,
        active: row.active,
    }
}

/// The page, with a room's form shown again when there is one.
pub(super) async fn shown(visitor: &Visitor, id: OrganisationId, asked: &Asked, typed: Option<Typed<'_>>, again: Again) -> Answer {
    let done = asked.text("done");
    let cx = &visitor.cx;
    let day = asked.parsed::<Day>("at").filter(|day| *day < cx.now.day());
    let mut view = app::organisation::show(cx, id).await?;
    let below = below(cx, &view.row).await?;
    let lists = &cx.app.lists;
    let new = typed.as_ref().filter(|typed| typed.room.is_none());
    let none = domain::kernel::Faults::default();
    let blank = json!({ "active": "on" });
    let (tree, faults) = new.map_or((&blank, &none), |typed| (typed.tree, &again.faults));
    let systems = if view.row.kind.mediates() { systems(visitor, id, day).await? } else { Vec::new() };
    let lawyers = if view.row.kind.wants_duty_lawyer() { Some(duty_lawyers(cx, id).await?) } else { None };
    let page = Page {
        haves: if view.row.kind.mediates() { standard::card(visitor, id).await? } else { Vec::new() },
        may_check: standard::may_start(visitor, id, view.kept),
        titles: titles(visitor, id).await?,
        members: centre(visitor, id, day).await?,
        past: day.map(Day::chinese),
        due: due(visitor, id).await?,
        lacking: systems.iter().filter(|one| one.document.is_none()).count(),
        systems,
        lawyers,
        href: format!("/organisations/{id}"),
        kind: text::code("organisation_kind", view.row.kind.code()).to_owned(),
        above: view.above.drain(..).map(|(id, name)| (format!("/organisations/{id}"), name)).collect(),
        tree: format!("/organisations/tree?division={}", view.row.division),
        handles: matter::names(lists, &view.row.handles.0),
        updated: text::moment(view.row.updated_at, cx.now.day().year()),
        below: below.into_iter().map(branch).collect(),
        rooms: view.rooms.drain(..).zip(1..).map(|(row, number)| room(row, number, typed.as_ref(), &again)).collect(),
        fresh: apart(draw::<RoomForm>("room", tree, faults, &Offered::default()), "new"),
        fresh_open: new.is_some(),
        mediators: view.mediators.drain(..).map(|one| line(one, lists)).collect(),
        history: history(visitor, RecordId(id.0), format!("/organisations/{id}"), asked).await?,
        registers: registers(visitor, id, day).await?,
        note: again.note,
        hands_over: visitor.may(Deal::DispatchBoard),
        frame: frame(visitor, view.row.name.clone(), done),
        view,
    };
    page_with(again.status, &page)
}

/// The titles in force of an organisation.
async fn titles(visitor: &Visitor, id: OrganisationId) -> app::Result<Vec<(String, String, String)>> {
    let found = app::organisation::honour::titles(&visitor.cx.app, &[id]).await?.remove(&id).unwrap_or_default();
    let told = |one: app::organisation::honour::Title| {
        (format!("/records/{}", one.record), one.name, one.until.map(Day::chinese).unwrap_or_default())
    };
    Ok(found.into_iter().map(told).collect())
}

/// An organisation below, with how it stands where it does not work.
pub(super) fn branch(one: Branch) -> Row {
    let Branch { row, standing, open_cases, .. } = one;
    let mut row = self::row(OrganisationLine { row, division: String::new(), open_cases });
    if let Some(standing) = standing.filter(|standing| !standing.runs) {
        row.chips = vec![Chip { tone: Tone::Near, icon: "pause", text: standing.name }];
    }
    row
}

/// The registers that know something of the organisation: name, address of their records about it, how many.
async fn registers(visitor: &Visitor, id: OrganisationId, day: Option<Day>) -> app::Result<Books> {
    let at = day.map(|day| format!("&at={day}")).unwrap_or_default();
    let mut books = Books::default();
    for book in visitor.cx.app.lists.registers().iter().filter(|book| visitor.may(book.register.audience.deal())) {
        let count = app::organisation::register::list::count_of(&visitor.cx, &book.register.code, id, day.map(Moment::end_of)).await?;
        let line = (book.register.name.clone(), format!("/registers/{}?organisation={id}{at}", book.register.code), count);
        if count == 0 {
            if visitor.may(book.register.entry.deal()) && book.register.group == "organisation" {
                books.empty.push(line);
            }
        } else if book.register.group == "people" {
            books.people.push(line);
        } else {
            books.own.push(line);
        }
    }
    Ok(books)
}

/// One organisation.
pub async fn show(visitor: Visitor, Path(organisation): Path<String>, asked: Asked) -> Answer {
    shown(&visitor, organisation.parse()?, &asked, None, Again::edit()).await
}

//! The shelf of books, and the list of one: searched, narrowed, counted, as it is now or as it stood on a past day.

use app::organisation::register::list::{self as registers, Marked};
use app::organisation::register::{Narrow, PAGE, filled, names, sheet};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::kernel::Day;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::organisation::register::FieldKind;

use crate::access::shown::frame;
use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::paging::pager;

/// A book on the shelf.
struct OnShelf {
    href: String,
    icon: String,
    name: String,
    purpose: String,
    count: i64,
}

#[derive(Template)]
#[template(path = "register/shelf.html")]
struct Shelf {
    frame: Frame,
    groups: Vec<(&'static str, Vec<OnShelf>)>,
}

/// Every book that the visitor may open.
pub async fn shelf(visitor: Visitor, asked: Asked) -> Answer {
    let mut groups: Vec<(&'static str, Vec<OnShelf>)> = ["organisation", "people"].map(|group| (group, Vec::new())).into();
    for book in visitor.cx.app.lists.registers().iter() {
        let register = &book.register;
        if !visitor.may(register.audience.deal()) {
            continue;
        }
        let count = registers::count(&visitor.cx, &register.code).await?;
        let one = OnShelf {
            href: format!("/registers/{}", register.code),
            icon: register.icon.clone(),
            name: register.name.clone(),
            purpose: register.purpose.clone(),
            count,
        };
        match groups.iter_mut().find(|(group, _)| *group == register.group) {
            Some((_, books)) => books.push(one),
            None => groups.push(("other", vec![one])),
        }
    }
    for (group, _) in &mut groups {
        *group = text::code("register_group", group);
    }
    shown(&Shelf { frame: frame(&visitor, text::code("page_register", "shelf"), asked.text("done")), groups })
}

/// Filters that stand above a list at once; the others are behind a word.
const SHOWN: usize = 2;

/// Years back that a list can be narrowed to by a day.
const YEARS: i32 = 5;

/// One of the choices of a filter.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A filter above the list.
struct Narrowing {
    name: String,
    label: String,
    options: Vec<Choice>,
}

struct Line {
    href: String,
    title: String,
    cells: Vec<(String, String)>,
    state: String,
    tone: String,
}

/// Counts by a field, each leading to its records.
struct Counted {
    label: String,
    counts: Vec<(String, i64, String)>,
}

#[derive(Template)]
#[template(path = "register/list.html")]
struct Page {
    frame: Frame,
    href: String,
    purpose: String,
    record: String,
    q: String,
    at: String,
    today: String,
    past: Option<String>,
    stated: bool,
    filters: Vec<Narrowing>,
    more_open: bool,
    head: String,
    columns: Vec<String>,
    rows: Vec<Line>,
    count: i64,
    figures: Vec<Counted>,
    narrowed: bool,
    counting: String,
    may_enter: bool,
    export: String,
    pager: Pager,
}

/// What an address narrows a list to.
pub(super) fn narrow(visitor: &Visitor, book: &app::organisation::register::Book, asked: &Asked) -> Narrow {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let marks = book.register.fields.iter().filter(|field| field.filter);
    let marks = marks.filter_map(|field| Some((field.name.clone(), some(asked.text(&format!("f_{}", field.name)))?)));
    // The last moment of the day asked for.
    let at = asked.parsed::<Day>("at").filter(|day| *day < visitor.cx.now.day()).map(domain::kernel::Moment::end_of);
    Narrow {
        at,
        query: some(asked.text("q")),
        state: some(asked.text("state")),
        marks: marks.collect(),
        organisation: asked.parsed::<OrganisationId>("organisation"),
        ..Narrow::default()
    }
}

fn place(after: &str) -> Option<(String, RecordId)> {
    let (id, title) = after.split_once('.')?;
    Some((title.to_owned(), id.parse().ok()?))
}

/// A book's list.
pub async fn page(visitor: Visitor, Path(register): Path<String>, asked: Asked) -> Answer {
    let book = super::book(&visitor, &register)?;
    let cx = &visitor.cx;
    let narrow = narrow(&visitor, book, &asked);
    let found = registers::page(cx, &register, &narrow, place(asked.text("after")).as_ref()).await?;
    let next = found.rows.last().filter(|_| found.more).map(|row| format!("{}.{}", row.record, row.title));
    let here = format!("/registers/{register}");
    let columns: Vec<_> = book.register.fields.iter().filter(|field| field.column && field.name != book.register.title).collect();
    let at = asked.parsed::<Day>("at").filter(|_| narrow.at.is_some());
    let rows = found.rows.iter().map(|row| {
        let values = filled(row);
        let state = book.register.state(&row.state);
        Line {
            href: format!("/records/{}{}", row.record, at.map(|day| format!("?at={day}")).unwrap_or_default()),
            title: if row.title.is_empty() { book.register.record.clone() } else { row.title.clone() },
            cells: columns.iter().map(|field| (field.label.clone(), found.names.told_masked(&cx.app.lists, field, &values))).collect(),
            state: state.map(|state| state.name.clone()).unwrap_or_default(),
            tone: state.map(|state| state.tone.clone()).unwrap_or_default(),
        }
    });
    let rows = rows.collect();
    // Counting all of them by every category takes as long as many pages, so it waits until somebody asks.
    let figures = match asked.text("counts") {
        "1" => registers::figures(cx, &register, &narrow).await?,
        _ => Vec::new(),
    };
    let this = cx.now.day().year();
    let options = |name: &str| -> Vec<Choice> {
        let Some(field) = book.register.field(name) else { return Vec::new() };
        let chosen = asked.text(&format!("f_{name}")).to_owned();
        let one = |code: &str| Choice { label: label(cx, field, code), chosen: code == chosen, value: code.to_owned() };
        match &field.list {
            Some(list) => cx.app.lists.entries(list).iter().map(|entry| one(&entry.code)).collect(),
            None if field.kind == FieldKind::Day => (this - YEARS..=this + 1).rev().map(|year| one(&year.to_string())).collect(),
            None if field.is_chosen() => field.items.iter().map(|item| one(&item.code)).collect(),
            None if matches!(field.kind, FieldKind::Flag) => ["yes", "no"].map(one).into(),
            // Too many to choose among: only the one that the address names.
            None if chosen.is_empty() => Vec::new(),
            None => {
                let told = found.rows.first().map(|row| found.names.told(&cx.app.lists, field, &filled(row)));
                vec![Choice { label: told.unwrap_or_else(|| field.label.clone()), chosen: true, value: chosen }]
            }
        }
    };
    let mut filters: Vec<Narrowing> = Vec::new();
    if !book.register.states.is_empty() {
        let states = book.register.states.iter();
        let options =
            states.map(|state| Choice { value: state.code.clone(), label: state.name.clone(), chosen: asked.text("state") == state.code });
        filters.push(Narrowing {
            name: "state".to_owned(),
            label: text::code("register_sheet", "state").to_owned(),
            options: options.collect(),
        });
    }
    for field in book.register.fields.iter().filter(|field| field.filter) {
        filters.push(Narrowing { name: format!("f_{}", field.name), label: field.label.clone(), options: options(&field.name) });
    }
    filters.retain(|filter| !filter.options.is_empty());
    let chosen = |filter: &Narrowing| filter.options.iter().any(|one| one.chosen);
    let more_open = at.is_some() || filters.iter().skip(SHOWN).any(chosen);
    let texts = asked.0.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let kept: Vec<(&str, &str)> =
        texts.filter(|(name, value)| !value.is_empty() && !matches!(*name, "after" | "back" | "done" | "counts")).collect();
    let counted = figures.iter().filter_map(|figure| {
        let field = book.register.field(&figure.field)?;
        let name = format!("f_{}", field.name);
        let one = |marked: &Marked| {
            let others = kept.iter().copied().filter(|(kept, _)| *kept != name);
            let asked: Vec<(&str, &str)> = others.chain([(name.as_str(), marked.value.as_str()), ("counts", "1")]).collect();
            (label(cx, field, &marked.value), marked.count, href(&here, asked))
        };
        Some(Counted { label: field.label.clone(), counts: figure.counts.iter().map(one).collect() })
    });
    let figures = counted.filter(|one| !one.counts.is_empty()).collect();
    let told = text::phrase("page_register", "shown", &[("count", found.count.to_string())]);
    shown(&Page {
        frame: Frame {
            kicker: text::code("page_register", "shelf").to_owned(),
            ..frame(&visitor, book.register.name.clone(), asked.text("done"))
        },
        purpose: book.register.purpose.clone(),
        record: book.register.record.clone(),
        q: asked.text("q").to_owned(),
        at: at.map(|day| day.to_string()).unwrap_or_default(),
        today: cx.now.day().to_string(),
        past: at.map(Day::chinese),
        stated: !book.register.states.is_empty(),
        filters,
        more_open,
        head: book.register.field(&book.register.title).map(|field| field.label.clone()).unwrap_or_default(),
        columns: columns.iter().map(|field| field.label.clone()).collect(),
        rows,
        count: found.count,
        figures,
        narrowed: !kept.is_empty(),
        counting: href(&here, kept.iter().copied().chain([("counts", "1")])),
        may_enter: visitor.may(book.register.entry.deal()) && book.register.is_by_hand(),
        export: href(&format!("{here}/export.xlsx"), kept),
        pager: pager(&here, &asked, told, next.filter(|_| found.count > PAGE)),
        href: here,
    })
}

fn label(cx: &app::Ctx, field: &domain::organisation::register::Field, code: &str) -> String {
    match code {
        "yes" | "no" if !field.is_chosen() => text::code("yes_no", code).to_owned(),
        _ => names::item(&cx.app.lists, field, code).to_owned(),
    }
}

/// A register as a spreadsheet, with the filters of the list.
pub async fn export(visitor: Visitor, Path(register): Path<String>, asked: Asked) -> Answer {
    let book = super::book(&visitor, &register)?;
    let bytes = sheet::export(&visitor.cx, &register, &narrow(&visitor, book, &asked)).await?;
    Ok(handed::xlsx(&book.register.name, "register", bytes))
}

/// An empty table to fill in.
pub async fn blank(visitor: Visitor, Path(register): Path<String>) -> Answer {
    let book = super::book(&visitor, &register)?;
    Ok(handed::xlsx(&book.register.name, "register", sheet::blank(&visitor.cx, &register)?))
}

//! Mediators: whom they serve, what they know, how much they have in hand.

use app::Error;
use app::lists::Lists;
use app::organisation::{
    MediatorFilter, MediatorForm, MediatorLine, MediatorView, matter, mediator, mediators, offices_within, put_mediator,
    table::{self, Mediators},
};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::kernel::Form;
use domain::kernel::id::{AccountId, RecordId};
use domain::kernel::masked::mask;
use serde_json::{Value, json};

use super::history::{History, history};
use super::past;
use crate::access::shown::{Again, Choice, Offered, draw, fields, frame, go, title};
use crate::case::filter::href;
use crate::failure::{Answer, Failure, page as plain, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;
use crate::look::decode::Press;
use crate::look::frame::Frame;
use crate::look::part::Pager;
use crate::look::view::FormView;
use crate::paging::pager;

/// A mediator as pages show one.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) organisations: Vec<(String, String)>,
    pub(super) full_time: bool,
    pub(super) fields: String,
    pub(super) languages: String,
    pub(super) open: i64,
    pub(super) active: bool,
}

pub(super) fn line(line: MediatorLine, lists: &Lists) -> Line {
    Line {
        href: format!("/mediators/{}", line.row.account),
        name: line.name,
        organisations: line.organisations.into_iter().map(|(id, name)| (format!("/organisations/{id}"), name)).collect(),
        full_time: line.row.full_time,
        fields: matter::names(lists, &line.row.fields.0),
        languages: line.row.languages.0.join(text::code("format", "list")),
        open: line.open_cases,
        active: line.row.active,
    }
}

#[derive(Template)]
#[template(path = "organisation/mediators.html")]
struct Page {
    frame: Frame,
    rows: Vec<Line>,
    q: String,
    /// Organisations to narrow the list to: id, name, chosen.
    offices: Vec<(String, String, bool)>,
    /// What they know: code, words, chosen.
    fields: Vec<(String, String, bool)>,
    language: String,
    full_time: Option<bool>,
    narrowed: bool,
    more_open: bool,
    pager: Pager,
    /// What the list is narrowed to, as the table that goes out is.
    table: String,
    yesterday: String,
    keeps: bool,
    keeps_accounts: bool,
}

/// What the address narrows the list to.
fn filter(asked: &Asked) -> MediatorFilter {
    let said = |name: &str| Some(asked.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    MediatorFilter {
        organisation: asked.parsed("organisation"),
        inactive_too: true,
        words: said("q"),
        field: said("field"),
        language: said("language"),
        full_time: said("full_time").map(|text| text == "yes"),
        ..MediatorFilter::default()
    }
}

/// What the address says of it.
fn narrowing(asked: &Asked) -> Vec<(&'static str, &str)> {
    let said = ["q", "organisation", "field", "language", "full_time"].map(|name| (name, asked.text(name)));
    said.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// The mediators as XLSX, narrowed as the list is.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::export::<Mediators>(&visitor, day, &asked).await;
    }
    let bytes = table::export_mediators(&visitor.cx, &filter(&asked)).await?;
    Ok(handed::xlsx(text::code("nav", "mediators"), "mediators", bytes))
}

/// The mediators, all of them or those that the address asks for.
pub async fn list(visitor: Visitor, asked: Asked) -> Answer {
    if let Some(day) = past::asked_for(&visitor, &asked) {
        return past::page::<Mediators>(&visitor, day, &asked).await;
    }
    let (cx, filter) = (&visitor.cx, filter(&asked));
    let after = asked.parsed::<AccountId>("after");
    let found = mediators(cx, &filter, after).await?;
    let offices = offices_within(cx, Deal::ReadDirectory).await?;
    let next = found.rows.last().filter(|_| found.more).map(|line| line.row.account.to_string());
    let told = text::phrase("page_access", "shown", &[("count", found.rows.len().to_string())]);
    plain(&Page {
        frame: frame(&visitor, title("mediators"), asked.text("done")),
        offices: offices
            .into_iter()
            .filter(|row| row.kind.mediates())
            .map(|row| (row.id.to_string(), row.name, filter.organisation == Some(row.id)))
            .collect(),
        fields: matter::all(&cx.app.lists)
            .into_iter()
            .map(|(code, name)| (filter.field.as_ref() == Some(&code), code, name))
            .map(|(chosen, code, name)| (code, name, chosen))
            .collect(),
        narrowed: !narrowing(&asked).is_empty(),
        yesterday: cx.now.day().plus(-1).to_string(),
        more_open: filter.field.is_some() || filter.language.is_some() || filter.full_time.is_some(),
        table: href("/mediators.xlsx", narrowing(&asked)),
        q: filter.words.unwrap_or_default(),
        language: filter.language.unwrap_or_default(),
        full_time: filter.full_time,
        keeps: visitor.may(Deal::KeepDirectory),
        pager: pager("/mediators", &asked, told, next),
        rows: found.rows.into_iter().map(|one| line(one, &cx.app.lists)).collect(),
        keeps_accounts: visitor.may(Deal::KeepAccounts),
    })
}

#[derive(Template)]
#[template(path = "organisation/mediator.html")]
struct Card {
    frame: Frame,
    line: Line,
    id_number: String,
    works_for: String,
    updated: String,
    kept: bool,
    account: Option<String>,
    hands_over: bool,
    history: History,
}

/// One mediator.
pub async fn show(visitor: Visitor, Path(account): Path<String>, asked: Asked) -> Answer {
    let id: AccountId = account.parse()?;
    let MediatorView { name, line: known, kept, .. } = mediator(&visitor.cx, id).await?;
    let Some(known) = known else {
        return Ok(go(&format!("/mediators/{id}/edit"), None));
    };
    let within = visitor.may(Deal::KeepAccounts) && app::access::account(&visitor.cx, id).await.is_ok();
    plain(&Card {
        frame: frame(&visitor, name, asked.text("done")),
        id_number: known.row.id_number.as_ref().map(|number| mask(number.reveal())).unwrap_or_default(),
        works_for: known.row.works_for_uscc.clone().unwrap_or_default(),
        updated: text::moment(known.row.updated_at, visitor.cx.now.day().year()),
        line: line(known, &visitor.cx.app.lists),
        kept,
        history: history(&visitor, RecordId(id.0), format!("/mediators/{id}"), &asked).await?,
        hands_over: visitor.may(Deal::DispatchBoard),
        account: within.then(|| format!("/accounts/{id}")),
    })
}

#[derive(Template)]
#[template(path = "organisation/mediator_form.html")]
struct Edit {
    frame: Frame,
    id: String,
    /// Empty for somebody who is no mediator yet.
    version: String,
    form: FormView,
    /// Nobody can serve an office without a role in it.
    no_office: bool,
    /// A number is known; it is not shown, and stays when nothing is typed.
    number_known: bool,
    note: String,
}

async fn edit_page(visitor: &Visitor, id: AccountId, typed: Option<(&Value, &str)>, again: Again) -> Answer {
    let view = mediator(&visitor.cx, id).await?;
    if !view.kept {
        return Err(Failure::App(Error::NotFound));
    }
    let offices: Vec<Choice> = view.offices.iter().map(|(id, name)| (id.to_string(), name.clone(), None)).collect();
    let stored = match &view.line {
        Some(line) => json!({
            "organisations": line.organisations.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>(),
            "full_time": line.row.full_time, "fields": line.row.fields.0, "languages": line.row.languages.0,
            "works_for_uscc": line.row.works_for_uscc, "active": line.row.active,
        }),
        None => {
            json!({ "organisations": view.offices.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>(), "full_time": true, "active": true })
        }
    };
    let version = view.line.as_ref().map(|line| line.row.version.to_string()).unwrap_or_default();
    let tree = typed.map_or(&stored, |(tree, _)| tree);
    let no_office = offices.is_empty();
    let offered = Offered { lists: vec![("org", offices), ("fields", fields(&visitor.cx.app.lists))], lines: &[("fields", "fields")] };
    let form = draw::<MediatorForm>("mediator", tree, &again.faults, &offered);
    let page = Edit {
        frame: visitor.frame(view.name),
        id: id.to_string(),
        version: typed.filter(|_| again.note.is_empty()).map_or(version, |(_, version)| version.to_owned()),
        form: form.with("id_number", |field| field.autocomplete = "off"),
        no_office,
        number_known: view.line.is_some_and(|line| line.row.id_number.is_some()),
        note: again.note,
    };
    page_with(again.status, &page)
}

/// The form of a mediator, or of somebody who is to become one.
pub async fn edit_form(visitor: Visitor, Path(account): Path<String>) -> Answer {
    edit_page(&visitor, account.parse()?, None, Again::edit()).await
}

/// Adds or changes a mediator.
pub async fn update(visitor: Visitor, Path(account): Path<String>, Posted(typed): Posted) -> Answer {
    let id: AccountId = account.parse()?;
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match MediatorForm::read(&typed.tree) {
            Ok(form) => match put_mediator(&visitor.cx, id, typed.text("_version").parse().ok(), form).await {
                Ok(()) => return Ok(go(&format!("/mediators/{id}?done=mediator_changed"), None)),
                Err(error) => Again::after(error)?,
            },
            Err(faults) => Again::faults(faults),
        }
    };
    edit_page(&visitor, id, Some((&typed.tree, typed.text("_version"))), again).await
}

//! One account: data, roles, and what can be done with it.

use app::Error;
use app::access::{AccountView, PersonForm, SetGrants};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::access::rules::Deal;
use domain::access::scope::covers;
use domain::access::{Action, Role};
use domain::kernel::id::AccountId;
use domain::kernel::{Faults, Form};
use serde_json::{Value, json};

use super::accounts::{Row, Secret, grant, offered, row};
use super::shown::{Again, Offered, draw, frame, go, title, without_system};
use crate::failure::{Answer, Failure, page as plain, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::{Press, Typed};
use crate::look::frame::Frame;
use crate::look::view::FormView;

#[derive(Template)]
#[template(path = "access/account.html")]
struct Page {
    frame: Frame,
    row: Row,
    created: String,
    sessions: usize,
    disabled: bool,
    mine: bool,
    within_reach: bool,
    /// Roles in offices beyond reach: shown, not changed.
    beyond: Vec<(String, String)>,
    person: FormView,
    grants: FormView,
    /// Where the person is entered in the directory of mediators.
    mediator: Option<String>,
    note: String,
}

/// Which of the page's forms is shown again, with what was typed.
enum Shown<'a> {
    Fresh,
    Person(&'a Value),
    Grants(&'a Value),
}

async fn shown(visitor: &Visitor, id: AccountId, done: &str, which: Shown<'_>, again: Again) -> Answer {
    let view = app::access::account(&visitor.cx, id).await?;
    let scope = visitor.cx.scope(Action::Deal(Deal::KeepAccounts));
    let (within, beyond): (Vec<_>, Vec<_>) = view.line.grants.iter().cloned().partition(|grant| covers(&scope, &grant.division));
    let known = json!({ "name": view.line.name, "phone": view.phone });
    let rows: Vec<Value> = within.iter().map(|grant| json!({ "role": grant.role.code(), "office": grant.office.to_string() })).collect();
    let rows = json!({ "grants": rows });
    let none = Faults::default();
    let (person, grants, person_faults, grant_faults) = match which {
        Shown::Fresh => (&known, &rows, &none, &none),
        Shown::Person(typed) => (typed, &rows, &again.faults, &none),
        Shown::Grants(typed) => (&known, typed, &none, &again.faults),
    };
    let person = draw::<PersonForm>("account.person", person, person_faults, &Offered::default());
    let grants = draw::<SetGrants>("account.grants", grants, grant_faults, &offered(visitor).await?).with("grants", without_system);
    // A fault of no field (an account that is one's own, the last administrator) is told on top.
    let aside = again.faults.0.iter().find(|(path, _)| path.as_str() == "account").map(|(_, fault)| text::fault(fault));
    let is_mediator = view.line.grants.iter().any(|grant| grant.role == Role::Mediator);
    let AccountView { line, created_at, sessions, within_reach, .. } = view;
    let page = Page {
        frame: frame(visitor, line.name.clone(), done),
        created: text::moment(created_at, visitor.cx.now.day().year()),
        sessions,
        disabled: line.disabled,
        mine: id == visitor.cx.person.account,
        within_reach,
        beyond: beyond.iter().map(grant).collect(),
        person,
        grants,
        mediator: (is_mediator && visitor.may(Deal::KeepDirectory)).then(|| format!("/mediators/{id}/edit")),
        note: aside.unwrap_or(again.note),
        row: row(line, visitor.cx.now),
    };
    page_with(again.status, &page)
}

/// One account within reach.
pub async fn show(visitor: Visitor, Path(account): Path<String>, asked: Asked) -> Answer {
    shown(&visitor, account.parse()?, asked.text("done"), Shown::Fresh, Again::edit()).await
}

/// Changes one account: `person`, `grants`, `disable`, `enable`, `reset`, `sessions`.
pub async fn step(visitor: Visitor, Path((account, step)): Path<(String, String)>, Posted(typed): Posted) -> Answer {
    let (cx, id) = (&visitor.cx, account.parse::<AccountId>()?);
    if typed.press == Press::Edit {
        return shown(&visitor, id, "", which(&step, &typed), Again::edit()).await;
    }
    let outcome = match step.as_str() {
        "person" => match PersonForm::read(&typed.tree) {
            Ok(form) => app::access::change_account(cx, id, form).await.map(|()| "account_changed"),
            Err(faults) => Err(Error::Faults(faults)),
        },
        "grants" => match SetGrants::read(&typed.tree) {
            Ok(form) => app::access::set_grants(cx, id, form).await.map(|()| "grants_changed"),
            Err(faults) => Err(Error::Faults(faults)),
        },
        "disable" => app::access::disable(cx, id).await.map(|()| "account_disabled"),
        "enable" => app::access::enable(cx, id).await.map(|()| "account_enabled"),
        "sessions" => app::access::end_sessions(cx, id).await.map(|()| "sessions_ended"),
        "reset" => match app::access::reset_password(cx, id).await {
            Ok(password) => return reset(&visitor, id, password).await,
            Err(error) => Err(error),
        },
        _ => return Err(Failure::App(Error::NotFound)),
    };
    match outcome {
        Ok(done) => Ok(go(&format!("/accounts/{id}?done={done}"), None)),
        Err(error) => shown(&visitor, id, "", which(&step, &typed), Again::after(error)?).await,
    }
}

fn which<'a>(step: &str, typed: &'a Typed) -> Shown<'a> {
    match step {
        "person" => Shown::Person(&typed.tree),
        "grants" => Shown::Grants(&typed.tree),
        _ => Shown::Fresh,
    }
}

async fn reset(visitor: &Visitor, id: AccountId, password: String) -> Answer {
    let view = app::access::account(&visitor.cx, id).await?;
    let frame = frame(visitor, title("password_reset"), "password_reset");
    plain(&Secret { frame, login: view.line.login, password, href: format!("/accounts/{id}") })
}

//! Accounts: who may sign in, and a new one.

use app::access::{AccountLine, GrantView, NewAccount, create_account, list_accounts};
use app::text;
use askama::Template;
use domain::access::rules::Deal;
use domain::kernel::Form;
use domain::kernel::Moment;
use serde_json::Value;

pub use super::account::{show, step};
use super::shown::{Again, Choice, Offered, draw, frame, title, without_system};
use crate::failure::{Answer, page, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::decode::Press;
use crate::look::frame::{Frame, Tone};
use crate::look::part::{Chip, Pager};
use crate::look::view::FormView;
use crate::paging::pager;

/// An account as pages show one.
pub(super) struct Row {
    pub(super) href: String,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) grants: Vec<(String, String)>,
    pub(super) seen: String,
    pub(super) chips: Vec<Chip>,
}

pub(super) fn grant(grant: &GrantView) -> (String, String) {
    (text::code("role", grant.role.code()).to_owned(), grant.office_name.clone())
}

pub(super) fn row(line: AccountLine, now: Moment) -> Row {
    let year = now.day().year();
    let mut chips = Vec::new();
    let mut chip = |is: bool, tone: Tone, icon: &'static str, code: &str, until: String| {
        if is {
            chips.push(Chip { tone, icon, text: text::phrase("page_access", code, &[("until", until)]) });
        }
    };
    chip(line.disabled, Tone::Over, "lock", "disabled", String::new());
    chip(line.locked_until.is_some(), Tone::Warn, "lock", "locked", line.locked_until.map(|at| text::moment(at, year)).unwrap_or_default());
    chip(line.must_change, Tone::Near, "today", "must_change", String::new());
    Row {
        href: format!("/accounts/{}", line.id),
        grants: line.grants.iter().map(grant).collect(),
        seen: line.signed_in_at.map(|at| text::moment(at, year)).unwrap_or_default(),
        phone: line.phone.unwrap_or_default(),
        login: line.login,
        name: line.name,
        chips,
    }
}

/// The offices that may be given, as choices.
pub(super) async fn offered(visitor: &Visitor) -> Result<Offered, crate::failure::Failure> {
    let offices = app::organisation::offices_within(&visitor.cx, Deal::KeepAccounts).await?;
    let choice = |row: app::organisation::OrganisationRow| -> Choice { (row.id.to_string(), row.name, None) };
    Ok(Offered { lists: vec![("org", offices.into_iter().map(choice).collect())], lines: &[] })
}

#[derive(Template)]
#[template(path = "access/accounts.html")]
struct Page {
    frame: Frame,
    q: String,
    rows: Vec<Row>,
    pager: Pager,
}

/// The accounts within reach.
pub async fn list(visitor: Visitor, asked: Asked) -> Answer {
    let (q, after) = (asked.text("q"), asked.text("after"));
    let found = list_accounts(&visitor.cx, Some(q), Some(after).filter(|after| !after.is_empty())).await?;
    let told = text::phrase("page_access", "shown", &[("count", found.lines.len().to_string())]);
    let pager = pager("/accounts", &asked, told, found.next);
    let rows = found.lines.into_iter().map(|line| row(line, visitor.cx.now)).collect();
    page(&Page { frame: frame(&visitor, title("accounts"), asked.text("done")), q: q.to_owned(), rows, pager })
}

#[derive(Template)]
#[template(path = "access/account_new.html")]
struct New {
    frame: Frame,
    form: FormView,
    note: String,
}

async fn new_page(visitor: &Visitor, typed: &Value, again: Again) -> Answer {
    let form = draw::<NewAccount>("account.new", typed, &again.faults, &offered(visitor).await?);
    let form = form.with("grants", without_system).with("login", |field| field.autocomplete = "off");
    page_with(again.status, &New { frame: visitor.frame(title("account_new")), form, note: again.note })
}

/// The form of a new account.
pub async fn new_form(visitor: Visitor) -> Answer {
    new_page(&visitor, &Value::Null, Again::edit()).await
}

/// The page that shows an initial password, once.
#[derive(Template)]
#[template(path = "access/secret.html")]
pub(super) struct Secret {
    pub(super) frame: Frame,
    pub(super) login: String,
    pub(super) password: String,
    pub(super) href: String,
}

/// Makes an account and shows its initial password.
pub async fn create(visitor: Visitor, Posted(typed): Posted) -> Answer {
    let again = if typed.press == Press::Edit {
        Again::edit()
    } else {
        match NewAccount::read(&typed.tree) {
            Ok(form) => {
                let login = form.login.to_string();
                match create_account(&visitor.cx, form).await {
                    Ok((id, password)) => {
                        let frame = frame(&visitor, title("account_created"), "account_created");
                        return page(&Secret { frame, login, password, href: format!("/accounts/{id}") });
                    }
                    Err(error) => Again::after(error)?,
                }
            }
            Err(faults) => Again::faults(faults),
        }
    };
    new_page(&visitor, &typed.tree, again).await
}

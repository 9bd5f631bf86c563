//! Seeing accounts within reach.

use std::collections::HashMap;

use domain::access::{Grant, Role};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::masked::mask;
use store::access::account::Account;
use store::access::grant::GrantRow;
use store::access::{grant, session};

use super::reach::{KEEP, is_within, keeper_of};
use crate::{Ctx, Result};

/// Accounts on a page.
const PAGE: usize = 25;

/// A role in an office, with the office's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantView {
    /// The role.
    pub role: Role,
    /// The office.
    pub office: OrganisationId,
    /// The office's name.
    pub office_name: String,
    /// The office's 12-digit division.
    pub division: String,
}

impl From<GrantRow> for GrantView {
    fn from(row: GrantRow) -> Self {
        Self { role: row.role, office: row.office, office_name: row.office_name.unwrap_or_default(), division: row.division }
    }
}

/// An account in a list.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// Which.
    pub id: AccountId,
    /// The login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The telephone with stars in it.
    pub phone: Option<String>,
    /// May not sign in.
    pub disabled: bool,
    /// Locked until then after too many failed tries.
    pub locked_until: Option<Moment>,
    /// Has an initial password that is to be changed.
    pub must_change: bool,
    /// The last time somebody signed in.
    pub signed_in_at: Option<Moment>,
    /// The roles.
    pub grants: Vec<GrantView>,
}

/// One page of accounts.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// The accounts, by login.
    pub lines: Vec<AccountLine>,
    /// `after` of the next page.
    pub next: Option<String>,
}

/// An account on its page.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// What the list shows.
    pub line: AccountLine,
    /// The telephone in clear: whoever keeps the account corrects it.
    pub phone: Option<String>,
    /// When it was made.
    pub created_at: Moment,
    /// How many sessions are open.
    pub sessions: usize,
    /// Every role is within reach: may be disabled and get a new password.
    pub within_reach: bool,
}

fn line(cx: &Ctx, account: Account, grants: Vec<GrantView>) -> AccountLine {
    AccountLine {
        id: account.id,
        login: account.login,
        name: account.name,
        phone: account.phone.as_deref().map(mask),
        disabled: account.disabled,
        locked_until: account.locked_until.filter(|until| *until > cx.now),
        must_change: account.must_change,
        signed_in_at: account.signed_in_at,
        grants,
    }
}

/// The accounts with a role within reach, by login; `words` are looked for in login and name.
pub async fn list_accounts(cx: &Ctx, words: Option<&str>, after: Option<&str>) -> Result<AccountPage> {
    cx.may_somewhere(KEEP)?;
    let reader = cx.app.store.read();
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = store::access::account::list(&reader, &cx.scope(KEEP), words, after, limit).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|account| account.login.clone());
    let ids: Vec<AccountId> = found.iter().map(|account| account.id).collect();
    let mut grants: HashMap<AccountId, Vec<GrantView>> = HashMap::new();
    for row in grant::of(&reader, &ids).await? {
        grants.entry(row.account).or_default().push(row.into());
    }
    let lines = found.into_iter().map(|account| {
        let grants = grants.remove(&account.id).unwrap_or_default();
        line(cx, account, grants)
    });
    Ok(AccountPage { lines: lines.collect(), next })
}

/// One account within reach.
pub async fn account(cx: &Ctx, id: AccountId) -> Result<AccountView> {
    let reader = cx.app.store.read();
    let account = store::access::account::get(&reader, id).await?;
    let rows = grant::of(&reader, &[id]).await?;
    let grants: Vec<Grant> = rows.iter().cloned().map(Grant::from).collect();
    keeper_of(cx, &grants)?;
    let sessions = session::of(&reader, id).await?;
    Ok(AccountView {
        phone: account.phone.clone(),
        created_at: account.created_at,
        sessions: sessions.iter().filter(|session| super::session::is_live(session, cx.now)).count(),
        within_reach: grants.iter().all(|grant| is_within(cx, grant)),
        line: line(cx, account, rows.into_iter().map(GrantView::from).collect()),
    })
}

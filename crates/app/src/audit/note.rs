//! Writing an entry.

use std::fmt::Display;

use domain::access::Grant;
use domain::case::Actor;
use domain::kernel::Moment;
use domain::kernel::id::AccountId;
use serde_json::{Map, Value};
use store::Tx;

use super::Deed;
use crate::{App, Ctx, Result};

/// An entry about to be written.
#[derive(Clone, Debug)]
pub struct Note {
    entry: store::audit::Note,
    detail: Map<String, Value>,
}

impl Note {
    fn new(app: &App, at: Moment, deed: Deed, account: Option<AccountId>, grant: Option<&Grant>) -> Self {
        let entry = store::audit::Note {
            id: app.dice.id(),
            at,
            account,
            role: grant.map(|grant| grant.role),
            office: grant.map(|grant| grant.office),
            division: grant.map(|grant| grant.division.clone()),
            deed: deed.code(),
            subject: None,
            detail: String::new(),
        };
        Self { entry, detail: Map::new() }
    }

    /// By the person of this request, acting as `actor` (what [`Ctx::may`] gave).
    pub fn by(cx: &Ctx, actor: &Actor, deed: Deed) -> Self {
        let acts = |grant: &&Grant| grant.role == actor.role && Some(grant.office) == actor.office;
        let grant = cx.person.grants.iter().find(acts);
        Self::new(&cx.app, cx.now, deed, actor.account, grant)
    }

    /// By an account itself, under its first grant.
    pub(crate) fn of(app: &App, at: Moment, account: AccountId, grants: &[Grant], deed: Deed) -> Self {
        Self::new(app, at, deed, Some(account), grants.first())
    }

    /// By the system itself: a timer, the console.
    pub fn by_system(app: &App, at: Moment, deed: Deed) -> Self {
        Self::new(app, at, deed, None, None)
    }

    /// What it was done to: a kind (`case`, `party`, `account` …) and an id.
    #[must_use]
    pub fn on(mut self, kind: &'static str, id: impl Display) -> Self {
        self.entry.subject = Some((kind, id.to_string()));
        self
    }

    /// More about it: codes, ids and counts, never personal data.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.detail.insert(name.to_owned(), value.into());
        self
    }
}

/// Writes the entry. Call it last: on PostgreSQL the office's chain is locked until the transaction ends.
pub async fn note(tx: &Tx, note: Note) -> Result<()> {
    let mut entry = note.entry;
    entry.detail = Value::Object(note.detail).to_string();
    Ok(store::audit::append(tx, entry).await?)
}

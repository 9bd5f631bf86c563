//! The names that a page of rows needs, each kind in one query.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::access::{Action, rules::Deal};
use domain::kernel::id::{AccountId, OrganisationId, RoomId};
use store::organisation::division;

use super::desk::Booked;
use super::list::Listed;
use crate::{Ctx, Result};

/// Most names asked for in one statement: an export may know thousands of them.
const AT_ONCE: usize = 5000;

/// Names by id.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    accounts: HashMap<AccountId, String>,
    organisations: BTreeMap<OrganisationId, String>,
    rooms: BTreeMap<RoomId, String>,
    divisions: BTreeMap<String, String>,
}

impl Directory {
    /// A person's name.
    pub fn account(&self, id: Option<AccountId>) -> Option<&str> {
        self.accounts.get(&id?).map(String::as_str)
    }

    /// An organisation's name.
    pub fn organisation(&self, id: Option<OrganisationId>) -> Option<&str> {
        self.organisations.get(&id?).map(String::as_str)
    }

    /// A room's name.
    pub fn room(&self, id: Option<RoomId>) -> Option<&str> {
        self.rooms.get(&id?).map(String::as_str)
    }

    /// A division's name; its code when it is unknown.
    pub fn division<'a>(&'a self, code: &'a str) -> &'a str {
        self.divisions.get(code).map_or(code, String::as_str)
    }

    /// The mediator, otherwise the organisation that handles or is asked to take the case.
    pub fn handler_of(&self, row: &Listed) -> Option<&str> {
        self.account(row.mediator).or_else(|| self.organisation(row.handler.or(row.asked)))
    }

    /// For whom a case waits.
    pub fn waiting_for(&self, row: &Listed) -> Option<&str> {
        self.account(row.waiting_person).or_else(|| self.organisation(row.waiting_office))
    }
}

/// The names in these rows.
pub async fn of_cases(cx: &Ctx, rows: &[Listed]) -> Result<Directory> {
    // Collected first: a lazy iterator over the rows can't be held across a wait.
    let people: Vec<AccountId> = rows.iter().flat_map(|row| [row.mediator, row.waiting_person]).flatten().collect();
    let offices: Vec<OrganisationId> =
        rows.iter().flat_map(|row| [Some(row.office), row.handler, row.asked, row.waiting_office]).flatten().collect();
    let divisions = rows.iter().map(|row| row.division.clone());
    let mut found = of_people(cx, people.into_iter()).await?;
    found.organisations = organisations(cx, offices.into_iter()).await?;
    found.divisions = division_names(cx, divisions).await?;
    Ok(found)
}

/// The names in these sessions.
pub async fn of_sessions(cx: &Ctx, sessions: &[Booked]) -> Result<Directory> {
    let mut found = of_people(cx, sessions.iter().filter_map(|session| session.mediator)).await?;
    let rooms: BTreeSet<RoomId> = sessions.iter().filter_map(|session| session.room).collect();
    let rooms: Vec<RoomId> = rooms.into_iter().collect();
    found.rooms = store::organisation::room_names(&cx.app.store.read(), &rooms).await?;
    Ok(found)
}

/// The names of these people.
pub async fn of_people(cx: &Ctx, ids: impl Iterator<Item = AccountId>) -> Result<Directory> {
    let ids: BTreeSet<AccountId> = ids.collect();
    let ids: Vec<AccountId> = ids.into_iter().collect();
    let mut found = Directory::default();
    for some in ids.chunks(AT_ONCE) {
        found.accounts.extend(store::access::account::names(&cx.app.store.read(), some).await?);
    }
    Ok(found)
}

async fn organisations(cx: &Ctx, ids: impl Iterator<Item = OrganisationId>) -> Result<BTreeMap<OrganisationId, String>> {
    let ids: BTreeSet<OrganisationId> = ids.collect();
    let ids: Vec<OrganisationId> = ids.into_iter().collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        found.extend(store::organisation::names(&cx.app.store.read(), some).await?);
    }
    Ok(found)
}

/// The names of these divisions.
pub async fn division_names(cx: &Ctx, codes: impl Iterator<Item = String>) -> Result<BTreeMap<String, String>> {
    let codes: BTreeSet<String> = codes.collect();
    let codes: Vec<String> = codes.into_iter().collect();
    let mut found = BTreeMap::new();
    for some in codes.chunks(AT_ONCE) {
        let rows = division::several(&cx.app.store.read(), some).await?;
        found.extend(rows.into_iter().map(|row| (row.code, row.name)));
    }
    Ok(found)
}

/// The divisions that a list can be narrowed to: those of the person's offices and the ones right below.
pub async fn divisions(cx: &Ctx) -> Result<Vec<(String, String)>> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    let reader = cx.app.store.read();
    let own: BTreeSet<String> = cx.person.grants.iter().map(|grant| grant.division.clone()).collect();
    let mut found = division_names(cx, own.iter().cloned()).await?;
    for code in &own {
        found.extend(division::below(&reader, Some(code)).await?.into_iter().map(|row| (row.code, row.name)));
    }
    Ok(found.into_iter().collect())
}

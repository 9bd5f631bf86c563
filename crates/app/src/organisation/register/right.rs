//! Who takes a step, who fills in a field, who changes what was decided: what a book says of it beside who enters its records.

use std::collections::BTreeMap;

use domain::access::rules::{Deal, reach};
use domain::access::{Action, Facts, Person, Role, within};
use domain::case::Actor;
use domain::kernel::Fault;
use domain::kernel::id::AccountId;
use domain::organisation::register::{By, Entry, Field, Filled, Register, State, has_acted, has_brought};
use store::Query;
use store::organisation::record::{self, RecordRow};

use super::follow::linked;
use super::{Book, facts, filled, keeper, sees};
use crate::{Ctx, Error, Result};

/// What must be known of a record before anybody is let on to it.
pub(super) struct Standing<'a> {
    book: &'a Book,
    there: Facts,
    /// The accounts of those whom it concerns.
    pub(super) people: Vec<AccountId>,
    /// State and writer of each version, the oldest first.
    walked: Vec<(String, Option<AccountId>)>,
    /// Somebody of another organisation keeps the directory there.
    below: bool,
    /// Nobody signs in for the organisation whose record it is.
    deserted: bool,
    /// The accounts of those whom its fields name, where a step is theirs.
    named: BTreeMap<String, Option<AccountId>>,
}

impl<'a> Standing<'a> {
    /// Of a record that there is. `history` names its versions, the newest first.
    pub(super) async fn of(q: &impl Query, book: &'a Book, row: &RecordRow, history: &[RecordRow]) -> Result<Self> {
        let people = record::people(q, row.record).await?;
        let walked = history.iter().rev().map(|row| (row.state.clone(), row.account)).collect();
        let mut standing = Self::at(q, book, row, people).await?;
        let own = filled(row);
        for state in &book.register.states {
            if let Some(By::Person(field)) = &state.by {
                let person = linked(q, &own, field).await?;
                standing.named.insert(field.clone(), person.and_then(|person| super::super::roster::account(&filled(&person))));
            }
        }
        Ok(Self { walked, ..standing })
    }

    /// Of a record that is to be.
    pub(super) async fn at(q: &impl Query, book: &'a Book, row: &RecordRow, people: Vec<AccountId>) -> Result<Self> {
        let there = facts(row.organisation, &row.division, people.clone());
        let below = match row.organisation.filter(|_| asks_above(&book.register)) {
            Some(own) => {
                let elsewhere = store::access::grant::held_elsewhere(q, &roles(Deal::KeepDirectory), own).await?;
                elsewhere.iter().any(|division| within(&row.division, division))
            }
            None => false,
        };
        let own = row.organisation.filter(|_| book.register.states.iter().any(|state| state.by == Some(By::Own)));
        let deserted = match own {
            Some(own) => !store::access::grant::is_held(q, &roles(Deal::EnterRecords), own).await?,
            None => false,
        };
        Ok(Self { book, there, people, walked: Vec::new(), below, deserted, named: BTreeMap::new() })
    }

    /// As whom this may be done.
    pub(super) fn right(&self, cx: &Ctx, by: Option<&By>) -> Result<Actor> {
        match by {
            None => keeper(cx, self.book, &self.there),
            Some(By::Members) => cx.may(Action::Deal(Deal::EnterRecords), &self.there),
            Some(By::Keepers) => cx.may(Action::Deal(Deal::KeepDirectory), &self.there),
            Some(By::Own) => {
                let entered = self.walked.first().is_some_and(|(_, by)| *by == Some(cx.person.account));
                let works = cx.person.grants.iter().any(|grant| self.there.home == Some(grant.office));
                if entered || works || self.deserted { cx.may(Action::Deal(Deal::EnterRecords), &self.there) } else { Err(Error::NotFound) }
            }
            Some(By::Above) => {
                let elsewhere = cx.person.grants.iter().filter(|grant| !self.below || self.there.home != Some(grant.office));
                let person = Person { account: cx.person.account, grants: elsewhere.cloned().collect() };
                Ctx { person, ..cx.clone() }.may(Action::Deal(Deal::KeepDirectory), &self.there)
            }
            Some(By::Person(field)) => match self.named.get(field).copied().flatten() {
                Some(account) if account == cx.person.account => cx.may_somewhere(Action::Deal(Deal::EnterRecords)),
                Some(_) => Err(Error::NotFound),
                None => cx.may(Action::Deal(Deal::KeepDirectory), &self.there),
            },
        }
    }

    /// As whom a step may be taken. A step of the person's own is taken by nobody else, unless the record concerns nobody with an account.
    pub(super) fn mover(&self, cx: &Ctx, next: &State) -> Result<Actor> {
        match (next.own && !self.people.is_empty(), self.people.contains(&cx.person.account)) {
            (true, true) => cx.may(Action::Deal(self.book.register.audience.deal()), &self.there),
            (true, false) => Err(Error::NotFound),
            (false, _) => self.right(cx, next.by.as_ref()),
        }
    }

    /// Why a step is for another person than this one, who might take it otherwise.
    pub(super) fn barred(&self, cx: &Ctx, next: &State) -> Option<&'static str> {
        let me = cx.person.account;
        let writers: Vec<Option<AccountId>> = self.walked.iter().map(|(_, by)| *by).collect();
        let walked: Vec<(&str, Option<AccountId>)> = self.walked.iter().map(|(state, by)| (state.as_str(), *by)).collect();
        if next.four_eyes && has_acted(me, &writers, &self.people) {
            return Some("record_four_eyes");
        }
        has_brought(me, &next.other_than, &walked).then_some("record_other_than")
    }

    /// As whom a record in this state may be changed from one content to another: what was decided is changed by who may decide it.
    pub(super) fn changer(&self, cx: &Ctx, state: &str, contents: &[&Filled]) -> Result<Actor> {
        let register = &self.book.register;
        let actor = keeper(cx, self.book, &self.there)?;
        if let Some(decided) = register.state(state).filter(|state| state.is_decided()) {
            self.right(cx, decided.by.as_ref())?;
        }
        if contents.iter().any(|one| register.is_reserved(one)) {
            return self.right(cx, Some(&By::Keepers));
        }
        Ok(actor)
    }

    /// The fields that no form shows to this person: those of others, those that fewer people see, those of steps.
    pub(super) fn hidden(&self, cx: &Ctx) -> Vec<&'a str> {
        let register = &self.book.register;
        let more = register.fields.iter().filter(|field| register.is_of_step(field));
        self.closed(cx).into_iter().chain(more.map(|field| field.name.as_str())).collect()
    }

    /// The fields that this person leaves as they are.
    pub(super) fn closed(&self, cx: &Ctx) -> Vec<&'a str> {
        let sees = sees(cx, &self.there);
        let others =
            |field: &&Field| (field.by.is_some() && self.right(cx, field.by.as_ref()).is_err()) || (field.audience.is_some() && !sees);
        self.book.register.fields.iter().filter(others).map(|field| field.name.as_str()).collect()
    }
}

/// The roles of people that may do this somewhere.
fn roles(deal: Deal) -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::System && reach(*role, Action::Deal(deal)).is_some()).collect()
}

fn asks_above(register: &Register) -> bool {
    let by = register.states.iter().map(|state| &state.by).chain(register.fields.iter().map(|field| &field.by));
    by.flatten().any(|by| *by == By::Above)
}

/// As whom a record that is to be may be entered: with what is kept for keepers only by them, and nobody fills in what is for others.
pub(super) async fn enterer(cx: &Ctx, q: &impl Query, book: &Book, row: &RecordRow, people: Vec<AccountId>) -> Result<Actor> {
    let (standing, new) = (Standing::at(q, book, row, people).await?, filled(row));
    let out_of_reach = |_| Error::at("organisation", Fault::Wrong("out_of_reach"));
    let actor = keeper(cx, book, &standing.there).map_err(out_of_reach)?;
    if let Some(field) = standing.closed(cx).into_iter().find(|name| new.0.contains_key(*name)) {
        return Err(Error::at(field, Fault::Wrong("record_not_yours")));
    }
    let reserved = book.register.reserved.keys().next().filter(|_| book.register.is_reserved(&new));
    match reserved {
        Some(field) => standing.right(cx, Some(&By::Keepers)).map_err(|_| Error::at(field, Fault::Wrong("record_not_yours"))),
        None => Ok(actor),
    }
}

/// The fields of a book's form that this person does not fill in, wherever the record lies: those of others, and those of steps.
pub fn never_filled<'a>(cx: &Ctx, book: &'a Book) -> Vec<&'a str> {
    let keeps = cx.may_somewhere(Action::Deal(Deal::KeepDirectory)).is_ok();
    let enters = cx.may_somewhere(Action::Deal(Entry::Members.deal())).is_ok();
    let may = |by: &By| match by {
        By::Own | By::Members => enters,
        By::Keepers | By::Above | By::Person(_) => keeps,
    };
    let closed = book.register.fields.iter().filter(|field| field.by.as_ref().is_some_and(|by| !may(by)));
    let of_steps = book.register.fields.iter().filter(|field| book.register.is_of_step(field));
    closed.chain(of_steps).map(|field| field.name.as_str()).collect()
}

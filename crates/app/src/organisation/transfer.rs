//! Handing over open cases (S4-07; 人民调解法 15): of an organisation that is to stop, or of a mediator who is to leave, to a successor in one form. Each
//! case goes by the ordinary commands in a transaction of its own: handed over with its event, or left as it was and told with the reason.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::case::{Act, Case, Command, Stage};
use domain::dispatch::{Assign, DispatchMode, HandBack, Reassign, Transfer};
use domain::form;
use domain::kernel::id::{AccountId, CaseId, OrganisationId};
use domain::kernel::{Fault, Line, Prose};
use domain::organisation::OrganisationKind;
use store::Tx;
use store::access::account;
use store::case::list::{Filter, Listed, Order};
use store::case::{list, log};
use store::organisation;

use crate::case::act_in;
use crate::text::{code, error, phrase, refusal};
use crate::{Ctx, Error, Result};

/// Most cases handed over at once.
const MOST: i64 = 500;
/// Most organisations that could go on.
const MOST_BODIES: i64 = 2000;

/// Whose cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of an organisation: those it handles, is asked to take, or has at its window.
    Organisation(OrganisationId),
    /// Of a mediator.
    Mediator(AccountId),
}

form! {
    /// What the page of open cases asks for.
    pub struct TransferForm {
        /// The cases to hand over.
        pub cases: Vec<CaseId>,
        /// Who goes on: the organisation and its mediator, as [`Successor::value`] writes them.
        pub to: Line<120>,
        /// Why.
        pub reason: Prose<500>,
    }
}

/// Somebody who could go on with the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The mediator.
    pub mediator: AccountId,
    /// The mediator's name.
    pub mediator_name: String,
    /// Open cases in hand.
    pub load: i64,
}

impl Successor {
    /// How a form names them.
    pub fn value(&self) -> String {
        format!("{}.{}", self.organisation, self.mediator)
    }

    fn read(value: &str) -> Result<(OrganisationId, AccountId)> {
        let named = value.split_once('.').and_then(|(body, who)| Some((body.parse().ok()?, who.parse().ok()?)));
        named.ok_or_else(|| Error::at("to", Fault::UnknownChoice))
    }
}

/// An open case with its mediator's name.
#[derive(Clone, Debug)]
pub struct OpenCase {
    /// The case as lists show it.
    pub row: Listed,
    /// Its mediator.
    pub mediator: String,
}

/// The open cases, and who could go on with them.
#[derive(Clone, Debug)]
pub struct OpenCases {
    /// The organisation's or the mediator's name.
    pub name: String,
    /// Those in reach.
    pub cases: Vec<OpenCase>,
    /// Open ones beyond reach, or at a stage in which nothing is handed over.
    pub others: i64,
    /// Who could go on.
    pub successors: Vec<Successor>,
    /// Whoever looks may hand cases over.
    pub may: bool,
}

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Its number; empty for one that is not there for whoever asks.
    pub number: String,
    /// Its parties.
    pub parties: String,
    /// Why it stays where it is; nothing when it was handed over.
    pub refused: Option<String>,
}

/// The open cases of an organisation or a mediator.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, or for who sees no lists of cases.
pub async fn open_cases(cx: &Ctx, whose: Whose) -> Result<OpenCases> {
    let name = name(cx, whose).await?;
    let rows = rows(cx, whose).await?;
    let reader = cx.app.store.read();
    let accounts: Vec<AccountId> = rows.iter().filter_map(|row| row.mediator).collect();
    let names = account::names(&reader, &accounts).await?;
    let all = match whose {
        Whose::Organisation(id) => organisation::load::open_cases_of(&reader, id).await?,
        Whose::Mediator(id) => organisation::open_cases_by_mediator(&reader).await?.get(&id).map_or(0, |in_hand| in_hand.cases),
    };
    let shown = i64::try_from(rows.iter().filter(|row| row.stage.is_open()).count()).unwrap_or(0);
    let named = |row: Listed| OpenCase { mediator: row.mediator.and_then(|id| names.get(&id).cloned()).unwrap_or_default(), row };
    Ok(OpenCases {
        name,
        cases: rows.into_iter().map(named).collect(),
        others: (all - shown).max(0),
        successors: successors(cx, whose).await?,
        may: may(cx),
    })
}

fn may(cx: &Ctx) -> bool {
    [Act::Transfer, Act::Reassign].into_iter().any(|act| cx.may_somewhere(Action::Act(act)).is_ok())
}

async fn name(cx: &Ctx, whose: Whose) -> Result<String> {
    cx.may_somewhere(Action::Deal(Deal::ListCases))?;
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    match whose {
        Whose::Organisation(id) => Ok(organisation::find(&reader, id).await?.ok_or(Error::NotFound)?.name),
        Whose::Mediator(id) => {
            organisation::mediator::find(&reader, id).await?.ok_or(Error::NotFound)?;
            Ok(account::get(&reader, id).await?.name)
        }
    }
}

async fn rows(cx: &Ctx, whose: Whose) -> Result<Vec<Listed>> {
    let reader = cx.app.store.read();
    let scope = cx.scope(Action::Deal(Deal::ListCases));
    let filters = match whose {
        Whose::Mediator(id) => vec![Filter { mediator: Some(id), stages: vec![Stage::Mediating, Stage::Signing], ..Filter::default() }],
        Whose::Organisation(id) => vec![
            Filter {
                organisation: Some(id),
                stages: vec![Stage::Dispatched, Stage::Mediating, Stage::Signing, Stage::Performing],
                ..Filter::default()
            },
            Filter { waiting_offices: vec![id], stages: vec![Stage::Accepted], ..Filter::default() },
        ],
    };
    let mut rows = Vec::new();
    for filter in filters {
        rows.extend(list::page(&reader, &scope, &filter, &Order::Newest(None), MOST).await?);
    }
    Ok(rows)
}

/// Who could go on: mediators of bodies at work in the areas of whoever asks; for a mediator's cases those of the same bodies first, and not the one
/// who leaves; for an organisation's not its own.
async fn successors(cx: &Ctx, whose: Whose) -> Result<Vec<Successor>> {
    let reader = cx.app.store.read();
    let own = match whose {
        Whose::Organisation(id) => vec![id],
        Whose::Mediator(id) => organisation::mediator::offices(&reader, &[id]).await?.remove(&id).unwrap_or_default(),
    };
    let first = organisation::directory::several(&reader, &own).await?.into_iter().map(|row| row.division).next();
    let county = first.as_deref().and_then(|division| division.get(..6)).map(|head| format!("{head}000000"));
    let filter = organisation::Filter { division: county, ..organisation::Filter::default() };
    let mut bodies = organisation::list(&reader, &filter, None, MOST_BODIES).await?;
    // A committee serves its own enterprise: others' cases do not go there.
    let fits = |row: &organisation::OrganisationRow| match whose {
        Whose::Organisation(id) => row.id != id && row.takes_cases && row.kind != OrganisationKind::EnterpriseCommittee,
        Whose::Mediator(_) => own.contains(&row.id) || row.takes_cases && row.kind != OrganisationKind::EnterpriseCommittee,
    };
    bodies.retain(|row| row.kind.mediates() && fits(row));
    let ids: Vec<OrganisationId> = bodies.iter().map(|row| row.id).collect();
    let names: BTreeMap<OrganisationId, String> = bodies.into_iter().map(|row| (row.id, row.name)).collect();
    let (mut serving, _) = super::serving(cx, &reader, &ids).await?;
    serving.retain(|(_, row)| row.active && whose != Whose::Mediator(row.account));
    let accounts: Vec<AccountId> = serving.iter().map(|(_, row)| row.account).collect();
    let people = account::names(&reader, &accounts).await?;
    let load = organisation::open_cases_by_mediator(&reader).await?;
    let one = |(organisation, row): (OrganisationId, organisation::MediatorRow)| Successor {
        organisation,
        organisation_name: names.get(&organisation).cloned().unwrap_or_default(),
        mediator: row.account,
        mediator_name: people.get(&row.account).cloned().unwrap_or_default(),
        load: load.get(&row.account).map_or(0, |in_hand| in_hand.cases),
    };
    let mut found: Vec<Successor> = serving.into_iter().map(one).collect();
    found.sort_by_key(|one| (!own.contains(&one.organisation), one.organisation_name.clone(), one.load, one.mediator_name.clone()));
    Ok(found)
}

/// Hands these cases over: what became of each.
///
/// # Errors
/// Faults beside the fields; [`Error::NotFound`] for who hands no case over. What a case's own rules say stands beside the case.
pub async fn transfer(cx: &Ctx, whose: Whose, form: TransferForm) -> Result<Vec<Handed>> {
    let to = Successor::read(&form.to)?;
    if form.cases.is_empty() {
        return Err(Error::at("cases", Fault::Missing));
    }
    if !may(cx) {
        return Err(Error::NotFound);
    }
    let known: BTreeMap<CaseId, Listed> = rows(cx, whose).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut handed = Vec::new();
    for id in form.cases {
        let row = known.get(&id);
        let done = match row {
            Some(_) => one(cx, id, whose, to, form.reason.clone()).await,
            None => Err(Error::NotFound),
        };
        let refused = match done {
            Ok(()) => None,
            Err(error) => Some(told(error)?),
        };
        let parties =
            |row: &Listed| phrase("transfer", "parties", &[("worker", row.worker_name.clone()), ("employer", row.employer_name.clone())]);
        handed.push(Handed {
            number: row.map(|row| row.number.clone()).unwrap_or_default(),
            parties: row.map(parties).unwrap_or_default(),
            refused,
        });
    }
    Ok(handed)
}

/// Why a case stays where it is; what is no matter of the case goes on as an error.
fn told(fault: Error) -> Result<String> {
    match fault {
        Error::Refused(why) => Ok(refusal(&why)),
        Error::NotFound => Ok(code("transfer", "not_here").to_owned()),
        Error::Stale | Error::Raced => Ok(error("stale", &[]).text),
        other => Err(other),
    }
}

async fn one(cx: &Ctx, id: CaseId, whose: Whose, to: (OrganisationId, AccountId), reason: Prose<500>) -> Result<()> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { one_in(&cx, tx, id, whose, to, reason).await })).await
}

async fn one_in(cx: &Ctx, tx: &Tx, id: CaseId, whose: Whose, to: (OrganisationId, AccountId), reason: Prose<500>) -> Result<()> {
    tx.lock_row("case_row", id).await?;
    let case = Case::replay(id, &log::load(tx, id).await?);
    let theirs = match whose {
        Whose::Mediator(account) => case.dispatch.mediator == Some(account),
        Whose::Organisation(office) => case.dispatch.asked.or(case.handler()) == Some(office),
    };
    if !theirs {
        return Err(Error::NotFound);
    }
    for command in commands(&case, to, reason) {
        act_in(cx, tx, id, None, &command).await?;
    }
    Ok(())
}

/// What hands the case over where it stands: handed back and dispatched anew while nobody has taken it, another mediator of the body that has it,
/// otherwise another body.
fn commands(case: &Case, (organisation, mediator): (OrganisationId, AccountId), reason: Prose<500>) -> Vec<Command> {
    let assign = |reason: Prose<500>| {
        let here = case.office == Some(organisation);
        Assign {
            mode: if here { DispatchMode::Here } else { DispatchMode::Pass },
            organisation: (!here).then_some(organisation),
            mediator: here.then_some(mediator),
            reason: Some(reason),
        }
    };
    match case.stage {
        Stage::Dispatched => vec![HandBack { reason: reason.clone() }.into(), assign(reason).into()],
        Stage::Accepted => vec![assign(reason).into()],
        _ if case.handler() == Some(organisation) => vec![Reassign { mediator, reason }.into()],
        _ => vec![Transfer { organisation, mediator, reason }.into()],
    }
}

//! Registering: known parties are found and filled in, possible duplicates counted, the number drawn, the case written; or nothing at all.

use domain::access::{Action, Facts, rules::Deal};
use domain::case::event::apply;
use domain::case::{Case, Lookup};
use domain::intake::{Application, EmployerRow, Party, PartyRole, PersonRow, Registration, Side};
use domain::kernel::id::{CaseId, OrganisationId, PartyId};
use domain::kernel::{Fault, Faults, Masked};
use serde_json::json;
use store::Tx;
use store::case::list::{self, Listed};
use store::case::log;
use store::case::party::{self, CaseParty};
use store::case::project::{self, Title};

use crate::case::decision;
use crate::{Ctx, Error, Result};

/// A registered case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Its parties in the order of the application: workers, then employers.
    pub parties: Vec<Party>,
    /// Fields in which what was typed differs from what is known about a party; the known stays.
    pub differences: Vec<&'static str>,
}

/// Registers an application at an office.
///
/// # Errors
/// [`Error::NotFound`] when the office is out of reach, [`Error::Refused`] by a rule, [`Error::Faults`] for unknown codes.
pub async fn register(cx: &Ctx, office: OrganisationId, application: Application) -> Result<Registered> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { register_in(&cx, tx, office, &application).await })).await
}

/// The same inside a transaction that does more (an import with its mark).
pub async fn register_in(cx: &Ctx, tx: &Tx, office: OrganisationId, application: &Application) -> Result<Registered> {
    let home = store::organisation::find(tx, office).await?.ok_or(Error::NotFound)?;
    let actor = cx.may(Action::Deal(Deal::Register), &Facts { home: Some(office), division: home.division.clone(), ..Facts::default() })?;
    known_codes(cx, application)?;
    let division = division(tx, application, &home.division).await?;
    let (parties, places, differences) = keep_parties(cx, tx, application).await?;
    let lookup = Lookup { duplicates: count_alike(tx, &parties).await?, ..Lookup::default() };
    let year = i64::from(application.received.year());
    // Drawn late and given back with the transaction, so that numbers have no gaps.
    let drawn = store::numbering::next(tx, office, year, "case").await?;
    let parts = [("prefix", home.number_prefix.clone()), ("year", year.to_string()), ("number", drawn.to_string())];
    let number = crate::text::phrase("format", "case_number", &parts);
    let registration =
        Registration { number: number.clone(), office, division, parties: parties.clone(), title: Masked::new(String::new()) };
    let outcome = domain::case::register(application, registration, &decision(cx, &actor, &lookup))?;
    let id = CaseId(cx.app.dice.id());
    log::keep_words(tx, id, cx.now, &outcome.words).await?;
    let recorded = log::append(tx, id, 0, cx.now, &actor, &outcome.events).await?;
    let case = recorded.iter().fold(Case::blank(id), apply);
    let title = title(application);
    project::insert(tx, &case, &title, cx.now).await?;
    for place in &places {
        party::put(tx, id, place).await?;
    }
    store::search::put(tx, "case", id.0, &searchable(cx, application, &number)).await?;
    if let Some(contact) = application.contact {
        crate::contact::became_case(cx, tx, contact, id).await?;
    }
    Ok(Registered { id, number, parties, differences })
}

/// Open cases of the same person against the same employer, shown before saving.
pub async fn duplicates(cx: &Ctx, application: &Application) -> Result<Vec<Listed>> {
    let reader = cx.app.store.read();
    let workers = store::case::reference::known_workers(&reader, &application.applicants).await?;
    let employers = store::case::reference::known_employers(&reader, &application.respondents).await?;
    Ok(list::alike(&reader, &workers, &employers).await?)
}

async fn count_alike(tx: &Tx, parties: &[Party]) -> Result<usize> {
    let of = |person: bool| -> Vec<PartyId> {
        let is_person = |role| matches!(role, PartyRole::Worker | PartyRole::NextOfKin);
        parties.iter().filter(|party| is_person(party.role) == person).map(|party| party.id).collect()
    };
    Ok(list::alike(tx, &of(true), &of(false)).await?.len())
}

/// Every code from a data file must be in it.
fn known_codes(cx: &Ctx, application: &Application) -> Result<()> {
    let lists = &cx.app.lists;
    let mut faults = Faults::default();
    let root = domain::kernel::form::Path::root();
    let mut check = |known: bool, path: domain::kernel::form::Path| {
        if !known {
            faults.0.push((path, Fault::UnknownChoice));
        }
    };
    for (n, row) in application.claims.iter().enumerate() {
        check(lists.find("claim_type", &row.kind).is_some(), root.child("claims").child(n).child("kind"));
    }
    for (n, row) in application.applicants.iter().enumerate() {
        for group in &row.groups {
            check(lists.find("worker_group", group).is_some(), root.child("applicants").child(n).child("groups"));
        }
    }
    for (n, row) in application.respondents.iter().enumerate() {
        let path = root.child("respondents").child(n);
        check(row.employer_kind.as_ref().is_none_or(|code| lists.find("employer_kind", code).is_some()), path.child("employer_kind"));
        check(row.industry.as_ref().is_none_or(|code| lists.find("industry", code).is_some()), path.child("industry"));
        let role = row.role.unwrap_or(PartyRole::Employer);
        check(matches!(role, PartyRole::Employer | PartyRole::DispatchAgency | PartyRole::UserCompany), path.child("role"));
    }
    if faults.0.is_empty() { Ok(()) } else { Err(Error::Faults(faults)) }
}

/// The division typed, when it exists below the office's; otherwise the office's own.
async fn division(tx: &Tx, application: &Application, home: &str) -> Result<String> {
    let Some(typed) = &application.division else { return Ok(home.to_owned()) };
    if store::organisation::division::find(tx, typed).await?.is_none() {
        return Err(Error::at("division", Fault::UnknownChoice));
    }
    Ok(typed.to_string())
}

type KeptParties = (Vec<Party>, Vec<CaseParty>, Vec<&'static str>);

async fn keep_parties(cx: &Ctx, tx: &Tx, application: &Application) -> Result<KeptParties> {
    let (mut parties, mut places, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    let mut place = |id: PartyId, side: Side, role: PartyRole, details: String| {
        let ordinal = i64::try_from(parties.len()).unwrap_or(i64::MAX) + 1;
        parties.push(Party { id, side, role });
        places.push(CaseParty { party_id: id, side, role, ordinal, details });
    };
    for row in &application.applicants {
        let kept = store::party::keep_worker(tx, row, PartyId(cx.app.dice.id()), cx.now).await?;
        differences.extend(kept.differences);
        place(kept.id, application.worker_side(), row.role.unwrap_or(PartyRole::Worker), person_details(cx, row));
    }
    for row in &application.respondents {
        let kept = store::party::keep_employer(tx, row, PartyId(cx.app.dice.id()), cx.now).await?;
        differences.extend(kept.differences);
        place(kept.id, application.employer_side(), row.role.unwrap_or(PartyRole::Employer), employer_details(row));
    }
    differences.sort_unstable();
    differences.dedup();
    Ok((parties, places, differences))
}

fn person_details(cx: &Ctx, row: &PersonRow) -> String {
    let groups: Vec<&str> = row.groups.iter().map(|group| cx.app.lists.name("worker_group", group)).collect();
    json!({
        "post": row.post, "hired": row.hired, "left": row.left, "wage": row.wage.map(|wage| wage.to_string()), "groups": groups,
        "help": row.help, "agent": row.agent, "kin_of": row.kin_of,
    })
    .to_string()
}

fn employer_details(row: &EmployerRow) -> String {
    json!({ "contact": row.contact, "legal_representative": row.legal_representative }).to_string()
}

fn title(application: &Application) -> Title {
    let first = |names: Vec<&str>, others: &str| match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, ..] => crate::text::phrase("format", others, &[("name", (*one).to_owned()), ("count", names.len().to_string())]),
    };
    Title {
        worker: first(application.applicants.iter().map(|row| &*row.name).collect(), "and_others"),
        employer: first(application.respondents.iter().map(|row| &*row.name).collect(), "and_other_units"),
        industry: application.respondents.iter().find_map(|row| row.industry.as_deref().map(str::to_owned)),
    }
}

/// What a search for this case finds: number, names, claims, facts.
fn searchable(cx: &Ctx, application: &Application, number: &str) -> String {
    let mut text = vec![number.to_owned()];
    text.extend(application.applicants.iter().map(|row| row.name.to_string()));
    text.extend(application.respondents.iter().map(|row| row.name.to_string()));
    text.extend(application.claims.iter().map(|row| cx.app.lists.name("claim_type", &row.kind).to_owned()));
    text.push(application.facts.to_string());
    text.join("\n")
}

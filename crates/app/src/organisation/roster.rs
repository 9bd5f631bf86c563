//! What follows from records about people and organisations: who may go, who takes cases, whose certificate holds.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Scope;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use domain::kernel::identity::ResidentId;
use domain::kernel::{Day, Fault};
use domain::organisation::register::Filled;
use domain::organisation::service::{AWAY, LEAVING, is_a_full_term, is_of_age};
use store::organisation::mediator;
use store::organisation::record::{self, Narrow, RecordRow};
use store::{Query, Tx};

use super::appraisal::{self, APPRAISALS, TOLD};
use super::posting::{self, ELSEWHERE, POSTINGS};
use super::register::filled;
use super::training::COURSES;
use crate::{Ctx, Error, Result};

/// Records about one person or one appraisal that are looked through.
const MOST: i64 = 5_000;

/// The register of people, and the states in which somebody no longer serves.
pub(crate) const PEOPLE: &str = "person";
/// The register of certificates and appointments.
pub(crate) const CERTIFICATES: &str = "certificate";
/// The register of reviews of files by peers.
pub(crate) const REVIEWS: &str = "peer_review";
/// The register of what an organisation is.
pub(crate) const PROFILES: &str = "profile";

/// The register of those who want to become mediators.
pub(crate) const CANDIDATES: &str = "candidacy";

/// A record may be so: a term lasts a year at least, the peers of an appraisal are of different offices and not of the one who is appraised
/// (S3-32), nobody is lent to where they are, nobody is on duty and away at once, a course of several days says its hours for each.
pub(super) async fn may_be(cx: &Ctx, tx: &Tx, register: &str, (id, values): (RecordId, &Filled), about: Option<&RecordRow>) -> Result<()> {
    match (register, about) {
        (PROFILES, _) => may_be_called(tx, values).await,
        (CERTIFICATES, _) => match (values.day("from"), values.day("until")) {
            (Some(from), Some(until)) if !is_a_full_term(from, until) => Err(Error::at("until", Fault::Wrong("term_too_short"))),
            _ => Ok(()),
        },
        (REVIEWS, Some(appraisal)) => may_review(cx, tx, id, values, appraisal).await,
        (POSTINGS, Some(person)) => {
            let own = person.organisation.is_some_and(|own| own.to_string() == values.text("organisation"));
            let elsewhere = ELSEWHERE.contains(&values.text("sort"));
            if own && elsewhere { Err(Error::at("organisation", Fault::Wrong("posted_at_home"))) } else { Ok(()) }
        }
        (DUTIES, Some(person)) => may_be_there(tx, id, values, person).await,
        (COURSES, _) => match (values.day("day"), values.day("until")) {
            (Some(day), Some(until)) if until > day && values.number("hours_a_day").is_none() => {
                Err(Error::at("hours_a_day", Fault::Missing))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// What a profile calls an organisation does not contradict its kind in the directory.
async fn may_be_called(tx: &Tx, values: &Filled) -> Result<()> {
    let Ok(office) = values.text("organisation").parse() else { return Ok(()) };
    match store::organisation::find(tx, office).await? {
        Some(row) if !row.kind.sorts().contains(&values.text("sort")) => Err(Error::at("sort", Fault::Wrong("sort_disagrees"))),
        _ => Ok(()),
    }
}

/// A peer reviews: of another office than the one who is appraised and than the other peers, those to which they are posted counted.
async fn may_review(cx: &Ctx, tx: &Tx, id: RecordId, values: &Filled, appraisal: &RecordRow) -> Result<()> {
    let Ok(reviewer) = values.text("reviewer").parse::<AccountId>() else { return Ok(()) };
    if record::find(tx, id).await?.is_some_and(|known| filled(&known).text("reviewer") == values.text("reviewer")) {
        return Ok(());
    }
    let appraised = record::people(tx, appraisal.record).await?;
    let mut own = offices(cx, tx, &appraised).await?;
    own.extend(appraisal.organisation);
    let theirs = offices(cx, tx, &[reviewer]).await?;
    if appraised.contains(&reviewer) || !own.is_disjoint(&theirs) {
        return Err(Error::at("reviewer", Fault::Wrong("own_office")));
    }
    let narrow = Narrow { about: Some(appraisal.record), ..Narrow::default() };
    let others = record::page(tx, REVIEWS, &Scope::everything(), &narrow, None, MOST).await?;
    let others = others.iter().filter(|row| row.record != id).filter_map(|row| filled(row).text("reviewer").parse::<AccountId>().ok());
    let mut others: Vec<AccountId> = others.filter(|other| *other != reviewer).collect();
    others.sort_unstable();
    others.dedup();
    if offices(cx, tx, &others).await?.is_disjoint(&theirs) {
        Ok(())
    } else {
        Err(Error::at("reviewer", Fault::Wrong("peers_of_one_office")))
    }
}

/// Where these people work: the offices of their accounts and those to which they are posted.
pub(super) async fn offices(cx: &Ctx, q: &impl Query, accounts: &[AccountId]) -> Result<BTreeSet<OrganisationId>> {
    let grants = store::access::grant::of(q, accounts).await?;
    let posted = posting::posted(cx, q, accounts).await?;
    Ok(grants.into_iter().map(|grant| grant.office).chain(posted.into_values().flatten()).collect())
}

/// Nobody is on duty and away on the same day.
async fn may_be_there(tx: &Tx, id: RecordId, values: &Filled, person: &RecordRow) -> Result<()> {
    let (Some(from), Some(until)) = (values.day("from"), values.day("until")) else { return Ok(()) };
    let away = ABSENT.contains(&values.text("sort"));
    let narrow = Narrow { about: Some(person.record), ..Narrow::default() };
    for row in record::page(tx, DUTIES, &Scope::everything(), &narrow, None, MOST).await?.iter().filter(|row| row.record != id) {
        let other = filled(row);
        let meets = other.day("from").is_some_and(|first| first <= until) && other.day("until").is_some_and(|last| last >= from);
        if meets && away != ABSENT.contains(&other.text("sort")) {
            return Err(Error::at("from", Fault::Wrong(if away { "on_duty_then" } else { "away_then" })));
        }
    }
    Ok(())
}

/// A record may go on to a state: nobody leaves who still has open cases, no organisation closes that does (人民调解法 15; S4-07), who is to
/// become a mediator is of age (调解仲裁法 11), nobody is told the result of an appraisal before there is one.
pub(super) async fn may_move(cx: &Ctx, tx: &Tx, old: &RecordRow, (to, new): (&str, &Filled)) -> Result<()> {
    let refused = |fault: &'static str| Err(Error::at("to", Fault::Wrong(fault)));
    match old.register.as_str() {
        PEOPLE if LEAVING.contains(&to) => {
            let Some(account) = account(&filled(old)) else { return Ok(()) };
            let open = store::organisation::open_cases_by_mediator(tx).await?;
            if open.get(&account).is_some_and(|in_hand| in_hand.cases > 0) { refused("open_cases_left") } else { Ok(()) }
        }
        CANDIDATES if to != "refused" => {
            let of_age = ResidentId::parse(new.text("id_number")).is_ok_and(|number| is_of_age(&number, cx.now.day()));
            if of_age { Ok(()) } else { refused("not_of_age") }
        }
        APPRAISALS if to == TOLD => appraisal::may_be_told(tx, old).await,
        _ => super::lifecycle::may_move(tx, old, to).await,
    }
}

/// What a step brings about elsewhere: who is suspended or gone takes no cases; who comes back does.
pub(super) async fn moved(cx: &Ctx, tx: &Tx, old: &RecordRow, new: &RecordRow) -> Result<()> {
    super::lifecycle::moved(cx, tx, Some(old), new).await?;
    if new.register != PEOPLE || old.state == new.state {
        return Ok(());
    }
    let Some(account) = account(&filled(new)) else { return Ok(()) };
    let Some(mut row) = mediator::find(tx, account).await? else { return Ok(()) };
    let active = !AWAY.contains(&new.state.as_str());
    if row.active != active {
        let offices = mediator::offices(tx, &[account]).await?.remove(&account).unwrap_or_default();
        let before = row.clone();
        (row.active, row.version, row.updated_at) = (active, row.version + 1, cx.now);
        mediator::update(tx, &row, &offices).await?;
        super::mediator::chronicled(cx, tx, Some((&before, &offices)), &row, &offices).await?;
    }
    Ok(())
}

/// The account with which a person signs in.
pub(crate) fn account(person: &Filled) -> Option<AccountId> {
    person.text("account").parse().ok()
}

/// Whether a mediator holds a certificate that is valid on this day: one of the register, neither withdrawn nor run out.
pub(crate) async fn certified(tx: &Tx, account: AccountId, today: Day) -> Result<bool> {
    let scope = Scope { people: vec![account], ..Scope::default() };
    let rows = record::page(tx, CERTIFICATES, &scope, &Narrow::default(), None, 100).await?;
    Ok(rows.iter().any(|row| {
        let values = filled(row);
        row.state == "valid"
            && values.day("from").is_none_or(|from| from <= today)
            && ["until", "card_until"].iter().all(|name| values.day(name).is_none_or(|until| until >= today))
    }))
}

/// One of these organisations gives cases only to mediators who hold a valid certificate (S0-40): its profile says so.
pub(crate) async fn asks_certificate(q: &impl Query, organisations: &[OrganisationId]) -> Result<bool> {
    let profiles = record::of_organisations(q, PROFILES, organisations).await?;
    Ok(profiles.iter().any(|row| filled(row).flag("needs_certificate")))
}

/// The register of duties and absences, and what of it means that somebody takes no case that day.
pub(crate) const DUTIES: &str = "duty";
pub(super) const ABSENT: [&str; 3] = ["leave", "trip", "training"];

/// Who of these is away today, with what and until when.
pub(super) async fn away(cx: &Ctx, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, (String, Day)>> {
    let today = cx.now.day();
    let field = cx.app.lists.registers().find(DUTIES).and_then(|book| book.register.field("sort"));
    let mut away = BTreeMap::new();
    for (account, row) in record::concerning(&cx.app.store.read(), DUTIES, accounts, ("sort", &ABSENT)).await? {
        let values = filled(&row);
        let (from, until) = (values.day("from"), values.day("until"));
        if let (Some(from), Some(until), Some(field)) = (from, until, field)
            && from <= today
            && until >= today
        {
            let what = super::register::names::item(&cx.app.lists, field, values.text("sort")).to_owned();
            away.insert(account, (what, until));
        }
    }
    Ok(away)
}

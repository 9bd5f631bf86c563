//! What follows from records about people and organisations: who may go, who takes cases, whose certificate holds.

use std::collections::BTreeMap;

use domain::kernel::id::AccountId;
use domain::kernel::{Day, Fault};
use domain::organisation::register::Filled;
use domain::organisation::service::{AWAY, LEAVING, is_a_full_term};
use store::Tx;
use store::organisation::mediator;
use store::organisation::record::{self, RecordRow};

use super::register::filled;
use crate::{Ctx, Error, Result};

/// The register of people, and the states in which somebody no longer serves.
pub(crate) const PEOPLE: &str = "person";
/// The register of certificates and appointments.
pub(crate) const CERTIFICATES: &str = "certificate";
/// The register of reviews of files by peers.
pub(crate) const REVIEWS: &str = "peer_review";
/// The register of what an organisation is.
pub(crate) const PROFILES: &str = "profile";

/// A record may be so: a term lasts a year at least, and no peer of the same office reviews (S3-32).
pub(super) async fn may_be(tx: &Tx, register: &str, values: &Filled, about: Option<&RecordRow>) -> Result<()> {
    if register == CERTIFICATES
        && let (Some(from), Some(until)) = (values.day("from"), values.day("until"))
        && !is_a_full_term(from, until)
    {
        return Err(Error::at("until", Fault::Wrong("term_too_short")));
    }
    if register == REVIEWS
        && let (Ok(reviewer), Some(appraisal)) = (values.text("reviewer").parse::<AccountId>(), about)
    {
        let grants = store::access::grant::of(tx, &[reviewer]).await?;
        let shares = grants.iter().any(|grant| Some(grant.office) == appraisal.organisation);
        let own = record::people(tx, appraisal.record).await?.contains(&reviewer);
        if shares || own {
            return Err(Error::at("reviewer", Fault::Wrong("own_office")));
        }
    }
    Ok(())
}

/// A record may go on to a state: nobody leaves who still has open cases, no organisation closes that does (人民调解法 15; S4-07).
pub(super) async fn may_move(tx: &Tx, old: &RecordRow, to: &str) -> Result<()> {
    if old.register == PEOPLE
        && LEAVING.contains(&to)
        && let Some(account) = account(&filled(old))
    {
        let open = store::organisation::open_cases_by_mediator(tx).await?;
        if open.get(&account).is_some_and(|in_hand| in_hand.cases > 0) {
            return Err(Error::at("to", Fault::Wrong("open_cases_left")));
        }
    }
    super::lifecycle::may_move(tx, old, to).await
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
    let scope = domain::access::Scope { people: vec![account], ..domain::access::Scope::default() };
    let rows = record::page(tx, CERTIFICATES, &scope, &record::Narrow::default(), None, 100).await?;
    Ok(rows.iter().any(|row| {
        let values = filled(row);
        row.state == "valid"
            && values.day("from").is_none_or(|from| from <= today)
            && values.day("until").is_none_or(|until| until >= today)
    }))
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

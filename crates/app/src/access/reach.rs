//! How far somebody who keeps accounts reaches, and what may be granted there.

use domain::access::rules::Deal;
use domain::access::scope::covers;
use domain::access::{Action, Facts, Grant, Role};
use domain::case::Actor;
use domain::kernel::form::Path;
use domain::kernel::id::{AccountId, OrganisationId};
use domain::kernel::{Fault, Faults};
use store::access::grant;
use store::{Query, Tx};

use super::form::GrantForm;
use crate::{Ctx, Error, Result};

/// Keeping accounts.
pub(super) const KEEP: Action = Action::Deal(Deal::KeepAccounts);

/// As whom the person keeps accounts in this division; out of reach = not found.
pub(super) fn keeper(cx: &Ctx, division: &str) -> Result<Actor> {
    cx.may(KEEP, &Facts { division: division.to_owned(), ..Facts::default() })
}

/// As whom the person keeps the account with these grants: one of them in reach is enough to see it.
pub(super) fn keeper_of(cx: &Ctx, grants: &[Grant]) -> Result<Actor> {
    grants.iter().find_map(|grant| keeper(cx, &grant.division).ok()).ok_or(Error::NotFound)
}

/// The same for what would give power over the account: every one of its grants must be in reach.
pub(super) fn master_of(cx: &Ctx, grants: &[Grant]) -> Result<Actor> {
    let actor = keeper_of(cx, grants)?;
    if grants.iter().all(|grant| is_within(cx, grant)) { Ok(actor) } else { Err(Error::at("account", Fault::Wrong("out_of_reach"))) }
}

/// The grant's office is in reach.
pub(super) fn is_within(cx: &Ctx, grant: &Grant) -> bool {
    covers(&cx.scope(KEEP), &grant.division)
}

/// The grants of an account.
pub(super) async fn grants_of(q: &impl Query, account: AccountId) -> Result<Vec<Grant>> {
    Ok(grant::of(q, &[account]).await?.into_iter().map(Grant::from).collect())
}

/// A role in an office, if the person may give it.
pub(super) async fn resolve(
    cx: &Ctx,
    q: &impl Query,
    role: Role,
    office: OrganisationId,
) -> std::result::Result<Result<Grant>, (&'static str, Fault)> {
    if role == Role::System {
        return Err(("role", Fault::UnknownChoice));
    }
    let office = match grant::office(q, office).await {
        Ok(Some(office)) => office,
        Ok(None) => return Err(("office", Fault::UnknownChoice)),
        Err(error) => return Ok(Err(error.into())),
    };
    let grant = Grant { role, office: office.id, division: office.division };
    if is_within(cx, &grant) { Ok(Ok(grant)) } else { Err(("office", Fault::Wrong("out_of_reach"))) }
}

/// The roles of a form, if the person may give them all.
pub(super) async fn resolve_all(cx: &Ctx, q: &impl Query, forms: &[GrantForm]) -> Result<Vec<Grant>> {
    let mut faults = Faults::default();
    let mut grants: Vec<Grant> = Vec::new();
    for (n, form) in forms.iter().enumerate() {
        match resolve(cx, q, form.role, form.office).await {
            Ok(grant) => grants.push(grant?),
            Err((field, fault)) => faults.0.push((Path::root().child("grants").child(n).child(field), fault)),
        }
    }
    if forms.is_empty() {
        return Err(Error::at("grants", Fault::Wrong("role_needed")));
    }
    if faults.0.is_empty() { Ok(grants) } else { Err(Error::Faults(faults)) }
}

/// Somebody else is administrator too. Call it before anything else is locked.
pub(super) async fn not_the_last(tx: &Tx, account: AccountId) -> Result<()> {
    let administrators = grant::lock_administrators(tx).await?;
    if administrators == [account] { Err(Error::at("account", Fault::Wrong("last_administrator"))) } else { Ok(()) }
}

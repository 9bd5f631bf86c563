//! What a decision needs to know about the organisations and mediators that a command names.

use domain::kernel::id::{AccountId, OrganisationId, PartyId};
use domain::organisation::{MediatorFacts, OrganisationFacts};

use super::{directory, mediator};
use crate::error::Result;
use crate::{Query, party};

/// The numbers of a case's parties, to see who is one of them or works for one (特邀调解规定 art. 15).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Identities {
    /// Resident identity numbers.
    pub persons: Vec<String>,
    /// Unified social credit codes.
    pub employers: Vec<String>,
}

impl Identities {
    /// Is a party, or works for one.
    pub fn touch(&self, id_number: Option<&str>, works_for: Option<&str>) -> bool {
        let among = |list: &[String], one: Option<&str>| one.is_some_and(|one| list.iter().any(|number| number == one));
        among(&self.persons, id_number) || among(&self.employers, works_for)
    }
}

/// Facts about organisations; unknown ids are left out.
pub async fn facts(q: &impl Query, ids: &[OrganisationId]) -> Result<Vec<OrganisationFacts>> {
    let rows = directory::several(q, ids).await?;
    // A court or a department that is invited takes part without ever taking a case.
    let takes = |row: &directory::OrganisationRow| row.active && (row.takes_cases || !row.kind.mediates());
    Ok(rows.iter().map(|row| OrganisationFacts { id: row.id, kind: row.kind, active: takes(row), runs: row.active }).collect())
}

/// The numbers of these parties.
pub async fn identities(q: &impl Query, parties: &[PartyId]) -> Result<Identities> {
    let mut found = Identities::default();
    for row in party::several(q, parties).await? {
        found.persons.extend(row.id_number.map(domain::kernel::Masked::into_inner));
        found.employers.extend(row.uscc);
    }
    Ok(found)
}

/// Facts about mediators in a case between these parties; unknown accounts are left out.
pub async fn mediator_facts(q: &impl Query, accounts: &[AccountId], parties: &[PartyId]) -> Result<Vec<MediatorFacts>> {
    let parties = identities(q, parties).await?;
    let rows = mediator::several(q, accounts).await?;
    let offices = mediator::offices(q, accounts).await?;
    let facts = rows.into_iter().map(|row| MediatorFacts {
        account: row.account,
        // Looked up in the register only where the office asks for a certificate.
        certified: true,
        active: row.active,
        offices: offices.get(&row.account).cloned().unwrap_or_default(),
        conflicted: parties.touch(row.id_number.as_ref().map(|number| number.reveal().as_str()), row.works_for_uscc.as_deref()),
    });
    Ok(facts.collect())
}

//! Finding a party that is known already.

use std::collections::BTreeSet;

use domain::intake::{EmployerRow, PersonRow};
use domain::kernel::id::PartyId;

use super::{COLUMNS, PartyKind, PartyRow};
use crate::error::Result;
use crate::{Query, Sql, values};

/// What somebody knows of a party, strongest first. Name and telephone together only propose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// Resident identity number.
    IdNumber(&'a str),
    /// Unified social credit code.
    Uscc(&'a str),
    /// Telephone.
    Phone(&'a str),
    /// The exact name: only proposes.
    Name(&'a str),
    /// Name and telephone.
    NameAndPhone(&'a str, &'a str),
    /// Name and another document.
    NameAndDocument(&'a str, &'a str),
}

/// Parties that fit, the one first met first.
pub async fn find_known(q: &impl Query, kind: Option<PartyKind>, known: Known<'_>) -> Result<Vec<PartyRow>> {
    const MOST: i64 = 20;
    let sql = Sql::new(&format!("select {COLUMNS} from party p where "));
    let mut sql = match known {
        Known::IdNumber(number) => sql.push("p.id_number = ").bind(number),
        Known::Uscc(code) => sql.push("p.uscc = ").bind(code),
        Known::Phone(phone) => sql.push("p.phone = ").bind(phone),
        Known::Name(name) => sql.push("p.name = ").bind(name),
        Known::NameAndPhone(name, phone) => sql.push("p.phone = ").bind(phone).push(" and p.name = ").bind(name),
        Known::NameAndDocument(name, document) => sql.push("p.other_document = ").bind(document).push(" and p.name = ").bind(name),
    };
    if let Some(kind) = kind {
        sql = sql.push(" and p.kind = ").bind(kind);
    }
    sql.push(" order by p.id limit ").bind(MOST).all(q).await
}

/// Parties that these workers may be: by number, by name and document, by name and telephone.
pub async fn known_workers(q: &impl Query, rows: &[PersonRow]) -> Result<Vec<PartyId>> {
    let mut found = BTreeSet::new();
    for row in rows {
        let number = row.id_number.as_ref().map(|number| Known::IdNumber(number.number()));
        let document = row.other_document.as_deref().map(|document| Known::NameAndDocument(&row.name, document));
        let phone = row.phone.as_ref().map(|phone| Known::NameAndPhone(&row.name, phone.number()));
        for known in [number, document, phone].into_iter().flatten() {
            found.extend(find_known(q, Some(PartyKind::Worker), known).await?.into_iter().map(|row| row.id));
        }
    }
    Ok(found.into_iter().collect())
}

/// Parties that these employers may be: by credit code, by their exact name.
pub async fn known_employers(q: &impl Query, rows: &[EmployerRow]) -> Result<Vec<PartyId>> {
    let mut found = BTreeSet::new();
    for row in rows {
        let code = row.uscc.as_ref().map(|code| Known::Uscc(code.number()));
        for known in code.into_iter().chain([Known::Name(&row.name)]) {
            found.extend(find_known(q, Some(PartyKind::Employer), known).await?.into_iter().map(|row| row.id));
        }
    }
    Ok(found.into_iter().collect())
}

/// One party.
pub async fn find(q: &impl Query, id: PartyId) -> Result<Option<PartyRow>> {
    q.query_one(format!("select {COLUMNS} from party p where p.id = $1"), values![id]).await
}

/// Parties by their ids, in no order.
pub async fn several(q: &impl Query, ids: &[PartyId]) -> Result<Vec<PartyRow>> {
    Sql::new(&format!("select {COLUMNS} from party p where p.id in ")).in_list(ids.iter().copied()).all(q).await
}

//! Keeping a party: the known one with its empty fields filled, or a new one.
//!
//! A party is known by its resident identity number or its credit code, otherwise by name and document. Name and telephone alone
//! are never enough. What is there is never overwritten; what differs is told, so that a person can correct it.

use domain::intake::{EmployerRow, PersonRow};
use domain::kernel::Moment;
use domain::kernel::id::PartyId;

use super::PartyRow;
use super::find::{Known, find, find_known};
use crate::error::{Error, Result};
use crate::{Tx, search, values};

/// What came of keeping a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The party.
    pub id: PartyId,
    /// Met for the first time.
    pub new: bool,
    /// Fields in which what was typed differs from what is known; the known stays.
    pub differences: Vec<&'static str>,
}

/// Finds or makes the worker of an application; `fresh` is the id of a new one.
pub async fn keep_worker(tx: &Tx, row: &PersonRow, fresh: PartyId, now: Moment) -> Result<Kept> {
    keep(tx, PartyRow::worker(fresh, row, now)).await
}

/// Finds or makes the employer of an application; `fresh` is the id of a new one.
pub async fn keep_employer(tx: &Tx, row: &EmployerRow, fresh: PartyId, now: Moment) -> Result<Kept> {
    keep(tx, PartyRow::employer(fresh, row, now)).await
}

async fn keep(tx: &Tx, typed: PartyRow) -> Result<Kept> {
    // Whoever comes second with the same number waits here for the first and then finds it.
    if insert(tx, &typed).await? {
        return Ok(Kept { id: typed.id, new: true, differences: Vec::new() });
    }
    let known = known(tx, &typed).await?.ok_or_else(|| Error::Conflict { what: "party(id_number, uscc)".to_owned() })?;
    tx.lock_row("party", known.id).await?;
    let known = find(tx, known.id).await?.ok_or(Error::NotFound)?;
    let (filled, differences) = fill(&known, &typed);
    if let Some(mut filled) = filled {
        filled.version += 1;
        update(tx, &filled).await?;
    }
    Ok(Kept { id: known.id, new: false, differences })
}

/// The party with the same number, if there is one.
async fn known(tx: &Tx, typed: &PartyRow) -> Result<Option<PartyRow>> {
    let strong = match (&typed.id_number, &typed.uscc, &typed.other_document) {
        (Some(number), ..) => Known::IdNumber(number.reveal()),
        (None, Some(code), _) => Known::Uscc(code),
        (None, None, Some(document)) => Known::NameAndDocument(&typed.name, document.reveal()),
        (None, None, None) => return Ok(None),
    };
    Ok(find_known(tx, Some(typed.kind), strong).await?.into_iter().next())
}

/// Adds the party unless one with its number is there.
async fn insert(tx: &Tx, row: &PartyRow) -> Result<bool> {
    let by_document = row.id_number.is_none() && row.uscc.is_none() && row.other_document.is_some();
    if by_document && known(tx, row).await?.is_some() {
        return Ok(false);
    }
    let insert = "insert into party
      (id, kind, name, id_kind, id_number, uscc, other_document, phone, sex, birth, ethnicity, address, employer_kind, industry, legal_representative,
       contact, version, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) on conflict do nothing";
    let mut values = line(row);
    values.extend(values![row.created_at]);
    let new = tx.execute(insert, values).await? == 1;
    if new {
        index(tx, row).await?;
    }
    Ok(new)
}

/// Writes the row over version `row.version - 1`; another version, or another party's number, is a conflict.
pub async fn correct(tx: &Tx, row: &PartyRow) -> Result<()> {
    update(tx, row).await
}

async fn update(tx: &Tx, row: &PartyRow) -> Result<()> {
    let update = "update party set kind = $2, name = $3, id_kind = $4, id_number = $5, uscc = $6, other_document = $7, phone = $8, sex = $9,
      birth = $10, ethnicity = $11, address = $12, employer_kind = $13, industry = $14, legal_representative = $15, contact = $16, version = $17
      where id = $1 and version = $17 - 1";
    if tx.execute(update, line(row)).await? == 0 {
        return Err(Error::Conflict { what: "party(version)".to_owned() });
    }
    index(tx, row).await
}

fn line(row: &PartyRow) -> Vec<crate::db::parts::Value> {
    let row = row.clone();
    values![
        row.id,
        row.kind,
        row.name,
        row.id_kind,
        row.id_number,
        row.uscc,
        row.other_document,
        row.phone,
        row.sex,
        row.birth,
        row.ethnicity,
        row.address,
        row.employer_kind,
        row.industry,
        row.legal_representative,
        row.contact,
        row.version
    ]
}

/// Names and credit codes are found by their text; identity and telephone numbers only exactly, by their columns.
async fn index(tx: &Tx, row: &PartyRow) -> Result<()> {
    let text = format!("{}\n{}", row.name, row.uscc.as_deref().unwrap_or_default());
    search::put(tx, "party", row.id.0, &text).await
}

/// The known party with its empty fields filled (nothing when there was nothing to fill), and the fields that differ.
fn fill(known: &PartyRow, typed: &PartyRow) -> (Option<PartyRow>, Vec<&'static str>) {
    let mut filled = known.clone();
    let mut changed = false;
    let mut differences = Vec::new();
    if known.name != typed.name {
        differences.push("name");
    }
    macro_rules! fields {
        ($($field:ident)*) => {$(
            match (&known.$field, &typed.$field) {
                (None, Some(new)) => {
                    filled.$field = Some(new.clone());
                    changed = true;
                }
                (Some(old), Some(new)) if old != new => differences.push(stringify!($field)),
                _ => {}
            }
        )*};
    }
    fields!(id_number uscc other_document phone sex birth ethnicity address employer_kind industry legal_representative contact);
    (changed.then(|| filled.sorted()), differences)
}

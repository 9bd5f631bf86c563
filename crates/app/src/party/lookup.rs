//! Finding a known party while the window types.
//!
//! A whole number is found wherever the party was met, so that nobody is registered twice; a name only among the parties in reach.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::PartyId;
use store::party::{self, PartyKind, PartyRow, Wanted};

use super::{Typed, masked, scope};
use crate::{Ctx, Result};

/// How a party was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// By its identity number or credit code: the same party.
    Number,
    /// By its telephone: perhaps the same.
    Phone,
    /// By its name: perhaps the same.
    Name,
}

/// A party that may be the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which.
    pub id: PartyId,
    /// Worker or employer.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// Its number: masked for people, the credit code in clear.
    pub number: Option<String>,
    /// Its telephone, masked.
    pub phone: Option<String>,
    /// The employer's industry (code).
    pub industry: Option<String>,
    /// Open cases, wherever they are.
    pub open_cases: i64,
    /// How it was found.
    pub by: MatchedBy,
}

/// What is known of the number or name that was typed, at most ten.
pub async fn lookup(cx: &Ctx, typed: &str) -> Result<Vec<Match>> {
    const MOST: usize = 10;
    cx.may_somewhere(Action::Deal(Deal::Register))?;
    let Some(typed) = Typed::read(typed) else { return Ok(Vec::new()) };
    let reader = cx.app.store.read();
    let (mut rows, by) = match (&typed, typed.known()) {
        (Typed::Words(words), _) if words.chars().count() < 2 => return Ok(Vec::new()),
        (Typed::Phone(_), Some(known)) => (party::find_known(&reader, None, known).await?, MatchedBy::Phone),
        (_, Some(known)) => (party::find_known(&reader, None, known).await?, MatchedBy::Number),
        (Typed::Words(words), None) => {
            (party::list(&reader, &scope(cx), None, Some(Wanted::Words(words)), None, 10).await?, MatchedBy::Name)
        }
        (_, None) => return Ok(Vec::new()),
    };
    rows.truncate(MOST);
    let ids: Vec<PartyId> = rows.iter().map(|row| row.id).collect();
    let open = party::open_cases(&reader, &ids).await?;
    let found = |row: PartyRow| Match {
        id: row.id,
        kind: row.kind,
        number: row.uscc.clone().or_else(|| masked(row.id_number.as_ref())),
        phone: masked(row.phone.as_ref()),
        open_cases: open.get(&row.id).copied().unwrap_or(0),
        name: row.name,
        industry: row.industry,
        by,
    };
    Ok(rows.into_iter().map(found).collect())
}

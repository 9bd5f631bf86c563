//! Cases show the names of their parties: when a name is corrected, their rows and what a search finds follow.

use domain::case::WordsKind;
use domain::kernel::id::CaseId;

use super::{PartyKind, PartyRow};
use crate::error::Result;
use crate::{Query as _, Sql, Tx, search, values};

/// Brings name and industry in the rows of the party's cases from `old` to `new`; the cases whose search words must follow.
pub async fn retitle(tx: &Tx, old: &PartyRow, new: &PartyRow) -> Result<Vec<CaseId>> {
    let (column, roles) = match new.kind {
        PartyKind::Worker => ("worker_name", "('worker', 'next_of_kin')"),
        PartyKind::Employer => ("employer_name", "('employer', 'dispatch_agency', 'user_company')"),
    };
    // The first of its side gives the case its name, perhaps with "and others" behind.
    let first = format!(
        "select cp.case_id from case_party cp where cp.party_id = $1 and cp.ordinal =
         (select min(other.ordinal) from case_party other where other.case_id = cp.case_id and other.role in {roles})"
    );
    if old.name != new.name {
        let rename = format!(
            "update case_row set {column} = $2 || substr({column}, length($3) + 1)
             where id in ({first}) and substr({column}, 1, length($3)) = $3"
        );
        tx.execute(rename, values![new.id, new.name.as_str(), old.name.as_str()]).await?;
    }
    if new.kind == PartyKind::Employer && old.industry != new.industry {
        tx.execute(format!("update case_row set industry = $2 where id in ({first})"), values![new.id, new.industry.as_deref()]).await?;
    }
    if old.name == new.name {
        return Ok(Vec::new());
    }
    tx.query_column("select case_id as value from case_party where party_id = $1", values![new.id]).await
}

/// Makes a case findable by its number, the names of its parties, its claims (named by `claim`) and its facts.
pub async fn reindex(tx: &Tx, case: CaseId, claim: impl Fn(&str) -> String) -> Result<()> {
    let mut text: Vec<String> = tx.query_column("select number as value from case_row where id = $1", values![case]).await?;
    let names = "select p.name as value from case_party cp join party p on p.id = cp.party_id where cp.case_id = $1 order by cp.ordinal";
    text.extend(tx.query_column::<String>(names, values![case]).await?);
    let claims = "select kind as value from claim_row where case_id = $1 order by ordinal";
    text.extend(tx.query_column::<String>(claims, values![case]).await?.iter().map(|code| claim(code)));
    let facts = Sql::new("select text as value from case_words where case_id = ").bind(case).push(" and kind = ").bind(WordsKind::Facts);
    text.extend(facts.column::<String>(tx).await?);
    search::put(tx, "case", case.0, &text.join("\n")).await
}

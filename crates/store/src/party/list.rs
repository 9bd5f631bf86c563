//! The parties of the cases in a scope.

use std::collections::BTreeMap;

use domain::access::Scope;
use domain::case::Stage;
use domain::intake::{PartyRole, Side};
use domain::kernel::Day;
use domain::kernel::id::{CaseId, PartyId};

use super::find::Known;
use super::{COLUMNS, PartyKind, PartyRow};
use crate::case::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row, search};

row! {
    /// A case of a party.
    pub struct InCase {
        /// The case.
        pub case_id: CaseId,
        /// Its number.
        pub number: String,
        /// How far it has come.
        pub stage: Stage,
        /// When it was received.
        pub received: Day,
        /// On which side the party stands.
        pub side: Side,
        /// As what.
        pub role: PartyRole,
        /// The first worker.
        pub worker_name: String,
        /// The first employer.
        pub employer_name: String,
    }
}

/// Parties with a case in the scope, newest first, before the one given. A query is a number exactly, or words of the name.
pub async fn list(
    q: &impl Query,
    scope: &Scope,
    kind: Option<PartyKind>,
    query: Option<Wanted<'_>>,
    before: Option<PartyId>,
    limit: i64,
) -> Result<Vec<PartyRow>> {
    let mut sql = Sql::new(&format!("select {COLUMNS} from party p where 1 = 1"));
    if let Some(kind) = kind {
        sql = sql.push(" and p.kind = ").bind(kind);
    }
    sql = match query {
        Some(Wanted::Words(words)) => search::on_page(q, sql.push(" and "), "p.id", "party", words).await?,
        Some(Wanted::Number(known)) => match known {
            Known::IdNumber(number) => sql.push(" and p.id_number = ").bind(number),
            Known::Uscc(code) => sql.push(" and p.uscc = ").bind(code),
            Known::Phone(phone) | Known::NameAndPhone(_, phone) => sql.push(" and p.phone = ").bind(phone),
            Known::NameAndDocument(_, document) => sql.push(" and p.other_document = ").bind(document),
            Known::Name(name) => sql.push(" and p.name = ").bind(name),
        },
        None => sql,
    };
    if let Some(before) = before {
        sql = sql.push(" and p.id < ").bind(before);
    }
    sql = sql.push(" and exists (select 1 from case_party cp join case_row c on c.id = cp.case_id where cp.party_id = p.id");
    in_scope(sql, scope, "c").push(") order by p.id desc limit ").bind(limit).all(q).await
}

/// What a list is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// A number, exactly.
    Number(Known<'a>),
    /// Words of the name.
    Words(&'a str),
}

/// The party has a case in the scope; with `case`, this very one.
pub async fn in_reach(q: &impl Query, scope: &Scope, party: PartyId, case: Option<CaseId>) -> Result<bool> {
    let mut sql = Sql::new("select count(*) from case_party cp join case_row c on c.id = cp.case_id where cp.party_id = ").bind(party);
    if let Some(case) = case {
        sql = sql.push(" and c.id = ").bind(case);
    }
    Ok(in_scope(sql, scope, "c").scalar_i64(q).await? > 0)
}

/// The cases of a party in the scope, newest first.
pub async fn cases_of(q: &impl Query, scope: &Scope, party: PartyId) -> Result<Vec<InCase>> {
    const MOST: i64 = 100;
    let sql = Sql::new(
        "select c.id as case_id, c.number, c.stage, c.received, cp.side, cp.role, c.worker_name, c.employer_name
         from case_party cp join case_row c on c.id = cp.case_id where cp.party_id = ",
    );
    in_scope(sql.bind(party), scope, "c").push(" order by c.received desc, c.id desc limit ").bind(MOST).all(q).await
}

/// How many open cases each of these parties has, wherever they are: only the number is told.
pub async fn open_cases(q: &impl Query, parties: &[PartyId]) -> Result<BTreeMap<PartyId, i64>> {
    row! { struct Open { party_id: PartyId, cases: i64 } }
    let open = Stage::ALL.iter().filter(|stage| stage.is_open()).map(|stage| stage.code());
    let sql = Sql::new("select cp.party_id, count(*) as cases from case_party cp join case_row c on c.id = cp.case_id where c.stage in ")
        .in_list(open);
    let sql = sql.push(" and cp.party_id in ").in_list(parties.iter().copied()).push(" group by cp.party_id");
    let rows: Vec<Open> = sql.all(q).await?;
    Ok(rows.into_iter().map(|row| (row.party_id, row.cases)).collect())
}

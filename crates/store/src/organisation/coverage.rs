//! What coverage is counted from: organisations and full-time mediators by division. Enterprises stand in a register ([`super::tally::crossed`]).

use domain::access::subtree;
use domain::kernel::id::AccountId;
use domain::organisation::OrganisationKind;

use super::Codes;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// Organisations at work of a kind in a division.
    pub struct Bodies {
        /// The division that they lie in.
        pub division: String,
        /// Their kind.
        pub kind: OrganisationKind,
        /// How many.
        pub count: i64,
    }
}

row! {
    /// Somebody who mediates full-time for an organisation of a division.
    pub struct FullTime {
        /// The division.
        pub division: String,
        /// Who.
        pub account: AccountId,
    }
}

row! {
    /// A body of an industry.
    pub struct TradeBody {
        /// The division that it lies in.
        pub division: String,
        /// What it handles: industries among other codes.
        pub handles: Codes,
    }
}

row! {
    /// A body that serves one enterprise: its committee.
    pub struct Committee {
        /// The enterprise's credit code.
        pub uscc: String,
        /// The body is at work.
        pub active: bool,
    }
}

/// The bodies of single enterprises in the province of an area.
pub async fn committees(q: &impl Query, area: &str) -> Result<Vec<Committee>> {
    let province = format!("{:0<12}", area.get(..2).unwrap_or_default());
    let sql = Sql::new("select o.serves_uscc as uscc, o.active from organisation o where o.serves_uscc is not null and");
    inside(sql, &province).push(" order by o.serves_uscc, o.id").all(q).await
}

fn inside(sql: Sql, area: &str) -> Sql {
    let (first, after) = subtree(area);
    sql.push(" o.division >= ").bind(first).push(" and o.division < ").bind(after)
}

/// Organisations at work in an area by division and kind.
pub async fn bodies(q: &impl Query, area: &str) -> Result<Vec<Bodies>> {
    let sql = Sql::new("select o.division, o.kind, count(*) as count from organisation o where o.active = 1 and");
    inside(sql, area).push(" group by o.division, o.kind order by o.division, o.kind").all(q).await
}

/// Who mediates full-time for organisations of an area that are at work and mediate.
pub async fn full_time(q: &impl Query, area: &str) -> Result<Vec<FullTime>> {
    let kinds = OrganisationKind::ALL.iter().copied().filter(|kind| kind.mediates());
    let sql = Sql::new(
        "select distinct o.division, m.account from organisation o
         join mediator_office s on s.organisation = o.id
         join mediator m on m.account = s.account and m.active = 1 and m.full_time = 1
         where o.active = 1 and",
    );
    inside(sql, area).push(" and o.kind in ").in_list(kinds).push(" order by o.division, m.account").all(q).await
}

/// Bodies of industries in an area, and in the divisions above it.
pub async fn trade_bodies(q: &impl Query, area: &str) -> Result<Vec<TradeBody>> {
    let above = [2, 4, 6].into_iter().filter_map(|width| area.get(..width)).map(|head| format!("{head:0<12}"));
    let kinds = OrganisationKind::ALL.iter().copied().filter(|kind| kind.serves_trades());
    let sql = Sql::new("select o.division, o.handles from organisation o where o.active = 1 and o.kind in ").in_list(kinds);
    inside(sql.push(" and (o.division in ").in_list(above).push(" or ("), area).push(")) order by o.division, o.id").all(q).await
}

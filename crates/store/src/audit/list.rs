//! Reading the audit log.

use domain::access::Scope;
use domain::kernel::Moment;
use domain::kernel::id::AccountId;
use uuid::Uuid;

use super::{COLUMNS, Entry};
use crate::access::in_areas;
use crate::error::Result;
use crate::{Query, Sql};

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this deed.
    pub deed: Option<String>,
    /// Only by this account.
    pub account: Option<AccountId>,
    /// Only about this thing.
    pub subject: Option<String>,
    /// From then on.
    pub from: Option<Moment>,
    /// Before then.
    pub before: Option<Moment>,
    /// Also entries that belong to no office.
    pub house: bool,
}

/// Entries in the scope, newest first, after the place `after`.
pub async fn list(q: &impl Query, scope: &Scope, filter: &Filter, after: Option<(Moment, Uuid)>, limit: i64) -> Result<Vec<Entry>> {
    let mut sql = in_areas(Sql::new(&format!("select {COLUMNS} from audit_entry where (")), scope, "division");
    sql = sql.push(if filter.house { " or division is null)" } else { ")" });
    if let Some(deed) = &filter.deed {
        sql = sql.push(" and deed = ").bind(deed);
    }
    if let Some(account) = filter.account {
        sql = sql.push(" and account = ").bind(account);
    }
    if let Some(subject) = &filter.subject {
        sql = sql.push(" and subject = ").bind(subject);
    }
    if let Some(from) = filter.from {
        sql = sql.push(" and at >= ").bind(from);
    }
    if let Some(before) = filter.before {
        sql = sql.push(" and at < ").bind(before);
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (at < ").bind(at).push(" or (at = ").bind(at).push(" and id < ").bind(id).push("))");
    }
    sql.push(" order by at desc, id desc limit ").bind(limit).all(q).await
}

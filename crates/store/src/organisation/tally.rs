//! Records of a register counted by several codes at once, for figures that are crossed.

use domain::access::Scope;
use domain::kernel::id::OrganisationId;

use super::record::{Narrow, narrowed};
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// How many records of an organisation have the same codes.
    pub struct Crossed {
        /// The division in which they count.
        pub division: String,
        /// Whose they are.
        pub organisation: Option<OrganisationId>,
        /// Their codes in the order of the fields asked for, with `/` between; nothing where a field is empty.
        pub codes: String,
        /// How many.
        pub count: i64,
    }
}

/// How many records there are of each organisation and each combination of codes of these fields, which have one code each.
pub async fn crossed(q: &impl Query, register: &str, fields: &[&str], scope: &Scope, narrow: &Narrow) -> Result<Vec<Crossed>> {
    let mut sql = Sql::new("select v.division, v.organisation, b.codes, count(*) as count from (select record, version, ");
    let mut between = "";
    for field in fields {
        sql = sql.push(between).push("max(case when field = ").bind(*field).push(" then value else '' end)");
        between = " || '/' || ";
    }
    sql = sql.push(" as codes from record_mark where register = ").bind(register).push(" and field in ").in_list(fields.iter().copied());
    sql = sql.push(" group by record, version) b join record_version v on v.record = b.record and v.version = b.version where ");
    narrowed(sql, register, scope, narrow)
        .push(" group by v.division, v.organisation, b.codes order by v.division, v.organisation, b.codes")
        .all(q)
        .await
}

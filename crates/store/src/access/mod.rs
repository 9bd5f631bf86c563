//! People who sign in: [`account`], their roles in offices ([`grant`]), [`session`], tries to sign in ([`attempt`]),
//! tokens of the API and of the first setup ([`token`]).

pub mod account;
pub mod attempt;
pub mod grant;
pub mod session;
pub mod token;

pub use grant::serves;

use domain::access::{Role, Scope};

use crate::Sql;

crate::coded!(Role);

/// Adds a condition: `column` holds a division in one of the scope's areas. An empty scope lets nothing through.
pub fn in_areas(mut sql: Sql, scope: &Scope, column: &str) -> Sql {
    if scope.everything {
        return sql.push("1 = 1");
    }
    sql = sql.push("(1 = 0");
    for (first, after) in &scope.areas {
        sql = sql.push(&format!(" or ({column} >= ")).bind(first.as_str());
        sql = sql.push(&format!(" and {column} < ")).bind(after.as_str()).push(")");
    }
    sql.push(")")
}

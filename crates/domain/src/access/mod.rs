//! Who may do what: role × jurisdiction × participation, from one table.
//!
//! [`rules`] is the table and the one question [`can`]; [`scope`] turns the same rules into what a list may show.

pub mod rules;
pub mod scope;

pub use rules::{Action, Reach, Verdict, can, reach};
pub use scope::{Scope, scope};

use crate::case::Case;
use crate::codes;
use crate::kernel::id::{AccountId, OrganisationId};

codes! {
    /// What a person is in an office. A person may hold several.
    pub enum Role as "role" {
        /// 窗口
        Clerk = "clerk",
        /// 调解员
        Mediator = "mediator",
        /// 中心主任
        Director = "director",
        /// 仲裁联络员
        ArbitrationLiaison = "arbitration_liaison",
        /// 法院联络员
        CourtLiaison = "court_liaison",
        /// 工会干部
        UnionOfficer = "union_officer",
        /// 人社监督
        Supervisor = "supervisor",
        /// 统计员
        Statistician = "statistician",
        /// 系统管理员
        Administrator = "administrator",
        /// 审计员
        Auditor = "auditor",
        /// 系统(定时任务)
        System = "system",
    }
}

/// A role in an office with its place in the division tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The office.
    pub office: OrganisationId,
    /// The office's 12-digit division.
    pub division: String,
}

/// A signed-in person (or a token) with every grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The grants.
    pub grants: Vec<Grant>,
}

impl Person {
    /// The system itself: a timer, an import, a party that signs without signing in.
    pub const fn system(grants: Vec<Grant>) -> Self {
        Self { account: AccountId(uuid::Uuid::nil()), grants }
    }

    /// The account; none when it is the system itself.
    pub fn named(&self) -> Option<AccountId> {
        Some(self.account).filter(|account| !account.0.is_nil())
    }

    /// Holds this role somewhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// What matters about a thing when somebody asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its 12-digit division.
    pub division: String,
    /// Offices that take part.
    pub offices: Vec<OrganisationId>,
    /// The office that has the window.
    pub home: Option<OrganisationId>,
    /// The office that handles it.
    pub handler: Option<OrganisationId>,
    /// People who take part.
    pub people: Vec<AccountId>,
    /// The one who mediates.
    pub mediator: Option<AccountId>,
}

impl From<&Case> for Facts {
    fn from(case: &Case) -> Self {
        Self {
            division: case.division.clone(),
            offices: case.offices(),
            home: case.office,
            handler: case.handler(),
            people: case.people(),
            mediator: case.dispatch.mediator,
        }
    }
}

/// The first code and the first code after the subtree of a division: `450206000000` → `450206000000..450207000000`.
pub fn subtree(division: &str) -> (String, String) {
    let width = match division.len() {
        12 if division.ends_with("0000000000") => 2,
        12 if division.ends_with("00000000") => 4,
        12 if division.ends_with("000000") => 6,
        12 if division.ends_with("000") => 9,
        length => length,
    };
    let head = division.get(..width).unwrap_or(division);
    let next = head.parse::<u64>().map(|n| format!("{:0width$}", n.saturating_add(1))).unwrap_or_default();
    (format!("{head:0<12}"), format!("{next:0<12}"))
}

/// `inner` lies in the subtree of `outer`.
pub fn within(inner: &str, outer: &str) -> bool {
    let (first, after) = subtree(outer);
    inner >= first.as_str() && inner < after.as_str()
}

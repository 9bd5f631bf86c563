//! The audit log: who did or read what, outside the log of a case. Each office has a hash chain of its own, so that offices don't wait
//! for each other; what belongs to no office is in the chain `house`. Entries hold no personal data, only ids and codes.

mod chain;
mod list;

pub use chain::{Break, Report, append, verify};
pub use list::{Filter, list};

use domain::access::Role;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, OrganisationId};
use uuid::Uuid;

use crate::row;

row! {
    /// A stored entry.
    pub struct Entry {
        /// Which.
        pub id: Uuid,
        /// Its chain: the office's id, or `house`.
        pub chain: String,
        /// Its place in the chain, from 1.
        pub seq: i64,
        /// When.
        pub at: Moment,
        /// Who; none for the system itself.
        pub account: Option<AccountId>,
        /// In which role.
        pub role: Option<Role>,
        /// For which office.
        pub office: Option<OrganisationId>,
        /// The office's division.
        pub division: Option<String>,
        /// What, as a stable code.
        pub deed: String,
        /// What kind of thing it was done to.
        pub subject_kind: Option<String>,
        /// The thing's id.
        pub subject: Option<String>,
        /// More about it as JSON, without personal data.
        pub detail: String,
        /// The hash of the entry before.
        pub prev_hash: Vec<u8>,
        /// SHA-256 over the hash before and everything above.
        pub hash: Vec<u8>,
    }
}

const COLUMNS: &str = "id, chain, seq, at, account, role, office, division, deed, subject_kind, subject, detail, prev_hash, hash";

/// An entry before it has a place in its chain.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who; none for the system itself.
    pub account: Option<AccountId>,
    /// In which role.
    pub role: Option<Role>,
    /// For which office.
    pub office: Option<OrganisationId>,
    /// The office's division.
    pub division: Option<String>,
    /// What, as a stable code.
    pub deed: &'static str,
    /// The kind and the id of the thing it was done to.
    pub subject: Option<(&'static str, String)>,
    /// More about it as JSON, without personal data.
    pub detail: String,
}

//! What the directory asks for.

use domain::form;
use domain::kernel::form::Whole;
use domain::kernel::id::OrganisationId;
use domain::kernel::identity::{Phone, ResidentId, Uscc};
use domain::kernel::{Fault, Faults, Line};
use domain::organisation::OrganisationKind;

use crate::lists::Lists;

form! {
    /// An organisation.
    pub struct OrganisationForm {
        /// Its kind.
        pub kind: OrganisationKind,
        /// Its full name.
        pub name: Line<100>,
        /// Its short name.
        pub short_name: Option<Line<40>>,
        /// What its case numbers begin with (机构代字); left out: its short name or name.
        pub number_prefix: Option<Line<40>>,
        /// Its 12-digit division.
        pub division: Line<12>,
        /// The organisation above.
        pub parent: Option<OrganisationId>,
        /// Where it is.
        pub address: Option<Line<120>>,
        /// Telephone.
        pub phone: Option<Phone>,
        /// When it is open.
        pub hours: Option<Line<80>>,
        /// Who heads it.
        pub head: Option<Line<50>>,
        /// Cases may be passed to it.
        pub takes_cases: bool,
        /// Claim types, groups of claims and industries it handles; none: all.
        pub handles: Vec<Line<40>>,
        /// The enterprise whose committee it is.
        pub serves_uscc: Option<Uscc>,
        /// Still exists.
        pub active: bool,
    }
}

form! {
    /// A room.
    pub struct RoomForm {
        /// Its name.
        pub name: Line<40>,
        /// Seats.
        pub seats: Option<Whole<1, 500>>,
        /// Has what an online session needs.
        pub online: bool,
        /// In use.
        pub active: bool,
    }
}

form! {
    /// A mediator.
    pub struct MediatorForm {
        /// The organisations the mediator serves, at least one.
        pub organisations: Vec<OrganisationId>,
        /// 专职, not 兼职.
        pub full_time: bool,
        /// Claim types, groups of claims and industries the mediator knows.
        pub fields: Vec<Line<40>>,
        /// Languages besides Chinese.
        pub languages: Vec<Line<20>>,
        /// Own resident identity number; left out: what is known stays.
        pub id_number: Option<ResidentId>,
        /// The employer the mediator works for besides.
        pub works_for_uscc: Option<Uscc>,
        /// Takes new cases.
        pub active: bool,
    }
}

/// Every code is a claim type, one of their groups, or an industry.
pub(super) fn known_fields(lists: &Lists, field: &str, codes: &[Line<40>]) -> Result<(), Faults> {
    let claims = lists.entries("claim_type");
    let known = |code: &str| {
        claims.iter().any(|entry| entry.code == code || entry.group.as_deref() == Some(code)) || lists.find("industry", code).is_some()
    };
    let unknown = codes.iter().zip(0..).filter(|(code, _)| !known(code));
    let root = domain::kernel::form::Path::root().child(field);
    let faults: Vec<_> = unknown.map(|(_, n): (_, usize)| (root.child(n), Fault::UnknownChoice)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

//! What the directory asks for.

use domain::form;
use domain::kernel::form::Whole;
use domain::kernel::id::OrganisationId;
use domain::kernel::identity::{Phone, ResidentId, Uscc};
use domain::kernel::{Line, Masked};
use domain::organisation::OrganisationKind;
use serde_json::{Map, Value, json};
use store::organisation::mediator::MediatorRow;
use store::organisation::{OrganisationRow, RoomRow};

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

impl OrganisationForm {
    /// How the form would be sent for what is stored.
    pub fn tree(row: &OrganisationRow) -> Map<String, Value> {
        filled(json!({
            "kind": row.kind.code(), "name": row.name, "short_name": row.short_name, "number_prefix": row.number_prefix,
            "division": row.division, "parent": row.parent.map(|id| id.to_string()), "address": row.address, "phone": row.phone,
            "hours": row.hours, "head": row.head, "takes_cases": row.takes_cases, "handles": row.handles.0,
            "serves_uscc": row.serves_uscc, "active": row.active,
        }))
    }
}

impl RoomForm {
    /// How the form would be sent for what is stored.
    pub fn tree(row: &RoomRow) -> Map<String, Value> {
        let seats = (row.seats > 0).then(|| row.seats.to_string());
        filled(json!({ "name": row.name, "seats": seats, "online": row.online, "active": row.active }))
    }
}

impl MediatorForm {
    /// How the form would be sent for what is stored, the own number in clear: for comparing, never for a page.
    pub(super) fn tree(row: &MediatorRow, serves: &[OrganisationId]) -> Map<String, Value> {
        let serves: Vec<String> = serves.iter().map(ToString::to_string).collect();
        filled(json!({
            "organisations": serves, "full_time": row.full_time, "fields": row.fields.0, "languages": row.languages.0,
            "id_number": row.id_number.as_ref().map(Masked::reveal), "works_for_uscc": row.works_for_uscc, "active": row.active,
        }))
    }
}

fn filled(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

//! Workers and employers as persons of their own, in correctable rows outside the case log.
//!
//! [`keep`] finds a known party or makes a new one when an application is registered; [`find`] reads; [`list`] shows those of
//! the cases in a scope. Numbers are [`Masked`](domain::kernel::Masked) in memory, so that no log shows them.

pub mod find;
pub mod keep;
pub mod list;
mod masked;
mod title;

use domain::intake::{EmployerRow, PersonRow};
use domain::kernel::id::PartyId;
use domain::kernel::identity::{Phone, ResidentId, Uscc};
use domain::kernel::{Day, Masked, Moment};

pub use find::{Known, find, find_known, known_employers, known_workers, several};
pub use keep::{Kept, correct, keep_employer, keep_worker};
pub use list::{InCase, Wanted, cases_of, in_reach, list, open_cases};
pub use title::{reindex, retitle};

use crate::row;

domain::codes! {
    /// What a party is for itself.
    pub enum PartyKind as "party_kind" {
        /// 劳动者
        Worker = "worker",
        /// 用人单位
        Employer = "employer",
    }
}

domain::codes! {
    /// By which number a party is known.
    pub enum IdKind as "id_kind" {
        /// 居民身份证
        Resident = "resident",
        /// 统一社会信用代码
        Uscc = "uscc",
        /// 其他证件
        Other = "other",
        /// 未提供
        Unknown = "unknown",
    }
}

crate::coded!(PartyKind, IdKind);

row! {
    /// A party.
    pub struct PartyRow {
        /// Which.
        pub id: PartyId,
        /// Worker or employer.
        pub kind: PartyKind,
        /// Its name.
        pub name: String,
        /// By which number it is known.
        pub id_kind: IdKind,
        /// Resident identity number.
        pub id_number: Option<Masked<String>>,
        /// Unified social credit code.
        pub uscc: Option<String>,
        /// Another document with its number.
        pub other_document: Option<Masked<String>>,
        /// Telephone.
        pub phone: Option<Masked<String>>,
        /// Sex (code).
        pub sex: Option<String>,
        /// Day of birth.
        pub birth: Option<Day>,
        /// Nationality (民族).
        pub ethnicity: Option<String>,
        /// Where to reach it.
        pub address: Option<String>,
        /// Kind of employer (code of a list).
        pub employer_kind: Option<String>,
        /// Industry (code of a list).
        pub industry: Option<String>,
        /// Legal representative or person in charge.
        pub legal_representative: Option<String>,
        /// Who speaks for it.
        pub contact: Option<String>,
        /// When it was first met.
        pub created_at: Moment,
        /// Counts the changes.
        pub version: i64,
    }
}

const COLUMNS: &str = "p.id, p.kind, p.name, p.id_kind, p.id_number, p.uscc, p.other_document, p.phone, p.sex, p.birth, p.ethnicity, p.address, p.employer_kind, p.industry, p.legal_representative, p.contact, p.created_at, p.version";

fn text(words: Option<&str>) -> Option<String> {
    words.map(str::to_owned)
}

fn hidden(words: Option<&str>) -> Option<Masked<String>> {
    words.map(|words| Masked::new(words.to_owned()))
}

impl PartyRow {
    /// The worker of an application, not yet met; sex and birth also come from the identity number.
    pub fn worker(id: PartyId, row: &PersonRow, now: Moment) -> Self {
        let number = row.id_number.as_ref();
        let by_number = number.map(|number| if number.is_male() { "male" } else { "female" });
        Self {
            name: row.name.to_string(),
            id_number: hidden(number.map(ResidentId::number)),
            other_document: hidden(row.other_document.as_deref()),
            phone: hidden(row.phone.as_ref().map(Phone::number)),
            sex: text(row.sex.map(|sex| sex.code()).or(by_number)),
            birth: row.birth.or(number.map(ResidentId::birth)),
            ethnicity: text(row.ethnicity.as_deref()),
            address: text(row.address.as_deref()),
            ..Self::blank(id, PartyKind::Worker, now)
        }
        .sorted()
    }

    /// The employer of an application, not yet met.
    pub fn employer(id: PartyId, row: &EmployerRow, now: Moment) -> Self {
        Self {
            name: row.name.to_string(),
            uscc: text(row.uscc.as_ref().map(Uscc::number)),
            phone: hidden(row.phone.as_ref().map(Phone::number)),
            address: text(row.address.as_deref()),
            employer_kind: text(row.employer_kind.as_deref()),
            industry: text(row.industry.as_deref()),
            legal_representative: text(row.legal_representative.as_deref()),
            contact: text(row.contact.as_deref()),
            ..Self::blank(id, PartyKind::Employer, now)
        }
        .sorted()
    }

    fn blank(id: PartyId, kind: PartyKind, now: Moment) -> Self {
        Self {
            id,
            kind,
            name: String::new(),
            id_kind: IdKind::Unknown,
            id_number: None,
            uscc: None,
            other_document: None,
            phone: None,
            sex: None,
            birth: None,
            ethnicity: None,
            address: None,
            employer_kind: None,
            industry: None,
            legal_representative: None,
            contact: None,
            created_at: now,
            version: 1,
        }
    }

    /// Says by which of its numbers it is known.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.id_kind = match (&self.id_number, &self.uscc, &self.other_document) {
            (Some(_), ..) => IdKind::Resident,
            (None, Some(_), _) => IdKind::Uscc,
            (None, None, Some(_)) => IdKind::Other,
            (None, None, None) => IdKind::Unknown,
        };
        self
    }
}

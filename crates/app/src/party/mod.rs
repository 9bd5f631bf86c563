//! Parties: found while the window types ([`lookup`]), listed and shown with masked numbers, corrected with a line in the audit log.
//!
//! Reach comes through the cases: whoever may see a case may see who stands in it.

mod correct;
mod list;
mod lookup;
mod reveal;
mod show;

pub use correct::{PartyForm, correct};
pub use list::{ListFilter, PartyLine, list};
pub use lookup::{Match, MatchedBy, lookup};
pub use reveal::{Clear, reveal};
pub use show::{PartyView, show};
pub use store::party::{IdKind, InCase, Kept, PartyKind, PartyRow, find_known, keep_employer, keep_worker};

use domain::access::rules::Deal;
use domain::access::{Action, Scope};
use domain::kernel::Masked;
use domain::kernel::identity::{Phone, ResidentId, Uscc};
use domain::kernel::masked::mask;
use store::party::{Known, Wanted};

use crate::Ctx;

domain::codes! {
    /// A number that pages show masked, so that an empty field can't mean that it should go.
    pub enum Numbers as "party_number" {
        /// Identity number.
        IdNumber = "id_number",
        /// Unified social credit code.
        Uscc = "uscc",
        /// Another document.
        OtherDocument = "other_document",
        /// Telephone.
        Phone = "phone",
    }
}

/// Seeing parties.
const PARTIES: Action = Action::Deal(Deal::Parties);

/// The parties that the person reaches.
fn scope(cx: &Ctx) -> Scope {
    cx.scope(PARTIES)
}

fn masked(number: Option<&Masked<String>>) -> Option<String> {
    number.map(|number| mask(number.reveal()))
}

/// What somebody typed to find a party: a number in its plain spelling, or words.
enum Typed {
    IdNumber(ResidentId),
    Uscc(Uscc),
    Phone(Phone),
    Words(String),
}

impl Typed {
    /// Reads it; nothing when nothing was typed.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let number = ResidentId::parse(text).map(Self::IdNumber).or_else(|_| Uscc::parse(text).map(Self::Uscc));
        let number = number.or_else(|_| Phone::parse(text).map(Self::Phone));
        Some(number.unwrap_or_else(|_| Self::Words(text.to_owned())))
    }

    /// The number, when it is one.
    fn known(&self) -> Option<Known<'_>> {
        match self {
            Self::IdNumber(number) => Some(Known::IdNumber(number.number())),
            Self::Uscc(code) => Some(Known::Uscc(code.number())),
            Self::Phone(phone) => Some(Known::Phone(phone.number())),
            Self::Words(_) => None,
        }
    }

    /// What a list is searched for.
    fn wanted(&self) -> Wanted<'_> {
        match (self, self.known()) {
            (_, Some(known)) => Wanted::Number(known),
            (Self::Words(words), None) => Wanted::Words(words),
            (_, None) => Wanted::Words(""),
        }
    }
}

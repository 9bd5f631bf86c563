//! Identifiers: one newtype for each kind of thing, UUIDv7 inside, shown as `case_0193…`.
//!
//! The list at the end is alphabetical and append-only.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::form::{Fault, Faults, Field, Kind, Path};

/// The text is not an identifier of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// What stands before the underscore.
            pub const PREFIX: &'static str = $prefix;
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bare = text.trim().strip_prefix($prefix).and_then(|t| t.strip_prefix('_')).unwrap_or(text.trim());
                Uuid::try_parse(bare).map(Self).map_err(|_| NotAnId)
            }
        }

        impl Field for $name {
            fn kind() -> Kind { Kind::Pick($prefix) }
            fn read(value: &Value, path: &Path, faults: &mut Faults) -> Option<Self> {
                match value.as_str().map(str::parse) {
                    Some(Ok(id)) => Some(id),
                    _ => faults.note(path, Fault::UnknownChoice),
                }
            }
        }
    )*};
}

ids! {
    /// A person who can sign in.
    AccountId "account"
    /// A bearer token of the JSON API.
    ApiTokenId "token"
    /// A dispute from registration to archive.
    CaseId "case"
    /// One head of claim in a case.
    ClaimId "claim"
    /// A contact at the window, by phone or by letter.
    ContactId "contact"
    /// An uploaded file.
    FileId "file"
    /// A planned or made return visit.
    FollowUpId "followup"
    /// A timed piece of work.
    JobId "job"
    /// A message in the outbox.
    MessageId "message"
    /// One obligation of an agreement (an instalment, a certificate …).
    ObligationId "obligation"
    /// A mediation organisation, office or partner body.
    OrganisationId "org"
    /// A paper that was issued under a number.
    PaperId "paper"
    /// A worker or an employer.
    PartyId "party"
    /// A payment on an obligation.
    PaymentId "payment"
    /// A record of a register.
    RecordId "record"
    /// A recusal request.
    RecusalId "recusal"
    /// A request to let an entry out of the vault, and the release that came of it.
    ReleaseId "release"
    /// A room in which sessions are held.
    RoomId "room"
    /// One service of a paper on an addressee.
    ServiceId "service"
    /// A mediation session.
    SessionId "session"
    /// A record of a signature under a paper.
    SignatureId "signature"
    /// What somebody said to settle: an entry of the vault.
    VaultEntryId "entry"
    /// A correctable text that events point to.
    WordsId "words"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_shows() {
        let id = CaseId(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<CaseId>(), Ok(id));
        assert_eq!("case_x".parse::<CaseId>(), Err(NotAnId));
    }
}

//! The two events of the vault. Neither tells what was said.

use serde::{Deserialize, Serialize};

use super::{Release, ReleaseGround, VaultKind};
use crate::case::event::Happening;
use crate::case::{Actor, Case};
use crate::intake::Means;
use crate::kernel::id::{AccountId, FileId, OrganisationId, PartyId, ReleaseId, VaultEntryId, WordsId};
use crate::kernel::{Day, Moment};

/// One party's consent as it was proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// Who.
    pub party: PartyId,
    /// When it was signed.
    pub day: Day,
    /// How it was given.
    pub means: Means,
    /// The signed sheet.
    pub file: Option<FileId>,
    /// Where the signed sheet lies.
    pub note: Option<WordsId>,
}

/// `vault.released`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Released {
    /// Which release.
    pub release: ReleaseId,
    /// The entry that was let out.
    pub entry: VaultEntryId,
    /// What it is.
    pub kind: VaultKind,
    /// Why it may.
    pub ground: ReleaseGround,
    /// The body that gets it.
    pub recipient: Option<OrganisationId>,
    /// Its name, when it is not in the directory.
    pub recipient_name: Option<WordsId>,
    /// The mediator who asked; the director who approved is the actor.
    pub asked_by: AccountId,
    /// What for.
    pub purpose: WordsId,
    /// By consent: every party's.
    pub consents: Vec<ConsentGiven>,
    /// By duty: the statute with its article.
    pub article: Option<WordsId>,
    /// By duty: who demands it.
    pub authority: Option<WordsId>,
    /// By duty: the number of the document.
    pub document: Option<WordsId>,
    /// The day.
    pub day: Day,
}

impl Happening for Released {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.vault.released.push(Release {
            id: self.release,
            entry: self.entry,
            ground: self.ground,
            recipient: self.recipient,
            recipient_name: self.recipient_name,
            day: self.day,
        });
    }
}

/// `vault.key_destroyed`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDestroyed {
    /// The day.
    pub day: Day,
    /// How many years after closing it was kept.
    pub years: i64,
}

impl Happening for KeyDestroyed {
    fn apply(&self, case: &mut Case, _: Moment, _: &Actor) {
        case.vault.over = true;
    }
}

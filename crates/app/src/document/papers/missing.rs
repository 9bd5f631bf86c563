//! What a paper still lacks: told by name, with the place where it is filled in, and whether the paper may be issued without it.

use std::fmt;

use domain::case::Act;
use domain::kernel::id::{OrganisationId, PartyId};

/// Where something that is missing is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// By an act on the case.
    Act(Act),
    /// In the party's row.
    Party(PartyId),
    /// In the directory of organisations.
    Organisation(OrganisationId),
    /// In the form of the paper itself; the dotted name of the field.
    Form(String),
    /// By hand on the printed paper.
    Paper,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What, as a sentence.
    pub what: String,
    /// Where it is filled in.
    pub place: Place,
    /// The rule that the paper follows asks for it: the paper may not be issued without.
    pub blocks: bool,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Missing {
    /// The paper was asked for something that it does not belong to.
    pub(super) fn subject() -> Self {
        Self { what: crate::text::paper("missing", "subject", &[]), place: Place::Paper, blocks: true }
    }
}

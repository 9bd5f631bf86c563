//! How long a dossier is kept: by its kind, as the office sets it, otherwise as the book of periods says (TL-45; law.md §1.4).

use crate::case::{Case, Settings};
use crate::codes;
use crate::intake::PartyRole;
use crate::kernel::Day;
use crate::periods::{RuleId, Rulebook};

codes! {
    /// What kind of dossier it is; each has a retention period of its own.
    pub enum DossierKind as "dossier_kind" {
        /// 集体争议
        Collective = "collective",
        /// 不予受理
        Declined = "declined",
        /// 达成协议
        Agreed = "agreed",
        /// 未达成协议
        Ended = "ended",
    }
}

/// Workers from which a dispute is a collective one (调解仲裁法 art. 7).
const COLLECTIVE: usize = 10;

impl DossierKind {
    /// The kind of this dossier.
    pub fn of(case: &Case) -> Self {
        let workers = case.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin)).count();
        let agreed = case.agreement.as_ref().is_some_and(|agreement| agreement.in_force.is_some());
        if workers >= COLLECTIVE {
            Self::Collective
        } else if case.intake.declined.is_some() {
            Self::Declined
        } else if agreed {
            Self::Agreed
        } else {
            Self::Ended
        }
    }
}

/// Years for which this dossier is to be kept. No national period is known for mediation files (law.md §1.4): the office sets it; without
/// a setting that of arbitration files ended by mediation or otherwise holds (令33号 art. 24).
pub fn retention_years(case: &Case, settings: &Settings, rules: &Rulebook, today: Day) -> i64 {
    let set = settings.retention.get(&DossierKind::of(case)).copied();
    let book = || rules.applying(RuleId::FILES, today, Some(&case.division)).and_then(|rule| rule.length);
    set.or_else(book).unwrap_or(settings.retention_years)
}

/// The corresponding day so many years later; for 29 February the first of March, so that nothing ends early.
pub(super) fn years_later(day: Day, years: i64) -> Day {
    let year = i32::try_from(years).unwrap_or(i32::MAX).saturating_add(day.year());
    Day::of(year, day.month(), day.day()).or_else(|_| Day::of(year, 3, 1)).unwrap_or(day)
}

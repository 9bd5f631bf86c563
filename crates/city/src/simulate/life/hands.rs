//! What the hands of a life do: the parties hand in, give up, pay or don't; the officer records, and may be away.

use domain::agreement::{Breach, Pay, PayMeans};
use domain::kernel::Day;
use domain::kernel::form::Confirmed;
use domain::periods::Role;
use domain::way::{AnswerWay, FileWay, RenounceWay, WayKind, WayOutcome};

use super::super::agreement::WORKER;
use super::super::tally::Tally;
use super::Life;
use crate::fill::{line, prose};

/// What the parties will do about a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    Nothing,
    File(WayKind, Day),
    Renounce(WayKind, Day),
}

impl Life<'_> {
    /// What the parties of this life will do about their windows.
    pub(super) fn plan(&mut self, effect: Day) -> Plan {
        let kind = if self.choice.in_thousand(500) { WayKind::Review } else { WayKind::Confirmation };
        let day = effect.plus(self.choice.between(0, if kind == WayKind::Review { 14 } else { 29 }));
        match self.choice.below(10) {
            0..=3 => Plan::File(kind, day),
            4 => Plan::Renounce(kind, day),
            _ => Plan::Nothing,
        }
    }

    /// The parties hand in, or give up; the body answers nine days later.
    pub(super) fn parties(&mut self, plan: Plan, tally: &mut Tally) {
        match plan {
            Plan::File(way, day) if day == self.today => {
                let Ok(body) = line::<60>("body") else { return };
                let file = FileWay { way, body, day, both_ask: true, applicant: None, debtor_reachable: false, no_preservation: false };
                tally.filed += u64::from(self.act(file.into(), tally));
            }
            Plan::File(way, day) if day.plus(9) == self.today => {
                let success = if way == WayKind::Review { WayOutcome::DocumentIssued } else { WayOutcome::Valid };
                let outcome = if self.choice.in_thousand(800) { success } else { WayOutcome::Withdrawn };
                let running = self.windows().len();
                let answered = self.act(AnswerWay { way, outcome, day: self.today, number: None, note: None }.into(), tally);
                let left = self.windows().into_iter().filter(|(_, role)| *role != Role::EnforcementWindow).count();
                tally.given_up += u64::from(answered && left < running && outcome != WayOutcome::Withdrawn);
            }
            Plan::Renounce(way, day) if day == self.today => {
                let renounce = RenounceWay { way, parties: vec![WORKER], note: None, told: Confirmed };
                tally.given_up += u64::from(self.act(renounce.into(), tally));
            }
            _ => {}
        }
    }

    /// Instalments are paid on their day, and confirmed.
    pub(super) fn pay(&mut self, tally: &mut Tally) {
        let due = self.case.agreement.iter().flat_map(|one| &one.obligations).find(|one| one.due <= self.today && !one.is_met());
        let Some((obligation, amount)) = due.map(|one| (one.id, one.left())) else { return };
        let Ok(proof) = line::<80>("receipt") else { return };
        let means = PayMeans::Bank;
        let pay = Pay { obligation, amount, day: self.today, means, by_third_party: None, proof, confirmed: true, shares: Vec::new() };
        let running = self.windows().len();
        self.act(pay.into(), tally);
        tally.given_up += u64::try_from(running.saturating_sub(self.windows().len())).unwrap_or(0);
    }

    /// An instalment is not paid; the officer, who may be away, records it some days later, and the next ways come with their packages.
    pub(super) fn defaults(&mut self, breach: Option<Day>, late: i64, tally: &mut Tally) -> Option<Day> {
        let overdue =
            self.case.agreement.iter().flat_map(|one| &one.obligations).find(|one| one.due < self.today && one.breached.is_none());
        let obligation = overdue.map(|one| one.id)?;
        let noted = breach.unwrap_or_else(|| self.today.plus(late));
        if self.today < noted {
            return Some(noted);
        }
        let Ok(reason) = prose::<1000>("not paid") else { return None };
        if self.act(Breach { obligation, reason }.into(), tally) {
            tally.defaults += 1;
            let today = self.today;
            let lacking = domain::way::packages(&self.case, &self.lookup.way, today);
            if let Some(first) = lacking.first() {
                tally.violate(|| format!("agreement {}: a default on {today} opened {} without a package", self.number, first.way));
            }
        }
        None
    }
}

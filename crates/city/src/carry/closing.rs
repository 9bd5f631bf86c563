//! Closing without an agreement, return visits, the archive.

use std::sync::atomic::Ordering;

use domain::case::Stage;
use domain::closing::{Archive, Close, CloseResult, DossierRow, FollowUp, PerformanceSeen};
use domain::intake::Means;
use domain::kernel::Day;
use domain::kernel::form::Confirmed;
use domain::kernel::id::FollowUpId;

use super::{Carrier, missing};
use crate::course::{End, Stall};
use crate::fill::{line, prose, whole};
use crate::lane::{Halt, Step};
use crate::world::Body;

impl Carrier<'_> {
    /// Mediation ends without an agreement.
    pub(super) async fn close(&mut self) -> Step {
        let End::Without(result) = self.course.end else { return Err(missing("an ending")) };
        if result == CloseResult::PeriodOver {
            let due = self.case.mediation_due().ok_or_else(|| missing("a period"))?;
            let after = self.on_day(due.plus(1));
            self.lane.until(after).await?;
        } else if result == CloseResult::Withdrawn {
            self.wait(0, 3).await?;
        } else {
            self.minutes(15, 200).await?;
        }
        let reasons = &self.world.words.reasons;
        let reason = match (self.course.reason.clone(), result) {
            (Some(reason), _) => reason,
            (None, CloseResult::Withdrawn) => self.say(&reasons.withdrawn)?,
            (None, CloseResult::Refused) => self.say(&reasons.refused)?,
            (None, CloseResult::PeriodOver) => self.say(&reasons.period_over)?,
            (None, CloseResult::Transferred) => self.say(&reasons.transferred)?,
            (None, _) => self.say(&reasons.failed)?,
        };
        let way = if result.needs_way_on() { Some(self.way_on("arbitration_commission")?) } else { None };
        let late = self.late_reason()?;
        let form = Close {
            result,
            reason: prose(&reason)?,
            body: way.as_ref().map(|body| line(&body.name)).transpose()?,
            address: way.as_ref().map(|body| line(&body.address)).transpose()?,
            phone: way.as_ref().map(|body| line(&body.phone)).transpose()?,
            limitation: result.needs_way_on().then(|| self.limitation()),
            late_reason: late.map(|text| prose(&text)).transpose()?,
            both_told: Confirmed,
        };
        self.act(self.mediator()?, form).await
    }

    /// The first body that the course names, else the usual one.
    pub(super) fn way_on(&self, usual: &str) -> Step<Body> {
        if self.course.end == End::Without(CloseResult::Transferred) {
            return Ok(self.world.district.office("conflict_neighbour")?.into());
        }
        let code = self.course.way_on.first().map_or(usual, String::as_str);
        Ok(self.world.body(code)?)
    }

    /// The limitation period begins anew today: one year (调解仲裁法 art. 27).
    pub(super) fn limitation(&self) -> Day {
        let today = self.lane.now().day();
        Day::of(today.year() + 1, today.month(), today.day()).unwrap_or(today.plus(365))
    }

    /// A return visit; whether it is done.
    pub(super) async fn visited(&mut self, visit: FollowUpId) -> Step<bool> {
        let reached = self.course.last_visit.is_some() || !self.choice.in_thousand(120);
        let last = self.case.visits.iter().filter(|one| one.is_open()).count() <= 1;
        let given = self.course.last_visit.clone().filter(|_| last);
        let performance = given.as_ref().map_or_else(|| self.performance_seen(), |said| said.performance);
        let (satisfaction, opinion) = match given {
            Some(said) => (Some(said.satisfaction), Some(said.opinion)),
            None if reached => self.opinion(performance),
            None => (None, None),
        };
        let means = [Means::Phone, Means::Phone, Means::Phone, Means::InPerson, Means::Electronic];
        let form = FollowUp {
            visit: Some(visit),
            party: self.party(0)?,
            means: self.choice.of(&means).copied().unwrap_or(Means::Phone),
            day: self.lane.now().day(),
            reached,
            performance: reached.then_some(performance),
            satisfaction: satisfaction.map(whole).transpose()?,
            opinion: opinion.as_deref().map(prose).transpose()?,
        };
        let who = if self.choice.in_thousand(500) { self.clerk } else { self.mediator()? };
        self.act(who, form).await?;
        Ok(self.case.visits.iter().all(|one| one.id != visit || !one.is_open()))
    }

    /// What is seen of the performance now.
    fn performance_seen(&self) -> PerformanceSeen {
        let Some(agreement) = &self.case.agreement else { return PerformanceSeen::NotApplicable };
        let today = self.lane.now().day();
        if agreement.is_performed() {
            PerformanceSeen::Full
        } else if agreement.obligations.iter().any(|one| one.is_met()) {
            PerformanceSeen::Part
        } else if agreement.obligations.iter().all(|one| one.due >= today) {
            PerformanceSeen::NotDue
        } else {
            PerformanceSeen::None
        }
    }

    fn opinion(&mut self, performance: PerformanceSeen) -> (Option<i64>, Option<String>) {
        let weights: Vec<(i64, u64)> = (1..).zip(self.world.words.year.satisfaction.iter().copied()).collect();
        let wanted = self.choice.weighted(&weights, |(_, weight)| *weight).map_or(4, |(mark, _)| *mark);
        let wanted = match performance {
            PerformanceSeen::NotDue => return (None, None),
            PerformanceSeen::None => wanted.min(2),
            _ => wanted,
        };
        let result = self.case.closing.as_ref().map_or("agreement", |closing| closing.result.code());
        let said = self
            .world
            .words
            .said
            .iter()
            .filter(|said| said.performance == performance.code() && said.after.iter().any(|after| after == result));
        let all: Vec<_> = said.flat_map(|said| &said.worker).collect();
        let near: Vec<_> = all.iter().copied().filter(|said| (said.satisfaction - wanted).abs() <= 1).collect();
        let Some(said) = self.choice.of(if near.is_empty() { &all } else { &near }).copied() else { return (Some(wanted), None) };
        (Some(said.satisfaction), self.params.try_fill(&said.text))
    }

    /// The archive, when nothing is left to do.
    pub(super) async fn finish(&mut self) -> Step {
        let open = self.case.visits.iter().any(|visit| visit.is_open());
        if self.stalls(Stall::Archive) || self.case.stage != Stage::Closed || open {
            return Err(Halt::Over);
        }
        self.wait(2, 15).await?;
        self.archive().await
    }

    pub(super) async fn archive(&mut self) -> Step {
        let telling = &self.world.words.telling;
        let year = self.lane.now().day().year();
        self.set("year", year);
        let number = self.world.book.volume(year);
        self.set("n", number);
        let volume = line(&self.params.fill(&telling.volume)?)?;
        let place = line(&self.say(&telling.shelf)?)?;
        let held = self.case.mediation.sessions.iter().any(|session| session.result.is_some());
        let fits = |when: &str| match when {
            "declined" => self.case.stage == Stage::Declined,
            "accepted" => self.case.stage != Stage::Declined,
            "session" => held,
            "agreement" => self.case.agreement.is_some(),
            "closed" => self.case.stage == Stage::Closed && self.case.agreement.is_none(),
            _ => true,
        };
        let rows = telling.dossier.iter().filter(|leaf| fits(&leaf.when));
        let items: Vec<DossierRow> =
            rows.map(|leaf| Ok(DossierRow { title: line(&leaf.title)?, pages: whole(leaf.pages)? })).collect::<Step<_>>()?;
        let keep_years = whole(self.world.app.settings.retention_years)?;
        self.act(self.clerk, Archive { volume, place, keep_years, items }).await?;
        self.world.tally.archived.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

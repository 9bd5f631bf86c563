//! Return visits: was it kept, how satisfied, what should be better (S4-31).

use super::event::VisitMade;
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::intake::Means;
use crate::kernel::form::Whole;
use crate::kernel::id::{FollowUpId, PartyId};
use crate::kernel::{Day, Prose};
use crate::{codes, form};

codes! {
    /// Why a visit is planned.
    pub enum VisitKind as "visit_kind" {
        /// 履行期届满后
        AfterDue = "after_due",
        /// 办结后定期
        AfterClosing = "after_closing",
        /// 临时
        AdHoc = "ad_hoc",
    }
}

codes! {
    /// What the visited person says about performance.
    pub enum PerformanceSeen as "performance_seen" {
        /// 已履行
        Full = "full",
        /// 部分履行
        Part = "part",
        /// 未履行
        None = "none",
        /// 还没有到期
        NotDue = "not_due",
        /// 没有需要履行的
        NotApplicable = "not_applicable",
    }
}

form! {
    /// A return visit.
    pub struct FollowUp {
        /// The planned visit; empty for one out of turn.
        pub visit: Option<FollowUpId>,
        /// Who was visited.
        pub party: PartyId,
        /// By what means.
        pub means: Means,
        /// On which day.
        pub day: Day,
        /// Somebody was reached.
        pub reached: bool,
        /// What was said about performance.
        pub performance: Option<PerformanceSeen>,
        /// 1 (bad) to 5 (good).
        pub satisfaction: Option<Whole<1, 5>>,
        /// Opinion and wishes.
        pub opinion: Option<Prose<1000>>,
    }
}

impl Deed for FollowUp {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.party(self.party).ok_or(Refusal::at("party", Reason::NotInThisCase))?;
        cx.since_received(case, "day", self.day)?;
        ensure(self.reached || self.satisfaction.is_none(), || Refusal::at("satisfaction", Reason::NotReached))?;
        ensure(self.reached || self.performance.is_none(), || Refusal::at("performance", Reason::NotReached))?;
        let planned = match self.visit {
            None => None,
            Some(id) => {
                let visit = case.visits.iter().find(|visit| visit.id == id).ok_or(Refusal::at("visit", Reason::NotInThisCase))?;
                ensure(visit.is_open(), || Refusal::at("visit", Reason::VisitOver))?;
                Some(visit)
            }
        };
        let given_up = planned.is_some_and(|visit| visit.tries + 1 >= cx.settings.visit_tries);
        let mut outcome = Outcome::default();
        let opinion = outcome.say_if(cx, WordsKind::Opinion, self.opinion.as_deref());
        Ok(outcome.and(VisitMade {
            visit: self.visit.unwrap_or_else(|| cx.ids.draw()),
            party: self.party,
            means: self.means,
            day: self.day,
            reached: self.reached,
            done: self.reached || given_up,
            performance: self.performance,
            satisfaction: self.satisfaction.map(Whole::get),
            opinion,
        }))
    }
}

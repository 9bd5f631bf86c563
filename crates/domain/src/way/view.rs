//! The question asked of an agreement: which ways are open today, for what, until when, and why not.

use std::collections::BTreeMap;

use super::WayKind;
use super::barrier::{Barrier, BarrierKind, Caution};
use super::track::Track;
use crate::agreement::{Agreement, Obligation, ObligationKind, OrderHead};
use crate::case::Case;
use crate::codes;
use crate::intake::{PartyRole, ScopeClass};
use crate::kernel::id::{ClaimId, ObligationId};
use crate::kernel::{Day, Money};
use crate::organisation::OrganisationKind;
use crate::periods::{Clock, Role};

/// What the list of claim types says about a head of claim (`data/claim-types.toml`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which of the four heads of 调解仲裁法 art. 16, when it is one.
    pub payment_order: Option<OrderHead>,
    /// Not 确认劳动关系 (令33号 art. 75(4)).
    pub reviewable: bool,
    /// Not a relation of status (民诉法解释 art. 355(3)).
    pub confirmable: bool,
}

impl Default for Head {
    fn default() -> Self {
        Self { payment_order: None, reviewable: true, confirmable: true }
    }
}

/// What must be known beside the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WayFacts {
    /// The heads of claim by their code; what is not there is ordinary.
    pub heads: BTreeMap<String, Head>,
    /// What kind of organisation mediated; unknown counts as one that may.
    pub handler: Option<OrganisationKind>,
}

impl WayFacts {
    /// What is known of a type of claim.
    pub fn head(&self, kind: &str) -> Head {
        self.heads.get(kind).copied().unwrap_or_default()
    }
}

codes! {
    /// How a way stands.
    pub enum WayState as "way_state" {
        /// 还不到时候
        Waiting = "waiting",
        /// 可以走
        Open = "open",
        /// 已提交,等结果
        Filed = "filed",
        /// 已有结果,办成了
        Granted = "granted",
        /// 已有结果,没有办成
        Refused = "refused",
        /// 当事人放弃
        Renounced = "renounced",
        /// 走不了
        Barred = "barred",
    }
}

/// A way as it stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Which.
    pub kind: WayKind,
    /// How it stands.
    pub state: WayState,
    /// For which heads of claim, each with the amount at stake.
    pub claims: Vec<(ClaimId, Money)>,
    /// The obligations that were not kept, when it needs that.
    pub obligations: Vec<ObligationId>,
    /// Until when; none when nothing limits it or it is not known.
    pub until: Option<Day>,
    /// The clock of its window, by its place among the clocks of the case.
    pub clock: Option<usize>,
    /// Why it is not open, or not for all heads.
    pub barriers: Vec<Barrier>,
    /// What should be asked before.
    pub cautions: Vec<Caution>,
    /// How far it was gone.
    pub track: Option<Track>,
}

impl Way {
    /// The sum at stake.
    pub fn amount(&self) -> Money {
        self.claims.iter().map(|(_, amount)| *amount).sum()
    }

    /// A package must be drafted: it is open, and none is there for all that is broken by now.
    pub fn needs_package(&self) -> bool {
        let fresh = |track: &Track| track.is_waiting() && self.obligations.iter().any(|id| !track.obligations.contains(id));
        self.state == WayState::Open && self.track.as_ref().is_none_or(|track| !track.is_waiting() || fresh(track))
    }
}

/// The ways of the agreement in force; none without one.
pub fn ways(case: &Case, facts: &WayFacts, today: Day) -> Vec<Way> {
    let in_force = case.agreement.as_ref().filter(|agreement| agreement.in_force.is_some());
    let Some(agreement) = in_force else { return Vec::new() };
    let look = Look { case, agreement, facts, today };
    WayKind::ALL.iter().map(|kind| look.way(*kind)).collect()
}

/// The windows that an agreement which has just taken effect opens: of the ways that nothing but the missing clock keeps shut.
pub(crate) fn windows(case: &Case, facts: &WayFacts, today: Day) -> Vec<WayKind> {
    let only_the_clock = |way: &Way| way.barriers.iter().all(|one| one.why.is_partial() || one.why == BarrierKind::NoWindow);
    let joint = ways(case, facts, today).into_iter().filter(|way| way.kind.is_joint());
    joint.filter(|way| !way.claims.is_empty() && only_the_clock(way)).map(|way| way.kind).collect()
}

struct Look<'a> {
    case: &'a Case,
    agreement: &'a Agreement,
    facts: &'a WayFacts,
    today: Day,
}

impl Look<'_> {
    fn way(&self, kind: WayKind) -> Way {
        let (obligations, claims, mut barriers) = self.reach(kind);
        let track = self.case.ways.iter().rev().find(|track| track.kind == kind).filter(|track| !begins_anew(track, &obligations));
        let window = self.case.clock_of(kind.window()).filter(|clock| kind.window() != Role::Limitation || clock.is_running());
        barriers.extend(self.closed(kind, window, track));
        Way {
            kind,
            state: state(track, &barriers, claims.is_empty()),
            until: window.map(Clock::due),
            clock: window.and_then(|clock| self.case.place_of(clock)),
            cautions: self.cautions(kind, window),
            track: track.cloned(),
            claims,
            obligations,
            barriers,
        }
    }

    fn head(&self, claim: ClaimId) -> Head {
        let code = self.case.claims.iter().find(|one| one.id == claim).map(|one| one.kind.as_str());
        code.map(|code| self.facts.head(code)).unwrap_or_default()
    }

    /// What is overdue and not met.
    fn broken(&self) -> Vec<&Obligation> {
        self.agreement.obligations.iter().filter(|one| one.due < self.today && !one.is_met()).collect()
    }

    /// What was broken, for which heads the way is open, and the heads for which it is not.
    fn reach(&self, kind: WayKind) -> (Vec<ObligationId>, Vec<(ClaimId, Money)>, Vec<Barrier>) {
        if !kind.needs_default() {
            let (fits, why): (fn(Head) -> bool, _) = if kind == WayKind::Review {
                (|head| head.reviewable, BarrierKind::ConfirmsRelation)
            } else {
                (|head| head.confirmable, BarrierKind::StatusRelation)
            };
            let (claims, barrier) = self.split(self.agreement.agreed.clone(), fits, why);
            return (Vec::new(), claims, barrier);
        }
        let order = kind == WayKind::PaymentOrder;
        let broken: Vec<&Obligation> = self.broken().into_iter().filter(|one| !order || one.kind == ObligationKind::Pay).collect();
        let heads = self.agreement.overdue_by_head(self.today);
        let ids = broken.iter().map(|one| one.id).collect();
        if order {
            let (claims, barriers) = self.split(heads, |head| head.payment_order.is_some(), BarrierKind::NotInArticle16);
            return (ids, claims, barriers);
        }
        let heads = if heads.is_empty() && !broken.is_empty() { self.agreement.agreed.clone() } else { heads };
        (ids, heads, Vec::new())
    }

    fn split(&self, heads: Vec<(ClaimId, Money)>, fits: impl Fn(Head) -> bool, why: BarrierKind) -> (Vec<(ClaimId, Money)>, Vec<Barrier>) {
        let (open, shut): (Vec<_>, Vec<_>) = heads.into_iter().partition(|(claim, _)| fits(self.head(*claim)));
        let claims: Vec<ClaimId> = shut.into_iter().map(|(claim, _)| claim).collect();
        let barriers = if claims.is_empty() { Vec::new() } else { vec![Barrier { why, claims, day: None }] };
        (open, barriers)
    }

    /// Why the way as a whole is not open.
    fn closed(&self, kind: WayKind, window: Option<&Clock>, track: Option<&Track>) -> Vec<Barrier> {
        let mut found = Vec::new();
        let mut bar = |holds: bool, why: BarrierKind, day: Option<Day>| {
            if holds {
                found.push(Barrier { why, claims: Vec::new(), day });
            }
        };
        let round = |kind: WayKind| self.case.ways.iter().rev().find(|track| track.kind == kind);
        let pending = |kind: WayKind| round(kind).is_some_and(Track::is_pending);
        let granted = |kind: WayKind| round(kind).and_then(Track::enforceable).map(|answer| answer.day);
        let enforceable = self.case.ways.iter().any(|track| track.kind != WayKind::Enforcement && track.enforceable().is_some());
        let performed = self.agreement.is_performed();
        let filed = track.is_some_and(|track| track.filed.is_some());
        let broken = self.broken();
        bar(performed, BarrierKind::Performed, None);
        let over = window.filter(|clock| clock.is_running() && self.today > clock.due() && !filed).map(Clock::due);
        match kind {
            WayKind::Review | WayKind::Confirmation => {
                bar(window.is_none() && !filed, BarrierKind::NoWindow, None);
                bar(over.is_some(), BarrierKind::WindowClosed, over);
                if kind == WayKind::Review {
                    bar(self.out_of_scope(), BarrierKind::OutOfScope, None);
                    bar(pending(WayKind::Confirmation), BarrierKind::ConfirmationPending, None);
                    bar(granted(WayKind::Confirmation).is_some(), BarrierKind::Confirmed, granted(WayKind::Confirmation));
                } else {
                    bar(pending(WayKind::Review), BarrierKind::ReviewPending, None);
                    bar(granted(WayKind::Review).is_some(), BarrierKind::Reviewed, granted(WayKind::Review));
                }
            }
            WayKind::PaymentOrder => {
                let money: Vec<&&Obligation> = broken.iter().filter(|one| one.kind == ObligationKind::Pay).collect();
                bar(!performed && broken.is_empty(), BarrierKind::NotDefaulted, None);
                bar(money.is_empty() && !broken.is_empty(), BarrierKind::NotMoney, None);
                bar(!money.is_empty() && !money.iter().any(|one| self.is_worker(one)), BarrierKind::NotTheWorker, None);
                bar(money.iter().any(|one| self.owes_back(one)), BarrierKind::CounterObligation, None);
                bar(self.facts.handler.is_some_and(|kind| !kind.mediates()), BarrierKind::NotArticle10, None);
                let elsewhere = [WayKind::Review, WayKind::Confirmation].into_iter().find_map(granted);
                bar(elsewhere.is_some(), BarrierKind::EnforceableAlready, elsewhere);
            }
            WayKind::Arbitration => {
                bar(!performed && broken.is_empty(), BarrierKind::NotDefaulted, None);
                bar(self.out_of_scope(), BarrierKind::OutOfScope, None);
                let elsewhere = [WayKind::Review, WayKind::Confirmation].into_iter().find_map(granted);
                bar(elsewhere.is_some(), BarrierKind::EnforceableAlready, elsewhere);
            }
            WayKind::Enforcement => {
                bar(!performed && broken.is_empty(), BarrierKind::NotDefaulted, None);
                bar(!enforceable, BarrierKind::NothingEnforceable, None);
                bar(over.is_some(), BarrierKind::WindowClosed, over);
            }
        }
        found
    }

    /// Mediated under the notice on new forms of employment only: no labour relation, so arbitration does not take it.
    fn out_of_scope(&self) -> bool {
        self.case.intake.scope == Some(ScopeClass::NewForm)
    }

    fn is_worker(&self, owed: &Obligation) -> bool {
        self.case.party(owed.payee).is_some_and(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin))
    }

    fn owes_back(&self, owed: &Obligation) -> bool {
        let back = |one: &&Obligation| one.payer == owed.payee && one.payee == owed.payer && !one.is_met();
        self.agreement.obligations.iter().any(|one| back(&one))
    }

    fn cautions(&self, kind: WayKind, window: Option<&Clock>) -> Vec<Caution> {
        use OrganisationKind::{EnterpriseCommittee, PeoplesMediation, Street};
        let named = self.facts.handler.is_none_or(|kind| matches!(kind, EnterpriseCommittee | PeoplesMediation | Street));
        let mut found = Vec::new();
        if kind == WayKind::PaymentOrder && !named {
            found.push(Caution::LocalOrganisation);
        }
        if kind.needs_default() && self.agreement.payments.iter().any(|payment| !payment.state.counts()) {
            found.push(Caution::PaymentUnconfirmed);
        }
        if window.is_some_and(|clock| !clock.deadline.warnings.is_empty()) {
            found.push(Caution::CalendarMissing);
        }
        found
    }
}

fn state(track: Option<&Track>, barriers: &[Barrier], nothing: bool) -> WayState {
    if let Some(track) = track {
        match (track.conclusion(), &track.filed, track.renounced) {
            (Some(answer), ..) => return if answer.outcome.is_success() { WayState::Granted } else { WayState::Refused },
            (None, Some(_), _) => return WayState::Filed,
            (None, None, Some(_)) => return WayState::Renounced,
            (None, None, None) => {}
        }
    }
    let whole: Vec<&Barrier> = barriers.iter().filter(|barrier| !barrier.why.is_partial()).collect();
    if whole.iter().any(|barrier| !barrier.why.may_pass()) {
        WayState::Barred
    } else if !whole.is_empty() {
        WayState::Waiting
    } else if nothing {
        WayState::Barred
    } else {
        WayState::Open
    }
}

/// Another obligation was broken after this round had ended.
fn begins_anew(track: &Track, broken: &[ObligationId]) -> bool {
    let over = track.conclusion().is_some() || track.renounced.is_some();
    over && track.kind.needs_default() && broken.iter().any(|id| !track.obligations.contains(id))
}

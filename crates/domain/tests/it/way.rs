//! What makes an agreement hold: which ways are open and why others are not, packages, filing, answers, giving up.

use domain::case::{Act, Case, Reason, Settings};
use domain::kernel::{Day, Money};
use domain::periods::{Role, RuleId};
use domain::way::{BarrierKind, Caution, Way, WayFacts, WayKind, WayState, ways};
use serde_json::json;

use crate::fixture::{EMPLOYER, WORKER, way_facts};
use crate::story::{Ask, Story, ask, given};
use crate::usual::{archived, breached, performed, performing, registered, signing, visited};

fn facts(case: &Case, today: &str, facts: &WayFacts, kind: WayKind) -> Way {
    ways(case, facts, today.parse::<Day>().unwrap()).into_iter().find(|way| way.kind == kind).unwrap()
}

fn way(case: &Case, today: &str, kind: WayKind) -> Way {
    facts(case, today, &way_facts(), kind)
}

fn why(way: &Way) -> Vec<BarrierKind> {
    way.barriers.iter().map(|barrier| barrier.why).collect()
}

/// The application on a way is handed in.
fn filed(kind: &'static str) -> Ask {
    let alone = !matches!(kind, "review" | "confirmation");
    ask(Act::FileWay).with("way", kind).with("both_ask", !alone).with("applicant", alone.then_some(WORKER))
}

fn answered(kind: &'static str, outcome: &'static str) -> Ask {
    ask(Act::AnswerWay).with("way", kind).with("outcome", outcome)
}

/// Both sides asked the court on 10 March, and it confirmed on 20 March.
fn confirmed() -> Story {
    performing()
        .on("2026-03-10")
        .after([filed("confirmation"), answered("confirmation", "accepted")])
        .on("2026-03-20")
        .after([answered("confirmation", "valid")])
}

stories! {
    fn both_windows_open_with_their_packages_when_the_agreement_takes_effect() {
        given(performing()).and(|case| {
            assert!(ways(&registered().case, &way_facts(), "2026-03-05".parse().unwrap()).is_empty());
            let (review, confirmation) = (way(case, "2026-03-05", WayKind::Review), way(case, "2026-03-05", WayKind::Confirmation));
            assert_eq!((review.state, confirmation.state), (WayState::Open, WayState::Open));
            assert_eq!(review.until.unwrap().to_string(), "2026-03-20");
            // 4 April 2026 is a Saturday in the Qingming holiday.
            assert_eq!(confirmation.until.unwrap().to_string(), "2026-04-07");
            assert_eq!(review.amount(), Money(3_000_100));
            assert!(!review.needs_package() && !confirmation.needs_package(), "both packages are there from the first day");
            assert_eq!(review.track.unwrap().prepared.to_string(), "2026-03-05");
            assert_eq!(why(&way(case, "2026-03-05", WayKind::PaymentOrder)), [BarrierKind::NotDefaulted]);
            assert_eq!(way(case, "2026-03-05", WayKind::Enforcement).state, WayState::Waiting);
        })
    }

    fn a_window_closes_after_its_last_day() {
        given(performing()).and(|case| {
            assert_eq!(way(case, "2026-03-20", WayKind::Review).state, WayState::Open);
            let late = way(case, "2026-03-21", WayKind::Review);
            assert_eq!((late.state, why(&late)), (WayState::Barred, vec![BarrierKind::WindowClosed]));
            assert_eq!(way(case, "2026-04-07", WayKind::Confirmation).state, WayState::Open);
        }).on("2026-03-23")
            .when(filed("review")).refused_at("day", Reason::WindowClosed)
            .when(filed("review").with("day", "2026-03-20")).then(&["way.filed"])
    }

    fn a_relation_is_not_reviewed_but_the_money_beside_it_is() {
        let mut case = performing().case;
        case.claims[1].kind = "employment_relationship_determination".to_owned();
        let review = way(&case, "2026-03-05", WayKind::Review);
        assert_eq!((review.state, why(&review)), (WayState::Open, vec![BarrierKind::ConfirmsRelation]));
        assert_eq!(review.claims.len(), 1);
        assert_eq!(review.barriers[0].claims, [case.claims[1].id]);
        case.claims[0].kind = "employment_relationship_determination".to_owned();
        assert_eq!(way(&case, "2026-03-05", WayKind::Review).state, WayState::Barred);
        assert_eq!(way(&case, "2026-03-05", WayKind::Confirmation).state, WayState::Open);
        let strict = WayFacts { heads: [("employment_relationship_determination".to_owned(), domain::way::Head { confirmable: false, ..domain::way::Head::default() })].into(), handler: None };
        assert_eq!(why(&facts(&case, "2026-03-05", &strict, WayKind::Confirmation)), [BarrierKind::StatusRelation]);
        given(signing())
    }

    fn a_relation_settled_alone_opens_no_window_for_review() {
        let mut story = crate::usual::signed_by_all_hands();
        for claim in &mut story.case.claims {
            claim.kind = "employment_relationship_determination".to_owned();
        }
        let sealed = story.case.clone();
        let outcome = story.decide_seal();
        assert!(!outcome.events.iter().any(|event| matches!(event, domain::case::Event::ClockStarted(one) if one.clock.role == Role::ReviewWindow)));
        assert!(outcome.events.iter().any(|event| matches!(event, domain::case::Event::ClockStarted(one) if one.clock.role == Role::ConfirmationWindow)));
        assert!(sealed.ways.is_empty());
        given(signing())
    }

    fn review_and_confirmation_exclude_each_other() {
        given(performing()).on("2026-03-09").after([filed("review")])
            .when(filed("confirmation")).refused_at("way", Reason::WayNotOpen)
            .and(|case| {
                let other = way(case, "2026-03-09", WayKind::Confirmation);
                assert_eq!((other.state, why(&other)), (WayState::Waiting, vec![BarrierKind::ReviewPending]));
                assert!(case.clock_of(Role::ConfirmationWindow).unwrap().is_running(), "a refused review leaves the other window its days");
            })
            .when(answered("review", "not_issued")).happens()
            .when(filed("confirmation")).then(&["way.filed", "clock.started"]);
        given(confirmed()).and(|case| {
            let review = way(case, "2026-03-20", WayKind::Review);
            assert_eq!((review.state, why(&review)), (WayState::Barred, vec![BarrierKind::Confirmed]));
            assert!(!case.clocks.iter().any(|clock| clock.is_running() && matches!(clock.role, Role::ReviewWindow | Role::ConfirmationWindow)));
        });
        given(performing()).on("2026-03-09").after([filed("confirmation")]).and(|case| {
            assert_eq!(why(&way(case, "2026-03-09", WayKind::Review)), [BarrierKind::ConfirmationPending]);
        });
        given(performing()).on("2026-03-09").after([filed("review"), answered("review", "accepted"), answered("review", "document_issued")]).and(|case| {
            assert_eq!(why(&way(case, "2026-03-09", WayKind::Confirmation)), [BarrierKind::Reviewed]);
        })
    }

    fn a_joint_application_is_asked_for_by_both_sides() {
        given(performing()).on("2026-03-09")
            .when(filed("review").with("both_ask", false)).refused_at("both_ask", Reason::AskTogether)
            .when(filed("review").with("day", "2026-03-04")).refused_at("day", Reason::EndBeforeStart)
            .when(filed("review").with("day", "2026-03-10")).refused_at("day", Reason::InTheFuture)
            .when(filed("review")).then(&["way.filed"])
            .when(filed("review")).refused_at("way", Reason::WayFiledAlready)
    }

    fn filing_stops_the_window_and_starts_the_period_of_the_court() {
        given(performing()).on("2026-03-10").after([filed("confirmation")]).and(|case| {
            assert_eq!(case.clock_of(Role::ConfirmationWindow).unwrap().stopped.unwrap().to_string(), "2026-03-10");
            assert_eq!(case.clock(RuleId::tl(13)).unwrap().due().to_string(), "2026-03-13");
        })
            .when(answered("confirmation", "accepted")).then(&["way.answered", "clock.started"])
            .and(|case| assert!(case.clock(RuleId::tl(13)).unwrap().stopped.is_some()))
    }

    fn an_answer_belongs_to_its_way_and_comes_after_filing() {
        given(performing()).on("2026-03-10")
            .when(answered("review", "document_issued")).refused(Reason::WayNotFiled)
            .after([filed("confirmation")])
            .when(answered("review", "document_issued")).refused_at("way", Reason::WayNotFiled)
            .when(answered("confirmation", "document_issued")).refused_at("outcome", Reason::NoSuchAnswer)
            .when(answered("confirmation", "valid").with("day", "2026-03-09")).refused_at("day", Reason::EndBeforeStart)
            .when(answered("confirmation", "valid").with("day", "2026-03-11")).refused_at("day", Reason::InTheFuture)
            .when(answered("confirmation", "dismissed")).then(&["way.answered"])
            .when(answered("confirmation", "valid")).refused(Reason::WayNotFiled)
    }

    fn a_breach_opens_the_payment_order_for_the_four_heads_only() {
        given(breached()).and(|case| {
            let order = way(case, "2026-03-16", WayKind::PaymentOrder);
            assert_eq!((order.state, order.claims.len()), (WayState::Open, 2));
            // 20,001.00 are overdue, wages first, then overtime pay.
            assert_eq!(order.claims.iter().map(|(_, amount)| amount.0).collect::<Vec<_>>(), [1_500_050, 500_050]);
            assert_eq!(order.obligations.len(), 1);
            assert!(!order.needs_package());
            let mut other = case.clone();
            other.claims[0].kind = "welfare".to_owned();
            let order = way(&other, "2026-03-16", WayKind::PaymentOrder);
            assert_eq!((order.state, order.amount().0, why(&order)), (WayState::Open, 500_050, vec![BarrierKind::NotInArticle16]));
        })
    }

    fn a_payment_order_is_asked_for_by_the_worker_against_a_debtor_in_reach() {
        given(breached())
            .when(filed("payment_order").without("applicant")).refused_at("applicant", Reason::ApplicantNeeded)
            .when(filed("payment_order").with("applicant", crate::fixture::NOBODY)).refused_at("applicant", Reason::NotInThisCase)
            .when(filed("payment_order").with("applicant", EMPLOYER)).refused_at("applicant", Reason::OnlyTheWorker)
            .when(filed("arbitration").with("applicant", EMPLOYER)).refused_at("applicant", Reason::NothingOwedToThem)
            .when(filed("payment_order").with("debtor_reachable", false)).refused_at("debtor_reachable", Reason::DebtorOutOfReach)
            .when(filed("payment_order").with("no_preservation", false)).refused_at("no_preservation", Reason::PreservedBefore)
            .when(filed("payment_order")).then(&["way.filed", "clock.started", "limitation.interrupted"])
    }

    fn a_payment_order_that_is_neither_paid_nor_objected_to_is_enforced() {
        given(breached()).after([filed("payment_order"), answered("payment_order", "accepted"), answered("payment_order", "order_issued"), answered("payment_order", "order_served")])
            .and(|case| assert_eq!(case.clock(RuleId::tl(17)).unwrap().due().to_string(), "2026-03-31"))
            .on("2026-04-01")
            .when(answered("payment_order", "order_effective")).then(&["way.answered", "clock.started", "way.prepared"])
            .and(|case| {
                let enforcement = way(case, "2026-04-01", WayKind::Enforcement);
                assert_eq!((enforcement.state, enforcement.until.unwrap().to_string().as_str()), (WayState::Open, "2028-03-31"));
            })
            .when(filed("enforcement")).then(&["way.filed"])
            .when(answered("enforcement", "enforced")).then(&["way.answered"])
            .and(|case| assert_eq!(way(case, "2026-04-01", WayKind::Enforcement).state, WayState::Granted))
    }

    fn an_objection_ends_the_payment_order_and_the_next_instalment_may_have_its_own() {
        given(breached()).after([filed("payment_order"), answered("payment_order", "accepted"), answered("payment_order", "order_issued"), answered("payment_order", "order_served")])
            .when(answered("payment_order", "objected")).then(&["way.answered", "clock.started"])
            .and(|case| assert_eq!(way(case, "2026-03-16", WayKind::PaymentOrder).state, WayState::Refused))
            .on("2026-04-16")
            .when(ask(Act::Breach).with("obligation", "@obligation.1")).then(&["performance.breached", "limitation.interrupted", "way.prepared", "way.prepared"])
            .and(|case| assert_eq!(way(case, "2026-04-16", WayKind::PaymentOrder).state, WayState::Open))
    }

    fn who_owes_back_or_only_paper_gets_no_payment_order() {
        let mut case = breached().case;
        case.agreement.as_mut().unwrap().obligations[2].payer = WORKER;
        case.agreement.as_mut().unwrap().obligations[2].payee = EMPLOYER;
        assert_eq!(why(&way(&case, "2026-03-16", WayKind::PaymentOrder)), [BarrierKind::CounterObligation]);
        let mut case = breached().case;
        for one in &mut case.agreement.as_mut().unwrap().obligations[..2] {
            one.met = Some("2026-03-10".parse().unwrap());
        }
        assert_eq!(why(&way(&case, "2026-03-16", WayKind::PaymentOrder)), [BarrierKind::NotMoney]);
        assert_eq!(way(&case, "2026-03-16", WayKind::Arbitration).state, WayState::Open);
        let mut case = breached().case;
        case.agreement.as_mut().unwrap().obligations[2].met = Some("2026-03-10".parse().unwrap());
        for one in &mut case.agreement.as_mut().unwrap().obligations[..2] {
            (one.payer, one.payee) = (WORKER, EMPLOYER);
        }
        assert_eq!(why(&way(&case, "2026-03-16", WayKind::PaymentOrder)), [BarrierKind::NotTheWorker]);
        given(breached())
    }

    fn the_body_that_mediated_counts() {
        let case = breached().case;
        let by = |handler| facts(&case, "2026-03-16", &WayFacts { handler: Some(handler), ..way_facts() }, WayKind::PaymentOrder);
        assert_eq!(by(domain::organisation::OrganisationKind::Street).cautions, []);
        assert_eq!(by(domain::organisation::OrganisationKind::Centre).cautions, [Caution::LocalOrganisation]);
        assert_eq!(why(&by(domain::organisation::OrganisationKind::HrssDepartment)), [BarrierKind::NotArticle10]);
        let mut new_form = case;
        new_form.intake.scope = Some(domain::intake::ScopeClass::NewForm);
        assert_eq!(why(&way(&new_form, "2026-03-16", WayKind::Arbitration)), [BarrierKind::OutOfScope]);
        given(breached())
    }

    fn a_confirmed_agreement_that_is_broken_goes_straight_to_enforcement() {
        given(confirmed())
            .and(|case| {
                assert_eq!(case.clock_of(Role::EnforcementWindow).unwrap().due().to_string(), "2028-04-14", "two years from the last instalment");
                assert_eq!(why(&way(case, "2026-03-20", WayKind::PaymentOrder)), [BarrierKind::EnforceableAlready]);
                assert_eq!(way(case, "2026-03-20", WayKind::Enforcement).state, WayState::Open);
            })
            .when(Act::Breach).then(&["performance.breached", "limitation.interrupted"])
            .when(filed("arbitration")).refused_at("way", Reason::WayNotOpen)
            .when(filed("enforcement")).then(&["way.filed"])
    }

    fn nothing_is_left_to_secure_when_everything_was_performed() {
        given(performed()).and(|case| {
            assert!(WayKind::ALL.iter().all(|kind| way(case, "2026-03-10", *kind).state == WayState::Barred));
            assert!(case.clocks.iter().all(|clock| !clock.is_running()));
        }).when(filed("review")).refused_at("way", Reason::WayNotOpen)
    }

    fn the_parties_may_give_a_way_up() {
        given(performing())
            .when(ask(Act::RenounceWay).with("parties", json!([]))).refused_at("parties", Reason::ApplicantNeeded)
            .when(ask(Act::RenounceWay).with("parties", json!([crate::fixture::NOBODY]))).refused_at("parties", Reason::NotInThisCase)
            .when(Act::RenounceWay).then(&["way.renounced"])
            .and(|case| {
                assert_eq!(way(case, "2026-03-05", WayKind::Review).state, WayState::Renounced);
                assert!(!case.clock_of(Role::ReviewWindow).unwrap().is_running());
            })
            .when(Act::RenounceWay).refused_at("way", Reason::WayOver)
            .when(filed("review")).refused_at("way", Reason::WayOver)
    }

    fn a_package_is_drafted_by_hand_only_when_it_is_not_there() {
        given(performing()).when(Act::PrepareWay).refused_at("way", Reason::NothingChanges);
        // Overdue without a recorded breach: the way is open, its package not drafted yet.
        given(archived()).when(Act::PrepareWay).refused(Reason::NotInThisStage);
        given(performing()).on("2026-03-16").when(ask(Act::PrepareWay).with("way", "payment_order")).then(&["way.prepared"])
    }

    fn the_dossier_waits_for_the_answer_of_the_court() {
        let ended = given(breached()).after([filed("payment_order"), ask(Act::EndUnperformed)]);
        visited(ended.on("2026-05-20")).when(Act::Archive).refused(Reason::WaysOpen)
            .after([answered("payment_order", "withdrawn")])
            .when(Act::Archive).happens()
    }

    fn an_office_that_knows_nothing_of_heads_still_opens_the_windows() {
        let case = performing().case;
        assert_eq!(facts(&case, "2026-03-05", &WayFacts::default(), WayKind::Review).state, WayState::Open);
        let _ = Settings::default();
        given(performing())
    }
}

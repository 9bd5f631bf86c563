//! Signing: every hand stands under the bytes that are kept; in order, as many as are needed, the seal last; new terms begin anew.

use domain::agreement::Signer;
use domain::case::{Act, Reason};
use domain::document::PaperState;

use crate::fixture::{EMPLOYER, NOBODY, WORKER};
use crate::story::{Ask, Story, ask, given};
use crate::usual::{accepted, signing};

/// A notice that both sides are to sign, and a scan among the files.
fn notice() -> Story {
    accepted().after([ask(Act::Attach), ask(Act::Issue)])
}

/// A draft whose paper was issued.
fn agreement() -> Story {
    signing().after([ask(Act::Attach), ask(Act::Issue).with("kind", "agreement")])
}

fn hand(signer: &'static str) -> Ask {
    ask(Act::SignPaper).with("signer", signer).without("party")
}

fn employer() -> Ask {
    ask(Act::SignPaper).with("party", EMPLOYER)
}

fn on_screen(ask: Ask) -> Ask {
    ask.with("way", "handwritten").without("proof")
}

stories! {
    fn a_paper_is_signed_in_order_and_sealed_last() {
        given(notice()).when(Act::PlanSigning).then(&["document.signing_planned"])
            .when(employer()).refused_at("party", Reason::NotYourTurn)
            .when(hand("organisation")).refused_at("signer", Reason::SealComesLast)
            .when(Act::SignPaper).then(&["document.signed"])
            .when(Act::SignPaper).refused_at("signer", Reason::SignedAlready)
            .when(Act::PlanSigning).refused_at("paper", Reason::SigningBegan)
            .when(employer()).happens()
            .when(hand("mediator")).happens()
            .when(hand("organisation")).then(&["document.signed"])
            .and(|case| assert!(case.papers[0].is_sealed() && case.papers[0].is_complete(case)))
            .when(hand("mediator")).refused_at("signer", Reason::SignedAlready)
            .printing("6").when(Act::Correct).refused_at("paper", Reason::SealedAlready)
    }

    fn two_of_three_are_enough_where_it_was_planned() {
        given(notice()).after([ask(Act::PlanSigning).with("needed", 1).with("in_order", false).with("mediator", false)])
            .when(hand("mediator")).refused_at("signer", Reason::NotASigner)
            .when(employer()).happens()
            .when(hand("organisation")).happens()
            .when(Act::SignPaper).refused_at("signer", Reason::SealedAlready)
    }

    fn a_plan_names_each_signer_once_and_no_more_hands_than_there_are() {
        given(notice())
            .when(ask(Act::PlanSigning).with("needed", 3)).refused_at("needed", Reason::TooManyNeeded)
            .when(ask(Act::PlanSigning).with("parties", [WORKER, WORKER])).refused_at("parties", Reason::PartyTwice)
            .when(ask(Act::PlanSigning).with("paper", NOBODY)).refused_at("paper", Reason::NotInThisCase)
            .when(ask(Act::PlanSigning).with("parties", [WORKER]).with("seal", false).with("mediator", false)).happens()
            .when(employer()).refused_at("party", Reason::NotASigner)
            .when(hand("organisation")).refused_at("signer", Reason::NotASigner)
    }

    fn nobody_signs_without_something_that_shows_it() {
        given(notice())
            .when(ask(Act::SignPaper).without("proof")).refused_at("proof", Reason::SignatureProofNeeded)
            .when(ask(Act::SignPaper).with("proof", NOBODY)).refused_at("proof", Reason::NotInThisCase)
            .when(on_screen(ask(Act::SignPaper))).refused_at("proof", Reason::SignatureProofNeeded)
            .when(hand("organisation").with("way", "handwritten")).refused_at("signer", Reason::SealComesLast)
            .when(ask(Act::SignPaper).with("way", "seal")).refused_at("way", Reason::WayDoesNotFit)
            .when(ask(Act::SignPaper).without("party")).refused_at("party", Reason::SignerNeeded)
            .drawing().when(on_screen(ask(Act::SignPaper))).then(&["document.signed"])
            .when(on_screen(employer()).with("way", "remote")).happens()
    }

    fn an_agreement_needs_every_hand() {
        given(agreement()).when(ask(Act::PlanSigning).with("needed", 1)).refused_at("parties", Reason::EveryHandNeeded)
            .when(ask(Act::PlanSigning).with("mediator", false)).refused_at("parties", Reason::EveryHandNeeded)
            .when(Act::PlanSigning).happens()
    }

    fn hands_under_the_issued_agreement_bring_it_into_force() {
        given(agreement())
            .when(Act::SignPaper).then(&["document.signed", "agreement.signed"])
            .drawing().when(on_screen(employer())).then(&["document.signed", "agreement.signed"])
            .when(on_screen(hand("mediator"))).happens()
            .when(hand("organisation").with("way", "seal").without("proof")).happens()
            .and(|case| {
                assert!(case.agreement.as_ref().unwrap().in_force.is_some());
                assert_eq!(case.papers[0].signatures.len(), 4);
                assert_eq!(case.papers[0].signatures[3].signer, Signer::Organisation);
            })
            .when(Act::Withdraw).refused_at("paper", Reason::PaperInForce)
    }

    fn a_hand_that_the_older_act_records_stands_under_the_issued_paper_too() {
        given(agreement()).when(Act::Sign).then(&["document.signed", "agreement.signed"])
            .when(Act::SignPaper).refused_at("signer", Reason::SignedAlready)
    }

    fn new_terms_void_what_was_signed() {
        given(agreement()).after([ask(Act::SignPaper)])
            .printing("7").when(Act::Correct).then(&["document.signatures_voided", "document.corrected"])
            .and(|case| {
                assert!(case.papers.iter().all(|paper| paper.signatures.is_empty()));
                assert!(case.agreement.as_ref().unwrap().signatures.is_empty());
            })
            .when(Act::SignPaper).refused_at("paper", Reason::PaperOver)
    }

    fn a_draft_that_is_given_up_takes_its_paper_with_it() {
        given(agreement()).after([ask(Act::SignPaper)])
            .when(Act::Discard).then(&["document.signatures_voided", "document.withdrawn", "agreement.discarded"])
            .and(|case| assert_eq!(case.papers[0].state, PaperState::Withdrawn))
    }

    fn an_office_may_ask_for_the_paper_first() {
        given(signing()).signing_needs_a_paper().when(Act::Sign).refused(Reason::PaperNeeded)
    }

    fn a_paper_issued_after_the_first_hand_is_a_copy() {
        given(signing()).after([ask(Act::Sign), ask(Act::Issue).with("kind", "agreement")])
            .when(ask(Act::Sign).with("party", EMPLOYER)).then(&["agreement.signed"])
    }
}

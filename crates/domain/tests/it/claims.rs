//! Heads of claim and the amounts that are never merged.

use domain::case::{Act, Reason};
use domain::kernel::Money;

use crate::fixture::NOBODY;
use crate::story::{ask, given};
use crate::usual::{mediating, performing, registered, signing};

stories! {
    fn a_claim_is_added_while_nothing_is_drafted() {
        given(registered())
            .when(Act::AddClaim).then(&["claims.added"])
            .and(|case| assert_eq!((case.claims.len(), case.amounts().claimed), (3, Some(Money(4_129_572)))))
    }

    fn a_claim_may_have_no_amount_yet() {
        given(registered())
            .when(ask(Act::AddClaim).without("amount").without("basis")).happens()
            .and(|case| assert_eq!(case.claims[2].claimed, None))
    }

    fn a_claims_days_run_forward() {
        given(registered()).when(ask(Act::AddClaim).with("to", "2024-02-01")).refused_at("to", Reason::EndBeforeStart)
    }

    fn no_claim_is_added_to_a_draft_agreement() {
        given(signing()).when(Act::AddClaim).refused(Reason::NotInThisStage)
    }

    fn a_claim_is_verified_beside_what_was_claimed() {
        given(mediating())
            .when(Act::VerifyClaim).then(&["claims.verified"])
            .when(ask(Act::VerifyClaim).with("claim", "@claim.1").with("amount", "0")).then(&["claims.verified"])
            .and(|case| {
                let amounts = case.amounts();
                assert_eq!((amounts.claimed, amounts.verified, amounts.agreed), (Some(Money(3_229_572)), Some(Money(2_600_000)), None));
            })
    }

    fn an_unknown_claim_is_not_verified() {
        given(mediating()).when(ask(Act::VerifyClaim).with("claim", NOBODY)).refused_at("claim", Reason::NotInThisCase)
    }

    fn a_withdrawn_claim_counts_no_more() {
        given(mediating())
            .when(Act::WithdrawClaim).then(&["claims.withdrawn"])
            .and(|case| assert_eq!(case.amounts().claimed, Some(Money(2_760_000))))
            .when(Act::WithdrawClaim).refused_at("claim", Reason::ClaimOver)
            .when(ask(Act::VerifyClaim).with("claim", "@claim.1")).refused_at("claim", Reason::ClaimOver)
    }

    fn the_last_claim_is_not_withdrawn() {
        given(registered()).when(Act::WithdrawClaim).happens()
            .when(ask(Act::WithdrawClaim).with("claim", "@claim.0")).refused_at("claim", Reason::ClaimNeeded)
    }

    fn agreed_amounts_stand_with_the_claims_once_in_force() {
        given(signing())
            .and(|case| assert!(case.claims.iter().all(|claim| claim.agreed.is_none()) && case.amounts().agreed.is_none()));
        given(performing()).and(|case| {
            assert!(case.claims.iter().all(|claim| claim.agreed == Some(Money(1_500_050))));
            assert_eq!((case.amounts().agreed, case.amounts().paid), (Some(Money(3_000_100)), Money::ZERO));
        })
    }
}

//! What is said to settle: in which room it may be said, when it may leave, when it can never be read again; and the sheet that does go along.

use domain::access::Role;
use domain::case::{Act, Actor, Reason, Stage};
use domain::intake::Side;
use domain::kernel::id::{ReleaseId, VaultEntryId};
use domain::vault::{Seat, VaultKind, VaultRoom, key_ends};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixture::{CENTRE, CLERK, COURT, EMPLOYER, FILE, MEDIATOR, NOBODY, WORKER};
use crate::story::{Story, ask, given};
use crate::usual::{failed as closed, mediating, performing, registered, signing};

fn said(room: &str, kind: &str, speaker: Option<Value>) -> Value {
    json!({"room": room, "kind": kind, "speaker": speaker, "amount": "15000", "text": "一次付清可以少要三千。"})
}

fn consent(party: impl serde::Serialize) -> Value {
    json!({"party": party, "day": "2026-03-02", "means": "written", "note": "一号柜第3格"})
}

fn consented() -> Value {
    json!({"recipient": COURT, "purpose": "双方在诉讼中共同引用", "ground": "consent", "consents": [consent(WORKER), consent(EMPLOYER)]})
}

fn by_duty() -> Value {
    json!({
        "recipient_name": "柳江区人民检察院", "purpose": "协助调查", "ground": "duty", "article": "刑事诉讼法第54条",
        "authority": "柳江区人民检察院", "document": "柳江检调〔2026〕7号",
    })
}

fn changed(mut form: Value, field: &str, value: Value) -> Value {
    form[field] = value;
    form
}

fn director() -> Actor {
    Actor { account: Some(CLERK), role: Role::Director, office: Some(CENTRE) }
}

stories! {
    fn something_is_said_in_a_room_by_somebody_who_sits_there() {
        let story = given(mediating());
        story.may_say(said("shared", "offer", Some(json!(WORKER))));
        story.may_say(said("applicant_caucus", "caucus_note", Some(json!(WORKER))));
        story.may_say(said("respondent_caucus", "confidential_statement", Some(json!(EMPLOYER))));
        story.may_say(said("respondent_caucus", "counter_offer", None));
        story
            .when_said(said("respondent_caucus", "offer", Some(json!(WORKER)))).refused_at("speaker", Reason::NotInThisRoom)
            .when_said(said("applicant_caucus", "offer", Some(json!(EMPLOYER)))).refused_at("speaker", Reason::NotInThisRoom)
            .when_said(said("shared", "offer", Some(json!(NOBODY)))).refused_at("speaker", Reason::NotInThisCase)
            .when_said(said("shared", "caucus_note", None)).refused_at("room", Reason::CaucusNeeded)
    }

    fn something_is_said_while_somebody_mediates_and_never_after_the_end() {
        given(signing()).may_say(said("shared", "offer", None));
        given(performing()).may_say(said("shared", "offer", None));
        given(registered()).when_said(said("shared", "offer", None)).refused(Reason::NotInThisStage)
            .after([ask(Act::Note)]);
        given(closed()).when_said(said("shared", "offer", None)).refused(Reason::NotInThisStage)
    }

    fn an_entry_leaves_with_the_signed_consent_of_every_party() {
        given(mediating()).acting(director())
            .when_released(changed(consented(), "consents", json!([consent(WORKER)])), MEDIATOR).refused_at("consents", Reason::ConsentOfAllNeeded)
            .when_released(changed(consented(), "consents", json!([])), MEDIATOR).refused_at("consents", Reason::ConsentOfAllNeeded)
            .when_released(changed(consented(), "consents", json!([consent(WORKER), consent(NOBODY)])), MEDIATOR).refused_at("consents", Reason::NotInThisCase)
            .when_released(changed(consented(), "consents", json!([changed(consent(WORKER), "note", Value::Null), consent(EMPLOYER)])), MEDIATOR)
                .refused_at("consents", Reason::ConsentProofNeeded)
            .when_released(changed(consented(), "consents", json!([changed(consent(WORKER), "day", json!("2026-09-01")), consent(EMPLOYER)])), MEDIATOR)
                .refused_at("consents", Reason::InTheFuture)
            .when_released(changed(consented(), "consents", json!([changed(consent(WORKER), "file", json!(FILE)), consent(EMPLOYER)])), MEDIATOR)
                .refused_at("consents", Reason::NotInThisCase)
            .when_released(changed(consented(), "recipient", Value::Null), MEDIATOR).refused_at("recipient", Reason::RecipientNeeded)
            .when_released(changed(consented(), "recipient", json!(CENTRE)), MEDIATOR).refused_at("recipient", Reason::RecipientNeeded)
            .when_released(changed(consented(), "recipient_name", json!("某机关")), MEDIATOR).refused_at("recipient", Reason::RecipientNeeded)
            .when_released(consented(), MEDIATOR).then(&["vault.released"])
            .and(|case| assert_eq!(case.vault.released.iter().map(|one| one.recipient).collect::<Vec<_>>(), [Some(COURT)]))
    }

    fn an_entry_leaves_by_a_duty_with_article_authority_and_document() {
        given(mediating()).acting(director())
            .when_released(changed(by_duty(), "document", Value::Null), MEDIATOR).refused_at("article", Reason::DutyNeeded)
            .when_released(by_duty(), MEDIATOR).then(&["vault.released"])
    }

    fn an_entry_is_asked_for_once_at_a_time() {
        given(mediating()).when_asked(consented(), 1).refused(Reason::ReleaseAsked)
    }

    fn nobody_approves_what_they_asked_for() {
        given(mediating()).acting(director()).when_released(consented(), CLERK).refused(Reason::FourEyes)
            .when_released(consented(), MEDIATOR).happens()
    }

    fn the_key_ends_years_after_closing_and_not_a_day_early() {
        let story = given(closed());
        let day = story.case.closing.as_ref().unwrap().day;
        assert_eq!(key_ends(&story.case, 5).unwrap().to_string(), day.to_string().replace("2026", "2031"));
        assert!(story.clone().on("2031-03-01").key_ends(5).is_none(), "not before its day");
        story.on("2031-12-01").when_key_ends(5).then(&["vault.key_destroyed"])
            .and(|case| assert!(case.vault.over && key_ends(case, 5).is_none(), "it happens once"))
            .acting(director()).when_released(consented(), MEDIATOR).refused(Reason::VaultOver)
    }

    fn both_sides_confirm_facts_together_and_sign_them() {
        given(mediating()).days_later(1)
            .when(ask(Act::ConfirmFacts).with("facts", json!([]))).refused_at("facts", Reason::FactsNeeded)
            .when(ask(Act::ConfirmFacts).with("signed", json!([{"party": WORKER, "day": "2026-03-02", "means": "signature"}]))).refused_at("signed", Reason::SignatureMissing)
            .when(ask(Act::ConfirmFacts).with("signed.1.party", WORKER)).refused_at("signed", Reason::SignedAlready)
            .when(ask(Act::ConfirmFacts).with("signed.0.party", NOBODY)).refused_at("signed", Reason::NotInThisCase)
            .when(ask(Act::ConfirmFacts).with("signed.0.day", "2026-09-01")).refused_at("signed", Reason::InTheFuture)
            .when(Act::ConfirmFacts).then(&["mediation.facts_confirmed"])
            .and(|case| assert_eq!(case.mediation.fact_sheets.iter().map(|sheet| (sheet.number, sheet.facts.len(), sheet.mediator)).collect::<Vec<_>>(), [(1, 2, Some(MEDIATOR))]))
    }
}

#[test]
fn a_side_hears_its_own_caucus_and_never_the_other_sides() {
    for room in VaultRoom::ALL {
        assert!(room.admits(Seat::Mediator));
    }
    let hears = |side| VaultRoom::ALL.iter().filter(|room| room.admits(Seat::Side(side))).map(|room| room.code()).collect::<Vec<_>>();
    assert_eq!(hears(Side::Applicant), ["shared", "applicant_caucus"]);
    assert_eq!(hears(Side::Respondent), ["shared", "respondent_caucus"]);
}

#[test]
fn a_key_never_ends_before_everything_is_done() {
    for story in [mediating(), signing(), performing(), registered()] {
        assert_ne!(story.case.stage, Stage::Closed);
        assert_eq!(key_ends(&story.case, 0), None);
    }
}

/// The request of an entry that nobody has seen.
pub(crate) fn request(form: &Value, asked_by: domain::kernel::id::AccountId) -> domain::vault::ReleaseRequest {
    use domain::kernel::Form as _;
    domain::vault::ReleaseRequest {
        id: ReleaseId(Uuid::from_u128(0x9001)),
        entry: VaultEntryId(Uuid::from_u128(0x9002)),
        kind: VaultKind::Offer,
        room: VaultRoom::Shared,
        asked_by,
        form: domain::vault::AskRelease::read(form).unwrap_or_else(|faults| panic!("{faults:?}")),
    }
}

/// For the stories: what [`Story`] can do about the vault.
impl Story {
    /// Something may be said.
    #[track_caller]
    fn may_say(&self, form: Value) {
        use domain::kernel::Form as _;
        let form = domain::vault::PutEntry::read(&form).unwrap();
        domain::vault::may_put(&self.case, &form).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"));
    }
}

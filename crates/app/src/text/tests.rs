//! The language file is complete: every code, field, fault, reason and event has its words, and every place in them can be filled.

use std::collections::BTreeSet;

use domain::access::rules::Deal;
use domain::access::{Reach, Role};
use domain::agreement::{
    AbilityGrade, AbilityLevel, ObligationKind, PayMeans, PaymentAnswer, PaymentState, PerformanceAdvice, SignMeans, Signer,
};
use domain::case::note::FileKind;
use domain::case::timing::MoveCause;
use domain::case::{Act, Actor, Event, Reason, Recorded, Refusal, Stage, WordsKind};
use domain::claims::worth::{Assumption, Change, Head, NotDue, ParameterKind, StepCode, WarningCode};
use domain::closing::{CloseResult, PerformanceSeen, VisitKind};
use domain::dispatch::DispatchMode;
use domain::document::{PaperState, ServiceMeans};
use domain::intake::Entrusted;
use domain::intake::{Application, Channel, Complexity, Means, PartyRole, ScopeClass, Side, Told as ToldThere};
use domain::kernel::form::{Form, Kind, Spec};
use domain::kernel::id::{AccountId, PartyId, SessionId, WordsId};
use domain::kernel::identity::IdWarning;
use domain::kernel::identity::{IdentityFault, RegisteredAs, UsccWarning};
use domain::kernel::{Fault, Moment};
use domain::limitation::{Interruption, LimitationBasis};
use domain::mediation::{InvitationState, RecusalDecision, SessionMeans, SessionResult, SuspensionGround};
use domain::organisation::OrganisationKind;
use domain::periods::{ClockState, Flag, Role as ClockRole, StepKind, Unit, WarningKind};
use domain::vault::{AskRelease, DecideRelease, PutEntry, ReleaseDecision, ReleaseGround, VaultKind, VaultRoom};
use domain::way::{BarrierKind, Caution, WayKind, WayOutcome, WayState};
use serde_json::Value;
use uuid::Uuid;

use super::book::{BOOK, Written};
use super::template::Template;
use super::*;
use crate::document::PaperKind;
use crate::lists::Lists;

macro_rules! groups {
    ($($name:ty),* $(,)?) => { vec![$((<$name>::GROUP, <$name>::CODES)),*] };
}

fn groups() -> Vec<(&'static str, &'static [&'static str])> {
    let mut all = groups![
        AbilityGrade,
        AbilityLevel,
        Act,
        Assumption,
        Change,
        BarrierKind,
        Caution,
        Channel,
        CloseResult,
        Complexity,
        Deal,
        DispatchMode,
        FileKind,
        Head,
        IdentityFault,
        InvitationState,
        Means,
        NotDue,
        ObligationKind,
        OrganisationKind,
        ParameterKind,
        PaperState,
        PartyRole,
        PayMeans,
        PaymentAnswer,
        PaymentState,
        PerformanceAdvice,
        PerformanceSeen,
        Reach,
        RecusalDecision,
        RegisteredAs,
        ReleaseDecision,
        ReleaseGround,
        Role,
        ClockRole,
        Flag,
        MoveCause,
        Entrusted,
        Interruption,
        LimitationBasis,
        IdWarning,
        ScopeClass,
        SessionMeans,
        SessionResult,
        ServiceMeans,
        Side,
        SignMeans,
        Signer,
        Stage,
        StepCode,
        SuspensionGround,
        ToldThere,
        Unit,
        UsccWarning,
        VaultKind,
        VaultRoom,
        VisitKind,
        WarningCode,
        WarningKind,
        WayKind,
        WayOutcome,
        WayState,
        WordsKind,
    ];
    for group in ["way_who", "way_gives", "way_by"] {
        all.push((group, WayKind::CODES));
    }
    all.push(("way_barrier_by", BarrierKind::CODES));
    all.push(("clock_state", ClockState::CODES));
    all.push(("period_step", StepKind::CODES));
    all.push(("stage_short", Stage::CODES));
    all.push((crate::audit::Deed::GROUP, crate::audit::Deed::CODES));
    all.extend(groups_of_papers());
    for specs in worth_forms().into_iter().map(|(_, specs)| specs) {
        choices(&specs, &mut all);
    }
    for specs in forms().into_iter().map(|(_, specs)| specs) {
        choices(&specs, &mut all);
    }
    all
}

fn groups_of_papers() -> Vec<(&'static str, &'static [&'static str])> {
    let mut all = groups![PaperKind, crate::document::Belongs, crate::document::Issuer];
    for kind in PaperKind::ALL {
        choices(&kind.specs(), &mut all);
    }
    all
}

/// The choices that a form asks for.
fn choices(specs: &[Spec], into: &mut Vec<(&'static str, &'static [&'static str])>) {
    for spec in specs {
        match &spec.kind {
            Kind::Choice { group, codes } => into.push((group, codes)),
            Kind::Many(inner) => choices(&[Spec { name: spec.name, kind: (**inner).clone(), required: false }], into),
            Kind::Rows(inner) | Kind::Part(inner) => choices(inner, into),
            _ => {}
        }
    }
}

fn forms() -> Vec<(&'static str, Vec<Spec>)> {
    let mut forms: Vec<(&str, Vec<Spec>)> = Act::ALL.iter().map(|act| (act.code(), act.specs())).collect();
    forms.push(("intake.register", Application::specs()));
    forms.push(("vault.put", PutEntry::specs()));
    forms.push(("vault.ask_release", AskRelease::specs()));
    forms.push(("vault.decide_release", DecideRelease::specs()));
    forms
}

fn worth_forms() -> Vec<(String, Vec<Spec>)> {
    Head::ALL.iter().map(|head| (crate::claims::form(*head), head.specs())).collect()
}

#[test]
fn every_paper_has_a_name_a_basis_and_labels_for_its_form() {
    for kind in PaperKind::ALL {
        assert_ne!(kind.name(), kind.code());
        assert_ne!(kind.basis(), "basis", "{kind}");
        check_fields(&kind.form_name(), "", &kind.specs());
        let mut asked = Vec::new();
        choices(&kind.specs(), &mut asked);
        for (group, codes) in asked {
            assert!(codes.iter().all(|stored| !code(group, stored).is_ascii()), "{kind}: {group}");
        }
    }
}

#[test]
fn every_code_has_a_label_and_every_label_a_code() {
    for (group, codes) in groups() {
        let labels: BTreeSet<&str> = BOOK.codes.get(group).expect(group).keys().map(String::as_str).collect();
        assert_eq!(labels, codes.iter().copied().collect(), "{group}");
        assert!(codes.iter().all(|stored| !code(group, stored).is_ascii()), "{group}");
    }
}

fn check_fields(form: &str, above: &str, specs: &[Spec]) {
    for spec in specs {
        let path = if above.is_empty() { spec.name.to_owned() } else { format!("{above}.{}", spec.name) };
        let label = field(form, &path);
        assert_ne!(label, path, "{form}: {path} has no label");
        if let Kind::Rows(inner) | Kind::Part(inner) = &spec.kind {
            check_fields(form, &path, inner);
        }
    }
}

fn paths(above: &str, specs: &[Spec], into: &mut BTreeSet<String>) {
    for spec in specs {
        let path = if above.is_empty() { spec.name.to_owned() } else { format!("{above}.{}", spec.name) };
        if let Kind::Rows(inner) | Kind::Part(inner) = &spec.kind {
            paths(&path, inner, into);
        }
        into.insert(path);
    }
}

#[test]
fn every_field_of_every_form_has_a_label_and_no_label_is_idle() {
    let acts = forms().into_iter().map(|(form, specs)| (form.to_owned(), specs));
    for (form, specs) in &acts.chain(worth_forms()).collect::<Vec<_>>() {
        check_fields(form, "", specs);
        assert!(!submit(form).is_empty());
        let mut known = BTreeSet::new();
        paths("", specs, &mut known);
        for name in BOOK.fields.get(form).expect(form).keys().filter(|name| !name.starts_with('_')) {
            assert!(known.contains(name.trim_end_matches(".hint")), "{form}: {name} belongs to no field");
        }
    }
    for act in [Act::Decline, Act::Close, Act::HandBack, Act::Discard, Act::Archive, Act::EndUnperformed] {
        assert!(confirm(act.code()).is_some(), "{act}");
    }
}

#[test]
fn every_fault_says_what_to_do() {
    let plain = [
        Fault::Missing,
        Fault::TooLong { max: 50 },
        Fault::NotText,
        Fault::NotADay,
        Fault::NotATime,
        Fault::NotMoney,
        Fault::NotANumber { min: 1, max: 5 },
        Fault::UnknownChoice,
        Fault::NotTicked,
        Fault::TooMany { max: 1000 },
    ];
    let typed = domain::claims::worth::input::FAULTS;
    let wrong = IdentityFault::CODES.iter().chain(Reason::CODES).chain(typed).map(|stored| Fault::Wrong(stored));
    for one in plain.into_iter().chain(wrong) {
        let said = fault(&one);
        assert!(said.ends_with(['。', '）']) && !said.contains(['{', '[']), "{one:?}: {said}");
    }
    assert_eq!(fault(&Fault::TooLong { max: 50 }), "最多 50 个字，现在写多了，请删减。");
    for (name, sentence) in &BOOK.faults {
        assert!(Template::read(sentence).is_ok(), "{name}");
    }
}

#[test]
fn every_reason_has_a_sentence_also_when_nothing_is_told_with_it() {
    for reason in Reason::ALL {
        assert!(BOOK.refusals.contains_key(reason.code()), "{reason}");
        let said = refusal(&Refusal::because(*reason));
        assert!(said.ends_with(['。', '）']) && !said.contains(['{', '[', '}', ']']), "{reason}: {said}");
    }
    for (name, sentence) in &BOOK.refusals {
        assert!(Template::read(sentence).is_ok(), "{name}");
        let reason = name.split('.').next().unwrap_or_default();
        assert!(Reason::CODES.contains(&reason), "{name}");
    }
    for act in Act::CODES {
        assert_ne!(code("done", act), *act, "what is said after {act}");
    }
    let late = Refusal::at("until", Reason::ExtensionTooLong).with("longest", "2026-12-31");
    assert_eq!(refusal(&late), "一次延长太久了，最晚可以到 2026年12月31日。还不够的，到时候双方同意可以再延长。");
    let stage = Refusal::because(Reason::NotInThisStage).with("stage", Stage::Closed);
    assert_eq!(refusal(&stage), "案件现在是“已办结，待归档”，这一步现在不能办。请刷新页面，看看现在能做什么。");
    let row = Refusal::at("agreed", Reason::PartyTwice);
    assert_eq!(refusal(&row), "同一项请求只能写一次，请删去重复的一行。");
}

#[test]
fn page_errors_are_filled_with_or_without_values() {
    for code in BOOK.errors.keys() {
        let trouble = error(code, &[]);
        assert!(trouble.text.ends_with('。') && !trouble.text.contains(['{', '[', ']']), "{code}: {}", trouble.text);
    }
    assert!(error("stale", &[("who", "陆知遥".to_owned())]).text.starts_with("陆知遥刚刚办理了这件案子"));
    assert_eq!(error("no_such_error", &[]).title, "no_such_error");
}

#[test]
fn clocks_and_their_steps_are_told() {
    assert_eq!(clock_state(ClockState::Overdue(2)), "逾期 2 天");
    assert_eq!(clock_state(ClockState::Today), "今天到期");
    assert_eq!(period_step(&StepKind::MakeUpWorkday { name: "国庆节".to_owned(), n: 3 }), "第 3 日（国庆节调休上班）");
    assert_eq!(day("2026-11-20".parse().unwrap(), 2026), "11月20日");
    assert_eq!(moment("2026-11-20T15:00".parse().unwrap(), 2027), "2026年11月20日 15:00");
}

// ── events ──

const ID: &str = "00000000-0000-0000-0000-0000000000";

/// Each event twice where it can: with everything, and with as little as there can be. `@7` stands for an id.
const SAMPLES: &[(&str, &str)] = &[
    (
        "case.registered",
        r#"{"number":"青劳调〔2026〕0417号","office":"@20","division":"450206000000","channel":"visit","contact":null,"received":"2026-11-06","oral":true,"first_contact":"@10","parties":[{"id":"@30","side":"applicant","role":"worker"},{"id":"@31","side":"respondent","role":"employer"}],"claims":[{"id":"@40","kind":"wage_arrears","amount":2760000,"from":null,"to":null,"basis":null}],"facts":"@50","told":["rights","limitation"],"duplicate":"@51"}"#,
    ),
    (
        "case.registered",
        r#"{"number":"1号","office":"@20","division":"450206000000","channel":"online","contact":null,"received":"2026-11-06","oral":false,"first_contact":null,"parties":[],"claims":[],"facts":"@99","told":[],"duplicate":null}"#,
    ),
    ("intake.handed_over", r#"{"to":"@11","receipt":"当面签收","reason":null}"#),
    ("intake.consented", r#"{"party":"@31","agrees":false,"day":"2025-12-31","means":"phone"}"#),
    ("intake.consented", r#"{"party":"@30","agrees":true,"day":"2026-11-07","means":"in_person"}"#),
    ("intake.accepted", r#"{"scope":"sc1","complexity":"simple","day":"2026-11-10","note":"@50"}"#),
    (
        "intake.declined",
        r#"{"reason":"respondent_refuses","body":"仲裁委","address":"安澜路 18 号","phone":"12333","by":"2027-11-06","day":"2026-11-10","note":null}"#,
    ),
    ("claims.added", r#"{"claim":{"id":"@40","kind":"overtime_pay","amount":null,"from":null,"to":null,"basis":"@50"}}"#),
    ("claims.verified", r#"{"claim":"@40","amount":2640000,"basis":"@50"}"#),
    ("claims.withdrawn", r#"{"claim":"@40","reason":"@50"}"#),
    ("dispatch.assigned", r#"{"mode":"here","organisation":"@20","mediator":"@10","reply_by":null,"from_acceptance":false,"reason":null}"#),
    (
        "dispatch.assigned",
        r#"{"mode":"pass","organisation":"@21","mediator":null,"reply_by":"2026-11-12","from_acceptance":true,"reason":"@50"}"#,
    ),
    ("dispatch.taken", r#"{"organisation":"@21","mediator":"@10"}"#),
    ("dispatch.handed_back", r#"{"organisation":"@21","reason":"@50"}"#),
    ("dispatch.reassigned", r#"{"mediator":"@11","reason":"@50"}"#),
    ("dispatch.transferred", r#"{"from":"@20","organisation":"@21","mediator":"@11","reason":"@50"}"#),
    ("dispatch.invited", r#"{"organisations":["@20","@21"],"lead":"@20","reason":"@50"}"#),
    ("dispatch.replied", r#"{"organisation":"@21","joins":true,"note":null}"#),
    ("dispatch.reported", r#"{"day":"2026-11-12","reason":"@50"}"#),
    (
        "mediation.session_scheduled",
        r#"{"session":"@60","starts":1795158000000,"ends":1795163400000,"means":"on_site","room":"@70","place":null,"mediator":"@10"}"#,
    ),
    (
        "mediation.session_scheduled",
        r#"{"session":"@69","starts":1795158000000,"ends":1795163400000,"means":"online","room":null,"place":"@52","mediator":null}"#,
    ),
    ("mediation.session_cancelled", r#"{"session":"@60","reason":"@50"}"#),
    ("mediation.invitation_noted", r#"{"session":"@60","party":"@31","state":"sent","means":"sms","at":1795158000000}"#),
    ("mediation.invitation_noted", r#"{"session":"@60","party":"@31","state":"seen","means":"sms","at":1795158000000}"#),
    ("mediation.invitation_noted", r#"{"session":"@60","party":"@31","state":"joined","means":"in_person","at":1795158000000}"#),
    ("mediation.invitation_noted", r#"{"session":"@60","party":"@31","state":"refused","means":"phone","at":1795158000000}"#),
    (
        "mediation.minutes_kept",
        r#"{"session":"@60","began":1795158000000,"ended":1795163400000,"present":["@30","@31"],"statements":[{"speaker":"@30","words":"@50"},{"speaker":null,"words":"@51"}],"agreed_facts":"@50","disputed":null,"result":"adjourned"}"#,
    ),
    (
        "mediation.minutes_kept",
        r#"{"session":"@60","began":1795158000000,"ended":1795163400000,"present":[],"statements":[],"agreed_facts":null,"disputed":null,"result":"party_absent"}"#,
    ),
    ("mediation.extended", r#"{"clock":1,"from":"2026-11-23","until":"2026-12-23","reason":"@50"}"#),
    ("mediation.recusal_asked", r#"{"recusal":"@80","party":"@30","reason":"@50"}"#),
    ("mediation.recusal_decided", r#"{"recusal":"@80","decision":"granted","mediator":"@11","reason":"@50"}"#),
    ("mediation.suspended", r#"{"ground":"appraisal","reason":"@50","expected":null,"day":"2026-11-15","pauses":true}"#),
    ("mediation.resumed", r#"{"note":"@50"}"#),
    (
        "agreement.drafted",
        r#"{"partial":true,"agreed":[{"claim":"@40","amount":2640000}],"obligations":[{"id":"@41","kind":"pay","payer":"@31","payee":"@30","amount":2640000,"due":"2026-12-15","way":"@50"},{"id":"@42","kind":"document","payer":"@31","payee":"@30","amount":null,"due":"2027-01-05","way":"@99"}],"facts":"@50","terms":"@51","breach_terms":null,"copies":3,"acknowledged":["far_due"]}"#,
    ),
    ("agreement.signed", r#"{"signer":"party","party":"@30","day":"2026-11-20","means":"fingerprint"}"#),
    ("agreement.signed", r#"{"signer":"mediator","party":null,"day":"2026-11-20","means":"signature"}"#),
    ("agreement.signed", r#"{"signer":"organisation","party":null,"day":"2026-11-20","means":"seal"}"#),
    ("agreement.took_effect", r#"{"day":"2026-11-20"}"#),
    ("agreement.discarded", r#"{"reason":"@50"}"#),
    ("agreement.delivered", r#"{"party":"@30","day":"2026-11-20","means":"in_person"}"#),
    (
        "performance.paid",
        r#"{"obligation":"@41","amount":1000000,"day":"2026-12-15","means":"bank","by_third_party":null,"proof":"@50","confirmed":true,"shares":[]}"#,
    ),
    (
        "performance.paid",
        r#"{"obligation":"@41","amount":1000000,"day":"2026-12-15","means":"third_party","by_third_party":"@51","proof":"@50","confirmed":false,"shares":[{"claim":"@40","amount":1000000}]}"#,
    ),
    ("performance.payment_answered", r#"{"payment":"@50","answer":"arrived","day":"2026-12-16","note":null}"#),
    ("performance.payment_answered", r#"{"payment":"@99","answer":"disputed","day":"2026-12-16","note":"@51"}"#),
    ("performance.notice_issued", r#"{"day":"2026-11-20","parties":["@31"]}"#),
    ("performance.notice_received", r#"{"party":"@31","day":"2026-11-20","means":"in_person"}"#),
    (
        "agreement.assessed",
        r#"{"debtor":"@31","answers":[{"item":"business","level":"good","evidence":"@50"},{"item":"assets","level":"unknown","evidence":null}],"score":62,"grade":"b","advice":"instalments","checklist":"1","note":null}"#,
    ),
    (
        "way.prepared",
        r#"{"way":"payment_order","claims":["@40"],"obligations":["@41"],"amount":1000000,"until":"2027-12-15","day":"2026-12-16"}"#,
    ),
    ("way.prepared", r#"{"way":"review","claims":[],"obligations":[],"amount":0,"until":null,"day":"2026-11-20"}"#),
    ("way.filed", r#"{"way":"payment_order","day":"2026-12-17","body":"区人民法院","applicant":"@30"}"#),
    ("way.filed", r#"{"way":"confirmation","day":"2026-11-25","body":"区人民法院","applicant":null}"#),
    ("way.answered", r#"{"way":"confirmation","outcome":"valid","day":"2026-12-01","number":"（2026）桂0206诉前调确7号","note":"@50"}"#),
    ("way.answered", r#"{"way":"review","outcome":"not_issued","day":"2026-12-01","number":null,"note":null}"#),
    ("way.renounced", r#"{"way":"review","parties":["@30"],"day":"2026-11-21","note":null}"#),
    ("performance.fulfilled", r#"{"obligation":"@42","day":"2026-12-15","proof":"@50"}"#),
    ("performance.reminded", r#"{"obligation":"@41","means":"phone","note":null}"#),
    ("performance.breached", r#"{"obligation":"@41","day":"2026-12-20","reason":"@50"}"#),
    ("performance.completed", r#"{"day":"2026-12-20"}"#),
    (
        "closing.ended_unperformed",
        r#"{"day":"2026-12-20","reason":"@50","body":"仲裁委","address":"安澜路 18 号","phone":null,"limitation":"2027-12-20"}"#,
    ),
    (
        "closing.closed",
        r#"{"result":"failed","day":"2026-11-23","reason":"@50","late":"@51","body":"仲裁委","address":"安澜路 18 号","phone":"12333","limitation":"2027-11-23"}"#,
    ),
    (
        "closing.closed",
        r#"{"result":"withdrawn","day":"2026-11-23","reason":"@50","late":null,"body":null,"address":null,"phone":null,"limitation":null}"#,
    ),
    (
        "closing.closed",
        r#"{"result":"agreement","day":"2026-11-23","reason":null,"late":null,"body":null,"address":null,"phone":null,"limitation":null}"#,
    ),
    ("closing.visit_planned", r#"{"visit":"@90","due":"2026-12-23","kind":"after_closing"}"#),
    (
        "closing.visit_made",
        r#"{"visit":"@90","party":"@30","means":"phone","day":"2026-12-23","reached":true,"done":true,"performance":"full","satisfaction":5,"opinion":"@50"}"#,
    ),
    (
        "closing.visit_made",
        r#"{"visit":"@90","party":"@30","means":"phone","day":"2026-12-23","reached":false,"done":false,"performance":null,"satisfaction":null,"opinion":null}"#,
    ),
    (
        "closing.archived",
        r#"{"volume":"2026-017","place":"一号柜","day":"2026-12-31","keep_until":"2031-12-31","items":[{"title":"@50","page":1,"pages":2}]}"#,
    ),
    ("closing.kept_longer", r#"{"day":"2031-12-31","until":"2032-12-31","reason":"@50"}"#),
    ("closing.disposal_proposed", r#"{"day":"2032-01-04","reason":"@50"}"#),
    ("closing.disposal_decided", r#"{"day":"2032-01-05","decision":"approve","reason":"@50"}"#),
    ("closing.disposal_decided", r#"{"day":"2032-01-05","decision":"refuse","reason":"@50"}"#),
    ("closing.destroyed", r#"{"day":"2032-01-06","means":"shredded","place":"@50","witnesses":["@51","@52"]}"#),
    (
        "clock.started",
        r#"{"clock":{"rule":"TL-03","title":"受理决定","statute":"令第17号第二十二条","brief":"令第17号第22条","effect":"应当已经受理","role":"acceptance","pauses":false,"deadline":{"rule":"TL-03","version":1,"length":3,"unit":"working_day","from":"2026-11-06","raw_end":"2026-11-11","due":"2026-11-11","steps":[],"calendar":"1","warnings":[]},"extended_to":null,"paused":null,"stopped":null}}"#,
    ),
    (
        "clock.moved",
        r#"{"clock":0,"deadline":{"rule":"TL-05","version":1,"length":15,"unit":"natural_day","from":"2026-11-06","raw_end":"2026-11-21","due":"2026-11-23","steps":[],"calendar":"1","warnings":[]},"extended_to":null,"cause":"resumed"}"#,
    ),
    ("clock.reminded", r#"{"clock":0,"before":5,"due":"2026-11-23"}"#),
    ("clock.explained", r#"{"clock":0,"due":"2026-11-20","reason":"@50"}"#),
    (
        "limitation.stated",
        r#"{"basis":"knew","day":"2026-11-06","evidence":"@50","clock":{"rule":"TL-22","title":"仲裁时效","statute":"调解仲裁法第二十七条","brief":"调解仲裁法第27条","effect":"可以提出抗辩","role":"limitation","pauses":false,"deadline":{"rule":"TL-22","version":1,"length":1,"unit":"year","from":"2026-11-06","raw_end":"2027-11-06","due":"2027-11-08","steps":[],"calendar":"1","warnings":[]},"extended_to":null,"paused":null,"stopped":null}}"#,
    ),
    (
        "limitation.interrupted",
        r#"{"what":"mediation_refused","day":"2026-11-06","evidence":null,"restarted":[{"rule":"TL-22","title":"仲裁时效","statute":"调解仲裁法第二十七条","brief":"调解仲裁法第27条","effect":"可以提出抗辩","role":"limitation","pauses":false,"deadline":{"rule":"TL-22","version":1,"length":1,"unit":"year","from":"2026-11-06","raw_end":"2027-11-06","due":"2027-11-08","steps":[],"calendar":"1","warnings":[]},"extended_to":null,"paused":null,"stopped":null}]}"#,
    ),
    (
        "document.issued",
        r#"{"paper":"@81","kind":"agreement","subject":null,"number":"青劳调协〔2026〕3号","version":1,"sha256":"ab","template":"1"}"#,
    ),
    (
        "document.corrected",
        r#"{"paper":"@82","replaces":"@81","kind":"agreement","subject":null,"number":"青劳调协〔2026〕3号","version":2,"sha256":"cd","template":"1","reason":"@50"}"#,
    ),
    ("document.withdrawn", r#"{"paper":"@81","reason":"@50"}"#),
    ("document.signing_planned", r#"{"paper":"@81","parties":["@30","@31"],"needed":2,"in_order":true,"mediator":true,"seal":true}"#),
    ("document.signing_planned", r#"{"paper":"@81","parties":["@30"],"needed":1,"in_order":false,"mediator":false,"seal":false}"#),
    (
        "document.signed",
        r#"{"signature":"@84","paper":"@81","sha256":"ab","signer":"party","party":"@30","way":"handwritten","day":"2026-11-21","proof":null,"record":"cd"}"#,
    ),
    (
        "document.signed",
        r#"{"signature":"@84","paper":"@81","sha256":"ab","signer":"organisation","party":null,"way":"ink","day":"2026-11-21","proof":"@95","record":null}"#,
    ),
    ("document.signatures_voided", r#"{"paper":"@81","count":2}"#),
    ("document.address_confirmed", r#"{"party":"@30","day":"2026-11-21","address":"@50","electronic":true,"electronic_address":"@51"}"#),
    ("document.address_confirmed", r#"{"party":"@31","day":"2026-11-21","address":"@50","electronic":false,"electronic_address":null}"#),
    (
        "document.served",
        r#"{"service":"@83","paper":"@81","party":"@30","means":"left","day":"2026-11-21","served_on":"2026-11-26","proof":"@95","note":"@50"}"#,
    ),
    (
        "document.served",
        r#"{"service":"@83","paper":"@89","party":"@31","means":"post","day":"2026-11-21","served_on":null,"proof":null,"note":null}"#,
    ),
    ("document.arrived", r#"{"service":"@83","paper":"@81","party":"@30","day":"2026-11-24"}"#),
    ("case.attached", r#"{"file":"@95","kind":"evidence"}"#),
    ("case.noted", r#"{"words":"@50"}"#),
    (
        "mediation.facts_confirmed",
        r#"{"facts":["@50"],"signed":[{"party":"@30","day":"2026-11-19","means":"signature"},{"party":"@31","day":"2026-11-20","means":"seal"}],"mediator":"@10","day":"2026-11-20"}"#,
    ),
    (
        "vault.released",
        r#"{"release":"@96","entry":"@97","kind":"offer","ground":"consent","recipient":"@20","recipient_name":null,"asked_by":"@10","purpose":"@50","consents":[{"party":"@30","day":"2026-11-19","means":"written","file":null,"note":"@51"}],"article":null,"authority":null,"document":null,"day":"2026-11-20"}"#,
    ),
    (
        "vault.released",
        r#"{"release":"@96","entry":"@97","kind":"concession","ground":"duty","recipient":null,"recipient_name":"@50","asked_by":"@10","purpose":"@50","consents":[],"article":"@50","authority":"@50","document":"@51","day":"2026-11-20"}"#,
    ),
    ("vault.key_destroyed", r#"{"day":"2031-11-20","years":5}"#),
];

fn id<T: From<Uuid>>(n: u8) -> T {
    T::from(format!("{ID}{n:02}").parse::<Uuid>().unwrap())
}

fn names() -> Names {
    let words = [(id::<WordsId>(50), "今年 3 月起没有发过工资。"), (id(51), "两件事不一样。"), (id(52), "会议号 123")];
    Names {
        accounts: [(id::<AccountId>(10), "陆知遥".to_owned()), (id(11), "沈立冬".to_owned())].into(),
        organisations: [(id(20), "青溪区多元调解中心".to_owned()), (id(21), "望江街道调解站".to_owned())].into(),
        parties: [(id::<PartyId>(30), "吾买尔".to_owned()), (id(31), "鼎禾建筑".to_owned())].into(),
        rooms: [(id(70), "二号调解室".to_owned())].into(),
        words: words.map(|(id, text)| (id, text.to_owned())).into(),
        sessions: [(id::<SessionId>(60), 2)].into(),
        papers: [(id(81), "《调解协议书》青劳调协〔2026〕3号".to_owned())].into(),
        claims: [(id(40), "拖欠工资".to_owned())].into(),
        obligations: [(id(41), "第 1 期 26,400.00 元".to_owned()), (id(42), "离职证明".to_owned())].into(),
    }
}

fn recorded(name: &str, sample: &str, account: Option<u8>) -> Recorded {
    let event = Event::read(name, 1, &sample.replace('@', ID)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let actor = Actor { account: account.map(id), role: Role::Mediator, office: None };
    Recorded { seq: 1, at: "2026-11-20T09:00".parse::<Moment>().unwrap(), actor, event }
}

fn told(name: &str, nth: usize) -> Told {
    let (_, sample) = SAMPLES.iter().filter(|(sampled, _)| *sampled == name).nth(nth).unwrap();
    tell(&recorded(name, sample, Some(10)), &names(), &Lists::shipped().unwrap())
}

#[test]
fn every_event_is_told_without_gaps_for_those_who_know_the_names_and_those_who_do_not() {
    let lists = Lists::shipped().unwrap();
    let icons = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/assets/icons.svg")).unwrap();
    let sampled: BTreeSet<&str> = SAMPLES.iter().map(|(name, _)| *name).collect();
    assert_eq!(sampled, Event::NAMES.iter().map(|(name, _)| *name).collect(), "every event has a sample");
    assert_eq!(sampled, BOOK.events.keys().map(String::as_str).collect(), "every event has a sentence");
    for (name, sample) in SAMPLES {
        for (account, names) in [(Some(10), names()), (None, Names::default())] {
            let told = tell(&recorded(name, sample, account), &names, &lists);
            let all = [Some(told.say.clone()), told.quote.clone(), told.by.clone()].into_iter().flatten().collect::<String>();
            assert!(told.say.ends_with('。') && !all.contains(['{', '}', '[', ']']) && !all.contains("0000"), "{name}: {all}");
            for gap in ["（）", "“”", "，，", "，。", "：，", "：。", "  ", "null", "一个一"] {
                assert!(!all.contains(gap), "{name}: {all}");
            }
            assert!(icons.contains(&format!("id=\"{}\"", told.icon)), "{name}: {}", told.icon);
            assert!(["accent", "ok", "near", "over", "sealed", "plain"].contains(&told.tone), "{name}: {}", told.tone);
        }
    }
}

#[test]
fn every_place_of_a_sentence_is_a_field_of_its_event() {
    let lists = Lists::shipped().unwrap();
    for (name, sample) in SAMPLES {
        let payload: Value = serde_json::from_str(sample).unwrap();
        let telling = BOOK.events.get(*name).unwrap();
        let lines = telling.quote.iter().chain([&telling.say, &telling.by, &telling.icon, &telling.tone]);
        for (path, group) in lines.flat_map(Template::places) {
            let mut at = Some(&payload);
            for step in path.split('.') {
                at = match at {
                    Some(Value::Array(rows)) => rows.first(),
                    other => other,
                };
                at = at.and_then(|value| value.get(step));
                let in_an_empty_list =
                    payload.get(path.split('.').next().unwrap_or_default()).is_some_and(|v| v == &Value::Array(Vec::new()));
                assert!(at.is_some() || path == "actor" || in_an_empty_list, "{name}: {{{path}}}");
            }
            if let Some(group) = group {
                let known = group == "clock" || BOOK.codes.contains_key(&group) || !lists.entries(&group).is_empty();
                assert!(known, "{name}: {{{path}:{group}}}");
            }
        }
    }
}

#[test]
fn every_sentence_of_the_file_is_well_formed() {
    let written: std::collections::HashMap<String, Written> = toml::from_str(include_str!("../../text/zh-CN/events.toml")).unwrap();
    for (name, one) in written {
        for text in one.quote.iter().chain(one.each.values()).chain([&one.say, &one.by, &one.icon, &one.tone]) {
            assert!(Template::read(text).is_ok(), "{name}: {text}");
        }
    }
    for text in BOOK.codes.values().flat_map(Texts::values).chain(BOOK.errors.values().map(|notice| &notice.text)) {
        assert!(Template::read(text).is_ok(), "{text}");
    }
}

#[test]
fn sentences_read_as_people_write_them() {
    let registered = told("case.registered", 0);
    assert_eq!(
        registered.say,
        "陆知遥登记了调解申请（来访，口头申请、当场记录）：吾买尔（申请人）、鼎禾建筑（被申请人）。共 1 项请求，主张 27,600.00 元。案号 青劳调〔2026〕0417号。已当场告知：权利义务、自愿和不收费、仲裁时效和其他途径。"
    );
    assert_eq!(registered.quote.as_deref(), Some("今年 3 月起没有发过工资。\n另行登记的理由：两件事不一样。"));
    let refused = told("intake.consented", 0);
    assert_eq!((refused.say.as_str(), refused.tone), ("鼎禾建筑不同意调解（2025年12月31日，电话）。", "near"));
    assert_eq!(
        told("mediation.session_scheduled", 0).say,
        "陆知遥安排了第 2 场调解：11月20日 15:00至16:30，现场，二号调解室，调解员 陆知遥。"
    );
    assert!(told("mediation.session_scheduled", 1).say.ends_with("，线上，会议号 123。"));
    assert_eq!(
        told("mediation.minutes_kept", 0).quote.as_deref(),
        Some("吾买尔：今年 3 月起没有发过工资。\n调解员：两件事不一样。\n没有争议的事实：今年 3 月起没有发过工资。")
    );
    assert_eq!(
        told("closing.closed", 0).say,
        "调解于11月23日结束：调解不成。已告知可以去仲裁委（安澜路 18 号，电话 12333），最晚到2027年11月23日。"
    );
    assert_eq!(told("closing.closed", 1).by, None);
    let clock = told("clock.started", 0);
    assert_eq!(clock.say, "受理决定开始计时：从11月6日起算，当天不计，到11月11日届满。");
    assert_eq!(clock.by.as_deref(), Some("令第17号第22条"));
    assert!(told("agreement.drafted", 0).quote.unwrap().contains("12月15日前，鼎禾建筑向吾买尔履行：支付款项 26,400.00 元，今年"));
}

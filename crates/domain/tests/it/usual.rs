//! A sensible filled form for every act, given how far the case has come; and cases that have come that far.

use domain::case::Act;
use domain::kernel::Moment;
use serde_json::{Value, json};

use crate::fixture::{
    COLLEAGUE, COMMITTEE, COMMITTEE_MEDIATOR, EMPLOYER, FILE, INSPECTION, MEDIATOR, ROOM, SECOND_MEDIATOR, STATION, STATION_MEDIATOR,
    WORKER,
};
use crate::story::{Story, ask};

/// An application with every field filled: one worker, one employer, two claims.
pub(crate) fn application() -> Value {
    json!({
        "channel": "visit", "contact": crate::fixture::NOBODY, "received": "2026-03-02", "oral": true, "entrusted": null, "division": crate::fixture::DIVISION,
        "applicants": [{
            "role": "worker", "name": "帕尔哈提·图尔荪江", "id_number": "450206199404039256", "phone": "19900010999", "sex": "male",
            "birth": "1994-04-03", "ethnicity": "维吾尔族", "address": "柳州市柳江区进德镇虚设路1号", "groups": ["migrant_worker"],
            "post": "包装工", "hired": "2024-03-01", "left": "2026-01-31", "wage": "4350", "help": "维吾尔语", "agent": "一般代理：工会干部",
        }],
        "respondents": [{
            "role": "employer", "name": "柳州市禾芨螺蛳粉食品有限公司", "uscc": "91450206MAFAKE107H", "employer_kind": "enterprise",
            "industry": "C", "legal_representative": "覃燚龙", "contact": "人事主管", "phone": "19900011036", "address": "柳州市柳江区虚设段12号",
        }],
        "claims": [
            {"kind": "wage_arrears", "amount": "27600", "from": "2025-09-01", "to": "2026-01-31", "basis": "五个月的工资一分钱也没有发过。"},
            {"kind": "overtime_pay", "amount": "4695.72"},
        ],
        "facts": "申请人在酸笋车间做包装工，旺季以来每周六都上班八小时，没有发过加班费。",
        "told": ["rights", "limitation"],
        "duplicate_reason": "前一件是去年的工伤待遇，与这次的工资请求不是一回事。",
    })
}

/// The usual filled form.
pub(crate) fn usual(act: Act, story: &Story) -> Value {
    let today = story.today();
    let reason = "双方在窗口当面说明了情况，记录在案，没有异议。";
    match act {
        Act::HandOver => json!({"to": COLLEAGUE, "receipt": "交接单2026-7", "reason": reason}),
        Act::Consent => json!({"party": WORKER, "agrees": true, "day": today, "means": "in_person"}),
        Act::Accept => json!({"scope": "sc1", "complexity": "simple", "note": reason}),
        Act::Decline => json!({
            "reason": "not_labour_dispute", "body": "柳江区人民法院", "address": "虚设路8号", "phone": "12368", "by": today.plus(365), "note": reason,
        }),
        Act::AddClaim => {
            json!({"kind": "economic_compensation", "amount": "9000", "from": "2024-03-01", "to": "2026-01-31", "basis": reason})
        }
        Act::VerifyClaim => json!({"claim": "@claim.0", "amount": "26000", "basis": reason}),
        Act::WithdrawClaim => json!({"claim": "@claim.1", "reason": reason}),
        Act::Assign => json!({"mode": "here", "mediator": MEDIATOR, "reason": reason}),
        Act::Take => json!({"mediator": if story.case.dispatch.asked == Some(COMMITTEE) { COMMITTEE_MEDIATOR } else { STATION_MEDIATOR }}),
        Act::HandBack | Act::Report | Act::Discard => json!({"reason": reason}),
        Act::Reassign => json!({"mediator": SECOND_MEDIATOR, "reason": reason}),
        Act::Transfer => json!({"organisation": STATION, "mediator": STATION_MEDIATOR, "reason": reason}),
        Act::Invite => json!({"organisations": [INSPECTION, COMMITTEE], "lead": INSPECTION, "reason": reason}),
        Act::Reply => json!({"organisation": INSPECTION, "joins": true, "note": reason}),
        Act::Schedule => {
            json!({"starts": Moment::at(today.plus(1), 15, 0).to_string(), "minutes": 90, "means": "on_site", "room": ROOM})
        }
        Act::CancelSession => json!({"session": "@session.0", "reason": reason}),
        Act::Invitation => json!({"session": "@session.0", "party": WORKER, "state": "sent", "means": "sms"}),
        Act::Minutes => json!({
            "session": "@session.0", "began": Moment::at(today.plus(-1), 15, 0).to_string(), "ended": Moment::at(today.plus(-1), 16, 20).to_string(),
            "present": [WORKER, EMPLOYER], "rights_told": true, "statements": [
                {"speaker": WORKER, "text": "申请人：我只要求把拖欠的工资和加班费付清，别的不计较。"},
                {"speaker": EMPLOYER, "text": "被申请人：工资认，加班费按考勤表重新核算以后再说。"},
                {"text": "调解员：请双方把十个月的考勤表带来一起核对。"},
            ],
            "agreed_facts": "双方对入职时间、离职时间和月工资标准没有争议。", "disputed": "周六上班是否已经用综合补贴付过加班费。", "result": "agreed",
        }),
        Act::ConfirmFacts => json!({
            "facts": [{"text": "申请人2025年4月1日入职，2026年1月31日离职。"}, {"text": "月工资标准为六千元。"}],
            "signed": [{"party": WORKER, "day": today.plus(-1), "means": "signature"}, {"party": EMPLOYER, "day": today, "means": "seal"}],
            "mediator_signed": true, "use_told": true,
        }),
        Act::Extend => json!({
            "until": story.case.mediation_due().unwrap_or(today).max(today).plus(10), "reason": reason,
            "applicant_consents": true, "respondent_consents": true, "approved": true,
        }),
        Act::AskRecusal => json!({"party": WORKER, "reason": reason}),
        Act::DecideRecusal => json!({"decision": "granted", "mediator": SECOND_MEDIATOR, "reason": reason}),
        Act::Suspend => json!({"ground": "appraisal", "reason": reason, "expected": today.plus(20)}),
        Act::Resume => json!({"note": reason}),
        Act::Draft => draft(story),
        Act::Sign => json!({"signer": "party", "party": WORKER, "day": today, "means": "signature"}),
        Act::Deliver => json!({"party": WORKER, "day": today, "means": "in_person"}),
        Act::Pay => {
            json!({"obligation": "@obligation.0", "amount": "20000", "day": today, "means": "bank", "proof": "回单000117", "confirmed": true})
        }
        Act::AnswerPayment => json!({"payment": "@payment.0", "answer": "arrived", "day": today, "note": reason}),
        Act::ReceiveNotice => json!({"party": EMPLOYER, "day": today, "means": "in_person"}),
        Act::AssessAbility => json!({
            "debtor": EMPLOYER, "note": reason,
            "answers": [{"item": "business", "level": "good", "evidence": "企业信用信息公示系统查询，无异常"}, {"item": "assets", "level": "poor"}],
        }),
        Act::PrepareWay => json!({"way": "review"}),
        Act::FileWay => json!({
            "way": "review", "body": "柳江区劳动人事争议仲裁委员会", "day": today, "both_ask": true, "applicant": WORKER,
            "debtor_reachable": true, "no_preservation": true,
        }),
        Act::AnswerWay => {
            json!({"way": "review", "outcome": "accepted", "day": today, "number": "柳江劳人仲审〔2026〕7号", "note": reason})
        }
        Act::RenounceWay => json!({"way": "review", "parties": [WORKER], "note": reason, "told": true}),
        Act::Fulfil => json!({"obligation": "@obligation.2", "day": today, "proof": "离职证明签收单"}),
        Act::Remind => json!({"obligation": "@obligation.0", "means": "phone", "note": reason}),
        Act::Breach => json!({"obligation": "@obligation.0", "reason": reason}),
        Act::EndUnperformed => json!({
            "reason": reason, "body": "柳江区人民法院", "address": "虚设路8号", "phone": "12368", "limitation": today.plus(300), "both_told": true,
        }),
        Act::Close => json!({
            "result": "failed", "reason": reason, "body": "柳江区劳动人事争议仲裁院", "address": "虚设路2号", "phone": "0772-3211234",
            "limitation": today.plus(300), "both_told": true, "late_reason": "等候对方总部书面答复，逾期两日，已告知双方当事人。",
        }),
        Act::FollowUp => json!({
            "visit": "@visit.0", "party": WORKER, "means": "phone", "day": today, "reached": true, "performance": "full", "satisfaction": 5,
            "opinion": "钱当场就给了，现在礼拜天能在家歇一天，谢谢。",
        }),
        Act::Archive => json!({
            "volume": "2026-1", "place": "二楼档案室3柜", "keep_years": 10,
            "items": [{"title": "调解申请书", "pages": 2}, {"title": "调解笔录", "pages": 5}, {"title": "调解协议书", "pages": 3}],
        }),
        Act::KeepLonger => json!({"until": today.plus(365), "reason": "上级巡察组调阅，结论出来以前继续保管。"}),
        Act::ProposeDisposal => json!({"reason": "保管期限届满，没有后续程序，经鉴定没有继续保管的价值。"}),
        Act::DecideDisposal => json!({"decision": "approve", "reason": "同意鉴定意见，按规定监销。"}),
        Act::Destroy => json!({
            "day": today, "means": "shredded", "place": "区档案馆指定的涉密载体销毁点", "first_witness": "韦春山", "second_witness": "罗小满",
        }),
        Act::StateLimitation => json!({"basis": "knew", "day": "2026-01-31", "evidence": "工资条上写明当月工资未发。"}),
        Act::Interrupt => json!({"what": "complaint", "day": "2026-03-02", "evidence": "劳动监察大队投诉回执第17号。"}),
        Act::Explain => json!({"reason": "等候对方总部的书面答复。"}),
        Act::Issue => json!({"kind": "acceptance_notice", "subject": "2026-1", "once": "a-mark-of-the-sender"}),
        Act::Correct | Act::Withdraw => json!({"paper": "@paper.0", "reason": reason}),
        Act::PlanSigning => {
            json!({"paper": "@paper.0", "parties": [WORKER, EMPLOYER], "needed": null, "in_order": true, "mediator": true, "seal": true})
        }
        Act::SignPaper => json!({
            "paper": "@paper.0", "signer": "party", "party": WORKER, "way": "ink", "proof": FILE, "late_reason": null,
        }),
        Act::ConfirmAddress => json!({
            "party": WORKER, "address": "柳州市柳江区进德镇虚设路1号", "electronic": true, "electronic_address": "19900010999", "day": today,
        }),
        Act::Serve => {
            json!({"paper": "@paper.0", "party": WORKER, "means": "handed", "day": today, "note": "本人在窗口签收", "proof": null})
        }
        Act::Arrive => json!({"service": "@service.0", "day": today}),
        Act::Attach => json!({"file": FILE, "kind": "evidence", "title": "考勤表照片"}),
        Act::Note => json!({"text": "申请人来电询问进展，已说明下次调解的时间和地点。"}),
    }
}

/// Every live claim is settled; the money comes in two instalments, a certificate with it.
fn draft(story: &Story) -> Value {
    let today = story.today();
    let live: Vec<_> = story.case.claims.iter().filter(|claim| !claim.withdrawn).collect();
    let agreed: Vec<Value> = live.iter().map(|claim| json!({"claim": claim.id, "amount": "15000.50"})).collect();
    let rest = format!("{}.{:02}", live.len() * 15_000 + live.len() / 2 - 10_000, live.len() % 2 * 50);
    let row = |kind: &str, payer, payee, amount: Option<&str>, days| json!({"kind": kind, "payer": payer, "payee": payee, "amount": amount, "due": today.plus(days), "way": "转入申请人本人的银行卡账户"});
    json!({
        "partial": false, "warnings_seen": true, "facts": "双方一致确认拖欠工资和加班费的事实，就数额达成一致。", "agreed": agreed, "copies": 4,
        "obligations": [
            row("pay", EMPLOYER, WORKER, Some(&rest), 10),
            row("pay", EMPLOYER, WORKER, Some("10000"), 40),
            row("document", EMPLOYER, WORKER, None, 10),
        ],
        "terms": "双方劳动关系于二〇二六年一月三十一日解除，再无其他争议。", "breach_terms": "逾期一期未付的，申请人可以就全部余款申请执行。",
    })
}

/// Registered at the window.
pub(crate) fn registered() -> Story {
    Story::new().when_registered(&application()).happens()
}

/// Both sides have agreed to mediation.
pub(crate) fn consented() -> Story {
    registered().after([ask(Act::Consent), ask(Act::Consent).with("party", EMPLOYER)])
}

/// Accepted on the day after.
pub(crate) fn accepted() -> Story {
    consented().on("2026-03-03").after([ask(Act::Accept)])
}

/// Passed on to the street station.
pub(crate) fn dispatched() -> Story {
    accepted().after([ask(Act::Assign).with("mode", "pass").with("organisation", STATION)])
}

/// In a mediator's hands at the centre.
pub(crate) fn mediating() -> Story {
    accepted().after([ask(Act::Assign)])
}

/// In the hands of the enterprise committee.
pub(crate) fn mediating_in_the_enterprise() -> Story {
    accepted().after([ask(Act::Assign).with("mode", "pass").with("organisation", COMMITTEE), ask(Act::Take)])
}

/// A session is to be held the next day.
pub(crate) fn scheduled() -> Story {
    mediating().after([ask(Act::Schedule)])
}

/// A session was held, an agreement drafted.
pub(crate) fn signing() -> Story {
    scheduled().on("2026-03-05").after([ask(Act::Minutes), ask(Act::Draft)])
}

/// Everybody but the organisation has signed.
pub(crate) fn signed_by_all_hands() -> Story {
    signing().after([ask(Act::Sign), ask(Act::Sign).with("party", EMPLOYER), ask(Act::Sign).with("signer", "mediator").without("party")])
}

/// In force: two instalments (20,001.00 by 15 March, 10,000.00 by 14 April) and a certificate are owed.
pub(crate) fn performing() -> Story {
    signed_by_all_hands().after([ask(Act::Sign).with("signer", "organisation").without("party").with("means", "seal")])
}

/// Everything owed was met on 10 March.
pub(crate) fn performed() -> Story {
    performing().on("2026-03-10").after([
        ask(Act::Fulfil),
        ask(Act::Pay).with("amount", "20001"),
        ask(Act::Pay).with("obligation", "@obligation.1").with("amount", "10000"),
    ])
}

/// The first instalment was not paid, and that is on record.
pub(crate) fn breached() -> Story {
    performing().on("2026-03-16").after([ask(Act::Breach)])
}

/// Mediation failed.
pub(crate) fn failed() -> Story {
    mediating().after([ask(Act::Close)])
}

/// Every return visit is made.
pub(crate) fn visited(closed: Story) -> Story {
    let visits = 0..closed.case.visits.len();
    visits.fold(closed, |story, n| story.when(ask(Act::FollowUp).with("visit", format!("@visit.{n}"))).happens())
}

/// Every return visit is made and the dossier filed.
pub(crate) fn file(closed: Story) -> Story {
    visited(closed).after([ask(Act::Archive)])
}

/// Performed and filed.
pub(crate) fn archived() -> Story {
    file(performed().on("2026-04-20"))
}

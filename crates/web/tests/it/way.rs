//! What makes an agreement hold, over HTTP: the cards, a package, a confirmation, a review that is refused, a payment order out of a late
//! instalment, the ledger of four amounts.

use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::Day;
use domain::kernel::id::CaseId;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::site::Site;

struct Story<'a> {
    site: &'a Site,
    case: CaseId,
}

impl Story<'_> {
    async fn act(&self, act: Act, form: Value) {
        self.site.act(&self.site.person(Role::Mediator), self.case, act, form).await;
    }

    async fn view(&self) -> app::case::CaseView {
        app::case::show(&self.site.house.app.by(self.site.person(Role::Director)), self.case).await.unwrap()
    }

    fn today(&self) -> Day {
        self.site.house.app.clock.now().day()
    }

    fn days_later(&self, days: i64) {
        self.site.house.clock.later(days * 24 * 60);
    }

    /// Three instalments of 9,200.00, due in 5, 20 and 40 days; signed by all and sealed.
    async fn agreed(&self) {
        let view = self.view().await;
        let (worker, employer, today) = (view.parties[0].id.to_string(), view.parties[1].id.to_string(), self.today());
        let instalment = |days: i64| json!({ "kind": "pay", "payer": employer, "payee": worker, "amount": "9200.00", "due": today.plus(days).to_string(), "way": "转入工资卡" });
        let draft = json!({
            "facts": "两个月工资没有发；争议在于付款时间。", "copies": "3", "breach_terms": "一期逾期的，剩余款项视为全部到期。", "obligations": [instalment(5), instalment(20), instalment(40)],
            "agreed": [{ "claim": view.claims[0].id.to_string(), "amount": "27600.00" }],
        });
        self.act(Act::Draft, draft).await;
        for party in &view.parties {
            self.act(
                Act::Sign,
                json!({ "signer": "party", "party": party.id.to_string(), "day": today.to_string(), "means": "signature" }),
            )
            .await;
        }
        for signer in ["mediator", "organisation"] {
            self.act(Act::Sign, json!({ "signer": signer, "day": today.to_string(), "means": "signature" })).await;
        }
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.site.client(Role::Mediator).await.get(&format!("/cases/{}{path}", self.case)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn sent(&self, act: Act, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let version = self.view().await.case.version.to_string();
        let client = self.site.client(Role::Mediator).await;
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_version", version.as_str())]).collect();
        let answer = client.post(&format!("/cases/{}/acts/{}", self.case, act.code()), &fields).await;
        (answer.status, answer.body)
    }
}

fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not on\n{page}");
    }
}

#[tokio::test]
async fn a_draft_without_a_due_day_or_with_an_impossible_one_is_told_beside_the_field_and_nothing_is_kept() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        let before = story.view().await.case.version;
        let told = [
            ("", "要填写"),
            ("2026-02-30", "这个月没有这一天"),
            ("1948-12-31", "1949"),
            ("2101-01-01", "2100"),
            ("2026-11-25T23:30:00+00:00", "只填日期"),
            ("下个月十五号", "年-月-日"),
        ];
        for (due, words) in told {
            let fields = [
                ("facts", "两个月工资没有发。"),
                ("copies", "3"),
                ("obligations[0][kind]", "pay"),
                ("obligations[0][amount]", "9200"),
                ("obligations[0][way]", "转入工资卡"),
                ("obligations[0][due]", due),
            ];
            let (status, page) = story.sent(Act::Draft, &fields).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{due}");
            let fault = page.split("href=\"#f-obligations-0-due\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            assert!(fault.contains(words), "{due}: {fault}");
            has(&page, &["两个月工资没有发。"]);
        }
        assert_eq!(story.view().await.case.version, before);
    })
    .await;
}

#[tokio::test]
async fn an_agreement_in_three_instalments_has_its_packages_and_a_late_one_becomes_a_payment_order() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.agreed().await;
        let page = story.page("?tab=agreement").await;
        has(
            &page,
            &["怎样让协议落到实处", "仲裁审查", "司法确认", "支付令", "可以申请", "到现在没有逾期不履行的约定", "履行告知书", "还没有签收"],
        );
        has(&story.page("/ways/confirmation").await, &["司法确认的申请材料", "双方共同申请", "身份证明", "还差"]);
        has(&story.page("/ways/payment_order").await, &["调解仲裁法第15条、第16条"]);

        story.days_later(6);
        let overdue = story.view().await.obligations[0].id.to_string();
        story.act(Act::Breach, json!({ "obligation": overdue, "reason": "电话催告，称工程款没有到账。" })).await;
        let page = story.page("?tab=agreement").await;
        has(&page, &["/ways/payment_order", "9,200.00"]);
        has(&story.page("/ways/payment_order").await, &["支付令的申请材料", "劳动者一方申请", "9,200.00", "逾期的证明"]);

        let today = story.today().to_string();
        let (worker, employer) = (story.view().await.parties[0].id.to_string(), story.view().await.parties[1].id.to_string());
        let fields = [
            ("way", "payment_order"),
            ("body", "柳江区人民法院"),
            ("day", today.as_str()),
            ("debtor_reachable", "on"),
            ("no_preservation", "on"),
        ];
        let (status, body) = story.sent(Act::FileWay, &[&fields[..], &[("applicant", employer.as_str())]].concat()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        has(&body, &["凭调解协议申请支付令的只能是劳动者"]);
        let (status, body) = story.sent(Act::FileWay, &[&fields[..], &[("applicant", worker.as_str())]].concat()).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let page = story.page("?tab=agreement").await;
        has(&page, &["已提交，等结果", "支付令申请受理通知"]);
        for outcome in ["accepted", "order_issued", "order_served"] {
            story
                .act(Act::AnswerWay, json!({ "way": "payment_order", "outcome": outcome, "day": today, "number": "（2026）桂0206民督3号" }))
                .await;
        }
        has(&story.page("?tab=agreement").await, &["支付令送达债务人", "（2026）桂0206民督3号"]);
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_confirmed_by_the_court_and_then_enforced() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.agreed().await;
        let today = story.today().to_string();
        let (status, body) = story.sent(Act::FileWay, &[("way", "confirmation"), ("body", "柳江区人民法院"), ("day", &today)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        has(&body, &["要双方共同申请"]);
        let (status, body) =
            story.sent(Act::FileWay, &[("way", "confirmation"), ("body", "柳江区人民法院"), ("day", &today), ("both_ask", "on")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{body}");
        let (status, body) = story.sent(Act::FileWay, &[("way", "review"), ("body", "仲裁委"), ("day", &today), ("both_ask", "on")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        has(&body, &["两条路只能走一条"]);
        story.days_later(8);
        let day = story.today().to_string();
        story
            .act(Act::AnswerWay, json!({ "way": "confirmation", "outcome": "valid", "day": day, "number": "（2026）桂0206诉前调确7号" }))
            .await;
        let page = story.page("?tab=agreement").await;
        has(&page, &["裁定调解协议有效", "调解协议已经由法院确认，仲裁委员会不再审查", "申请强制执行"]);
        // The first instalment is overdue: enforcement is open, with its package.
        has(&story.page("/ways/enforcement").await, &["申请强制执行的申请材料", "民事诉讼法第250条"]);
    })
    .await;
}

#[tokio::test]
async fn a_review_that_was_refused_tells_its_reason_and_what_remains() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.agreed().await;
        let today = story.today().to_string();
        story.act(Act::FileWay, json!({ "way": "review", "body": "柳江区仲裁委", "day": today, "both_ask": true })).await;
        let refused = json!({ "way": "review", "outcome": "not_issued", "day": today, "note": "协议内容不明确，无法执行。" });
        story.act(Act::AnswerWay, refused).await;
        let page = story.page("?tab=agreement").await;
        has(&page, &["不予制作调解书", "理由：协议内容不明确，无法执行。", "接下来", "改向法院申请司法确认"]);
        // The other way is open still.
        has(&story.page("/ways/confirmation").await, &["司法确认的申请材料", "登记已提交申请"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_named_as_paid_counts_when_it_is_confirmed_and_stands_in_the_ledger() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.agreed().await;
        let (first, today) = (story.view().await.obligations[0].id.to_string(), story.today().to_string());
        let pay = json!({
            "obligation": first, "amount": "9200.00", "day": today, "means": "third_party", "by_third_party": "总包单位", "proof": "回单 001",
        });
        story.act(Act::Pay, pay).await;
        has(&story.page("?tab=agreement").await, &["对方说已付，等收款一方确认", "由第三方代付（总包单位）", "确认到账"]);
        has(&story.page("/amounts").await, &["另有 9,200.00 待确认", "0.0%（已付 0.00 元，约定 27,600.00 元）"]);
        let payment = story.view().await.payments[0].payment.id.to_string();
        story.act(Act::AnswerPayment, json!({ "payment": payment, "answer": "arrived", "day": today })).await;
        has(&story.page("/amounts").await, &["33.3%（已付 9,200.00 元，约定 27,600.00 元）", "18,400.00"]);
        let sheet = site.client(Role::Mediator).await.get(&format!("/cases/{}/amounts.xlsx", story.case)).await;
        assert_eq!(sheet.status, StatusCode::OK);
        has(&site.client(Role::Clerk).await.get(&format!("/cases/{}?tab=agreement", story.case)).await.body, &["收款一方已确认"]);
    })
    .await;
}

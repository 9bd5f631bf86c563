//! Papers of a case: what each says and lacks, as a page and as PDF, for whoever may open the case.

use std::collections::BTreeMap;

use app::document::PaperKind;
use app::document::model::{Block, Paper};
use axum::http::StatusCode;
use domain::access::Role;
use domain::case::Act;
use domain::kernel::Moment;
use domain::kernel::id::CaseId;
use serde_json::{Value, json};
use testkit::engines::each_engine;
use testkit::site::{Answer, Client, Site};

/// Everything a paper says, line by line.
pub(crate) fn told(paper: &Paper) -> String {
    let mut lines = vec![paper.title.clone()];
    lines.extend(paper.number.clone());
    lines.extend(paper.head.iter().map(|(label, value)| format!("{label}：{value}")));
    for block in &paper.body {
        match block {
            Block::Paragraph(text) | Block::Heading(text) | Block::Notice(text) => lines.push(text.clone()),
            Block::Hand { label, lines: told, .. } => lines.extend(std::iter::once(label.clone()).chain(told.iter().cloned())),
            Block::Numbered(items) => lines.extend(items.clone()),
            Block::Table { columns, rows } => {
                lines.push(columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>().join(" | "));
                lines.extend(rows.iter().map(|row| row.join(" | ")));
            }
        }
    }
    lines.extend(paper.signatures.iter().map(|place| format!("{}：{:?} {:?}", place.label, place.name, place.day)));
    lines.extend([&paper.seal, &paper.date, &paper.copies].into_iter().flatten().cloned());
    lines.join("\n")
}

/// No name of a place or a code stands where words should be.
pub(crate) fn check_words(kind: PaperKind, told: &str) {
    let letters = |word: &str| word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let names = ["clerk", "mediator", "director"];
    let odd: Vec<&str> =
        told.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| letters(word) && !names.contains(word)).collect();
    assert!(odd.is_empty(), "{kind}: {odd:?}\n{told}");
    assert!(!told.contains('{') && !told.contains("[["), "{kind}: {told}");
}

pub(crate) struct Story<'a> {
    pub(crate) site: &'a Site,
    pub(crate) case: CaseId,
}

impl Story<'_> {
    pub(crate) async fn act(&self, role: Role, act: Act, form: Value) {
        self.site.act(&self.site.person(role), self.case, act, form).await;
    }

    pub(crate) async fn view(&self) -> app::case::CaseView {
        app::case::show(&self.site.house.app.by(self.site.person(Role::Director)), self.case).await.unwrap()
    }

    /// A session with its minutes.
    pub(crate) async fn session(&self, result: &str) {
        let starts = self.site.house.clock_now().plus_minutes(60);
        let room = self.site.room.to_string();
        self.act(Role::Mediator, Act::Schedule, json!({ "starts": starts.to_string(), "minutes": "60", "means": "on_site", "room": room }))
            .await;
        self.site.house.clock.later(180);
        let view = self.view().await;
        let session = view.sessions.first().unwrap().session.id.to_string();
        let parties: Vec<String> = view.parties.iter().map(|party| party.id.to_string()).collect();
        let minutes = json!({
            "session": session, "began": starts.to_string(), "ended": starts.plus_minutes(55).to_string(), "present": parties, "rights_told": "on",
            "statements": [
                { "speaker": parties[0], "text": "两个月工资都没有发，我有考勤。" }, { "speaker": parties[1], "text": "工程款没有到账，愿意分两次付。" }, { "text": "建议分两期支付。" },
            ],
            "agreed_facts": "双方对两个月工资没有争议。", "disputed": "什么时候付清。", "result": result,
        });
        self.act(Role::Mediator, Act::Minutes, minutes).await;
    }

    /// Drafts two instalments.
    pub(crate) async fn draft(&self) {
        let view = self.view().await;
        let (worker, employer) = (view.parties[0].id.to_string(), view.parties[1].id.to_string());
        let today = self.site.house.clock_now().day();
        let obligation = |amount: &str, days: i64| {
            json!({
                "kind": "pay", "payer": employer, "payee": worker, "amount": amount, "due": today.plus(days).to_string(),
                "way": "银行转账，户名韦䶮，柳江农商行尾号6688",
            })
        };
        let draft = json!({
            "facts": "2026年1月起做钢筋工，两个月工资没有发；争议在于付款时间。", "copies": "3",
            "agreed": [{ "claim": view.claims[0].id.to_string(), "amount": "27600.00" }],
            "obligations": [obligation("17600.00", 5), obligation("10000.00", 40)],
            "breach_terms": "任何一期逾期，剩余款项视为全部到期。", "terms": "双方就本案再无其他争议。",
        });
        self.act(Role::Mediator, Act::Draft, draft).await;
    }

    pub(crate) async fn sign_all(&self) {
        let today = self.site.house.clock_now().day().to_string();
        let view = self.view().await;
        for party in &view.parties {
            let form = json!({ "signer": "party", "party": party.id.to_string(), "day": today, "means": "signature" });
            self.act(Role::Mediator, Act::Sign, form).await;
        }
        for signer in ["mediator", "organisation"] {
            self.act(Role::Mediator, Act::Sign, json!({ "signer": signer, "day": today, "means": "signature" })).await;
        }
    }

    pub(crate) async fn pay(&self, at: usize, amount: &str) {
        let obligation = self.view().await.obligations[at].id.to_string();
        let day = self.site.house.clock_now().day().to_string();
        self.act(
            Role::Mediator,
            Act::Pay,
            json!({ "obligation": obligation, "amount": amount, "day": day, "means": "bank", "proof": "回单 001", "confirmed": "on" }),
        )
        .await;
    }

    /// Makes every visit that is planned.
    pub(crate) async fn visits(&self) {
        let view = self.view().await;
        let party = view.parties[0].id.to_string();
        let day = self.site.house.clock_now().day().to_string();
        for visit in view.case.visits.iter().filter(|visit| visit.is_open()) {
            let form = json!({
                "visit": visit.id.to_string(), "party": party, "means": "phone", "day": day, "reached": "on", "performance": "full",
                "satisfaction": "5", "opinion": "钱收到了。",
            });
            self.act(Role::Mediator, Act::FollowUp, form).await;
        }
    }

    /// Makes the first visit that is planned.
    pub(crate) async fn visit_one(&self) {
        let view = self.view().await;
        let visit = view.case.visits.iter().find(|visit| visit.is_open()).unwrap().id.to_string();
        let form = json!({
            "visit": visit, "party": view.parties[0].id.to_string(), "means": "phone", "day": self.site.house.clock_now().day().to_string(),
            "reached": "on", "performance": "part", "satisfaction": "4", "opinion": "还没有收到第一期。",
        });
        self.act(Role::Mediator, Act::FollowUp, form).await;
    }

    /// Every paper that there is now, as `role` gets it.
    async fn papers(&self, role: Role) -> BTreeMap<PaperKind, app::document::Made> {
        let cx = self.site.house.app.by(self.site.person(role));
        let mut papers = BTreeMap::new();
        for kind in app::document::available(&self.view().await) {
            let made = app::document::paper(&cx, self.case, kind).await.unwrap();
            check_words(kind, &told(&made.paper));
            for missing in &made.missing {
                check_words(kind, &missing.what);
            }
            papers.insert(kind, made);
        }
        papers
    }

    async fn page(&self, client: &Client, kind: &str) -> Answer {
        client.get(&format!("/cases/{}/papers/{kind}", self.case)).await
    }
}

pub(crate) trait Now {
    fn clock_now(&self) -> Moment;
}

impl Now for testkit::house::House {
    fn clock_now(&self) -> Moment {
        self.app.clock.now()
    }
}

fn check(paper: &app::document::Made, parts: &[&str]) {
    let said = told(&paper.paper);
    for part in parts {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[tokio::test]
async fn an_agreed_case_has_its_papers_and_keeps_them_in_the_archive() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.session("adjourned").await;
        story.session("agreed").await;
        story.draft().await;
        let unsigned = story.papers(Role::Mediator).await;
        let lacks = &unsigned[&PaperKind::Agreement].missing;
        assert!(
            lacks.iter().any(|one| one.what.contains("韦䶮还没有签名盖章")) && lacks.iter().any(|one| one.what.contains("没有法定代表人")),
            "{lacks:?}"
        );
        assert!(!unsigned.contains_key(&PaperKind::PerformanceNotice));
        story.sign_all().await;
        story.pay(0, "17600.00").await;
        let papers = story.papers(Role::Mediator).await;
        check(&papers[&PaperKind::Register], &["来访", "口头申请", "27,600.00", "贰万柒仟陆佰元整", "韦䶮：同意调解", "望江安置房"]);
        check(
            &papers[&PaperKind::AcceptanceNotice],
            &["柳江劳人调受〔2026〕1号", "第二十二条", "一号调解室", "2026年12月7日届满", "仲裁时效提示"],
        );
        check(&papers[&PaperKind::RightsNotice], &["选择或者接受调解员", "如实陈述", "仲裁审查", "司法确认", "申请支付令"]);
        check(
            &papers[&PaperKind::Minutes],
            &["第1次调解", "第2次调解", "韦䶮：两个月工资都没有发", "本次调解择期再调", "没有提出回避申请"],
        );
        let agreement = &papers[&PaperKind::Agreement];
        check(
            agreement,
            &[
                "柳江劳人调协〔2026〕1号",
                "110101199003071233",
                "19900000001",
                "91440203MA4W0K2G11",
                "17,600.00元（大写：壹万柒仟陆佰元整）",
                "银行转账，户名韦䶮",
                "任何一期逾期",
                "2026年12月7日以前",
                "一式三份，当事人各执一份，调解组织留存一份",
            ],
        );
        assert!(agreement.clear);
        check(&papers[&PaperKind::PerformanceNotice], &["2026年11月20日已履行", "尚未履行", "柳江劳人调协〔2026〕1号"]);
        check(&papers[&PaperKind::Catalogue], &["1 | 受理登记表 |  | 必备"]);
        assert!(papers[&PaperKind::Catalogue].missing.iter().any(|one| one.what.contains("身份证明")));

        // A supervisor reads the agreement with masked numbers.
        let masked = &story.papers(Role::Supervisor).await[&PaperKind::Agreement];
        assert!(!masked.clear && !told(&masked.paper).contains("110101199003071233"));

        let mediator = site.client(Role::Mediator).await;
        let page = story.page(&mediator, "agreement").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["class=\"a4", "调解协议书", "110101199003071233", "/papers/agreement/pdf", "<th scope=\"col\">履行期限</th>"]
        {
            assert!(page.body.contains(part), "{part}");
        }
        let pdf = story.page(&mediator, "agreement/pdf").await;
        assert_eq!((pdf.status, pdf.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        assert!(pdf.body.starts_with("%PDF-"));
        for wrong in ["non_acceptance_notice", "nonsense", "nonsense/pdf"] {
            assert_eq!(story.page(&mediator, wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(story.page(&site.client(Role::Statistician).await, "agreement").await.status, StatusCode::NOT_FOUND);
        let log = site.client(Role::Auditor).await.get("/audit?deed=paper_made").await;
        assert_eq!(log.body.matches("<time datetime").count(), 10, "papers with numbers in clear by the app, the page, the PDF");

        story.pay(1, "10000.00").await;
        story.visits().await;
        let archive = json!({
            "volume": "2026-劳调-001", "place": "档案室 3 柜", "keep_years": "5",
            "items": [{ "title": "受理登记表", "pages": "2" }, { "title": "调解协议书", "pages": "3" }],
        });
        story.act(Role::Clerk, Act::Archive, archive).await;
        let papers = story.papers(Role::Mediator).await;
        check(&papers[&PaperKind::FollowUp], &["第1次回访", "第3次回访", "5分", "钱收到了。", "办结后定期回访"]);
        check(
            &papers[&PaperKind::Catalogue],
            &["2026-劳调-001", "1 | 受理登记表 | 1—2 | 必备", "2 | 调解协议书 | 3—5 | 必备", "总页数：5页"],
        );
        assert!(papers.contains_key(&PaperKind::Agreement));
        for kind in papers.keys() {
            let pdf = story.page(&mediator, &format!("{kind}/pdf")).await;
            assert!(pdf.body.starts_with("%PDF-"), "{kind}: {}", pdf.body);
        }

        // The whole dossier: nobody takes a gap for the whole, and nobody finds it who can't open the case.
        let dossier = mediator.get(&format!("/cases/{}/dossier", story.case)).await;
        assert_eq!((dossier.status, dossier.content_type.as_str()), (StatusCode::OK, "application/pdf"));
        assert!(dossier.body.starts_with("%PDF-"));
        let alone = story.page(&mediator, "agreement/pdf").await.body.len();
        assert!(dossier.body.len() > 2 * alone, "cover, catalogue, every paper");
        let hidden = site.client(Role::Statistician).await.get(&format!("/cases/{}/dossier", story.case)).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_declined_application_is_told_why_and_where_to_go() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.registered().await };
        let form = json!({
            "reason": "already_elsewhere", "body": "柳江区劳动人事争议仲裁委员会", "address": "拉堡镇柳东路3号", "phone": "0772-7213333", "by": "2027-11-20",
            "note": "您已经申请了仲裁。",
        });
        let reasons: Vec<String> = site.house.app.lists.entries("decline_reason").iter().map(|entry| entry.code.clone()).collect();
        for reason in &reasons {
            if reason == "respondent_refuses" {
                continue;
            }
            let story = Story { case: site.registered_as(&again(reason)).await, ..Story { site: &site, case: story.case } };
            let mut form = form.clone();
            form["reason"] = json!(reason);
            story.act(Role::Clerk, Act::Decline, form).await;
            let papers = story.papers(Role::Clerk).await;
            let notice = &papers[&PaperKind::NonAcceptanceNotice];
            check(notice, &["不予受理", "拉堡镇柳东路3号", "0772-7213333", "2027年11月20日", "您已经申请了仲裁。"]);
            assert!(!papers.contains_key(&PaperKind::AcceptanceNotice));
        }
    })
    .await;
}

fn again(reason: &str) -> Value {
    let mut application = testkit::site::application();
    application["duplicate_reason"] = json!(format!("另一件（{}）", reason.len()));
    application
}

#[tokio::test]
async fn a_case_that_failed_names_the_way_on_and_until_when() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let story = Story { site: &site, case: site.mediating().await };
        story.session("not_agreed").await;
        let close = json!({
            "result": "failed", "reason": "单位不同意支付。", "body": "柳江区劳动人事争议仲裁委员会", "address": "拉堡镇柳东路3号", "limitation": "2027-11-20", "both_told": "on",
        });
        story.act(Role::Mediator, Act::Close, close).await;
        let papers = story.papers(Role::Mediator).await;
        let notice = &papers[&PaperKind::TerminationNotice];
        check(notice, &["调解不成告知书", "没有达成调解协议", "单位不同意支付。", "拉堡镇柳东路3号", "2027年11月20日以前（含当日）"]);
        assert!(notice.missing.iter().any(|one| one.what.contains("没有电话")), "{:?}", notice.missing);
        assert!(!papers.contains_key(&PaperKind::Agreement));
    })
    .await;
}

#[tokio::test]
async fn a_character_that_no_font_has_is_named() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let mut application = testkit::site::application();
        application["facts"] = json!("两个月没有发工资😀。");
        let story = Story { site: &site, case: site.registered_as(&application).await };
        let pdf = story.page(&site.client(Role::Clerk).await, "register/pdf").await;
        assert_eq!(pdf.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(pdf.body.contains("“😀”字"), "{}", pdf.body);
    })
    .await;
}

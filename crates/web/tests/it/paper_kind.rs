//! All 33 papers of law.md §3.7: each has a builder, a complete case gives every one with nothing missing, an empty one lists what is missing
//! by name, and each can be printed.

use std::collections::BTreeSet;

use app::document::{Answers, Belongs, Facts, PaperKind, Place, Subject, compose, draft, facts};
use domain::access::Role;
use domain::case::Act;
use domain::kernel::{Day, Kind, Spec};
use serde_json::{Map, Value, json};
use testkit::engines::each_engine;
use testkit::site::Site;

use super::paper::{Now, Story, check_words, told};

/// Every field of a form filled in with something that fits.
fn filled(specs: &[Spec], day: Day) -> Value {
    let fields = specs.iter().map(|spec| (spec.name.to_owned(), value(spec.name, &spec.kind, day)));
    Value::Object(fields.collect::<Map<String, Value>>())
}

fn value(name: &str, kind: &Kind, day: Day) -> Value {
    let short = |max: &usize| "按照实际情况填写的内容".chars().take(*max).collect::<String>();
    match kind {
        Kind::Line { max } | Kind::Prose { max } => json!(short(max)),
        Kind::Day => json!(day.to_string()),
        Kind::Moment => json!(format!("{day}T09:30")),
        Kind::Money => json!("17600.00"),
        Kind::Number { min, .. } => json!((*min).max(1)),
        Kind::Flag => json!(true),
        Kind::Choice { codes, .. } => json!(codes[0]),
        Kind::Many(inner) => match &**inner {
            Kind::Choice { codes, .. } => json!(codes),
            other => json!([value(name, other, day)]),
        },
        Kind::Rows(inner) => {
            // A row for each choice that rows are about; representatives are three to five, agents at most two.
            let choices = inner.iter().find_map(|spec| if let Kind::Choice { codes, .. } = &spec.kind { Some(*codes) } else { None });
            let count = choices.map_or(if name == "agents" { 2 } else { 3 }, <[&str]>::len);
            let row = |n: usize| {
                let mut row = filled(inner, day);
                for spec in inner.iter().filter(|spec| matches!(spec.kind, Kind::Choice { .. })) {
                    let Kind::Choice { codes, .. } = &spec.kind else { continue };
                    row[spec.name] = json!(codes[n % codes.len()]);
                }
                row
            };
            json!((0..count).map(row).collect::<Vec<_>>())
        }
        Kind::Listed(_) | Kind::Pick(_) | Kind::Part(_) => Value::Null,
    }
}

/// What law.md §3.7 lists for each number, as it must stand on the complete paper; for papers of a case, then for others.
const FIELDS: &[(PaperKind, &[&str])] = &[
    (
        PaperKind::Application,
        &[
            "韦䶮",
            "女",
            "1990年3月7日",
            "公民身份号码110101199003071233",
            "住",
            "联系电话19900000001",
            "调解请求",
            "拖欠工资",
            "27,600.00元",
            "2026年1月1日至2026年2月1日",
            "事实与理由",
            "柳州鼎禾建筑工程有限公司",
            "2025年12月1日入职",
            "月工资13,800.00元",
            "劳动合同情况",
            "证据清单",
            "是否已经仲裁、诉讼、投诉",
            "是否集体争议",
            "是否同意在线调解",
            "口头申请笔录",
            "通讯地址",
        ],
    ),
    (
        PaperKind::Register,
        &[
            "登记号",
            "来源",
            "首问责任人",
            "收到日期",
            "争议事项",
            "人数",
            "涉案金额",
            "简要情况",
            "风险等级",
            "受理范围",
            "管辖",
            "双方意愿",
            "审查结论",
            "分流去向",
            "调解员",
            "应当作出决定的日期",
            "调解期限届满日",
        ],
    ),
    (
        PaperKind::AcceptanceNotice,
        &[
            "第二十二条",
            "决定受理",
            "调解员",
            "时间、地点和方式",
            "当事人的权利和义务",
            "回避",
            "调解不公开",
            "代理",
            "材料和证据",
            "届满",
            "仲裁时效提示",
        ],
    ),
    (
        PaperKind::RightsNotice,
        &[
            "选择或者接受调解员",
            "拒绝调解",
            "公开进行或者不公开",
            "自主表达",
            "如实陈述",
            "仲裁审查",
            "司法确认",
            "支付令",
            "申请仲裁",
            "让步",
            "不收取任何费用",
        ],
    ),
    (
        PaperKind::Minutes,
        &[
            "时间",
            "地点和方式",
            "到场的当事人",
            "核对了到场人员的身份",
            "申请回避",
            "各方陈述",
            "争议焦点",
            "没有争议的事实",
            "证据出示",
            "调解结果",
            "笔录的更正",
            "记录人（签名）",
        ],
    ),
    (
        PaperKind::Agreement,
        &[
            "公民身份号码",
            "统一社会信用代码",
            "调解请求事项",
            "调解结果",
            "履行期限、内容和方式",
            "主要事实和争议焦点",
            "大写：壹万柒仟陆佰元整",
            "违约责任",
            "仲裁审查",
            "司法确认",
            "调解员（签名）",
            "一式三份",
        ],
    ),
    (
        PaperKind::Settlement,
        &["争议事项", "协议内容", "履行期限和方式", "违约责任", "见证", "申请调解", "申请劳动人事争议仲裁", "盖章", "一式"],
    ),
    (
        PaperKind::PerformanceNotice,
        &[
            "柳江劳人调协〔2026〕1号",
            "应当履行的义务",
            "17,600.00元",
            "期限",
            "方式",
            "逾期不履行的后果",
            "支付令",
            "仲裁",
            "强制执行",
            "督促履行联系人",
            "签收",
        ],
    ),
    (
        PaperKind::AbilityAssessment,
        &[
            "义务人类型",
            "经营状况",
            "资产",
            "银行账户",
            "涉诉、被执行和失信",
            "社会保险费、税费欠缴",
            "担保",
            "得分",
            "合计",
            "履约能力等级",
            "分期履行",
            "即时履行",
            "评估人",
        ],
    ),
    (
        PaperKind::ReviewApplication,
        &[
            "申请人（劳动者）",
            "申请人（用人单位）",
            "柳江劳人调协〔2026〕1号",
            "制作调解书",
            "2026年11月20日",
            "联系电话19900000001",
            "附件",
            "主体资格证明",
            "自愿",
            "真实",
            "15日",
            "2026年12月7日",
            "仲裁委员会",
        ],
    ),
    (
        PaperKind::ConfirmationApplication,
        &[
            "确认双方当事人",
            "有效",
            "柳江劳人调协〔2026〕1号",
            "主持调解的证明",
            "财产权利证明",
            "联系方式",
            "承诺",
            "30日",
            "2026年12月21日",
            "口头",
            "第二百零五条",
            "人民法院",
        ],
    ),
    (
        PaperKind::PaymentOrderApplication,
        &[
            "申请人",
            "被申请人",
            "17,600.00元",
            "壹万柒仟陆佰元整",
            "已经到期",
            "调解协议书",
            "拖欠的劳动报酬",
            "没有其他债务纠纷",
            "能够送达",
            "人民法院",
            "第十六条",
        ],
    ),
    (
        PaperKind::EntrustmentLetter,
        &["仲裁", "争议一案", "请求", "同意在开庭审理前进行调解", "10个工作日", "移送的材料", "反馈要求", "联系人", "第七十条"],
    ),
    (PaperKind::AssignmentLetter, &["纠纷一案", "同意调解", "30日", "移送的材料", "反馈要求", "联系人", "第二十七条"]),
    (PaperKind::EntrustmentReply, &["收到材料", "达成调解协议", "柳江劳人调协〔2026〕1号", "退回的材料", "联系人"]),
    (PaperKind::ExtensionConsent, &["原期限届满日", "延长至", "延长的理由", "延长次数", "审批", "案号"]),
    (
        PaperKind::FollowUp,
        &[
            "协议号",
            "回访人",
            "回访对象",
            "回访方式",
            "回访日期",
            "履行情况",
            "已履行金额",
            "未履行的原因",
            "采取的措施",
            "满意度",
            "意见和建议",
            "风险苗头",
        ],
    ),
    (PaperKind::Catalogue, &["案件", "调解员", "起止日期", "序号", "文书名称", "页号", "备注", "必备"]),
    (PaperKind::MediationFirstAdvice, &["第六十九条", "先行调解", "暂缓受理", "联系电话", "回执"]),
    (PaperKind::Authorisation, &["委托人", "受委托人", "委托事项", "一般授权", "委托期限"]),
    (PaperKind::Representatives, &["三人至五人", "代表事项", "应当经被代表的当事人同意", "推选人名单", "签名捺印"]),
    (PaperKind::AddressConfirmation, &["送达地址", "收件人", "联系电话", "电子送达地址", "同意电子送达"]),
    (PaperKind::ServiceReceipt, &["送达的文书", "送达人", "送达方式", "送达日期", "受送达人", "见证人", "照片、录像"]),
    (PaperKind::RecusalRequest, &["申请回避的事由", "事实和理由", "第十五条", "年"]),
    (PaperKind::RecusalDecision, &["申请回避的理由", "三个工作日", "双方当事人知悉有关情况后，一致同意由原调解员继续调解", "决定人"]),
    (PaperKind::Disclosure, &["利害关系", "披露的情况", "已经知悉，同意由该调解员调解"]),
    (PaperKind::MediationAdvice, &["发现的问题", "依据", "建议", "书面回复", "联系人", "回复内容"]),
    (PaperKind::ArbitrationAdvice, &["案件反映的问题", "法律依据", "建议", "书面回复", "回复内容", "跟踪结果"]),
    (PaperKind::JudicialAdvice, &["案件反映的问题", "法律依据", "建议", "书面告知", "回复内容", "跟踪结果"]),
    (PaperKind::UnionReminder, &["风险", "《工会法》第二十二条、第二十三条", "要求", "书面回复", "监督意见书"]),
    (PaperKind::UnionOpinion, &["违法事实", "《工会法》第二十二条、第二十三条", "要求", "书面回复", "提请人民政府"]),
    (PaperKind::UnionAdvice, &["违法事实", "《工会法》第二十二条、第二十三条", "处理建议", "逾期没有改正"]),
    (PaperKind::CreditPromise, &["承诺单位", "支付劳动者工资", "劳动合同", "社会保险", "调解协议", "承诺期限", "违诺", "公开", "盖章"]),
    (PaperKind::RiskNotice, &["欠薪", "依据的数据", "风险提示", "建议措施", "书面回复|反馈", "回执"]),
    (
        PaperKind::RiskLedger,
        &[
            "编号",
            "登记日",
            "单位",
            "行业",
            "区域",
            "风险类型",
            "人群",
            "人数",
            "金额",
            "等级",
            "来源",
            "责任单位、责任人",
            "预案",
            "处置过程",
            "响应时限",
            "销号日期和依据",
        ],
    ),
    (
        PaperKind::MediationLedger,
        &[
            "案号",
            "收到、受理",
            "劳动者、用人单位",
            "类型",
            "人数",
            "涉案金额",
            "调解员",
            "结果",
            "协议金额",
            "履行",
            "审查、确认",
            "回访",
            "归档",
            "柳州鼎禾",
        ],
    ),
    (
        PaperKind::MeetingMinutes,
        &[
            "时间",
            "地点",
            "召集单位",
            "主持人",
            "参会人员",
            "议题",
            "情况通报",
            "研判结论",
            "任务安排",
            "责任单位",
            "时限",
            "重大案件牵头",
            "签发",
        ],
    ),
    (PaperKind::ConsultationMinutes, &["召集单位", "研判结论", "任务安排", "签发"]),
    (PaperKind::IncidentReport, &["事件", "涉及人数", "主要诉求", "现状", "风险研判", "牵头部门", "参与部门和分工", "时限", "续报"]),
    (PaperKind::EmergencyPlan, &["事件", "涉及人数", "主要诉求", "风险研判", "牵头部门", "参与部门和分工", "处置步骤", "续报"]),
    (
        PaperKind::HealthCheck,
        &[
            "受检单位",
            "劳动合同",
            "工时",
            "工资",
            "社会保险",
            "民主程序",
            "劳务派遣",
            "女职工",
            "竞业限制",
            "发现",
            "风险",
            "建议",
            "整改",
            "复查",
        ],
    ),
    (
        PaperKind::MonthlyReport,
        &["案件数", "涉及劳动者", "集体争议", "涉案金额", "协议金额", "调解成功率", "分子", "分母", "争议类型", "按处理结果", "填报人"],
    ),
    (PaperKind::YearlyReport, &["案件数", "调解成功率", "按行业", "典型案例"]),
    (PaperKind::ProgressReport, &["工作开展情况", "工作数据", "经验做法", "存在的问题", "下一步"]),
];

/// An application with everything that the law asks about the parties.
fn complete() -> Value {
    let mut application = testkit::site::application();
    let today = application["received"].clone();
    application["applicants"][0] = json!({
        "name": "韦䶮", "id_number": "110101199003071233", "phone": "19900000001", "post": "钢筋工", "groups": ["migrant_worker"], "ethnicity": "壮族",
        "sex": "female", "address": "广西柳州市柳江区拉堡镇柳东路 8 号", "hired": "2025-12-01", "left": today, "wage": "13800.00",
    });
    application["respondents"][0] = json!({
        "name": "柳州鼎禾建筑工程有限公司", "uscc": "91440203MA4W0K2G11", "phone": "19900000002", "legal_representative": "覃志远", "contact": "覃志远",
        "address": "广西柳州市柳江区兴柳路 16 号",
    });
    application
}

struct Office<'a> {
    story: Story<'a>,
}

impl Office<'_> {
    fn subject(&self, kind: PaperKind, party: domain::kernel::id::PartyId) -> Subject {
        let site = self.story.site;
        let today = site.house.clock_now().day();
        match kind.entry().belongs {
            Belongs::Case | Belongs::Agreement => Subject::Case(self.story.case),
            Belongs::Party => Subject::Party(self.story.case, party),
            Belongs::Organisation => Subject::Organisation(site.centre),
            Belongs::Period => Subject::Period(site.centre, today.plus(-40), today),
        }
    }

    async fn facts(&self, kind: PaperKind) -> Facts {
        let party = self.story.view().await.parties[0].id;
        let cx = self.story.site.house.app.by(self.story.site.person(Role::Director));
        facts(&cx, kind, &self.subject(kind, party)).await.unwrap()
    }

    fn answers(&self, kind: PaperKind) -> Answers {
        let mut filled = filled(&kind.specs(), self.story.site.house.clock_now().day());
        match kind {
            // What the case itself says is left to it.
            PaperKind::ExtensionConsent | PaperKind::EntrustmentReply => {
                filled.as_object_mut().unwrap().retain(|name, _| !["until", "result", "received", "reason"].contains(&name.as_str()));
            }
            PaperKind::ServiceReceipt => filled["means"] = json!("left"),
            PaperKind::EntrustmentLetter | PaperKind::AssignmentLetter => drop(filled.as_object_mut().unwrap().remove("term")),
            PaperKind::MediationFirstAdvice | PaperKind::Settlement | PaperKind::CreditPromise => {}
            _ => {}
        }
        if let Some(grounds) = filled.get_mut("grounds").filter(|_| kind != PaperKind::RiskNotice) {
            *grounds = Value::Null;
        }
        Answers::read(kind, &filled).unwrap_or_else(|faults| panic!("{kind}: {faults:?}"))
    }
}

fn check(kind: PaperKind, said: &str) {
    check_words(kind, said);
    let fields = FIELDS.iter().find(|(one, _)| *one == kind).unwrap_or_else(|| panic!("{kind} has no list of fields")).1;
    for field in fields {
        assert!(field.split('|').any(|one| said.contains(one)), "{kind}: {field} is not in\n{said}");
    }
    assert!(!said.contains("＿＿") || matches!(kind, PaperKind::Minutes), "{kind}: a line is left open\n{said}");
}

#[test]
fn every_number_of_the_law_has_its_papers() {
    let numbers: BTreeSet<u8> = PaperKind::ALL.iter().map(|kind| kind.entry().number).collect();
    assert_eq!(numbers, (1..=33).collect());
    for kind in PaperKind::ALL {
        assert!(FIELDS.iter().any(|(one, _)| one == kind) || matches!(kind, PaperKind::NonAcceptanceNotice | PaperKind::TerminationNotice));
    }
}

/// A case in which everything has happened, one instalment overdue, the window for review still open.
async fn everything(site: &Site) -> Office<'_> {
    let story = Story { site, case: site.mediating_as(&complete()).await };
    let today = site.house.clock_now().day();
    let party = story.view().await.parties[0].id.to_string();
    story.act(Role::Clerk, Act::AskRecusal, json!({ "party": party, "reason": "调解员与单位负责人是同学。" })).await;
    story.act(Role::Director, Act::DecideRecusal, json!({ "decision": "both_continue", "reason": "双方知悉后同意。" })).await;
    story.act(Role::Mediator, Act::Extend, json!({ "until": today.plus(25).to_string(), "reason": "双方需要核对账目。", "applicant_consents": true, "respondent_consents": true })).await;
    story.session("agreed").await;
    story.draft().await;
    story.sign_all().await;
    site.house.clock.later(7 * 24 * 60);
    story.visit_one().await;
    Office { story }
}

#[tokio::test]
async fn a_complete_case_gives_every_paper_with_nothing_missing_that_the_law_asks_for() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let office = everything(&site).await;
        for kind in PaperKind::ALL.iter().copied() {
            if matches!(kind, PaperKind::NonAcceptanceNotice | PaperKind::TerminationNotice) {
                continue;
            }
            let facts = office.facts(kind).await;
            let paper = match compose(kind, &facts, &office.answers(kind)) {
                Ok(paper) => paper,
                Err(missing) => panic!("{kind}: {missing:#?}"),
            };
            check(kind, &told(&paper));
            let pdf = site.house.app.press.pdf(&paper).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
            assert!(pdf.starts_with(b"%PDF-"), "{kind}");
            if let Some(folder) = std::env::var_os("HETIAO_LOOK") {
                std::fs::write(std::path::Path::new(&folder).join(format!("{kind}.pdf")), pdf).unwrap();
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_case_lists_by_name_what_each_paper_lacks_and_where_it_is_filled_in() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let mut bare = testkit::site::application();
        bare["applicants"][0] = json!({ "name": "韦䶮" });
        bare["respondents"][0] = json!({ "name": "柳州鼎禾建筑工程有限公司" });
        let office = Office { story: Story { site: &site, case: site.registered_as(&bare).await } };
        for kind in PaperKind::ALL.iter().copied() {
            let facts = office.facts(kind).await;
            let drafted = draft(kind, &facts, &Answers::default());
            check_words(kind, &told(&drafted.paper));
            for missing in &drafted.missing {
                check_words(kind, &missing.what);
                if let Place::Form(field) = &missing.place {
                    assert!(kind.specs().iter().any(|spec| spec.name == field), "{kind}: {field} can't be filled in");
                }
            }
            let complete_anyway = [
                PaperKind::Register,
                PaperKind::RightsNotice,
                PaperKind::Catalogue,
                PaperKind::RecusalRequest,
                PaperKind::MediationLedger,
                PaperKind::MonthlyReport,
                PaperKind::YearlyReport,
                PaperKind::MediationFirstAdvice,
            ];
            assert_eq!(
                drafted.missing.iter().any(|one| one.blocks),
                !complete_anyway.contains(&kind) || kind == PaperKind::RecusalRequest,
                "{kind}: {:#?}",
                drafted.missing
            );
            let pdf = site.house.app.press.pdf(&drafted.paper).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
            assert!(pdf.starts_with(b"%PDF-"), "{kind}");
        }
        let facts = office.facts(PaperKind::Application).await;
        let missing = compose(PaperKind::Application, &facts, &Answers::default()).unwrap_err();
        for what in ["韦䶮：没有身份证号码", "韦䶮：没有住址", "柳州鼎禾建筑工程有限公司：没有统一社会信用代码"]
        {
            assert!(
                missing.iter().any(|one| one.what == what && one.blocks && matches!(one.place, Place::Party(_))),
                "{what}: {missing:#?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_window_that_has_closed_and_a_head_that_is_not_named_by_the_law_stop_the_application() {
    each_engine(async |store| {
        let site = Site::open(store).await;
        let office = everything(&site).await;
        let lacks = async |kind: PaperKind| {
            let facts = office.facts(kind).await;
            compose(kind, &facts, &office.answers(kind))
                .err()
                .unwrap_or_default()
                .into_iter()
                .map(|one| one.what)
                .collect::<Vec<_>>()
                .join("；")
        };
        assert_eq!(lacks(PaperKind::ReviewApplication).await, "");
        site.house.clock.later(11 * 24 * 60);
        assert!(lacks(PaperKind::ReviewApplication).await.contains("应当在2026年12月7日以前"), "18 days after");
        assert_eq!(lacks(PaperKind::ConfirmationApplication).await, "");
        site.house.clock.later(15 * 24 * 60);
        assert!(lacks(PaperKind::ConfirmationApplication).await.contains("应当在2026年12月21日以前"), "33 days after");
        assert_eq!(lacks(PaperKind::PaymentOrderApplication).await, "");
    })
    .await;
}

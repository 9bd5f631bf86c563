//! Every part on one page, drawn in tests. With `HETIAO_GALLERY` naming a directory the pages are written there, to be
//! looked at with a browser.

use askama::Template;
use domain::codes;
use domain::form;
use domain::kernel::form::{Confirmed, Whole};
use domain::kernel::{Day, Fault, Faults, Form, Line, Money, Prose};
use serde_json::json;

use super::form::{Drawing, Labels, NoOptions, view};
use super::frame::{Flash, Frame, NavItem, Tone, UserBadge};
use super::part::{Chip, Clock, Due, Ladder, Pager, Rung, Stage, Step, Steps};
use super::view::FormView;

codes! {
    /// How they came.
    pub enum Way as "way" {
        /// 来访
        Visit = "visit",
        /// 来电
        Phone = "phone",
        /// 来信
        Letter = "letter",
        /// 网上
        Online = "online",
    }
}

codes! {
    /// What they ask.
    pub enum Ask as "ask" {
        /// 拖欠工资
        Pay = "pay",
        /// 加班费
        Overtime = "overtime",
        /// 经济补偿
        Severance = "severance",
        /// 工伤
        Injury = "injury",
        /// 社保
        Insurance = "insurance",
        /// 其他
        Other = "other",
    }
}

form! {
    /// A claim.
    pub struct ClaimRow {
        /// 类型
        pub kind: Ask,
        /// 从
        pub from: Option<Day>,
        /// 金额
        pub amount: Option<Money>,
        /// 原话
        pub words: Option<Line<60>>,
    }
}

form! {
    /// A worker.
    pub struct Worker {
        /// 姓名
        pub name: Line<60>,
        /// 身份证号
        pub identity: Line<18>,
        /// 手机号
        pub phone: Option<Line<20>>,
        /// 沟通需要
        pub needs: Vec<Way>,
    }
}

form! {
    /// A visit.
    pub struct Visit {
        /// 怎么来的
        pub way: Way,
        /// 人数
        pub people: Whole<1, 9999>,
        /// 收到申请的日期
        pub on: Day,
        /// 劳动者
        pub worker: Worker,
        /// 请求
        pub claims: Vec<ClaimRow>,
        /// 简要情况
        pub story: Prose<2000>,
        /// 已当场告知
        pub told: Confirmed,
    }
}

struct Chinese;

impl Labels for Chinese {
    fn label(&self, _form: &str, field: &str) -> String {
        let label = match field {
            "way" => "怎么来的",
            "people" => "人数",
            "on" => "收到申请的日期",
            "worker" => "劳动者",
            "worker.name" => "姓名",
            "worker.identity" => "身份证号",
            "worker.phone" => "手机号",
            "worker.needs" => "沟通需要",
            "claims" => "请求",
            "claims.kind" => "类型",
            "claims.from" => "从",
            "claims.amount" => "金额",
            "claims.words" => "来访人的原话",
            "story" => "简要情况",
            "told" => "已当场告知权利义务和不收费",
            other => other,
        };
        label.to_owned()
    }
    fn hint(&self, _form: &str, field: &str) -> Option<String> {
        (field == "story").then(|| "按来访人说话的顺序写，说不清的先空着。".to_owned())
    }
    fn choice(&self, _group: &str, code: &str) -> String {
        let word = match code {
            "visit" => "来访",
            "phone" => "来电",
            "letter" => "来信",
            "online" => "网上",
            "pay" => "拖欠工资",
            "overtime" => "加班费",
            "severance" => "经济补偿",
            "injury" => "工伤待遇",
            "insurance" => "社会保险",
            other => other,
        };
        word.to_owned()
    }
    fn fault(&self, fault: &Fault) -> String {
        match fault.code() {
            "missing" => "请填写",
            "not_money" => "金额写成数字，例如 27600 或 27,600.00",
            "not_a_day" => "没有这一天",
            other => other,
        }
        .to_owned()
    }
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    form: FormView,
    steps: Steps,
    clocks: Vec<Clock>,
    chips: Vec<Chip>,
    pager: Pager,
    ladder: Ladder,
}

#[derive(Template)]
#[template(
    source = r#"{% extends "public.html" %}{% block shape %}page{% endblock %}{% block main %}<div class="cols cols-login"><div><p class="dim">青溪区劳动人事争议多元调解中心</p><h1 class="motto">把话说开，<br>把账算清，<br>把协议落到实处。</h1>{% include "parts/art.html" %}</div><form class="stack"><h2>登录</h2>{{ form.one("worker.phone") }}{{ form.one("worker.name") }}<button class="btn primary wide">登录</button></form></div>{% endblock %}"#,
    ext = "html"
)]
struct Door {
    frame: Frame,
    form: FormView,
}

fn frame() -> Frame {
    let item = |label: &str, icon, count, current, heading: Option<&str>| NavItem {
        label: label.to_owned(),
        href: "/desk".to_owned(),
        icon,
        count,
        current,
        heading: heading.map(str::to_owned),
    };
    Frame {
        kicker: "2026年11月20日　星期五　工作日".to_owned(),
        user: Some(UserBadge {
            name: "陆知遥".to_owned(),
            role_label: "调解员".to_owned(),
            office: "青溪区劳动人事争议多元调解中心".to_owned(),
        }),
        nav: vec![
            item("今天", "home", Some(4), true, None),
            item("登记来访", "plus", None, false, None),
            item("我的案件", "list", Some(37), false, None),
            item("调解日程", "cal", None, false, None),
            item("履行", "yuan", Some(6), false, None),
            item("联合调解", "users", Some(2), false, Some("中心")),
            item("调解台账", "doc", None, false, None),
        ],
        csrf: "token".to_owned(),
        flash: Some(Flash {
            tone: Tone::Ok,
            text: "已登记，青劳登〔2026〕0517号".to_owned(),
            link: Some(("/".to_owned(), "打印回执".to_owned())),
        }),
        ..Frame::new("今天先办这 4 件")
    }
}

fn form() -> FormView {
    let typed = json!({"way": "visit", "people": "1", "on": "2026-11-31", "worker": {"name": "阿迪力·玉素甫", "needs": ["phone"]},
        "claims": [{"kind": "pay", "from": "2026-08-01", "amount": "25,500.00", "words": "三个月没发，说等甲方拨款"}, {"kind": "overtime", "amount": "很多"}],
        "story": "今年 3 月起在望江安置房三标段做木工，8 月后没有发过工资。"});
    let faults: Faults = Visit::read(&typed).err().unwrap_or_default();
    view(&Drawing { form: "visit", specs: &Visit::specs(), typed: &typed, faults: &faults, labels: &Chinese, options: &NoOptions })
}

fn gallery() -> Gallery {
    let clock = |due, left: &str, day: &str, date: &str, why: Option<&str>| Clock {
        due,
        left: left.to_owned(),
        day: day.to_owned(),
        date: date.to_owned(),
        why: why.map(str::to_owned),
    };
    let step = |label: &str, note: &str, stage| Step { label: label.to_owned(), note: note.to_owned(), stage };
    let rung = |class, label: &str, amount: i64, note: &str| Rung {
        class,
        label: label.to_owned(),
        amount: Money(amount).to_string(),
        length: Rung::scaled(amount, 4_130_000),
        note: note.to_owned(),
    };
    let tones = [Tone::Over, Tone::Warn, Tone::Near, Tone::Info, Tone::Ok, Tone::Sealed, Tone::Accent, Tone::Plain];
    Gallery {
        frame: frame(),
        form: form(),
        steps: Steps {
            steps: vec![
                step("登记", "11月6日", Stage::Done),
                step("受理", "11月10日", Stage::Done),
                step("调解", "第 2 场，今天 15:00", Stage::Now),
                step("协议", "", Stage::Ahead),
                step("履行", "", Stage::Ahead),
                step("归档", "", Stage::Ahead),
            ],
        },
        clocks: vec![
            clock(Due::Over, "逾期 2 天", "11月18日", "2026-11-18", Some("#why")),
            clock(Due::Today, "今天到期", "11月20日", "2026-11-20", Some("#why")),
            clock(Due::Near, "剩 3 天", "11月23日", "2026-11-23", Some("#why")),
            clock(Due::Later, "剩 19 天", "12月9日", "2026-12-09", None),
            clock(Due::Met, "按期办结", "11月10日", "2026-11-10", Some("#why")),
        ],
        chips: tones.iter().map(|tone| Chip::new(*tone, format!("状态 {}", tone.code()))).collect(),
        pager: Pager { text: "第 41 到 80 件".to_owned(), prev: Some("?before=x".to_owned()), next: Some("?after=y".to_owned()) },
        ladder: Ladder {
            rungs: vec![
                rung("", "主张", 4_130_000, "申请时提出，单位：元"),
                rung("", "核实", 3_562_050, "主张的 86.2%"),
                rung("agree", "约定", 3_200_000, "核实的 89.8%"),
                rung("paid", "已付", 1_600_000, "约定的 50.0%"),
            ],
        },
    }
}

#[test]
fn every_part_draws_without_inline_style_or_script() {
    let pages =
        [("gallery.html", gallery().render().unwrap()), ("door.html", Door { frame: Frame::new("登录"), form: form() }.render().unwrap())];
    for (name, html) in &pages {
        assert!(!html.contains("style=") && !html.contains("onclick") && !html.contains("<style"), "{name}");
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert_eq!(html.matches("<fieldset").count(), html.matches("</fieldset>").count(), "{name}");
    }
    if let Some(dir) = std::env::var_os("HETIAO_GALLERY").map(std::path::PathBuf::from) {
        for (name, html) in &pages {
            std::fs::write(dir.join(name), html).unwrap();
        }
        std::fs::create_dir_all(dir.join("assets")).unwrap();
        for file in ["main.css", "main.js", "icons.svg"] {
            std::fs::copy(std::path::Path::new(env!("OUT_DIR")).join("assets").join(file), dir.join("assets").join(file)).unwrap();
        }
    }
}

#[test]
fn every_icon_that_templates_and_code_name_is_drawn() {
    let icons = include_str!("../../assets/icons.svg");
    let page = gallery().render().unwrap();
    for part in page.split("icons.svg").skip(1) {
        let name = part.split_once('#').unwrap().1.split('"').next().unwrap();
        assert!(icons.contains(&format!("<symbol id=\"{name}\"")), "{name}");
    }
}

#[test]
fn ids_are_used_once() {
    let page = gallery().render().unwrap();
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(all, ids.len());
}

#[test]
fn bars_of_the_ladder_stay_in_scale() {
    assert_eq!(Rung::scaled(50, 100), 500);
    assert_eq!(Rung::scaled(-5, 100), 0);
    assert_eq!(Rung::scaled(i64::MAX, i64::MAX), 1000);
    assert_eq!(Rung::scaled(5, 0), 1000);
}

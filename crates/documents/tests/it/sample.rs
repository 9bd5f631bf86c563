//! Papers that look like real ones; all people and cases are invented.

use app::document::model::{Align, Block, Check, Column, Paper, SignaturePlace};

fn pair(label: &str, value: &str) -> (String, String) {
    (label.to_owned(), value.to_owned())
}

/// An agreement with everything a paper can have.
pub(crate) fn agreement() -> Paper {
    let place = |label: &str, name: Option<&str>, day: Option<&str>| SignaturePlace {
        label: label.to_owned(),
        name: name.map(str::to_owned),
        day: day.map(str::to_owned),
    };
    Paper {
        kind: "agreement",
        title: "人民调解协议书".to_owned(),
        number: Some("（2026）和调字第018号".to_owned()),
        head: vec![
            pair("申请人", "张㙍，女，汉族，1987年3月5日出生，公民身份号码110101********1234，住和平市东山区柳荫街道桂花路128号3栋2单元501室，联系电话138****0001。"),
            pair("被申请人", "和平市龘翀装饰工程有限公司，统一社会信用代码91110000MA0000000X，法定代表人赵镕。"),
            pair("纠纷类型", "合同纠纷"),
        ],
        body: vec![
            Block::Heading("一、纠纷主要事实、争议事项".to_owned()),
            Block::Paragraph("2026年5月，双方签订《家庭居室装饰装修施工合同》（以下简称“合同”），约定由被申请人为申请人位于桂花路128号的房屋进行装修，合同总价人民币98,000.00元。申请人已支付人民币68,600.00元。施工期间，申请人认为墙面开裂、地砖空鼓（空鼓率约12.5%），要求返工；被申请人认为系申请人自购材料所致……双方多次协商未果。\n申请人于2026年10月8日向本委员会申请调解，被申请人表示同意。".to_owned()),
            Block::Heading("二、调解协议内容".to_owned()),
            Block::Paragraph("经调解，双方当事人自愿达成如下协议：".to_owned()),
            Block::Numbered(vec![
                "被申请人于2026年12月20日前一次性退还申请人人民币27,600.00元（大写：贰万柒仟陆佰元整），汇入申请人指定账户（开户行：和平银行东山支行，账号尾号6688）；".to_owned(),
                "被申请人自本协议生效之日起10日内，对客厅、主卧墙面开裂部位进行修复，所需材料、人工费用由被申请人承担；".to_owned(),
                "申请人收到上述款项且修复验收合格后，双方就《家庭居室装饰装修施工合同》再无其他争议。".to_owned(),
            ]),
            Block::Heading("三、履行方式、期限".to_owned()),
            Block::Table {
                columns: vec![
                    Column { title: "期次".to_owned(), align: Align::Centre, weight: 10 },
                    Column { title: "履行内容".to_owned(), align: Align::Left, weight: 46 },
                    Column { title: "期限".to_owned(), align: Align::Centre, weight: 24 },
                    Column { title: "金额（元）".to_owned(), align: Align::Right, weight: 20 },
                ],
                rows: vec![
                    vec!["1".to_owned(), "退还装修款，汇入申请人指定账户；逾期未付的，按照同期贷款市场报价利率（LPR）计付利息".to_owned(), "2026年12月20日".to_owned(), "27,600.00".to_owned()],
                    vec!["2".to_owned(), "修复客厅、主卧墙面".to_owned(), "2026年11月30日".to_owned(), "—".to_owned()],
                ],
            },
            Block::Notice("根据《中华人民共和国人民调解法》第三十三条，双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。".to_owned()),
        ],
        signatures: vec![
            place("申请人（签名或者盖章）", None, None),
            place("被申请人（签名、盖章或者按指印）", Some("和平市龘翀装饰工程有限公司（法定代表人赵镕）"), Some("2026年11月20日")),
            place("人民调解员", Some("王和"), Some("2026年11月20日")),
        ],
        seal: Some("和平市东山区柳荫街道人民调解委员会".to_owned()),
        date: Some("2026年11月20日".to_owned()),
        copies: Some("本协议书一式三份，双方当事人各执一份，人民调解委员会留存一份。".to_owned()),
        ..Paper::default()
    }
}

/// A notice of acceptance: short, on one page, issued with a check mark.
pub(crate) fn notice() -> Paper {
    let names = "吾买尔·艾合买提、翀翀、㛃堃";
    Paper {
        kind: "acceptance_notice",
        title: "劳动人事争议调解受理通知书".to_owned(),
        number: Some("柳江劳人调受〔2026〕123号".to_owned()),
        body: vec![
            Block::Paragraph(format!("{names}、柳州市龘翀装饰工程有限公司：")),
            Block::Paragraph("你们因劳动报酬发生的争议，本委员会于2026年11月18日收到调解申请。经审查，符合受理条件，决定自2026年11月20日起受理。依照《劳动人事争议仲裁办案规则》和《企业劳动争议协商调解规定》第二十九条，本委员会应当自受理之日起15日内（即2026年12月5日前）结束调解；双方当事人同意延期的，可以延长。".to_owned()),
            Block::Paragraph("请在收到本通知后三日内提交证据材料，并保持电话畅通。".to_owned()),
        ],
        seal: Some("柳州市柳江区劳动人事争议调解委员会".to_owned()),
        date: Some("2026年11月20日".to_owned()),
        day: domain::kernel::Day::of(2026, 11, 20).ok(),
        check: Some(Check { url: "https://hetiao.example.gov.cn/check/柳江劳人调受〔2026〕123号".to_owned(), code: "7K3M-9QXA".to_owned() }),
        ..Paper::default()
    }
}

/// A paper that is mostly one long table.
pub(crate) fn ledger() -> Paper {
    let columns = [
        ("序号", Align::Centre, 8),
        ("案号", Align::Left, 26),
        ("当事人", Align::Left, 30),
        ("受理日期", Align::Centre, 18),
        ("金额（元）", Align::Right, 18),
    ];
    Paper {
        kind: "ledger",
        title: "和平市东山区柳荫街道人民调解委员会二〇二六年第三季度矛盾纠纷排查化解情况登记台账".to_owned(),
        body: vec![
            Block::Table {
                columns: columns.map(|(title, align, weight)| Column { title: title.to_owned(), align, weight }).to_vec(),
                rows: (1..60)
                    .map(|n| {
                        vec![
                            n.to_string(),
                            format!("（2026）和调字第{n:03}号"),
                            if n % 7 == 0 {
                                "张㙍、赵镕、李堃诉和平市龘翀装饰工程有限公司".to_owned()
                            } else {
                                "张三与李四".to_owned()
                            },
                            "2026-08-15".to_owned(),
                            format!("{n},000.00"),
                        ]
                    })
                    .collect(),
            },
            Block::Paragraph("以上台账由系统生成，经核对无误。".to_owned()),
        ],
        date: Some("2026年10月8日".to_owned()),
        ..Paper::default()
    }
}

/// A record of several pages with long names.
pub(crate) fn minutes() -> Paper {
    let said =
        "申请人陈述：其于2018年3月15日入职被申请人处，任维吾尔语客服，双方签订了书面劳动合同；2026年8月起被申请人拖欠工资，至今未付。";
    Paper {
        kind: "minutes",
        title: "调解笔录".to_owned(),
        number: Some("柳江劳人调〔2026〕123号".to_owned()),
        head: vec![
            pair("时间", "2026年11月20日9时30分至11时05分"),
            pair("地点", "柳州市柳江区劳动人事争议调解委员会第一调解室"),
            pair("申请人", "吾买尔·艾合买提·买买提江、阿不都热依木·吐尔逊、㛃堃、䶮𬭎"),
            pair("被申请人", "柳州市龘翀装饰工程有限公司（委托代理人：赵镕，特别授权）"),
        ],
        body: (1..=12)
            .flat_map(|n| [Block::Heading(format!("第{n}项争议")), Block::Paragraph(said.repeat(3))])
            .chain([Block::Notice("以上笔录经核对无误。".to_owned())])
            .collect(),
        signatures: (1..=5).map(|n| SignaturePlace { label: format!("参加人{n}（签名）"), ..SignaturePlace::default() }).collect(),
        day: domain::kernel::Day::of(2026, 11, 20).ok(),
        ..Paper::default()
    }
}

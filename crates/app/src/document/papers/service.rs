//! How papers reach a party: the address that the party confirms (送达地址确认书) and the receipt (送达回证), no. 31; 令33号 art. 20; 在线调解规则 art. 17.

use domain::kernel::form::Whole;
use domain::kernel::{Day, Line};
use domain::{codes, form};

use super::missing::Place;
use super::pen::Pen;
use crate::document::model::{Align, SignaturePlace};

codes! {
    /// How a paper was served.
    pub enum ServiceMeans as "paper_service" {
        /// 直接送达
        Handed = "handed",
        /// 邮寄送达
        Post = "post",
        /// 电子送达
        Electronic = "electronic",
        /// 留置送达
        Left = "left",
        /// 张贴送达
        Posted = "posted",
        /// 转交送达
        Passed = "passed",
    }
}

form! {
    /// Where papers reach a party.
    pub struct AddressForm {
        /// The address.
        pub address: Option<Line<120>>,
        /// The postal code.
        pub postcode: Option<Line<10>>,
        /// Who takes papers.
        pub receiver: Option<Line<50>>,
        /// Telephone.
        pub phone: Option<Line<30>>,
        /// Agrees to electronic service.
        pub electronic: bool,
        /// Mail address, mobile number or account on the platform.
        pub electronic_address: Option<Line<120>>,
        /// The day.
        pub day: Option<Day>,
    }
}

form! {
    /// A paper that was served.
    pub struct ServedRow {
        /// What it is.
        pub name: Line<80>,
        /// Its number.
        pub number: Option<Line<60>>,
        /// How many copies.
        pub copies: Option<Whole<1, 99>>,
    }
}

form! {
    /// A receipt.
    pub struct ReceiptForm {
        /// What was served.
        pub papers: Vec<ServedRow>,
        /// Where.
        pub place: Option<Line<120>>,
        /// How.
        pub means: Option<ServiceMeans>,
        /// Who served.
        pub server: Option<Line<50>>,
        /// On which day.
        pub day: Option<Day>,
        /// Who took it when not the party.
        pub receiver: Option<Line<80>>,
        /// Why it was refused.
        pub refused: Option<Line<200>>,
        /// Who saw it.
        pub witness: Option<Line<80>>,
        /// Photos or video.
        pub pictures: Option<Line<120>>,
    }
}

/// 送达地址确认书
pub(super) fn address(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let Some(person) = matter.party.and_then(|id| matter.person(id)) else { return };
    pen.head_number();
    let cause = matter.cause();
    pen.head("cause", cause);
    let label = pen.word("party");
    pen.paper.head.push((label, person.name.clone()));
    pen.numbered("told", &[]);
    let electronic = pen.answers.ticked("electronic");
    pen.sheet(vec![
        ("address", person.address.clone(), true),
        ("postcode", None, false),
        ("receiver", Some(person.name.clone()), true),
        ("phone", Some(person.phone()), true),
        ("electronic", None, false),
    ]);
    if electronic {
        let to = pen.must("electronic_address", None);
        pen.paragraph("electronic_yes", &[("to", to)]);
    } else {
        pen.paragraph("electronic_no", &[]);
    }
    pen.notice("confirm", &[]);
    let place = pen.party_place(person, false);
    pen.paper.signatures.push(place);
    pen.place("sign_receiver");
    pen.dated(Some(pen.answers.day("day").unwrap_or(matter.today)));
}

/// 送达回证
pub(super) fn receipt(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let Some(person) = matter.party.and_then(|id| matter.person(id)) else { return };
    pen.head_number();
    let cause = matter.cause();
    pen.head("cause", cause);
    pen.rows("papers", &[("name", Align::Left, 50), ("number", Align::Left, 36), ("copies", Align::Centre, 14)], true);
    pen.sheet(vec![
        ("party", Some(person.name.clone()), true),
        ("place", person.address.clone(), true),
        ("means", None, true),
        ("server", None, true),
        ("day", None, true),
    ]);
    let refused = matches!(pen.answers.code("means"), Some("left" | "posted")) || pen.given("refused").is_some();
    if refused {
        // 令33号 art. 20: left or posted with photos or video; served after three working days.
        pen.sheet(vec![("refused", None, true), ("witness", None, false), ("pictures", None, true)]);
        let served = pen.answers.day("day").map(|day| domain::periods::working(&matter.calendar, day, 3).due);
        pen.paragraph("deemed", &[("served", super::pen::day(served))]);
    } else if let Some(receiver) = pen.given("receiver") {
        pen.paragraph("taken_by", &[("receiver", receiver)]);
    }
    if pen.answers.code("means") == Some("electronic") && pen.given("pictures").is_none() {
        pen.miss("electronic_proof", &[], Place::Form("pictures".to_owned()));
    }
    pen.notice("note", &[]);
    let label = pen.word("sign_received");
    pen.paper.signatures.push(SignaturePlace { label, ..SignaturePlace::default() });
    pen.place("sign_server");
    pen.sealed(&matter.handler_name(), pen.answers.day("day"));
}

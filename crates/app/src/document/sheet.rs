//! The sheet of signatures: who signed an issued paper, how and when, with what was drawn; bound behind the paper when it is sealed.

use domain::agreement::Signer;
use domain::document::{IssuedPaper, SignWay};
use serde_json::{Value, json};
use store::document::{paper, signature};

use super::check::address;
use super::model::{Binder, BinderSort, Block, Check, Paper, Part, PartContent};
use super::sign::{HandView, hands};
use crate::access::secret::hex;
use crate::case::CaseView;
use crate::text::{code, phrase};
use crate::{Ctx, Result};

/// The group of the words of this file.
const WORDS: &str = "sign_sheet";

/// A sealed whole.
pub(super) struct Bundle {
    /// The version of the case that it shows.
    pub(super) version: i64,
    /// Every signature with the hash of its record.
    pub(super) signatures: Value,
    /// The paper with its sheet of signatures.
    pub(super) pdf: Vec<u8>,
}

/// The sheet, ready to be bound.
pub(super) struct Sheeted {
    /// Every signature with the hash of its record.
    pub(super) signatures: Value,
    title: String,
    number: String,
    sheet: Paper,
}

impl Sheeted {
    /// The paper's own bytes with the sheet behind them.
    pub(super) fn binder(&self, bytes: Vec<u8>) -> Binder {
        let part = |title: &str, content| Part { title: title.to_owned(), date: String::new(), content };
        Binder {
            title: self.title.clone(),
            number: Some(self.number.clone()),
            day: self.sheet.day,
            sort: BinderSort::Stack,
            parts: vec![
                part(&self.title, PartContent::Pdf(bytes)),
                part(&self.sheet.title, PartContent::Paper(Box::new(self.sheet.clone()))),
            ],
            ..Binder::default()
        }
    }
}

/// Puts the sheet together: every signature so far, and the seal that is being put under them now.
pub(super) async fn bundle(
    cx: &Ctx,
    view: &CaseView,
    paper: &IssuedPaper,
    row: &paper::Issued,
    records: &[signature::Kept],
) -> Result<Sheeted> {
    let reader = cx.app.store.read();
    let word = |place: &str| code(WORDS, place).to_owned();
    let mut body = vec![Block::Paragraph(phrase(WORDS, "intro", &[("title", row.title.clone()), ("number", row.number.clone())]))];
    let mut signatures = Vec::new();
    for hand in hands(paper, records) {
        signatures.push(json!({ "signature": hand.id.to_string(), "signer": hand.signer.code(),
            "party": hand.party.map(|party| party.to_string()), "way": hand.way.code(), "record_sha256": hand.record }));
        let svg = if hand.drawn { signature::picture(&reader, paper.id, hand.id).await? } else { None };
        let day = paper.signatures.iter().find(|one| one.id == hand.id).map(|one| one.day.chinese()).unwrap_or_default();
        body.push(Block::Hand { label: who(view, &hand), lines: told(&hand, day), svg });
    }
    let lines = vec![
        phrase(WORDS, "way", &[("way", code("sign_way", SignWay::Seal.code()).to_owned())]),
        phrase(WORDS, "at", &[("at", cx.now.chinese())]),
        phrase(WORDS, "officer", &[("officer", view.person(Some(cx.person.account)).unwrap_or_default().to_owned())]),
    ];
    body.push(Block::Hand { label: row.organisation.clone(), lines, svg: None });
    body.push(Block::Notice(word("proof")));
    let sheet = Paper {
        kind: "sign_sheet",
        title: word("title"),
        head: vec![
            (word("paper"), phrase(WORDS, "called", &[("title", row.title.clone()), ("number", row.number.clone())])),
            (word("sha256"), hex(&row.sha256)),
        ],
        body,
        date: Some(cx.now.day().chinese()),
        day: Some(cx.now.day()),
        check: Some(Check { url: address(cx.app.issuing.public(), &row.number, &row.code), code: row.code.clone() }),
        ..Paper::default()
    };
    Ok(Sheeted { signatures: Value::Array(signatures), title: row.title.clone(), number: row.number.clone(), sheet })
}

/// Who signed: the party's name, or what they are.
pub(super) fn who(view: &CaseView, hand: &HandView) -> String {
    let party = hand.party.and_then(|id| view.parties.iter().find(|party| party.id == id));
    match (hand.signer, party) {
        (Signer::Party, Some(party)) => party.name.clone(),
        (Signer::Mediator, _) => match view.person(view.case.dispatch.mediator) {
            Some(name) => phrase(WORDS, "mediator", &[("name", name.to_owned())]),
            None => code("signer", Signer::Mediator.code()).to_owned(),
        },
        (signer, _) => code("signer", signer.code()).to_owned(),
    }
}

fn told(hand: &HandView, day: String) -> Vec<String> {
    let mut lines = vec![
        phrase(WORDS, "way", &[("way", code("sign_way", hand.way.code()).to_owned())]),
        phrase(WORDS, "at", &[("at", hand.at.map_or(day, |at| at.chinese()))]),
    ];
    if let Some(record) = &hand.record {
        lines.push(phrase(WORDS, "record", &[("record", record.clone())]));
    }
    lines
}

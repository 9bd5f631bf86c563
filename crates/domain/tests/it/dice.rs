//! Forms filled at random: sensible, odd and impossible values, with the case's own ids where an id is asked for.

use domain::agreement::{ObligationKind, Signer};
use domain::case::Act;
use domain::kernel::{Kind, Spec};
use domain::way::{WayKind, WayOutcome};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fixture::{ACCOUNTS, COMMITTEE, EMPLOYER, FILE, NOBODY, ORGANISATIONS, ROOM, STATION, WORKER};
use crate::story::Story;
use crate::usual::usual;

/// Seeded dice (SplitMix64): the same seed, the same throws.
#[derive(Clone, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next throw.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `sides` - 1.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.draw() % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }

    /// So many times out of a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// One of them.
    pub(crate) fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.roll(among.len())].clone()
    }

    /// Days around today.
    pub(crate) fn days(&mut self, back: usize, ahead: usize) -> i64 {
        i64::try_from(self.roll(back + ahead + 1)).unwrap() - i64::try_from(back).unwrap()
    }
}

/// A form for the act: the usual one as it is, the usual one with a field or two told at random, or all at random.
pub(crate) fn form(act: Act, story: &Story, dice: &mut Dice) -> Value {
    if dice.chance(15) {
        return fill(&act.specs(), story, dice);
    }
    let mut form = likely(act, story, dice);
    let specs = act.specs();
    for _ in 0..dice.pick(&[0, 0, 1, 1, 2]) {
        let spec = dice.pick(&specs);
        form[spec.name] = value(&spec, story, dice);
    }
    form
}

/// The usual form for what is still to be done: the hand that has not signed, what is left to pay, the visit still open.
fn likely(act: Act, story: &Story, dice: &mut Dice) -> Value {
    let mut form = usual(act, story);
    let agreement = story.case.agreement.as_ref();
    match (act, agreement) {
        (Act::Consent, _) => form["party"] = json!(dice.pick(&[WORKER, EMPLOYER])),
        (Act::Assign, _) if dice.chance(50) => {
            form["mode"] = json!("pass");
            form["organisation"] = json!(dice.pick(&[STATION, COMMITTEE]));
        }
        (Act::Sign, Some(agreement)) => {
            let unsigned = [WORKER, EMPLOYER].into_iter().find(|party| !agreement.has(Signer::Party, Some(*party)));
            let signer = match unsigned {
                Some(_) => Signer::Party,
                None if !agreement.has(Signer::Mediator, None) => Signer::Mediator,
                None => Signer::Organisation,
            };
            (form["signer"], form["party"], form["late_reason"]) = (json!(signer), json!(unsigned), json!("等候总部盖章。"));
        }
        (Act::Pay | Act::Fulfil | Act::Remind | Act::Breach, Some(agreement)) => {
            let money = act != Act::Fulfil;
            let owed = agreement.obligations.iter().filter(|o| !o.is_met() && (o.kind == ObligationKind::Pay) == money).collect::<Vec<_>>();
            if !owed.is_empty() {
                let obligation = dice.pick(&owed);
                form["obligation"] = json!(obligation.id);
                form["amount"] = json!(dice.pick(&[obligation.left().plain(), "500".to_owned()]));
            }
        }
        (Act::AnswerPayment, Some(agreement)) => {
            let open = agreement.payments.iter().find(|payment| !payment.state.counts());
            form["payment"] = json!(open.map(|payment| payment.id));
            form["answer"] = json!(dice.pick(&["arrived", "proven", "disputed"]));
        }
        (Act::FileWay | Act::RenounceWay | Act::PrepareWay, _) => form["way"] = json!(dice.pick(WayKind::CODES)),
        (Act::AnswerWay, _) => {
            let pending = story.case.ways.iter().find(|track| track.is_pending());
            form["way"] = json!(pending.map(|track| track.kind));
            form["outcome"] = json!(dice.pick(WayOutcome::CODES));
        }
        (Act::FollowUp, _) => form["visit"] = json!(story.case.visits.iter().find(|visit| visit.is_open()).map(|visit| visit.id)),
        _ => {}
    }
    form
}

/// Every field at random.
pub(crate) fn fill(specs: &[Spec], story: &Story, dice: &mut Dice) -> Value {
    specs.iter().map(|spec| (spec.name.to_owned(), value(spec, story, dice))).collect::<serde_json::Map<_, _>>().into()
}

fn value(spec: &Spec, story: &Story, dice: &mut Dice) -> Value {
    if dice.chance(if spec.required { 2 } else { 25 }) {
        return dice.pick(&[Value::Null, json!(""), json!("  ")]);
    }
    if dice.chance(3) {
        return dice.pick(&[
            json!({}),
            json!([]),
            json!(-1),
            json!(1e300),
            json!("\u{0}"),
            json!("无此选项"),
            json!(true),
            json!([[null]]),
        ]);
    }
    of_kind(&spec.kind, story, dice)
}

fn of_kind(kind: &Kind, story: &Story, dice: &mut Dice) -> Value {
    let rows = dice.roll(4);
    match kind {
        Kind::Line { max } | Kind::Prose { max } => {
            let long = "长".repeat(max + dice.roll(2));
            let texts =
                ["已核对。", "business", "respondent_refuses", "自愿放弃社会保险", "吾买尔·买买提", "两\n行", "19900010999", long.as_str()];
            json!(dice.pick(&texts))
        }
        Kind::Listed(_) => json!("wage_arrears"),
        Kind::Day => match dice.roll(12) {
            0 => json!(dice.pick(&["1900-01-01", "2199-12-31", "2026-02-30", "9999-12-31"])),
            1..=5 => json!(story.today()),
            _ => json!(story.today().plus(dice.days(60, 90))),
        },
        Kind::Moment => match dice.roll(12) {
            0 => json!(dice.pick(&["1900-01-01T00:00", "2199-12-31T23:59", "2026-03-02T24:00"])),
            _ => json!(story.now.plus_minutes(dice.days(3000, 6000)).to_string()),
        },
        Kind::Money => {
            let left = story.case.agreement.iter().flat_map(|a| &a.obligations).map(|o| o.left().plain());
            let amounts: Vec<String> = left.chain(["0", "0.01", "5000", "15000.5", "999999999999.99", "-1"].map(str::to_owned)).collect();
            json!(dice.pick(&amounts))
        }
        Kind::Number { min, max } => json!(dice.pick(&[*min, *max, *min + 1, *min - 1, *max + 1])),
        Kind::Flag => dice.pick(&[json!(true), json!("on"), json!(true), json!(false)]),
        Kind::Choice { codes, .. } => json!(dice.pick(codes)),
        Kind::Pick(prefix) => json!(id(prefix, story, dice).to_string()),
        Kind::Many(kind) => (0..rows).map(|_| of_kind(kind, story, dice)).collect(),
        Kind::Rows(specs) => (0..rows).map(|_| fill(specs, story, dice)).collect(),
        Kind::Part(specs) => fill(specs, story, dice),
    }
}

/// An id of the case or the town, now and then of nothing.
fn id(prefix: &str, story: &Story, dice: &mut Dice) -> Uuid {
    let case = &story.case;
    let among: Vec<Uuid> = match prefix {
        "account" => ACCOUNTS.iter().map(|id| id.0).collect(),
        "claim" => case.claims.iter().map(|claim| claim.id.0).collect(),
        "file" => vec![FILE.0],
        "followup" => case.visits.iter().map(|visit| visit.id.0).collect(),
        "obligation" => case.agreement.iter().flat_map(|a| &a.obligations).map(|o| o.id.0).collect(),
        "org" => ORGANISATIONS.iter().map(|id| id.0).collect(),
        "paper" => case.papers.iter().map(|paper| paper.id.0).collect(),
        "service" => case.papers.iter().flat_map(|paper| &paper.services).map(|service| service.id.0).collect(),
        "party" => case.parties.iter().map(|party| party.id.0).collect(),
        "payment" => case.agreement.iter().flat_map(|a| &a.payments).map(|payment| payment.id.0).collect(),
        "room" => vec![ROOM.0],
        "session" => case.mediation.sessions.iter().map(|session| session.id.0).collect(),
        _ => Vec::new(),
    };
    if among.is_empty() || dice.chance(4) { NOBODY } else { dice.pick(&among) }
}

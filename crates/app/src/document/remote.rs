//! Signing at a distance: a link by text message, the very bytes to be signed with their hash, a one-time code to the party's own telephone.
//!
//! Of token and code only hashes are kept. A code lives ten minutes, five tries, and a new one comes once a minute at most.

use domain::access::{Action, Facts};
use domain::agreement::Signer;
use domain::case::{Act, Case};
use domain::document::{PaperState, SignWay};
use domain::kernel::id::{CaseId, MessageId, PaperId, PartyId};
use domain::kernel::masked::mask;
use domain::kernel::{Fault, Moment};
use sha2::{Digest, Sha256};
use store::Tx;
use store::case::log;
use store::case::outbox::{self, Queued, To};
use store::document::signature::{self, Invitation};
use store::document::{file, paper};

use super::sign::{Hand, command, keep};
use crate::access::secret::hex;
use crate::case::{Beside, act_beside};
use crate::jobs::{self, Job};
use crate::text::phrase;
use crate::{App, Ctx, Error, Result};

/// Days for which a link can be used.
const DAYS: i64 = 7;
/// Minutes for which a code can be used.
const MINUTES: i64 = 10;
/// Wrong tries after which a code is dead.
const TRIES: i64 = 5;
/// Codes of one link: whoever needs more asks the office.
const CODES: i64 = 10;

/// What the party sees before it signs.
#[derive(Clone, Debug)]
pub struct RemoteView {
    /// The heading of the paper.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The organisation that issued it.
    pub organisation: String,
    /// SHA-256 of the bytes, as hex digits.
    pub sha256: String,
    /// Who is to sign.
    pub name: String,
    /// The masked telephone to which the code goes.
    pub phone: String,
    /// Until when the link can be used.
    pub until: Moment,
    /// A code is on its way or has come.
    pub code_sent: bool,
    /// When it was signed with this link.
    pub signed_at: Option<Moment>,
    /// The paper is still the valid one.
    pub valid: bool,
}

fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

/// Sends a party the link to sign a paper. Gives the link, for the officer to read out or show.
///
/// # Errors
/// [`Error::NotFound`] out of reach; a fault at `party` without a telephone number.
pub async fn invite(cx: &Ctx, case: CaseId, id: PaperId, party: PartyId) -> Result<String> {
    if !cx.app.exchange.reaches_telephones() {
        return Err(Error::at("party", Fault::Wrong("no_carrier")));
    }
    let reader = cx.app.store.read();
    let events = log::load(&reader, case).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let state = Case::replay(case, &events);
    cx.may(Action::Act(Act::SignPaper), &Facts::from(&state))?;
    let known = state.paper(id).filter(|paper| paper.state == PaperState::Valid).ok_or(Error::NotFound)?;
    state.party(party).ok_or(Error::NotFound)?;
    let row = paper::find(&reader, known.id).await?.ok_or(Error::NotFound)?;
    let people = store::party::several(&reader, &[party]).await?;
    let person = people.into_iter().next().ok_or(Error::NotFound)?;
    let phone = person.phone.as_ref().map(|phone| phone.reveal().clone()).ok_or_else(|| Error::at("party", Fault::Wrong("no_phone")))?;
    let token = hex(&cx.app.dice.secret()).get(..32).unwrap_or_default().to_owned();
    let link = format!("{}/sign/{token}", cx.app.issuing.public());
    let invitation = Invitation {
        token_hash: hash(&token),
        case_id: case,
        paper: id,
        party,
        officer: cx.person.account,
        sent_at: cx.now,
        until: cx.now.plus_minutes(DAYS * 24 * 60),
        code_hash: None,
        code_at: None,
        codes: 0,
        tries: 0,
        used_at: None,
    };
    let params = [("organisation", row.organisation), ("title", row.title), ("number", row.number), ("link", link.clone())];
    let text = phrase("message", "sign_link", &params);
    let to = To::telephone(person.name, phone);
    let message = Queued::new(MessageId(cx.app.dice.id()), cx.now, &state.division, to, text).about(case);
    let work = async move |tx: &Tx| -> Result<()> {
        signature::invite(tx, &invitation).await?;
        outbox::queue(tx, &message, None).await?;
        Ok(())
    };
    cx.app.store.write(move |tx| Box::pin(async move { work(tx).await })).await?;
    Ok(link)
}

async fn live(app: &App, token: &str) -> Result<Invitation> {
    let found = signature::invitation(&app.store.read(), &hash(token)).await?;
    found.filter(|one| one.until > app.clock.now()).ok_or(Error::NotFound)
}

/// What the link leads to.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not known or too old.
pub async fn open(app: &App, token: &str) -> Result<RemoteView> {
    let one = live(app, token).await?;
    let reader = app.store.read();
    let row = paper::find(&reader, one.paper).await?.ok_or(Error::NotFound)?;
    let people = store::party::several(&reader, &[one.party]).await?;
    let person = people.into_iter().next().ok_or(Error::NotFound)?;
    let fresh = one.code_at.is_some_and(|at| at.plus_minutes(MINUTES) > app.clock.now());
    Ok(RemoteView {
        title: row.title,
        number: row.number,
        organisation: row.organisation,
        sha256: hex(&row.sha256),
        name: person.name,
        phone: person.phone.map(|phone| mask(phone.reveal())).unwrap_or_default(),
        until: one.until,
        code_sent: one.code_hash.is_some() && fresh,
        signed_at: one.used_at,
        valid: row.state == PaperState::Valid,
    })
}

/// The bytes to be signed.
pub async fn bytes(app: &App, token: &str) -> Result<Vec<u8>> {
    let one = live(app, token).await?;
    Ok(file::get(&app.store.read(), one.paper, "pdf").await?.ok_or(Error::NotFound)?.bytes)
}

/// Sends a code to the party's telephone.
///
/// # Errors
/// [`Error::Throttled`] until a minute has passed, or when the link has had its share of codes.
pub async fn send_code(app: &App, token: &str) -> Result<()> {
    let now = app.clock.now();
    let known = live(app, token).await?;
    let reader = app.store.read();
    let people = store::party::several(&reader, &[known.party]).await?;
    let person = people.into_iter().next().ok_or(Error::NotFound)?;
    let phone = person.phone.as_ref().map(|phone| phone.reveal().clone()).ok_or(Error::NotFound)?;
    let row = paper::find(&reader, known.paper).await?.ok_or(Error::NotFound)?;
    let state = Case::replay(known.case_id, &log::load(&reader, known.case_id).await?);
    // Six digits, each as likely as any other.
    let drawn = app.dice.secret().iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let code = format!("{:06}", drawn % 1_000_000);
    let text = phrase("message", "sign_code", &[("code", code.clone()), ("number", row.number), ("minutes", MINUTES.to_string())]);
    let to = To::telephone(person.name, phone);
    let message = Queued::new(MessageId(app.dice.id()), now, &state.division, to, text).about(known.case_id).secret();
    let token_hash = known.token_hash;
    let work = async move |tx: &Tx| -> Result<()> {
        let mut one = signature::lock(tx, &token_hash).await?.ok_or(Error::NotFound)?;
        if one.used_at.is_some() {
            return Err(Error::Stale);
        }
        if let Some(next) = one.code_at.map(|at| at.plus_minutes(1)).filter(|next| *next > now) {
            return Err(Error::Throttled(next));
        }
        if one.codes >= CODES {
            return Err(Error::Throttled(one.until));
        }
        one.code_hash = Some(salted(&one, &code));
        (one.code_at, one.codes, one.tries) = (Some(now), one.codes + 1, 0);
        signature::update(tx, &one).await?;
        outbox::queue(tx, &message, None).await?;
        Ok(())
    };
    app.store.write(move |tx| Box::pin(async move { work(tx).await })).await?;
    // Who waits for a code waits for seconds, not for the next round of the jobs.
    jobs::once(app, Job::SendMessages).await.map(|_| ())
}

/// A code is hashed together with its link, so that equal codes look different.
fn salted(one: &Invitation, code: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(&one.token_hash);
    hash.update(code);
    hash.finalize().to_vec()
}

/// Signs with the code that came to the party's telephone; `strokes` may be empty.
///
/// # Errors
/// A fault at `code` when it is wrong or too old, [`Error::Throttled`] after too many tries, [`Error::Stale`] when the paper has changed.
pub async fn sign(app: &App, token: &str, code: &str, shown: &str, strokes: &str, device: &str) -> Result<()> {
    let now = app.clock.now();
    let known = live(app, token).await?;
    let (token_hash, typed) = (known.token_hash.clone(), code.trim().to_owned());
    // The try is counted before anything is looked at, so that many at once can't outrun the count.
    let counted = async move |tx: &Tx| -> Result<bool> {
        let mut one = signature::lock(tx, &token_hash).await?.ok_or(Error::NotFound)?;
        if one.used_at.is_some() {
            return Err(Error::Stale);
        }
        if one.tries >= TRIES {
            return Err(Error::Throttled(one.code_at.map_or(now, |at| at.plus_minutes(MINUTES))));
        }
        let live = one.code_at.is_some_and(|at| at.plus_minutes(MINUTES) > now);
        let right = live && one.code_hash.as_ref() == Some(&salted(&one, &typed));
        one.tries += 1;
        signature::update(tx, &one).await?;
        Ok(right)
    };
    if !app.store.write(move |tx| Box::pin(async move { counted(tx).await })).await? {
        return Err(Error::at("code", Fault::Wrong("code_wrong")));
    }
    let state = Case::replay(known.case_id, &log::load(&app.store.read(), known.case_id).await?);
    let office = state.office.ok_or(Error::NotFound)?;
    let cx = app.as_system_of(office);
    let hand = Hand {
        paper: known.paper,
        signer: Signer::Party,
        party: Some(known.party),
        strokes: strokes.to_owned(),
        shown: shown.to_owned(),
        device: device.to_owned(),
        late_reason: None,
    };
    let more = [("link_sent_by", known.officer.to_string()), ("code_sent_at", known.code_at.map(|at| at.to_string()).unwrap_or_default())];
    let kept = keep(&cx, known.case_id, &hand, SignWay::Remote, &more).await?;
    let command = command(&hand, SignWay::Remote);
    let store = app.store.clone();
    let work = async move |tx: &Tx| -> Result<()> {
        let mut one = signature::lock(tx, &known.token_hash).await?.ok_or(Error::NotFound)?;
        if one.used_at.is_some() {
            return Err(Error::Stale);
        }
        act_beside(&cx, tx, known.case_id, None, &command, Beside::Hand(&kept)).await?;
        (one.used_at, one.code_hash) = (Some(now), None);
        signature::update(tx, &one).await?;
        Ok(())
    };
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

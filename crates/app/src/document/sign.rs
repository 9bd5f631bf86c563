//! Signing on a screen: what the hand drew is kept with time, device and officer, over exactly the bytes that were shown.
//!
//! Everything kept of a signature is one JSON text; its hash stands in the event `document.signed`, so the log proves it. The record of the
//! organisation's seal names every signature before it and the hash of the signed copy, and so closes the whole.

use domain::agreement::Signer;
use domain::case::{Case, Command, Event, Recorded};
use domain::document::{IssuedPaper, PaperState, SignPaper, SignWay, SigningRecord};
use domain::kernel::id::{CaseId, PaperId, PartyId, SignatureId};
use domain::kernel::{Fault, Moment, Prose};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::Tx;
use store::case::log;
use store::document::{file, paper, signature};

use super::model::PressError;
use super::sheet::{Bundle, bundle};
use super::strokes::Strokes;
use crate::access::secret::hex;
use crate::case::{Beside, act_beside, happened};
use crate::{App, Ctx, Error, Result};

/// A hand on a screen.
#[derive(Clone, Debug)]
pub struct Hand {
    /// Under which paper.
    pub paper: PaperId,
    /// Who signs.
    pub signer: Signer,
    /// Which party.
    pub party: Option<PartyId>,
    /// What was drawn, as the page sends it; a seal has none.
    pub strokes: String,
    /// SHA-256 of the PDF that the page showed, as hex digits.
    pub shown: String,
    /// What the browser says about the device.
    pub device: String,
    /// Why a late seal is late.
    pub late_reason: Option<Prose<500>>,
}

/// What is kept of a signature, before it has its event.
#[derive(Clone, Debug)]
pub(crate) struct KeptHand {
    /// What the rules look at.
    pub(crate) record: SigningRecord,
    /// The version of the case that it was made from, when the whole case is in it.
    pub(crate) version: Option<i64>,
    text: String,
    picture: Option<String>,
    paper_sha256: Vec<u8>,
    copy: Option<Vec<u8>>,
}

/// Most characters kept of what a browser says about itself.
const DEVICE: usize = 160;
/// The format under which the signed copy is kept beside the paper.
pub const SIGNED: &str = "signed";

/// Signs on the officer's tablet, or on the signer's own phone beside the officer; or puts the organisation's seal on the whole.
///
/// # Errors
/// A fault at `strokes` when nothing readable was drawn; [`Error::Stale`] when another paper was shown than the one that is valid now.
pub async fn sign(cx: &Ctx, case: CaseId, expected: Option<i64>, hand: Hand) -> Result<Case> {
    let way = if hand.signer == Signer::Organisation { SignWay::Seal } else { SignWay::Handwritten };
    let kept = keep(cx, case, &hand, way, &[("officer", cx.person.account.to_string())]).await?;
    let command = command(&hand, way);
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    let work = async move |tx: &Tx| act_beside(&cx, tx, case, expected, &command, Beside::Hand(&kept)).await;
    match store.write(move |tx| Box::pin(async move { work(tx).await })).await {
        Err(Error::Raced) => Err(Error::Stale),
        outcome => outcome,
    }
}

/// The act that a hand on a screen is.
pub(crate) fn command(hand: &Hand, way: SignWay) -> Command {
    let (paper, signer, party, late_reason) = (hand.paper, hand.signer, hand.party, hand.late_reason.clone());
    Command::from(SignPaper { paper, signer, party, way, proof: None, late_reason })
}

/// Reads the hand, draws its picture, and puts everything that is kept into one text.
pub(crate) async fn keep(cx: &Ctx, id: CaseId, hand: &Hand, way: SignWay, more: &[(&str, String)]) -> Result<KeptHand> {
    let reader = cx.app.store.read();
    let row = paper::find(&reader, hand.paper).await?.filter(|row| row.case_id == id).ok_or(Error::NotFound)?;
    let shown = hex(&row.sha256);
    if row.state != PaperState::Valid || shown != hand.shown {
        return Err(Error::Stale);
    }
    // What is signed is what lies in the store, not only what the row says of it.
    let bytes = file::get(&reader, hand.paper, "pdf").await?.ok_or(Error::NotFound)?.bytes;
    if Sha256::digest(&bytes).to_vec() != row.sha256 {
        return Err(Error::Corrupt(format!("the file of {} is not the one that was issued", hand.paper)));
    }
    let drawn = match way {
        SignWay::Seal => None,
        SignWay::Remote if hand.strokes.trim().is_empty() => None,
        _ => Some(Strokes::read(&hand.strokes).ok_or_else(|| Error::at("strokes", Fault::Wrong("no_strokes")))?),
    };
    let picture = drawn.as_ref().map(Strokes::svg);
    let mut record = json!({
        "paper": hand.paper.to_string(), "paper_sha256": shown, "signer": hand.signer.code(),
        "party": hand.party.map(|party| party.to_string()), "way": way.code(), "at": cx.now.to_string(), "at_ms": cx.now.0,
        "device": hand.device.chars().filter(|c| !c.is_control()).take(DEVICE).collect::<String>(),
        "strokes": drawn.map(|strokes| strokes.0), "picture_sha256": picture.as_ref().map(|svg| hex(&Sha256::digest(svg))),
    });
    let mut kept = KeptHand {
        record: SigningRecord { sha256: String::new(), paper: hand.paper },
        version: None,
        text: String::new(),
        picture,
        paper_sha256: row.sha256.clone(),
        copy: None,
    };
    if let Value::Object(fields) = &mut record {
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())));
        if way == SignWay::Seal {
            let Bundle { version, signatures, pdf } = sealed(cx, id, row, bytes).await?;
            fields.insert("signatures".to_owned(), signatures);
            fields.insert("copy_sha256".to_owned(), hex(&Sha256::digest(&pdf)).into());
            (kept.version, kept.copy) = (Some(version), Some(pdf));
        }
    }
    kept.text = record.to_string();
    kept.record.sha256 = hex(&Sha256::digest(&kept.text));
    Ok(kept)
}

/// The whole that the seal closes: every signature so far, and the copy that shows them.
async fn sealed(cx: &Ctx, id: CaseId, row: paper::Issued, bytes: Vec<u8>) -> Result<Bundle> {
    let view = crate::case::show(cx, id).await?;
    let records = signature::of_paper(&cx.app.store.read(), row.id).await?;
    let paper = view.case.paper(row.id).cloned().ok_or(Error::NotFound)?;
    let made = bundle(cx, &view, &paper, &row, &records).await?;
    let press = cx.app.press.clone();
    let printed = tokio::task::spawn_blocking(move || press.binder(&made.binder(bytes)).map(|pdf| (made, pdf))).await;
    let (made, pdf) = printed.map_err(|error| PressError::Engine(error.to_string()))??;
    Ok(Bundle { version: view.case.version, signatures: made.signatures, pdf })
}

impl KeptHand {
    /// Writes the record under the id that its event was given, and the signed copy.
    pub(crate) async fn keep(&self, cx: &Ctx, tx: &Tx, case: CaseId, recorded: &[Recorded]) -> Result<()> {
        let signed = happened(recorded).find_map(|event| match event {
            Event::PaperSigned(signed) => Some(signed),
            _ => None,
        });
        let Some(signed) = signed else { return Ok(()) };
        let row = signature::Kept {
            id: signed.signature,
            case_id: case,
            paper: signed.paper,
            record: self.text.clone(),
            sha256: Sha256::digest(&self.text).to_vec(),
            paper_sha256: self.paper_sha256.clone(),
            at: cx.now,
        };
        signature::insert(tx, &row, self.picture.as_deref()).await?;
        if let Some(copy) = &self.copy {
            file::put(tx, signed.paper, SIGNED, &Sha256::digest(copy), copy.clone()).await?;
        }
        Ok(())
    }
}

/// A signature as the page of its paper shows it.
#[derive(Clone, Debug)]
pub struct HandView {
    /// Which.
    pub id: SignatureId,
    /// Who signed.
    pub signer: Signer,
    /// Which party.
    pub party: Option<PartyId>,
    /// How.
    pub way: SignWay,
    /// When; only the day is known of a hand on paper.
    pub at: Option<Moment>,
    /// What was kept of it, when it was made on a screen: SHA-256 as hex digits.
    pub record: Option<String>,
    /// There is a picture of it.
    pub drawn: bool,
}

/// The signatures of a paper with what was kept of them.
pub(crate) fn hands(paper: &IssuedPaper, records: &[signature::Kept]) -> Vec<HandView> {
    let view = |one: &domain::document::PaperSignature| {
        let kept = records.iter().find(|kept| kept.id == one.id);
        HandView {
            id: one.id,
            signer: one.signer,
            party: one.party,
            way: one.way,
            at: kept.map(|kept| kept.at),
            record: kept.map(|kept| hex(&kept.sha256)),
            drawn: kept.is_some_and(is_drawn),
        }
    };
    paper.signatures.iter().map(view).collect()
}

/// A hand was drawn on a screen: its record names the hash of a picture.
fn is_drawn(kept: &signature::Kept) -> bool {
    serde_json::from_str::<Value>(&kept.record).is_ok_and(|record| record.get("picture_sha256").is_some_and(|hash| hash.is_string()))
}

/// What a check of all kept signatures found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignatureReport {
    /// Signatures looked at.
    pub signatures: u64,
    /// Those whose record, picture or paper is not what the log says.
    pub broken: Vec<SignatureId>,
}

/// How many are looked at in one go.
const BATCH: i64 = 200;

/// Checks every kept signature: record against the log, picture against record, paper against its file.
///
/// # Errors
/// When the store can't be read.
pub async fn verify(app: &App) -> Result<SignatureReport> {
    let reader = app.store.read();
    let (mut report, mut after) = (SignatureReport::default(), None);
    loop {
        let kept = signature::after(&reader, after, BATCH).await?;
        let Some(last) = kept.last() else { return Ok(report) };
        after = Some(last.id);
        for one in kept {
            report.signatures += 1;
            if !holds(app, &one).await? {
                report.broken.push(one.id);
            }
        }
    }
}

async fn holds(app: &App, one: &signature::Kept) -> Result<bool> {
    let reader = app.store.read();
    let events = log::load(&reader, one.case_id).await?;
    // With its dossier the record was destroyed; its hash stays beside that in the log.
    let gone = one.record.is_empty() && happened(&events).any(|event| matches!(event, Event::Destroyed(_)));
    let hash = if gone { hex(&one.sha256) } else { hex(&Sha256::digest(&one.record)) };
    let told = happened(&events).any(|event| match event {
        Event::PaperSigned(signed) => {
            signed.signature == one.id && signed.record.as_deref() == Some(&hash) && signed.sha256 == hex(&one.paper_sha256)
        }
        _ => false,
    });
    if gone {
        return Ok(told);
    }
    let record: Value = serde_json::from_str(&one.record).unwrap_or_default();
    let picture = signature::picture(&reader, one.paper, one.id).await?.map(|svg| hex(&Sha256::digest(svg)));
    let drawn = record.get("picture_sha256").and_then(Value::as_str) == picture.as_deref();
    // A destroyed file can't be compared any more; its hash stands in the log.
    let kept = file::get(&reader, one.paper, "pdf").await?;
    let same = kept.is_none_or(|kept| Sha256::digest(kept.bytes).to_vec() == one.paper_sha256);
    let copy = match record.get("copy_sha256").and_then(Value::as_str) {
        Some(wanted) => file::get(&reader, one.paper, SIGNED).await?.is_none_or(|kept| hex(&Sha256::digest(kept.bytes)) == wanted),
        None => true,
    };
    Ok(told && drawn && same && copy)
}

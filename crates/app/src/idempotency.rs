//! What a machine asks for takes effect once, however often it asks: its key and the answer are stored in the transaction of the effect.
//!
//! Only answers that had an effect are kept. What was refused left nothing behind and is judged anew.

use std::sync::Arc;

use domain::case::{Case, Command};
use domain::intake::Application;
use domain::kernel::Moment;
use domain::kernel::id::{CaseId, OrganisationId};
use sha2::{Digest, Sha256};
use store::Tx;
use store::case::idempotency as kept;

use crate::case::Beside;
use crate::case::upload::{self, Upload};
use crate::contact::{ContactForm, Received};
use crate::document::issue::{Prepared, printing};
use crate::intake::{self, Registered};
use crate::{App, Ctx, Error, Result};

/// Longest key in characters.
pub const LONGEST: usize = 200;
/// Days for which an answer is kept.
const KEPT_DAYS: i64 = 7;

/// A machine's key with what it was used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    text: String,
    request: Vec<u8>,
}

impl Key {
    /// A key of 1 to 200 visible ASCII characters; `request` is everything asked for with it.
    pub fn new(text: &str, request: &[u8]) -> Option<Self> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        let fits = (1..=LONGEST).contains(&text.len());
        (visible && fits).then(|| Self { text: text.to_owned(), request: Sha256::digest(request).to_vec() })
    }

    /// The same request of another role or office is another request.
    fn hash(&self, cx: &Ctx) -> Vec<u8> {
        let mut hash = Sha256::new();
        for grant in &cx.person.grants {
            hash.update(grant.role.code());
            hash.update([0]);
            hash.update(grant.office.0.as_bytes());
        }
        hash.update(&self.request);
        hash.finalize().to_vec()
    }
}

/// What a machine asks for.
#[derive(Clone)]
pub enum Work {
    /// An act on a case.
    Act {
        /// Which case.
        case: CaseId,
        /// The version it was decided on.
        expected: Option<i64>,
        /// The filled form.
        command: Box<Command>,
    },
    /// A file for a case.
    Attach {
        /// Which case.
        case: CaseId,
        /// The version it was decided on.
        expected: Option<i64>,
        /// The file.
        upload: Upload,
    },
    /// An application.
    Register {
        /// The office.
        office: OrganisationId,
        /// The filled form.
        application: Box<Application>,
    },
    /// A contact.
    Receive(ContactForm),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Done {
    /// The case after the act.
    Case(Box<Case>),
    /// The registered case.
    Registered(Registered),
    /// The contact.
    Received(Received),
}

/// What is answered and stored. Without personal data: it lies beside the case, where no correction reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// An answer, and whether it is from before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// Was stored before; nothing was done this time.
    pub replayed: bool,
}

/// Puts what was done into words.
pub type Say = fn(&Ctx, &Done) -> Answer;

/// Does the work, once for its key.
///
/// # Errors
/// As the work itself; [`Error::KeyReused`] when the key was used for something else.
pub async fn once(cx: &Ctx, key: Option<Key>, work: Work, say: Say) -> Result<Given> {
    let store = cx.app.store.clone();
    let outcome = match &work {
        Work::Act { case, command, .. } => {
            let again = |prepared| written(cx, key.clone(), work.clone(), say, prepared);
            printing(cx, *case, command, again).await
        }
        _ => written(cx, key.clone(), work, say, None).await,
    };
    match (outcome, key) {
        // Two requests with one key at once: the other one may have been faster.
        (Err(Error::Stale), Some(key)) => match kept::find(&store.read(), cx.person.account, &key.text).await? {
            Some(answered) => replay(cx, &key, answered),
            None => Err(Error::Stale),
        },
        (outcome, _) => outcome,
    }
}

/// Does it in one transaction.
fn written(cx: &Ctx, key: Option<Key>, work: Work, say: Say, prepared: Option<Arc<Prepared>>) -> impl Future<Output = Result<Given>> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    async move {
        let work = async move |tx: &Tx| once_in(&cx, tx, key.as_ref(), work, say, prepared.as_deref()).await;
        store.write(move |tx| Box::pin(async move { work(tx).await })).await
    }
}

async fn once_in(cx: &Ctx, tx: &Tx, key: Option<&Key>, work: Work, say: Say, prepared: Option<&Prepared>) -> Result<Given> {
    let Some(key) = key else {
        return Ok(Given { answer: say(cx, &done(cx, tx, work, prepared).await?), replayed: false });
    };
    let account = cx.person.account;
    if let Some(answered) = kept::find(tx, account, &key.text).await? {
        return replay(cx, key, answered);
    }
    kept::claim(tx, account, &key.text, &key.hash(cx), cx.now).await?;
    let answer = say(cx, &done(cx, tx, work, prepared).await?);
    kept::answer(tx, account, &key.text, i64::from(answer.status), &answer.body).await?;
    Ok(Given { answer, replayed: false })
}

async fn done(cx: &Ctx, tx: &Tx, work: Work, prepared: Option<&Prepared>) -> Result<Done> {
    Ok(match work {
        Work::Act { case, expected, command } => {
            let beside = prepared.map_or(Beside::Nothing, Beside::Paper);
            Done::Case(Box::new(crate::case::act_beside(cx, tx, case, expected, &command, beside).await?))
        }
        Work::Attach { case, expected, upload } => Done::Case(Box::new(upload::attach_in(cx, tx, case, expected, upload).await?)),
        Work::Register { office, application } => Done::Registered(intake::register_in(cx, tx, office, &application).await?),
        Work::Receive(form) => Done::Received(crate::contact::receive_in(cx, tx, form).await?),
    })
}

fn replay(cx: &Ctx, key: &Key, answered: kept::Answered) -> Result<Given> {
    if answered.request_hash != key.hash(cx) {
        return Err(Error::KeyReused);
    }
    let status = u16::try_from(answered.status).map_err(|_| Error::Corrupt("status of a stored answer".to_owned()))?;
    Ok(Given { answer: Answer { status, body: answered.body }, replayed: true })
}

/// Forgets answers that nobody will ask for again; how many.
pub async fn forget(app: &App) -> Result<usize> {
    let before: Moment = app.clock.now().plus_minutes(-KEPT_DAYS * 24 * 60);
    if kept::oldest(&app.store.read()).await?.is_none_or(|oldest| oldest >= before) {
        return Ok(0);
    }
    let forgotten = app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(kept::forget(tx, before).await?) })).await?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_is_short_and_visible() {
        assert!(Key::new("2026-11-20/0001", b"").is_some());
        for wrong in ["", "a b", "编号", "a\u{7f}", &"x".repeat(201)] {
            assert!(Key::new(wrong, b"").is_none(), "{wrong}");
        }
    }
}

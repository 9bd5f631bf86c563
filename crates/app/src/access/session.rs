//! Sessions of browsers: who is behind a cookie, and signing out.

use domain::access::{Grant, Person};
use domain::kernel::Moment;
use domain::kernel::id::AccountId;
use store::access::session::{self, Session};
use store::access::{account, grant};

use super::account::GrantView;
use super::reach::grants_of;
use super::secret;
use crate::audit::{Deed, Note, note};
use crate::{App, Error, Result};

/// Minutes without a request after which a session is over: a working day at a desk, so that nobody signs in again after lunch.
pub(super) const IDLE_MINUTES: i64 = 8 * 60;
/// Minutes after which a session is over whatever happens: nobody stays signed in overnight on a shared machine.
pub(super) const LONGEST_MINUTES: i64 = 24 * 60;
/// A request is noted at most this often: reading a page should not cost a write.
pub(super) const NOTED_EVERY_MINUTES: i64 = 1;

/// Who is behind a cookie, as pages need it.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// The person with every grant: `app.by(view.person.clone())` begins the request.
    pub person: Person,
    /// The login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The grants with the names of their offices.
    pub grants: Vec<GrantView>,
    /// The token that every form of this session carries.
    pub csrf: String,
    /// The session's key, as in [`SessionLine`](super::SessionLine).
    pub key: String,
    /// The password was given by somebody else: only the page to change it is to be opened.
    pub must_change: bool,
}

/// The session is not over yet.
pub(super) fn is_live(session: &Session, now: Moment) -> bool {
    now < session.expires_at && now < session.seen_at.plus_minutes(IDLE_MINUTES)
}

/// What a form of this session must carry. It can't be made without the cookie, and doesn't give the cookie away.
fn csrf(token: &str) -> String {
    secret::hex(&secret::hash(&format!("csrf{token}")))
}

/// Who is behind the cookie's token; nobody when the session is over or the account may not sign in.
pub async fn person_of_session(app: &App, token: &str) -> Result<Option<SessionView>> {
    let (reader, now, hash) = (app.store.read(), app.clock.now(), secret::hash(token));
    let Some(session) = session::get(&reader, &hash).await?.filter(|session| is_live(session, now)) else {
        return Ok(None);
    };
    let account = match account::get(&reader, session.account).await {
        Ok(account) if !account.disabled => account,
        Ok(_) | Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let rows = grant::of(&reader, &[account.id]).await?;
    let key = secret::hex(&hash);
    if now >= session.seen_at.plus_minutes(NOTED_EVERY_MINUTES) {
        app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(session::touch(tx, &hash, now).await?) })).await?;
    }
    Ok(Some(SessionView {
        person: Person { account: account.id, grants: rows.iter().cloned().map(Grant::from).collect() },
        login: account.login,
        name: account.name,
        grants: rows.into_iter().map(GrantView::from).collect(),
        csrf: csrf(token),
        key,
        must_change: account.must_change,
    }))
}

/// Ends the session of this cookie; nothing happens when there is none.
pub async fn logout(app: &App, token: &str) -> Result<()> {
    let hash = secret::hash(token);
    let Some(session) = session::get(&app.store.read(), &hash).await? else {
        return Ok(());
    };
    let (app, now) = (app.clone(), app.clock.now());
    let store = app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                if !session::end(tx, session.account, &hash).await? {
                    return Ok(());
                }
                let grants = grants_of(tx, session.account).await?;
                note(tx, about(&app, now, session.account, &grants, Deed::SignedOut)).await
            })
        })
        .await
}

/// An entry about an account by itself.
pub(super) fn about(app: &App, now: Moment, account: AccountId, grants: &[Grant], deed: Deed) -> Note {
    Note::of(app, now, account, grants, deed).on("account", account)
}

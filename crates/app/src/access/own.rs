//! What everybody does with the own account: password and sessions.

use domain::kernel::{Fault, Faults, Moment};
use store::access::{account, session};

use super::form::ChangePassword;
use super::password;
use super::reach::grants_of;
use super::secret::{hex, unhex};
use super::session::{about, is_live};
use crate::audit::{Deed, note};
use crate::{Ctx, Error, Result};

/// An open session of the own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// Names it; not its token.
    pub key: String,
    /// When it began.
    pub created_at: Moment,
    /// The last request, give or take a minute.
    pub seen_at: Moment,
    /// The browser, in short.
    pub user_agent: String,
    /// The network address.
    pub address: String,
}

/// The open sessions of the own account, last used first.
pub async fn sessions_of(cx: &Ctx) -> Result<Vec<SessionLine>> {
    let sessions = session::of(&cx.app.store.read(), cx.person.account).await?;
    let live = sessions.into_iter().filter(|session| is_live(session, cx.now));
    let line = |session: session::Session| SessionLine {
        key: hex(&session.token_hash),
        created_at: session.created_at,
        seen_at: session.seen_at,
        user_agent: session.user_agent,
        address: session.address,
    };
    Ok(live.map(line).collect())
}

/// Ends a session of the own account.
pub async fn revoke_session(cx: &Ctx, key: &str) -> Result<()> {
    let hash = unhex(key).ok_or(Error::NotFound)?;
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let account = cx.person.account;
                if !session::end(tx, account, &hash).await? {
                    return Err(Error::NotFound);
                }
                note(tx, about(&cx.app, cx.now, account, &cx.person.grants, Deed::SessionRevoked)).await
            })
        })
        .await
}

/// Changes the own password and ends every other session than the one with the key `keep`.
///
/// # Errors
/// A fault at `current`, `new` or `repeat`; [`Error::Throttled`] after too many wrong `current` ones.
pub async fn change_password(cx: &Ctx, form: ChangePassword, keep: &str) -> Result<()> {
    let mine = account::get(&cx.app.store.read(), cx.person.account).await?;
    let mut faults = Faults::default();
    let mut fault = |field: &str, fault: Fault| faults.0.extend(Faults::at(field, fault).0);
    if let Err(found) = form.new.judge(&mine.login) {
        fault("new", found);
    } else if form.new == form.current {
        fault("new", Fault::Wrong("password_same"));
    }
    if form.new != form.repeat {
        fault("repeat", Fault::Wrong("password_mismatch"));
    }
    if !faults.0.is_empty() {
        return Err(Error::Faults(faults));
    }
    super::sign_in::confirm(cx, &mine, &form.current).await?;
    let hash = password::hash(&cx.app, &form.new).await?;
    let keep = unhex(keep).unwrap_or_default();
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let current = account::lock(tx, mine.id).await?;
                if current.disabled || current.password_hash != mine.password_hash {
                    return Err(Error::Stale);
                }
                account::set_password(tx, mine.id, &hash, false).await?;
                session::end_others(tx, mine.id, &keep).await?;
                let grants = grants_of(tx, mine.id).await?;
                note(tx, about(&cx.app, cx.now, mine.id, &grants, Deed::PasswordChanged)).await
            })
        })
        .await
}

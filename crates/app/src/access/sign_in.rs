//! Signing in, with guessing slowed down by login and by address.
//!
//! A try is counted before the password is looked at and taken back when it was right, so that many at once can't outrun the
//! count. A login that nobody has is answered and locked like any other.

use domain::kernel::id::AccountId;
use domain::kernel::{Fault, Moment};
use store::Tx;
use store::access::account::Account;
use store::access::session::{self, Session};
use store::access::{account, attempt};
use uuid::Uuid;

use super::password::{self, Password};
use super::reach::grants_of;
use super::secret;
use super::session::{IDLE_MINUTES, LONGEST_MINUTES, about};
use crate::audit::{Deed, note};
use crate::{App, Ctx, Error, Result};

/// Failed tries after which a login is locked: enough for a slip of the finger, too few for guessing.
const TRIES: i64 = 5;
/// Minutes for which it is locked.
const LOCK_MINUTES: i64 = 15;
/// Failed tries from one address: a whole office shares one.
const ADDRESS_TRIES: usize = 30;
/// Minutes within which they count.
const ADDRESS_MINUTES: i64 = 10;
/// Minutes for which tries are kept.
const KEPT_MINUTES: i64 = 24 * 60;
/// Most characters kept of what a browser says about itself.
const AGENT: usize = 120;

/// A session just begun.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The cookie's token; only its hash is stored.
    pub token: String,
    /// Who signed in.
    pub account: AccountId,
    /// The password must be changed first.
    pub must_change: bool,
}

/// A try that was let through to the password.
struct Try {
    id: Uuid,
    account: Option<Account>,
    /// What a wrong password leads to.
    locks_until: Option<Moment>,
}

/// Signs in. `address` and `user_agent` are shown in the list of own sessions.
///
/// # Errors
/// [`Error::Throttled`] while the login or the address is locked; a fault at `password` when login or password is wrong.
pub async fn login(app: &App, login: &str, password: &Password, address: &str, user_agent: &str) -> Result<SignedIn> {
    let now = app.clock.now();
    let login = login.trim().to_ascii_lowercase();
    let tried = begin(app, now, login, address.to_owned()).await?;
    let hash = tried.account.as_ref().and_then(|account| account.password_hash.clone());
    let right = password::verify(app, password, hash).await?;
    let Try { id, account, locks_until } = tried;
    let app = app.clone();
    let store = app.store.clone();
    match account {
        Some(account) if right && account.disabled => Err(Error::at("login", Fault::Wrong("login_disabled"))),
        Some(account) if right => {
            let (address, agent) = (address.to_owned(), user_agent.chars().filter(|c| !c.is_control()).take(AGENT).collect());
            store.write(move |tx| Box::pin(async move { succeed(&app, tx, now, id, &account, agent, address).await })).await
        }
        known => {
            if let Some(account) = known {
                store.write(move |tx| Box::pin(async move { fail(&app, tx, now, account.id, locks_until).await })).await?;
            }
            Err(locks_until.map_or_else(|| Error::at("password", Fault::Wrong("login_wrong")), Error::Throttled))
        }
    }
}

/// Counts the try, or refuses it.
async fn begin(app: &App, now: Moment, login: String, address: String) -> Result<Try> {
    let (id, second) = (app.dice.id(), app.dice.id());
    let work = async move |tx: &Tx| -> Result<Try> {
        attempt::sweep(tx, now.plus_minutes(-KEPT_MINUTES)).await?;
        let from = format!("address:{address}");
        let tries = attempt::since(tx, &from, now.plus_minutes(-ADDRESS_MINUTES)).await?;
        if let Some(first) = tries.len().checked_sub(ADDRESS_TRIES).and_then(|n| tries.get(n)) {
            return Err(Error::Throttled(first.plus_minutes(ADDRESS_MINUTES)));
        }
        let account = match account::by_login(tx, &login).await? {
            // Read again under the lock: another try may have counted meanwhile.
            Some(found) => Some(account::lock(tx, found.id).await?),
            None => None,
        };
        let locks_until = match &account {
            Some(account) => count(tx, now, account).await?,
            None => count_unknown(tx, now, second, &login).await?,
        };
        attempt::note(tx, id, &from, now).await?;
        Ok(Try { id, account, locks_until })
    };
    app.store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

/// Counts a try on an account; until when it is locked if this one fails.
async fn count(tx: &Tx, now: Moment, account: &Account) -> Result<Option<Moment>> {
    let failures = match account.locked_until {
        Some(until) if until > now => return Err(Error::Throttled(until)),
        // After a lock the count starts anew.
        Some(_) => 1,
        None => account.failures.saturating_add(1),
    };
    let locks_until = (failures >= TRIES).then(|| now.plus_minutes(LOCK_MINUTES));
    account::set_failures(tx, account.id, failures, locks_until).await?;
    Ok(locks_until)
}

/// The same for a login that nobody has. It is not stored as typed: now and then it is somebody's password.
async fn count_unknown(tx: &Tx, now: Moment, id: Uuid, login: &str) -> Result<Option<Moment>> {
    let key = format!("login:{}", secret::hex(&secret::hash(login)));
    let tries = attempt::since(tx, &key, now.plus_minutes(-KEPT_MINUTES)).await?;
    let is_fifth = |n: usize| i64::try_from(n).unwrap_or(0) % TRIES == 0;
    if let Some(last) = tries.last().filter(|_| is_fifth(tries.len())) {
        let until = last.plus_minutes(LOCK_MINUTES);
        if until > now {
            return Err(Error::Throttled(until));
        }
    }
    attempt::note(tx, id, &key, now).await?;
    Ok(is_fifth(tries.len() + 1).then(|| now.plus_minutes(LOCK_MINUTES)))
}

async fn succeed(app: &App, tx: &Tx, now: Moment, tried: Uuid, account: &Account, user_agent: String, address: String) -> Result<SignedIn> {
    // Somebody may have disabled it or given it a new password meanwhile.
    let current = account::lock(tx, account.id).await?;
    if current.disabled || current.password_hash != account.password_hash {
        return Err(Error::at("password", Fault::Wrong("login_wrong")));
    }
    attempt::forget(tx, tried).await?;
    account::signed_in(tx, account.id, now).await?;
    session::sweep(tx, now, now.plus_minutes(-IDLE_MINUTES)).await?;
    let token = secret::fresh(app);
    let begun = Session {
        token_hash: secret::hash(&token),
        account: account.id,
        created_at: now,
        seen_at: now,
        expires_at: now.plus_minutes(LONGEST_MINUTES),
        user_agent,
        address,
    };
    session::insert(tx, &begun).await?;
    let grants = grants_of(tx, account.id).await?;
    note(tx, about(app, now, account.id, &grants, Deed::SignedIn)).await?;
    Ok(SignedIn { token, account: account.id, must_change: current.must_change })
}

async fn fail(app: &App, tx: &Tx, now: Moment, account: AccountId, locks_until: Option<Moment>) -> Result<()> {
    let grants = grants_of(tx, account).await?;
    let deed = if locks_until.is_some() { Deed::AccountLocked } else { Deed::SignInFailed };
    note(tx, about(app, now, account, &grants, deed)).await
}

/// Whether it is the person's own password; wrong ones count as tries to sign in.
pub(super) async fn confirm(cx: &Ctx, account: &Account, password: &Password) -> Result<()> {
    let (id, now) = (account.id, cx.now);
    let counted = cx.app.store.write(move |tx| {
        Box::pin(async move {
            let account = account::lock(tx, id).await?;
            count(tx, now, &account).await
        })
    });
    let locks_until = counted.await?;
    if password::verify(&cx.app, password, account.password_hash.clone()).await? {
        // A right one sets the count back with the new password.
        return Ok(());
    }
    let app = cx.app.clone();
    cx.app.store.write(move |tx| Box::pin(async move { fail(&app, tx, now, id, locks_until).await })).await?;
    Err(locks_until.map_or_else(|| Error::at("current", Fault::Wrong("password_wrong")), Error::Throttled))
}

//! Tokens of the JSON API: one role in one office, for a time, in the name of whoever made it.

use domain::access::{Grant, Person, Role};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, ApiTokenId, OrganisationId};
use store::access::{account, grant, token};

use super::form::NewToken;
use super::reach::{KEEP, keeper, resolve};
use super::secret;
use super::session::NOTED_EVERY_MINUTES;
use crate::audit::{Deed, Note, note};
use crate::{App, Ctx, Error, Result};

/// What a secret begins with, so that one that was lost is recognised.
const PREFIX: &str = "hetiao_";

/// A new token; the secret is shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSecret {
    /// Which token.
    pub id: ApiTokenId,
    /// What stands after `Bearer`.
    pub secret: String,
}

/// A token in a list.
#[derive(Clone, Debug)]
pub struct TokenLine {
    /// Which.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// Its office.
    pub office: OrganisationId,
    /// The office's name.
    pub office_name: String,
    /// Who made it.
    pub account: AccountId,
    /// The name of whoever made it.
    pub account_name: String,
    /// When it was made.
    pub created_at: Moment,
    /// When it ends.
    pub expires_at: Moment,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// The last use, give or take a minute.
    pub seen_at: Option<Moment>,
    /// Still works, as far as its own time goes.
    pub live: bool,
}

/// Makes a token within reach.
pub async fn create_token(cx: &Ctx, form: NewToken) -> Result<NewSecret> {
    cx.may_somewhere(KEEP)?;
    let grant = resolve(cx, &cx.app.store.read(), form.role, form.office).await.map_err(|(field, fault)| Error::at(field, fault))??;
    let actor = keeper(cx, &grant.division)?;
    let id = ApiTokenId(cx.app.dice.id());
    let secret = format!("{PREFIX}{}", secret::fresh(&cx.app));
    let new = token::Token {
        id,
        name: form.name.into_string(),
        token_hash: secret::hash(&secret),
        account: cx.person.account,
        role: grant.role,
        office: grant.office,
        division: grant.division,
        created_at: cx.now,
        expires_at: cx.now.plus_minutes(form.days.get().saturating_mul(24 * 60)),
        revoked_at: None,
        seen_at: None,
    };
    let entry =
        Note::by(cx, &actor, Deed::TokenCreated).on("token", id).with("role", new.role.code()).with("office", new.office.to_string());
    let work = async move |tx: &store::Tx| -> Result<()> {
        token::insert(tx, &new).await?;
        note(tx, entry).await
    };
    cx.app.store.write(move |tx| Box::pin(async move { work(tx).await })).await?;
    Ok(NewSecret { id, secret })
}

/// The tokens within reach, newest first.
pub async fn list_tokens(cx: &Ctx) -> Result<Vec<TokenLine>> {
    cx.may_somewhere(KEEP)?;
    let reader = cx.app.store.read();
    let tokens = token::list(&reader, &cx.scope(KEEP)).await?;
    let accounts: Vec<AccountId> = tokens.iter().map(|token| token.account).collect();
    let offices: Vec<OrganisationId> = tokens.iter().map(|token| token.office).collect();
    let names = account::names(&reader, &accounts).await?;
    let office_names = grant::office_names(&reader, &offices).await?;
    let line = |token: token::Token| TokenLine {
        id: token.id,
        office_name: office_names.get(&token.office).cloned().unwrap_or_default(),
        account_name: names.get(&token.account).cloned().unwrap_or_default(),
        live: token.revoked_at.is_none() && token.expires_at > cx.now,
        name: token.name,
        role: token.role,
        office: token.office,
        account: token.account,
        created_at: token.created_at,
        expires_at: token.expires_at,
        revoked_at: token.revoked_at,
        seen_at: token.seen_at,
    };
    Ok(tokens.into_iter().map(line).collect())
}

/// Takes a token back.
pub async fn revoke_token(cx: &Ctx, id: ApiTokenId) -> Result<()> {
    let token = token::get(&cx.app.store.read(), id).await?;
    let actor = keeper(cx, &token.division)?;
    let (entry, now) = (Note::by(cx, &actor, Deed::TokenRevoked).on("token", id), cx.now);
    let work = async move |tx: &store::Tx| -> Result<()> { if token::revoke(tx, id, now).await? { note(tx, entry).await } else { Ok(()) } };
    cx.app.store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

/// Who is behind a bearer token: the account of whoever made it, with exactly the token's role.
pub async fn person_of_token(app: &App, bearer: &str) -> Result<Option<Person>> {
    if !bearer.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = app.clock.now();
    let Some(token) = token::live(&app.store.read(), &secret::hash(bearer), now).await? else {
        return Ok(None);
    };
    if token.seen_at.is_none_or(|seen| now >= seen.plus_minutes(NOTED_EVERY_MINUTES)) {
        let id = token.id;
        app.store.write::<_, Error, _>(move |tx| Box::pin(async move { Ok(token::touch(tx, id, now).await?) })).await?;
    }
    let grant = Grant { role: token.role, office: token.office, division: token.division };
    Ok(Some(Person { account: token.account, grants: vec![grant] }))
}

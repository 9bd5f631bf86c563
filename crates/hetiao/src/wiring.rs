//! Wiring: the real clock, the real dice, the press, the exchange, the lists that come with the program.

use std::path::Path;
use std::sync::Arc;

use app::lists::Lists;
use app::port::{Clock, Dice};
use app::{Almanac, App};
use domain::kernel::Moment;
use domain::periods::Rulebook;
use rand::RngCore;
use store::Store;
use strongbox::{MasterKey, Strongbox, key_file};
use uuid::Uuid;

use crate::config::{self, Place};

/// The clock on the wall.
pub(crate) struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock port's one real implementation")]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The clock on the wall, put forward by so many days: what an office sees when days have passed.
pub(crate) struct LaterClock {
    /// How many.
    pub(crate) days: u16,
}

impl Clock for LaterClock {
    fn now(&self) -> Moment {
        WallClock.now().plus_minutes(i64::from(self.days) * 24 * 60)
    }
}

/// The operating system's randomness.
pub(crate) struct TrueDice;

impl Dice for TrueDice {
    #[expect(clippy::disallowed_methods, reason = "this is the dice port's one real implementation")]
    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rngs::ThreadRng::default().fill_bytes(&mut bytes);
        bytes
    }
}

/// The book of periods that comes with the program, with an office's own rules after it.
pub(crate) fn rules(own: Option<&Path>) -> anyhow::Result<Rulebook> {
    let book = app::periods::shipped()?;
    match own {
        Some(file) => Ok(book.with(app::periods::read_part(&std::fs::read_to_string(file)?)?)?),
        None => Ok(book),
    }
}

/// The lists that come with the program, with an office's own registers.
fn lists() -> anyhow::Result<Lists> {
    let lists = Lists::shipped()?;
    match config::own_registers() {
        Some(folder) => {
            let registers = lists.registers().clone().with_folder(&folder)?;
            Ok(lists.with_registers(registers))
        }
        None => Ok(lists),
    }
}

/// The keys of the vault. A lost key file is never replaced while something is locked with the old one.
async fn keys(place: &Place, store: &Store) -> anyhow::Result<Strongbox> {
    let (kind, dice) = (place.vault_cipher, Arc::new(TrueDice));
    if let Some(text) = config::vault_key() {
        let master = MasterKey::parse(&text).ok_or_else(|| anyhow::anyhow!("HETIAO_VAULT_KEY is not 64 hexadecimal digits"))?;
        return Ok(Strongbox::new(master, kind, dice));
    }
    let path = place.key_file()?;
    if let Some(master) = key_file::read(&path)? {
        return Ok(Strongbox::new(master, kind, dice));
    }
    let locked = store::vault::key::living(&store.read()).await?;
    if locked > 0 {
        tracing::error!(vault.cases = locked, "the vault's key file is missing: nothing in it can be read until it is restored");
        return Ok(Strongbox::lost(kind, dice));
    }
    Ok(Strongbox::new(key_file::create(&path, &TrueDice)?, kind, dice))
}

/// Opens the house on its database, with its keys.
pub(crate) async fn open(place: &Place, upload_mb: usize) -> anyhow::Result<App> {
    let store = Store::open(&place.target()?, WallClock.now()).await?;
    let cipher = Arc::new(keys(place, &store).await?);
    let app = App {
        store,
        clock: Arc::new(WallClock),
        dice: Arc::new(TrueDice),
        press: Arc::new(documents::OfficePress::default()),
        tables: Arc::new(documents::OfficeTables),
        exchange: Arc::new(exchange::ShowOnly),
        cipher,
        claims: Arc::new(app::claims::Basis::shipped()?),
        almanac: Arc::new(Almanac::new(app::periods::calendar()?)),
        rules: Arc::new(rules(config::own_rules().as_deref())?),
        lists: Arc::new(lists()?),
        settings: Arc::new(config::own_settings()?),
        issuing: Arc::default(),
        upload_limit: upload_mb.saturating_mul(1024 * 1024),
        quick_passwords: false,
    };
    app::organisation::ensure_divisions(&app).await?;
    app::case::clocks::reload_calendar(&app).await?;
    Ok(app)
}

//! Wiring: the real clock, the real dice, the press, the exchange, the lists that come with the program.

use std::sync::Arc;

use app::App;
use app::lists::Lists;
use app::port::{Clock, Dice};
use domain::kernel::Moment;
use domain::periods::Calendar;
use rand::RngCore;
use store::{Store, Target};
use uuid::Uuid;

/// The clock on the wall.
pub(crate) struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock port's one real implementation")]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
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

/// The calendar that comes with the program.
pub(crate) fn calendar() -> anyhow::Result<Calendar> {
    Ok(Calendar::parse(include_str!("../../../data/cn-workdays.csv"), "cn-workdays 2025-11-04")?)
}

/// Opens the house on a database.
pub(crate) async fn open(target: &Target, upload_mb: usize) -> anyhow::Result<App> {
    let store = Store::open(target, WallClock.now()).await?;
    let app = App {
        store,
        clock: Arc::new(WallClock),
        dice: Arc::new(TrueDice),
        press: Arc::new(documents::OfficePress::default()),
        exchange: Arc::new(exchange::ShowOnly),
        calendar: Arc::new(calendar()?),
        claims: Arc::new(app::claims::Basis::shipped()?),
        lists: Arc::new(Lists::shipped()?),
        settings: Arc::default(),
        upload_limit: upload_mb.saturating_mul(1024 * 1024),
        quick_passwords: false,
    };
    app::organisation::ensure_divisions(&app).await?;
    Ok(app)
}

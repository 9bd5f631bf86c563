//! `hetiao verify`: every case's chain, its vault's, the audit log's chains and kept signatures; exit code 1 when a link is broken.

use store::case::log::{self, ChainReport};
use store::vault::entry::{self, VaultReport};

use crate::config::Place;
use crate::serve::say;
use crate::wiring;

/// Checks everything and says what it found.
pub(crate) async fn run(place: &Place) -> anyhow::Result<()> {
    let app = wiring::open(place, 20).await?;
    let reader = app.store.read();
    let mut report = ChainReport::default();
    let mut after = None;
    loop {
        after = match log::verify(&reader, after, 200, &mut report).await? {
            Some(last) => Some(last),
            None => break,
        };
    }
    let audit = app::audit::verify(&app).await?;
    say(&format!("cases {} events {} broken {}", report.cases, report.events, report.broken.len()))?;
    for (case, seq) in &report.broken {
        say(&format!("broken: {case} event {seq}"))?;
    }
    say(&format!("audit entries {} broken {}", audit.entries, audit.broken.len()))?;
    let mut vault = VaultReport::default();
    let mut after = None;
    loop {
        after = match entry::verify(&reader, after, 200, &mut vault).await? {
            Some(last) => Some(last),
            None => break,
        };
    }
    say(&format!("vault entries {} broken {}", vault.entries, vault.broken.len()))?;
    for (case, seq) in &vault.broken {
        say(&format!("broken: {case} vault entry {seq}"))?;
    }
    let signed = app::document::sign::verify(&app).await?;
    say(&format!("signatures {} broken {}", signed.signatures, signed.broken.len()))?;
    for id in &signed.broken {
        say(&format!("broken: {id}"))?;
    }
    app.store.close().await;
    let sound = report.broken.is_empty() && audit.broken.is_empty() && vault.broken.is_empty() && signed.broken.is_empty();
    anyhow::ensure!(sound, "the chain is broken");
    Ok(())
}

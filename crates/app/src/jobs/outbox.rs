//! Carrying out the outbox: a message is sent at most once from here; how it went is noted beside it.

use store::case::outbox;

use crate::port::Message;
use crate::{App, Result};

/// Sends what waits.
pub(super) async fn send(app: &App) -> Result<usize> {
    let waiting = outbox::waiting(&app.store.read(), 50).await?;
    let count = waiting.len();
    for queued in waiting {
        let (id, now) = (queued.id, app.clock.now());
        let message = Message {
            means: means(&queued.means),
            to: queued.recipient,
            address: queued.address,
            text: queued.text,
            secret: queued.secret,
            case: queued.case_id,
        };
        let failure = app.exchange.send(&message).err();
        app.store.write(move |tx| Box::pin(async move { outbox::done(tx, id, now, failure.as_deref()).await })).await?;
    }
    Ok(count)
}

fn means(code: &str) -> &'static str {
    match code {
        "sms" => "sms",
        "mail" => "mail",
        _ => "notice",
    }
}

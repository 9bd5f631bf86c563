//! `hetiao serve`: the site and the API on one port, jobs beside them, a clean end on SIGTERM.

use std::io::Write as _;
use std::sync::Arc;

use app::App;
use app::document::issue::IssuingDesk;
use clap::Args;
use tokio::net::TcpListener;
use web::Web;

use crate::config::{Fonts, Listen, Place};
use crate::wiring;

/// Flags of `serve`.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    fonts: Fonts,
}

/// Serves until it is told to stop.
pub(crate) async fn run(serve: Serve) -> anyhow::Result<()> {
    let app = wiring::open(&serve.place, serve.listen.upload_mb).await?;
    let app = App { press: Arc::new(serve.fonts.press()?), ..app };
    let listener = TcpListener::bind(&serve.listen.address).await?;
    if let Some(token) = app::access::setup_token(&app).await? {
        say(&app::text::phrase("console", "setup", &[("address", listener.local_addr()?.to_string()), ("token", token)]))?;
    }
    listen(app, listener, &serve.listen).await
}

/// Serves on a listener that is bound already.
pub(crate) async fn listen(app: App, listener: TcpListener, flags: &Listen) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let public = flags.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let app = App { issuing: IssuingDesk::at(&public), ..app };
    let jobs = tokio::spawn(app::jobs::run(app.clone()));
    let web = Web { app: app.clone(), behind_tls: flags.behind_tls, trust_proxy: flags.trust_proxy };
    say(&format!("HETIAO_READY http://{address}"))?;
    web::serve(listener, web, told_to_stop()).await?;
    jobs.abort();
    app.store.flush().await?;
    app.store.close().await;
    Ok(())
}

/// A line for whoever started the program.
pub(crate) fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(error) => {
            tracing::warn!(%error, "no SIGTERM handler");
            drop(interrupt.await);
        }
    }
}

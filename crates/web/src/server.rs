//! The router with its layers: limits, headers, compression, traces. A panic becomes a plain 500, never a torn connection.

use std::net::SocketAddr;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::trace::TraceLayer;

use crate::{api, route};

/// What every handler can reach.
#[derive(Clone)]
pub struct Web {
    /// The house.
    pub app: App,
    /// Served over TLS (by itself or behind a proxy): cookies say `Secure`, browsers are told to stay on TLS.
    pub behind_tls: bool,
    /// The address of the client is in `X-Forwarded-For` (a trusted proxy stands in front).
    pub trust_proxy: bool,
}

/// No ordinary answer takes longer.
const LONGEST_ANSWER: Duration = Duration::from_mins(1);
/// Nor one that binds many papers: a whole dossier, the package of a way, a paper for each of five hundred workers.
const LONGEST_JOB: Duration = Duration::from_mins(10);
/// Largest ordinary form in bytes; uploads have their own limit.
pub(crate) const FORM_LIMIT: usize = 1024 * 1024;

/// The whole site.
pub fn router(web: Web) -> Router {
    // A file grows by a third when it travels as Base64 in JSON.
    let limit = FORM_LIMIT.max((web.app.upload_limit / 3).saturating_mul(4).saturating_add(64 * 1024));
    let tls = web.behind_tls;
    route::router(&web)
        .fallback(api::problem::no_such_address)
        .method_not_allowed_fallback(api::problem::no_such_method)
        .with_state(web)
        .layer(DefaultBodyLimit::max(limit))
        .layer(from_fn(move |request, next| headers(tls, request, next)))
        .layer(CompressionLayer::new())
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
}

/// Serves the site on a listener until `stop` comes; requests under way are finished.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(listener: TcpListener, web: Web, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let service = router(web).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// Whether the answer at this address binds many papers.
fn binds(path: &str) -> bool {
    let ends = |ending| path.starts_with("/cases/") && path.ends_with(ending);
    ends("/dossier") || ends("/dossier.zip") || ends("/stack") || (ends("/pdf") && path.contains("/ways/"))
}

/// Gives up an answer that takes too long.
async fn in_time(request: Request, next: Next) -> Response {
    let longest = if binds(request.uri().path()) { LONGEST_JOB } else { LONGEST_ANSWER };
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Headers that stand on every answer.
async fn headers(tls: bool, request: Request, next: Next) -> Response {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    if tls {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

#[cfg(test)]
mod tests {
    use super::binds;

    #[test]
    fn only_what_binds_many_papers_may_take_its_time() {
        for long in
            ["/cases/case_1/dossier", "/cases/case_1/dossier.zip", "/cases/case_1/papers/disclosure/stack", "/cases/case_1/ways/review/pdf"]
        {
            assert!(binds(long), "{long}");
        }
        for short in ["/cases/case_1", "/cases/case_1/papers/register/pdf", "/desk", "/x/dossier"] {
            assert!(!binds(short), "{short}");
        }
    }
}

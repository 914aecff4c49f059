//! What every answer carries so that a browser keeps nothing, tells nothing and runs only our files.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const PERMISSIONS_POLICY: &str = "permissions-policy";

/// What no page may use.
macro_rules! forbidden {
    () => {
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), encrypted-media=(), \
         fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), keyboard-map=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), \
         xr-spatial-tracking=()"
    };
}

/// The same on every route. There is no cookie and no report address: a report would be a log of visits.
const FIXED: [(&str, &str); 9] = [
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noarchive"),
    (
        PERMISSIONS_POLICY,
        concat!(
            forbidden!(),
            ", publickey-credentials-create=(), publickey-credentials-get=()"
        ),
    ),
];

/// A counsellor may open her key with a passkey. No page of a visitor may ask for one.
const CONSOLE_PERMISSIONS: &str = concat!(
    forbidden!(),
    ", publickey-credentials-create=(self), publickey-credentials-get=(self)"
);

/// Two years, as the preload lists ask. Only sent where every origin is https, and never to an onion address.
const STRICT_TRANSPORT: (&str, &str) = ("strict-transport-security", "max-age=63072000; includeSubDomains");

/// The headers for a site with these origins.
pub(crate) fn headers(origins: &[String]) -> HeaderMap {
    let sockets: String = origins
        .iter()
        .filter_map(|origin| {
            let (scheme, host) = origin.split_once("://")?;
            Some(format!(
                " {}://{host}",
                if scheme == "https" { "wss" } else { "ws" }
            ))
        })
        .collect();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{sockets}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    );
    let mut headers: HeaderMap = FIXED
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert("content-security-policy", policy);
    }
    let strict = origins.iter().all(|origin| origin.starts_with("https://"));
    if strict {
        let (name, value) = STRICT_TRANSPORT;
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers
}

/// What the page of the console has in the place of what every answer has.
pub(crate) fn for_console(headers: &mut HeaderMap) {
    headers.insert(
        HeaderName::from_static(PERMISSIONS_POLICY),
        HeaderValue::from_static(CONSOLE_PERMISSIONS),
    );
}

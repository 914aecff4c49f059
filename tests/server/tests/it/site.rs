//! What the pages and every other answer carry.

use luwte_test_client::{Helpline, organisation};

use crate::QUICK;

const EVERYWHERE: [&str; 11] = [
    "cache-control: no-store",
    "referrer-policy: no-referrer",
    "x-content-type-options: nosniff",
    "x-frame-options: DENY",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-embedder-policy: require-corp",
    "cross-origin-resource-policy: same-origin",
    "x-robots-tag: noarchive",
    "permissions-policy: accelerometer=(), ",
    "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://helpline.test; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'\r\n",
    "\r\n\r\n",
];

#[tokio::test]
async fn every_answer_carries_every_header_and_no_cookie() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    for path in [
        "/",
        "/console/",
        "/console",
        "/favicon.ico",
        "/nowhere",
        "/ws",
        "/console/demo/0",
    ] {
        let answer = helpline.get(path).await;
        for header in EVERYWHERE {
            assert!(answer.contains(header), "{path} lacks {header}: {answer}");
        }
        assert!(
            !answer.to_lowercase().contains("set-cookie"),
            "{path} sets a cookie"
        );
        assert_eq!(
            answer.to_lowercase().matches("cache-control:").count(),
            1,
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn only_the_page_of_the_console_may_ask_for_a_passkey() {
    let helpline = Helpline::start(&organisation(), QUICK).await;
    let [for_console, for_others] = ["self", ""]
        .map(|who| format!("publickey-credentials-create=({who}), publickey-credentials-get=({who})\r\n"));
    for (path, policy) in [
        ("/console/", &for_console),
        ("/", &for_others),
        ("/index.html", &for_others),
        ("/read/en/", &for_others),
        ("/console", &for_others),
        ("/console.js", &for_others),
        ("/console/demo/0", &for_others),
        ("/nowhere", &for_others),
    ] {
        let answer = helpline.get(path).await;
        assert!(answer.contains(policy.as_str()), "{path}: {answer}");
        assert_eq!(
            answer.matches("permissions-policy:").count(),
            1,
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn the_page_carries_the_root_of_its_organisation_and_a_dull_title() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    for path in ["/", "/console/"] {
        let page = helpline.get(path).await;
        assert!(page.contains(&organisation.root().to_hex()), "{page}");
        assert!(page.contains("<title>Agenda</title>"));
        assert!(page.contains("https://www.knmi.nl/") || path != "/");
        assert!(!page.contains("{{"), "a gap was not filled in: {page}");
    }
}

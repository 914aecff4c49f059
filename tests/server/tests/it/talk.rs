//! What two people say to each other. Whoever has heard listens on until the other is done: what acknowledges a text can be
//! lost with a line, and is said again only by somebody who listens, as a page does.

use luwte_test_client::{Counsellor, Visitor};
use tokio::sync::Barrier;

/// Each says something that the other hears.
pub(crate) async fn go_on(visitor: &mut Visitor, counsellor: &mut Counsellor) {
    visitor.say("still here").await;
    assert_eq!(counsellor_hears(visitor, counsellor).await, "still here");
    counsellor.say("me too").await;
    assert_eq!(visitor_hears(visitor, counsellor).await, "me too");
}

/// The counsellor hears the visitor's next text, and it is acknowledged.
pub(crate) async fn counsellor_hears(visitor: &mut Visitor, counsellor: &mut Counsellor) -> String {
    let both = Barrier::new(2);
    let hers = async {
        visitor.delivers().await;
        listens_until(&both, visitor.until(|_| false)).await;
    };
    let theirs = async {
        let heard = counsellor.hear().await;
        listens_until(&both, counsellor.until(|_| false)).await;
        heard
    };
    tokio::join!(hers, theirs).1
}

/// The visitor hears the counsellor's next text, and it is acknowledged.
pub(crate) async fn visitor_hears(visitor: &mut Visitor, counsellor: &mut Counsellor) -> String {
    let both = Barrier::new(2);
    let hers = async {
        let heard = visitor.hear().await;
        listens_until(&both, visitor.until(|_| false)).await;
        heard
    };
    let theirs = async {
        counsellor.delivers().await;
        listens_until(&both, counsellor.until(|_| false)).await;
    };
    tokio::join!(hers, theirs).0
}

/// What the visitor hears and what the counsellor hears of what both said at once; both texts are acknowledged.
pub(crate) async fn both_hear(visitor: &mut Visitor, counsellor: &mut Counsellor) -> (String, String) {
    let both = Barrier::new(2);
    let hers = async {
        let heard = visitor.hear().await;
        visitor.delivers().await;
        listens_until(&both, visitor.until(|_| false)).await;
        heard
    };
    let theirs = async {
        let heard = counsellor.hear().await;
        counsellor.delivers().await;
        listens_until(&both, counsellor.until(|_| false)).await;
        heard
    };
    tokio::join!(hers, theirs)
}

async fn listens_until(both: &Barrier, listening: impl Future<Output = ()>) {
    tokio::select! {
        _ = both.wait() => {}
        () = listening => panic!("somebody stopped listening"),
    }
}

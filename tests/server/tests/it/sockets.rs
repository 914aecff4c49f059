//! How many sockets a node has at most.

use luwte_test_client::{Helpline, ORIGIN, Page, Visitor, organisation};
use tokio_tungstenite::tungstenite::Error;

#[tokio::test]
async fn a_node_whose_sockets_are_all_open_says_so_at_the_door_and_has_room_again_when_one_closes() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, "most_sockets = 2").await;
    let mut her = Visitor::arrive(&helpline, organisation.root()).await;
    let other = Visitor::arrive(&helpline, organisation.root()).await;
    match Page::open_from(&helpline, Some(ORIGIN)).await {
        Err(Error::Http(answer)) => assert_eq!(answer.status(), 503),
        _ => panic!("a third socket was opened"),
    }
    assert_eq!(helpline.count("luwte_socket_refused_total").await, 1);
    // Whoever is here notices nothing, and the pages can be read.
    assert!(helpline.get("/").await.starts_with("HTTP/1.1 200"));
    her.until(|page| page.ahead == Some(0)).await;
    drop(other);
    helpline.counts_to("luwte_sockets", 1).await;
    while Page::open_from(&helpline, Some(ORIGIN)).await.is_err() {}
}

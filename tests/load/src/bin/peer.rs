//! The yardstick: the web framework's websocket as its documentation shows it, echoing what it gets.

use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::WebSocket;
use axum::response::Response;
use axum::routing::get;

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if socket.send(message).await.is_err() {
            return;
        }
    }
}

async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo)
}

#[tokio::main]
async fn main() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    eprintln!("listen={}", listener.local_addr().expect("an address"));
    axum::serve(listener, Router::new().route("/ws", get(upgrade)))
        .await
        .expect("serving");
}

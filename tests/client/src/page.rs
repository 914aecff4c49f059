use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use luwte_wire::{FRAME_LENGTH, FromPage, FromServer};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::{Helpline, ORIGIN, PATIENCE};

/// One socket to the helpline, as a page has it.
pub struct Page {
    /// With which code the server closed it, once it has.
    pub close_code: Option<u16>,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// How the server ended a socket: code and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The websocket close code.
    pub code: u16,
    /// The name in the close frame.
    pub name: String,
}

impl Page {
    /// Opens a socket from the right origin.
    pub async fn open(helpline: &Helpline) -> Self {
        Self::open_from(helpline, Some(ORIGIN)).await.unwrap()
    }

    /// Opens a socket from any origin.
    pub async fn open_from(helpline: &Helpline, origin: Option<&str>) -> Result<Self, Error> {
        let mut request = format!("ws://{}/ws", helpline.address).into_client_request()?;
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        request
            .headers_mut()
            .insert("sec-websocket-extensions", "permessage-deflate".parse().unwrap());
        // As browsers do: a frame does not wait for the next.
        let (socket, answer) = tokio_tungstenite::connect_async_with_config(request, None, true).await?;
        assert!(
            answer.headers().get("sec-websocket-extensions").is_none(),
            "compression was accepted"
        );
        Ok(Self {
            close_code: None,
            socket,
        })
    }

    /// Opens a socket at an address, if somebody answers there.
    pub async fn try_open(address: &str) -> Option<Self> {
        let mut request = format!("ws://{address}/ws").into_client_request().ok()?;
        request.headers_mut().insert("origin", ORIGIN.parse().ok()?);
        let opening = tokio_tungstenite::connect_async_with_config(request, None, true);
        let (socket, _) = timeout(PATIENCE, opening).await.ok()?.ok()?;
        Some(Self {
            close_code: None,
            socket,
        })
    }

    /// The next frame, heartbeats included; none when the line is over. May be cancelled without loss.
    pub async fn try_hear(&mut self) -> Option<FromServer> {
        match self.socket.next().await? {
            Ok(Message::Binary(bytes)) => {
                Some(FromServer::decode(&bytes).expect("the server speaks the protocol"))
            }
            Ok(Message::Close(close)) => {
                self.close_code = close.map(|frame| frame.code.into());
                None
            }
            _ => None,
        }
    }

    /// Sends a frame.
    pub async fn say(&mut self, frame: FromPage) {
        self.send(Message::Binary(frame.encode())).await;
    }

    /// Sends anything at all. A server that has hung up already is no error here: the test asks why later.
    pub async fn send(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// The next frame that is no heartbeat; heartbeats are answered.
    pub async fn hear(&mut self) -> FromServer {
        loop {
            match self.message().await {
                Some(Message::Binary(bytes)) => {
                    assert_eq!(bytes.len(), FRAME_LENGTH);
                    match FromServer::decode(&bytes).unwrap() {
                        FromServer::Heartbeat => self.say(FromPage::Heartbeat).await,
                        frame => return frame,
                    }
                }
                other => panic!("expected a frame, got {other:?}"),
            }
        }
    }

    /// Frames until one of them is what the test waits for.
    pub async fn hear_until<T>(&mut self, wanted: impl Fn(&FromServer) -> Option<T>) -> T {
        let found = async {
            loop {
                if let Some(found) = wanted(&self.hear().await) {
                    return found;
                }
            }
        };
        // Heartbeats would keep a test alive for ever that waits for what never comes.
        timeout(PATIENCE, found)
            .await
            .expect("what the test waits for did not come")
    }

    /// Reads to the end of the socket and tells how it ended.
    pub async fn closed(&mut self) -> Closed {
        loop {
            match self.message().await {
                Some(Message::Close(Some(frame))) => {
                    return Closed {
                        code: frame.code.into(),
                        name: frame.reason.to_string(),
                    };
                }
                Some(_) => {}
                None => panic!("the socket ended without a reason"),
            }
        }
    }

    async fn message(&mut self) -> Option<Message> {
        let next = timeout(PATIENCE, self.socket.next())
            .await
            .expect("the server said nothing for too long");
        next.and_then(Result::ok)
    }
}

/// A frame of any bytes.
#[must_use]
pub fn raw(bytes: &[u8]) -> Message {
    Message::Binary(Bytes::copy_from_slice(bytes))
}

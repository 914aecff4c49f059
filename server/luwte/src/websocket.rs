//! One websocket (RFC 6455, server side) that costs almost nothing while nobody speaks.
//!
//! The library's own websocket keeps a read and a write buffer for every connection: about 5 kB while a visitor only
//! waits. Here bytes are read into a buffer that the thread shares; a connection holds memory only for half a frame.
//! What a message may be is narrower than in the RFC, because ours all have one size.

mod framing;

use std::cell::RefCell;
use std::io::{ErrorKind, IoSlice};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use hyper_util::rt::TokioIo;
use luwte_wire::{CloseReason, FRAME_LENGTH, Frame};
use tokio::io::Interest;
use tokio::net::TcpStream;
use tungstenite::handshake::derive_accept_key;

use framing::{Assembly, Heard};

/// What is read at once: some frames, shared by all sockets of a thread.
const READ: usize = 16 * 1024;

thread_local! {
    static READING: RefCell<Vec<u8>> = RefCell::new(vec![0; READ]);
}

/// Head of every message that leaves: one whole binary message of 2,048 bytes, not masked.
const HEAD: [u8; 4] = [0x82, 126, (FRAME_LENGTH >> 8) as u8, (FRAME_LENGTH & 0xff) as u8];
const PONG: u8 = 0x8a;
const CLOSE: u8 = 0x88;

/// What came in.
pub(crate) enum Incoming {
    /// One binary message of [`FRAME_LENGTH`] bytes.
    Message(Frame),
    /// A ping or pong, or a piece of a message: nothing to act on, but it counts. Pings are answered here.
    Control,
}

/// Why nothing more comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The other side or the network ended it.
    Lost,
    /// What came is not allowed, and this is its name.
    Wrong(CloseReason),
}

pub(crate) struct WebSocket {
    stream: TcpStream,
    /// Read and not yet understood: less than a frame, or frames that came together.
    unread: BytesMut,
    assembly: Assembly,
    /// Written and not yet taken by the network.
    unsent: Vec<u8>,
}

/// Answers an upgrade request (RFC 6455, section 4.2) and runs `serve` with the socket that comes of it.
pub(crate) fn upgrade<S, F>(mut request: axum::extract::Request, serve: S) -> Response
where
    S: FnOnce(WebSocket) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let Some(accept) = accept_key(request.headers()) else {
        let what = "This address speaks websocket (RFC 6455, version 13) only.";
        return (
            StatusCode::UPGRADE_REQUIRED,
            [(header::SEC_WEBSOCKET_VERSION, "13")],
            what,
        )
            .into_response();
    };
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() else {
            tracing::error!("The listener and the websocket disagree about what a connection is.");
            return;
        };
        let websocket = WebSocket::new(parts.io.into_inner(), &parts.read_buf);
        drop(parts.read_buf);
        // A task of its own: this one is as large as the upgrade, and would stay so.
        tokio::spawn(serve(websocket));
    });
    let headers = [
        (header::CONNECTION, HeaderValue::from_static("upgrade")),
        (header::UPGRADE, HeaderValue::from_static("websocket")),
        (header::SEC_WEBSOCKET_ACCEPT, accept),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}

fn accept_key(headers: &HeaderMap) -> Option<HeaderValue> {
    let says = |name, word: &str| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .is_some_and(|value| {
                value
                    .split(',')
                    .any(|part| part.trim().eq_ignore_ascii_case(word))
            })
    };
    let upgrade = says(header::CONNECTION, "upgrade")
        && says(header::UPGRADE, "websocket")
        && says(header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| upgrade)?;
    HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok()
}

impl WebSocket {
    fn new(stream: TcpStream, first: &[u8]) -> Self {
        Self {
            stream,
            unread: BytesMut::from(first),
            assembly: Assembly::default(),
            unsent: Vec::new(),
        }
    }

    /// The next thing that comes. May be cancelled without loss.
    pub(crate) async fn receive(&mut self) -> Result<Incoming, Broken> {
        loop {
            match self.assembly.next(&mut self.unread).map_err(Broken::Wrong)? {
                Some(Heard::Message(frame)) => return Ok(Incoming::Message(frame)),
                Some(Heard::Pong | Heard::Piece) => return Ok(Incoming::Control),
                Some(Heard::Ping(body)) => {
                    self.answer(PONG, &body);
                    return Ok(Incoming::Control);
                }
                Some(Heard::Close(body)) => {
                    self.answer(CLOSE, &body);
                    return Err(Broken::Lost);
                }
                None => self.read().await?,
            }
        }
    }

    async fn read(&mut self) -> Result<(), Broken> {
        let interest = if self.unsent.is_empty() {
            Interest::READABLE
        } else {
            Interest::READABLE | Interest::WRITABLE
        };
        let ready = self.stream.ready(interest).await.map_err(|_| Broken::Lost)?;
        if ready.is_writable() {
            self.write_now()?;
        }
        let read = READING.with_borrow_mut(|reading| {
            let read = self.stream.try_read(reading)?;
            self.unread.extend_from_slice(&reading[..read]);
            Ok(read)
        });
        match read.map_err(|error: std::io::Error| error.kind()) {
            Ok(0) => Err(Broken::Lost),
            Ok(_) | Err(ErrorKind::WouldBlock) => Ok(()),
            Err(_) => Err(Broken::Lost),
        }
    }

    /// Sends one frame, all of it. Must not be cancelled unless the socket is given up.
    pub(crate) async fn send(&mut self, frame: &Frame) -> Result<(), Broken> {
        self.flush().await?;
        let written = self
            .stream
            .try_write_vectored(&[IoSlice::new(&HEAD), IoSlice::new(frame)]);
        let written = match written {
            Ok(written) => written,
            Err(error) if error.kind() == ErrorKind::WouldBlock => 0,
            Err(_) => return Err(Broken::Lost),
        };
        self.unsent
            .extend_from_slice(HEAD.get(written..).unwrap_or_default());
        self.unsent
            .extend_from_slice(&frame[written.saturating_sub(HEAD.len())..]);
        self.flush().await
    }

    /// Tells the page why, and reads what it still sends until it has taken that: otherwise the reason could be lost.
    pub(crate) async fn farewell(mut self, reason: CloseReason) {
        let mut body = reason.code().to_be_bytes().to_vec();
        body.extend_from_slice(reason.name().as_bytes());
        self.unsent.extend_from_slice(&[CLOSE, body.len() as u8]);
        self.unsent.extend_from_slice(&body);
        if self.flush().await.is_ok() {
            while self.read().await.is_ok() {
                self.unread.clear();
            }
        }
    }

    /// Answers a control frame, unless an earlier answer still waits: the newest may be left out (section 5.5.3).
    fn answer(&mut self, kind: u8, body: &[u8]) {
        if self.unsent.is_empty() {
            self.unsent.extend_from_slice(&[kind, body.len() as u8]);
            self.unsent.extend_from_slice(body);
            // A lost line shows itself at the next read.
            let _ = self.write_now();
        }
    }

    async fn flush(&mut self) -> Result<(), Broken> {
        while !self.unsent.is_empty() {
            self.stream.writable().await.map_err(|_| Broken::Lost)?;
            self.write_now()?;
        }
        Ok(())
    }

    fn write_now(&mut self) -> Result<(), Broken> {
        match self.stream.try_write(&self.unsent) {
            Ok(written) if written == self.unsent.len() => self.unsent = Vec::new(),
            Ok(written) => drop(self.unsent.drain(..written)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return Err(Broken::Lost),
        }
        Ok(())
    }
}

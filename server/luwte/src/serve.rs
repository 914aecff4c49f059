//! Starting, sweeping and stopping a helpline.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use luwte_desk::{Event, NodeId};
use luwte_wire::{CloseReason, REVOCATION_LENGTH};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use crate::board::{Board, MemoryBoard, RedisBoard, RedisRefused, now_milliseconds};
use crate::config::Config;
use crate::folders::{self, DiskRefused, FolderKey, Folders, RedisStore};
use crate::ledger::{self, Ledger, LedgerError};
use crate::metrics::Metrics;
use crate::now::Now;
use crate::reading::Shelf;
use crate::revocations;
use crate::sockets::Sockets;
use crate::tokens::TokenKeys;
use crate::{listener, site};

/// One running helpline.
pub(crate) struct Helpline<B> {
    pub(crate) config: Config,
    pub(crate) board: B,
    pub(crate) sockets: Arc<Sockets>,
    /// Room for sockets: each holds one of these for as long as it is open.
    pub(crate) room: Arc<Semaphore>,
    pub(crate) metrics: Metrics,
    pub(crate) token_keys: Arc<TokenKeys>,
    /// What can be read here.
    pub(crate) shelf: Shelf,
    pub(crate) now: Now,
    /// What visitors keep.
    pub(crate) folders: Arc<Folders>,
    /// What this node counts, if it does.
    pub(crate) ledger: Option<Arc<Ledger>>,
}

/// Why a helpline does not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    #[error("{address} cannot be used ({why}). Stop what runs there, or choose another port.")]
    Listen {
        address: SocketAddr,
        why: std::io::Error,
    },
    #[error("{0}")]
    Redis(#[from] RedisRefused),
    #[error("{0}")]
    Ledger(#[from] LedgerError),
    #[error("{0}")]
    Folders(#[from] DiskRefused),
    #[error("the runtime does not start: {0}")]
    Runtime(#[from] std::io::Error),
}

/// Runs until SIGTERM or SIGINT. `ready` is called with the address of the pages once they can be opened.
pub(crate) fn run(config: Config, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(config, ready))
}

async fn serve(config: Config, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let pages = listen(config.listen).await?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let token_keys = config.token_keys.clone().unwrap_or_else(|| {
        tracing::warn!(
            "There is no `token_key_file`: places and conversations will not outlive this process."
        );
        Arc::new(TokenKeys::random())
    });
    let (taken_back, revocations) = mpsc::unbounded_channel();
    let ledger = open_ledger(&config)?;
    let sockets = Arc::new(Sockets::new(
        NodeId(rand::random()),
        config.redis.is_some(),
        taken_back,
        token_keys.clone(),
        ledger.clone(),
    ));
    let desk = config.desk.settings();
    match config.redis.clone() {
        None => {
            let board = MemoryBoard::new(desk, sockets.clone());
            let helpline = Helpline::new(config, board, sockets, (token_keys, ledger))?;
            open(helpline, pages, metrics, revocations, ready).await
        }
        Some(address) => {
            let board = RedisBoard::new(
                address,
                &config.organisation.root,
                desk,
                sockets.clone(),
                token_keys.clone(),
            )
            .await?;
            let helpline = Helpline::new(config, board, sockets, (token_keys, ledger))?;
            open(helpline, pages, metrics, revocations, ready).await
        }
    }
}

impl<B> Helpline<B> {
    fn new(
        config: Config,
        board: B,
        sockets: Arc<Sockets>,
        (token_keys, ledger): (Arc<TokenKeys>, Option<Arc<Ledger>>),
    ) -> Result<Arc<Self>, ServeError> {
        Ok(Arc::new(Self {
            folders: Arc::new(open_folders(&config)?),
            shelf: Shelf::new(&config, now_milliseconds())?,
            now: Now::new(&config.organisation.files.hours),
            room: Arc::new(Semaphore::new(
                config.desk.most_sockets.min(Semaphore::MAX_PERMITS),
            )),
            config,
            board,
            sockets,
            metrics: Metrics::default(),
            ledger,
            token_keys,
        }))
    }
}

/// Runs until SIGTERM or SIGINT.
async fn open<B: Board>(
    helpline: Arc<Helpline<B>>,
    pages: TcpListener,
    metrics: Option<TcpListener>,
    revocations: UnboundedReceiver<[u8; REVOCATION_LENGTH]>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let router = site::router(helpline.clone())?;
    let address = pages.local_addr()?;
    tracing::info!(listen = %address, "The helpline is open.");
    ready(address);
    tokio::select! {
        () = listener::serve(pages, router) => {}
        () = sweep(&helpline) => {}
        () = listen_to_pages(&helpline) => {}
        () = folders::sweep(&helpline.folders) => {}
        () = revocations::watch(&helpline, revocations) => {}
        () = ledger::keep(helpline.ledger.as_ref(), sweep_pace(&helpline.config)) => {}
        () = serve_metrics(metrics, helpline.clone()) => {}
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("The helpline is closing.");
    helpline.sockets.close_all(CloseReason::Restarting);
    let drained = async {
        while helpline.sockets.count() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let patience = Duration::from_secs(helpline.config.desk.drain_seconds);
    let _ = tokio::time::timeout(patience, drained).await;
    ledger::write_last(helpline.ledger.as_ref()).await;
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|why| ServeError::Listen { address, why })
}

fn open_folders(config: &Config) -> Result<Folders, DiskRefused> {
    let section = &config.folders;
    let key = section.key.clone().unwrap_or_else(FolderKey::random);
    let redis = config
        .redis
        .clone()
        .map(|address| RedisStore::new(address, &config.organisation.root));
    Folders::new(&section.place, redis, key, section.most)
}

fn open_ledger(config: &Config) -> Result<Option<Arc<Ledger>>, ServeError> {
    let Some(file) = &config.counts_file else {
        return Ok(None);
    };
    let zone = config.organisation.files.hours.zone().clone();
    let desk = &config.organisation.files.desk;
    let own = &config.organisation.language;
    let language = desk
        .languages
        .iter()
        .find(|known| *known == own)
        .or(desk.languages.first());
    let categories = ledger::categories(&desk.outcomes, language.map_or(own, String::as_str));
    let ledger = Ledger::open(file, zone, categories, now_milliseconds())?;
    Ok(Some(Arc::new(ledger)))
}

fn sweep_pace(config: &Config) -> Duration {
    Duration::from_millis(config.desk.sweep_milliseconds)
}

async fn sweep<B: Board>(helpline: &Helpline<B>) {
    let mut pace = tokio::time::interval(sweep_pace(&helpline.config));
    pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        let node = helpline.sockets.node;
        helpline.board.submit(Event::Sweep { node }).await;
        helpline
            .sockets
            .close_silent(helpline.config.desk.silent_after_milliseconds);
    }
}

async fn listen_to_pages<B>(helpline: &Helpline<B>) {
    let mut pace = tokio::time::interval(Duration::from_millis(helpline.config.desk.heartbeat_milliseconds));
    pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        helpline.sockets.heartbeat();
    }
}

/// Metrics are for who runs the server, on an address of their own, never on that of the pages.
async fn serve_metrics<B: Board>(listener: Option<TcpListener>, helpline: Arc<Helpline<B>>) {
    let Some(listener) = listener else {
        return std::future::pending().await;
    };
    let metrics = |State(helpline): State<Arc<Helpline<B>>>| async move {
        helpline
            .metrics
            .text(helpline.board.figures().await, helpline.sockets.count())
    };
    listener::serve(
        listener,
        Router::new().route("/metrics", get(metrics)).with_state(helpline),
    )
    .await;
}

//! Which server counts at this moment, and connections to it.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, FromRedisValue, Value};

use super::address::{Place, RedisAddress};
use super::{PATIENCE, RedisRefused, in_time};

/// How often the Sentinels are asked whether their master is still the same.
const WATCH: Duration = Duration::from_secs(1);

impl RedisAddress {
    /// The server that counts now for this key. Asked at every connect: after a fail-over it is another one.
    pub(super) async fn look_up(&self, key: &str) -> Result<ConnectionInfo, RedisRefused> {
        match &self.0 {
            Place::One(server) => Ok(server.clone()),
            Place::Sentinel { sentinels, name } => master(sentinels, name).await,
            Place::Cluster(servers) => owner(servers, key).await,
        }
    }

    /// A connection to the server that counts now for this key, for one request.
    pub(crate) async fn connection(&self, key: &str) -> Result<MultiplexedConnection, RedisRefused> {
        let server = in_time(self.look_up(key)).await?;
        self.connect(&server).await
    }

    /// Ends when the Sentinels have another master than this one, or too few of them can be asked.
    ///
    /// The old master may live on where they cannot reach it, and say nothing. A cluster needs no watch: a server that
    /// has lost touch with the others, or the slot to one of them, refuses the next sweep that is written to it.
    pub(super) async fn watch(&self, server: &ConnectionInfo) -> Result<(), RedisRefused> {
        let Place::Sentinel { sentinels, name } = &self.0 else {
            return std::future::pending().await;
        };
        loop {
            tokio::time::sleep(WATCH).await;
            if master(sentinels, name).await?.addr() != server.addr() {
                return Err(RedisRefused::Replaced);
            }
        }
    }

    /// Opens a connection, if nothing that is written there reaches a disk.
    pub(super) async fn connect(
        &self,
        server: &ConnectionInfo,
    ) -> Result<MultiplexedConnection, RedisRefused> {
        let mut connection = open(server).await?;
        in_time(self.refuse_disk(&mut connection)).await?;
        Ok(connection)
    }

    async fn refuse_disk(&self, connection: &mut MultiplexedConnection) -> Result<(), RedisRefused> {
        let own = "--save \"\" --appendonly no";
        let replicated = "--repl-diskless-sync yes --repl-diskless-load swapdb, and its replicas too";
        let mut rules = vec![("save", "", own), ("appendonly", "no", own)];
        if self.has_replicas() {
            // A new replica gets everything at once: by way of a file on either side, if nobody says otherwise.
            rules.push(("repl-diskless-sync", "yes", replicated));
            rules.push(("repl-diskless-load", "swapdb", replicated));
        }
        for (setting, harmless, instead) in rules {
            let mut ask = redis::cmd("CONFIG");
            ask.arg("GET").arg(setting);
            let answer: Vec<String> = ask.query_async(connection).await?;
            if answer.get(1).is_none_or(|value| value != harmless) {
                return Err(RedisRefused::Persistent { setting, instead });
            }
        }
        Ok(())
    }
}

async fn open(server: &ConnectionInfo) -> Result<MultiplexedConnection, RedisRefused> {
    // The library would give up after half a second, which is a quiet moment and no fault; we wait ourselves.
    let settings = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(PATIENCE))
        .set_response_timeout(None);
    let client = Client::open(server.clone())?;
    Ok(client
        .get_multiplexed_async_connection_with_config(&settings)
        .await?)
}

/// The master that more than half of the Sentinels name.
///
/// One of them may be cut off from the others together with a master that was replaced. Two masters cannot have more
/// than half each, so nodes on both sides of a cut do not go on with a desk each.
async fn master(sentinels: &[ConnectionInfo], name: &str) -> Result<ConnectionInfo, RedisRefused> {
    let mut answers: FuturesUnordered<_> = sentinels
        .iter()
        .map(|sentinel| in_time(named_by(sentinel, name)))
        .collect();
    let mut voices = BTreeMap::new();
    let mut unreachable = None;
    while let Some(answer) = answers.next().await {
        match answer {
            Ok(Some((host, port))) => {
                let count = voices.entry((host.clone(), port)).or_insert(0);
                *count += 1;
                if *count * 2 > sentinels.len() {
                    // All have the same user, password and TLS.
                    return sentinels
                        .first()
                        .map(|like| beside(like, host, port))
                        .ok_or(RedisRefused::NoMaster);
                }
            }
            Ok(None) => {}
            Err(why) => unreachable = Some(why),
        }
    }
    match unreachable {
        Some(why) if voices.is_empty() => Err(why),
        _ => Err(RedisRefused::NoMaster),
    }
}

/// The master of this name, as one Sentinel sees it.
async fn named_by(sentinel: &ConnectionInfo, name: &str) -> Result<Option<(String, u16)>, RedisRefused> {
    // User and password are the master's.
    let mut connection = open(&sentinel.clone().set_redis_settings(Default::default())).await?;
    let mut ask = redis::cmd("SENTINEL");
    ask.arg("GET-MASTER-ADDR-BY-NAME").arg(name);
    Ok(ask.query_async(&mut connection).await?)
}

/// The master that owns the slot of this key, as the first says that answers and is not cut off from the others.
async fn owner(servers: &[ConnectionInfo], key: &str) -> Result<ConnectionInfo, RedisRefused> {
    let mut answers: FuturesUnordered<_> = servers
        .iter()
        .map(|server| in_time(owner_by(server, key)))
        .collect();
    let mut why = RedisRefused::NoOwner;
    while let Some(answer) = answers.next().await {
        match answer {
            Ok(owner) => return Ok(owner),
            Err(other) => why = other,
        }
    }
    Err(why)
}

async fn owner_by(server: &ConnectionInfo, key: &str) -> Result<ConnectionInfo, RedisRefused> {
    let mut connection = open(server).await?;
    let mut ask = redis::pipe();
    ask.cmd("CLUSTER").arg("INFO");
    ask.cmd("CLUSTER").arg("KEYSLOT").arg(key);
    ask.cmd("CLUSTER").arg("SLOTS");
    let (state, slot, parts): (String, u16, Vec<Vec<Value>>) = ask.query_async(&mut connection).await?;
    if !state.contains("cluster_state:ok") {
        return Err(RedisRefused::NoOwner);
    }
    let owner = parts.iter().find_map(|part| master_of(part, slot));
    match (owner, server.addr()) {
        // It has no name for itself but the one by which it was found.
        (Some((None, port)), ConnectionAddr::Tcp(host, _) | ConnectionAddr::TcpTls { host, .. }) => {
            Ok(beside(server, host.clone(), port))
        }
        (Some((Some(host), port)), _) => Ok(beside(server, host, port)),
        _ => Err(RedisRefused::NoOwner),
    }
}

/// Host and port of the master that has this slot, if it is in this part of the cluster: first slot, last slot, servers.
fn master_of(part: &[Value], slot: u16) -> Option<(Option<String>, u16)> {
    let [first, last, Value::Array(master), ..] = part else {
        return None;
    };
    let [host, port, ..] = master.as_slice() else {
        return None;
    };
    let number = |value| u16::from_redis_value_ref(value).ok();
    if !(number(first)?..=number(last)?).contains(&slot) {
        return None;
    }
    let host = Option::<String>::from_redis_value_ref(host).ok()?;
    Some((host.filter(|host| !host.is_empty()), number(port)?))
}

/// The server at this host and port, asked as this one is: with its user and password, and over TLS if it is.
fn beside(like: &ConnectionInfo, host: String, port: u16) -> ConnectionInfo {
    let address = match like.addr() {
        ConnectionAddr::TcpTls { .. } => ConnectionAddr::TcpTls {
            host,
            port,
            insecure: false,
            tls_params: None,
        },
        _ => ConnectionAddr::Tcp(host, port),
    };
    like.clone().set_addr(address)
}

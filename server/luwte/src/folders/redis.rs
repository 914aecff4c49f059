//! Folders in the memory of the Redis that the nodes share. It writes to no disk, or is not used.

use std::time::Duration;

use ::redis::aio::MultiplexedConnection;
use ::redis::{RedisError, cmd};
use luwte_certificates::OrganisationRoot;
use luwte_wire::FolderAnswer;
use sha2::{Digest, Sha256};

use super::{Kept, Name, Over, Shelf, Unreachable};
use crate::board::RedisAddress;

/// How long Redis may take for one answer. Whoever asked hears then that it is out of reach, and asks again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Keeps something unless what is there is not what it should be, or there is no room: all at once, whoever else writes.
/// The first thing it writes is the thing itself: from then on a Redis that is full takes whatever a script writes.
/// Keys: the list of the shelf, the thing. Arguments: today, what must be there (or `any`), that itself, how many there may
/// be, the thing, until which day, when Redis throws it away, its name on the shelf.
const PUT: &str = r"
local there = redis.call('GET', KEYS[2]) or ''
if ARGV[2] ~= 'any' and there ~= ARGV[3] then
  return there == '' and 'nothing' or 'changed'
end
if there == '' and redis.call('ZCOUNT', KEYS[1], ARGV[1], '+inf') >= tonumber(ARGV[4]) then
  return 'full'
end
redis.call('SET', KEYS[2], ARGV[5], 'EXAT', ARGV[7])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1])
redis.call('ZADD', KEYS[1], ARGV[6], ARGV[8])
redis.call('EXPIREAT', KEYS[1], (ARGV[1] + 92) * 86400)
return 'done'
";

pub(crate) struct RedisStore {
    address: RedisAddress,
    /// What all keys begin with: in a cluster they are in one slot.
    helpline: String,
}

impl RedisStore {
    pub(crate) fn new(address: RedisAddress, root: &OrganisationRoot) -> Self {
        let helpline = hex::encode(Sha256::digest(root.to_bytes()));
        // What stands in braces decides alone in which slot of a cluster a key is.
        let helpline = format!("luwte:1:{{{}}}", helpline.get(..16).unwrap_or_default());
        Self { address, helpline }
    }

    pub(super) async fn get(&self, name: &Name) -> Result<Option<Kept>, Unreachable> {
        self.read(&mut self.connect().await?, name).await
    }

    pub(super) async fn put(
        &self,
        name: &Name,
        kept: Kept,
        over: Over,
        (most, today): (usize, u32),
    ) -> Result<FolderAnswer, Unreachable> {
        let mut connection = self.connect().await?;
        let there = match over {
            Over::Anything => None,
            Over::Nothing => Some(Vec::new()),
            Over::This(_) => {
                let there = self.read(&mut connection, name).await?;
                if let Some(refused) = over.refuses(there.as_ref()) {
                    return Ok(refused);
                }
                there.map(|there| there.encode().to_vec())
            }
        };
        let gone_at = (u64::from(kept.until) + 1) * 86_400;
        let answer: String = cmd("EVAL")
            .arg(PUT)
            .arg(2)
            .arg(self.list_of(name.shelf()))
            .arg(self.key(name))
            .arg(today)
            .arg(if there.is_some() { "this" } else { "any" })
            .arg(there.unwrap_or_default())
            .arg(most)
            .arg(kept.encode().as_ref())
            .arg(kept.until)
            .arg(gone_at)
            .arg(name.last())
            .query_async(&mut connection)
            .await
            .map_err(told)?;
        match answer.as_str() {
            "done" => Ok(FolderAnswer::Done),
            "nothing" => Ok(FolderAnswer::Nothing),
            "changed" => Ok(FolderAnswer::Changed),
            "full" => Ok(FolderAnswer::Full),
            _ => Err(Unreachable),
        }
    }

    pub(super) async fn remove(&self, name: &Name) -> Result<bool, Unreachable> {
        let mut connection = self.connect().await?;
        let (removed, _): (u32, u32) = ::redis::pipe()
            .atomic()
            .cmd("DEL")
            .arg(self.key(name))
            .cmd("ZREM")
            .arg(self.list_of(name.shelf()))
            .arg(name.last())
            .query_async(&mut connection)
            .await
            .map_err(told)?;
        Ok(removed > 0)
    }

    pub(super) async fn list(&self, shelf: Shelf) -> Result<Vec<(Name, Kept)>, Unreachable> {
        let mut connection = self.connect().await?;
        let names: Vec<String> = cmd("ZRANGE")
            .arg(self.list_of(shelf))
            .arg(0)
            .arg(-1)
            .query_async(&mut connection)
            .await
            .map_err(told)?;
        let mut all = Vec::new();
        for name in names.iter().filter_map(|last| shelf.name(last)) {
            if let Some(kept) = self.read(&mut connection, &name).await? {
                all.push((name, kept));
            }
        }
        Ok(all)
    }

    async fn read(
        &self,
        connection: &mut MultiplexedConnection,
        name: &Name,
    ) -> Result<Option<Kept>, Unreachable> {
        let bytes: Option<Vec<u8>> = cmd("GET")
            .arg(self.key(name))
            .query_async(connection)
            .await
            .map_err(told)?;
        Ok(bytes.and_then(Kept::decode))
    }

    async fn connect(&self) -> Result<MultiplexedConnection, Unreachable> {
        let connection = self.address.connection(&self.list_of(Shelf::Folders)).await;
        let mut connection = connection.map_err(|_| {
            tracing::warn!("Redis cannot be reached for a folder.");
            Unreachable
        })?;
        connection.set_response_timeout(PATIENCE);
        Ok(connection)
    }

    fn list_of(&self, shelf: Shelf) -> String {
        format!("{}:{}", self.helpline, shelf.path())
    }

    fn key(&self, name: &Name) -> String {
        format!("{}:{}", self.list_of(name.shelf()), name.last())
    }
}

/// Redis' own words may hold what was asked; the kind of failure is enough.
fn told(why: RedisError) -> Unreachable {
    tracing::warn!("Redis is lost: {}", why.category());
    Unreachable
}

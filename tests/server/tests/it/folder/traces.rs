//! What somebody learns who takes the log, the Redis or the disk away: no words, and nothing to try words on.

use std::path::Path;

use luwte_conversation::FolderWords;
use luwte_test_client::{Folder, Helpline, Redis, organisation};
use luwte_wire::{FolderAnswer, Lookup};

use super::Evening;
use crate::QUICK;

/// In how many keys and values of Redis bytes occur. It fails at a kind of value that it does not know.
const SEARCH: &str = r"
local wanted = string.gsub(ARGV[1], '..', function(two) return string.char(tonumber(two, 16)) end)
local found = 0
local function look(value)
  if type(value) == 'table' then
    for _, inner in ipairs(value) do look(inner) end
  elseif string.find(value, wanted, 1, true) then
    found = found + 1
  end
end
for _, key in ipairs(redis.call('KEYS', '*')) do
  look(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'string' then
    look(redis.call('GET', key))
  elseif kind == 'zset' then
    look(redis.call('ZRANGE', key, 0, -1))
  elseif kind == 'stream' then
    look(redis.call('XRANGE', key, '-', '+'))
  else
    return redis.error_reply('unknown kind ' .. kind)
  end
end
return found
";

async fn in_redis(redis: &Redis, bytes: &[u8]) -> usize {
    let said = redis.ask(&["eval", SEARCH, "0", &hex::encode(bytes)]).await;
    said.trim().parse().unwrap_or_else(|_| panic!("{said}"))
}

/// In how many files below a directory bytes occur, names included.
fn on_disk(directory: &Path, bytes: &[u8]) -> usize {
    let contains = |text: &[u8]| text.windows(bytes.len()).any(|part| part == bytes);
    let entries = std::fs::read_dir(directory).unwrap().flatten();
    entries
        .map(|entry| {
            let path = entry.path();
            let inside = if path.is_dir() {
                on_disk(&path, bytes)
            } else {
                usize::from(contains(&std::fs::read(&path).unwrap()))
            };
            inside + usize::from(contains(entry.file_name().as_encoded_bytes()))
        })
        .sum()
}

/// The ways in which bytes are written in a log by mistake.
fn written(bytes: &[u8]) -> [String; 3] {
    let first = &bytes[..16];
    let listed = format!("{first:?}");
    [
        hex::encode(first),
        hex::encode_upper(first),
        listed.trim_matches(['[', ']']).to_owned(),
    ]
}

#[tokio::test]
async fn neither_words_nor_what_they_come_to_nor_what_is_sealed_is_in_the_log() {
    for evening in Evening::everywhere("most = 2").await {
        let root = evening.organisation.root();
        let text = "maan fiets brood water lamp";
        let words = FolderWords::stretch(root, text).unwrap();
        let folder = Folder::under(root, Lookup(*words.lookup()));
        let mut page = evening.page().await;
        assert_eq!(folder.keep(&mut page, evening.right()).await, FolderAnswer::Done);
        let share = folder.open(&mut page).await.head.share;
        let changed = folder.changed();
        assert_eq!(changed.keep_over(&mut page, &folder).await, FolderAnswer::Done);
        // And what goes wrong: refused, full, changed, a socket that ends.
        assert_eq!(folder.keep(&mut page, None).await, FolderAnswer::Refused);
        let answer = folder.keep_over(&mut page, &folder).await;
        assert_eq!(answer, FolderAnswer::Changed);
        evening.kept().await;
        let full = evening.folder().keep(&mut page, evening.right()).await;
        assert_eq!(full, FolderAnswer::Full);
        assert_eq!(changed.throw_away(&mut page).await, FolderAnswer::Done);
        page.say(folder.open_with(luwte_wire::EffortNonce([0; 8]))).await;
        assert_eq!(page.closed().await.name, "not-now");
        let log = evening.helpline.stop().await;
        for word in text.split(' ') {
            assert!(!log.contains(word), "{log}");
        }
        for bytes in [
            &folder.lookup.0[..],
            &words.seed()[..],
            &share,
            &folder.hash(),
            &folder.sealed,
            &changed.sealed,
        ] {
            for text in written(bytes) {
                assert!(!log.contains(&text), "{text} is in {log}");
            }
        }
    }
}

#[tokio::test]
async fn a_redis_that_is_down_is_named_in_the_log_and_nobody_who_asked_meanwhile() {
    let organisation = organisation();
    let helpline = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
    let evening = Evening::at(organisation, helpline, tempfile::tempdir().unwrap()).await;
    let folder = evening.kept().await;
    evening.helpline.redis().await.die().await;
    let opened = folder.open(&mut evening.page().await).await;
    assert_eq!(opened.head.answer, FolderAnswer::Unreachable);
    let log = evening.helpline.stop().await;
    assert!(log.contains("Redis cannot be reached for a folder"), "{log}");
    for text in written(&folder.lookup.0) {
        assert!(!log.contains(&text), "{text} is in {log}");
    }
}

#[tokio::test]
async fn redis_holds_what_is_sealed_and_not_what_the_words_come_to() {
    let organisation = organisation();
    let helpline = Helpline::start_on(&organisation, QUICK, Redis::start().await).await;
    let evening = Evening::at(organisation, helpline, tempfile::tempdir().unwrap()).await;
    let folder = evening.kept().await;
    let opened = folder.open(&mut evening.page().await).await;
    let redis = evening.helpline.redis().await;
    // What searches finds what is there, so it would find the rest.
    assert_eq!(in_redis(&redis, &folder.sealed[..64]).await, 1);
    for bytes in [folder.lookup.0, opened.head.share] {
        for part in [&bytes[..16], &bytes[16..]] {
            assert_eq!(in_redis(&redis, part).await, 0);
            assert_eq!(in_redis(&redis, hex::encode(part).as_bytes()).await, 0);
        }
    }
    // Nothing of it is left when she throws it away, and nothing was on a disk.
    drop(redis);
    assert_eq!(
        folder.throw_away(&mut evening.page().await).await,
        FolderAnswer::Done
    );
    let redis = evening.helpline.redis().await;
    assert_eq!(in_redis(&redis, &folder.sealed[..64]).await, 0);
    assert!(!redis.ask(&["keys", "*"]).await.contains(":folders"));
    assert_eq!(redis.files(), [""; 0]);
    drop(redis);
}

#[tokio::test]
async fn the_disk_holds_what_is_sealed_and_not_what_the_words_come_to() {
    let evening = Evening::begin_on_disk("").await;
    let folder = evening.kept().await;
    let opened = folder.open(&mut evening.page().await).await;
    let directory = evening.directory.path();
    assert_eq!(on_disk(directory, &folder.sealed[..64]), 1);
    for bytes in [folder.lookup.0, opened.head.share] {
        for part in [&bytes[..16], &bytes[16..]] {
            assert_eq!(on_disk(directory, part), 0);
            assert_eq!(on_disk(directory, hex::encode(part).as_bytes()), 0);
        }
    }
    assert_eq!(
        folder.throw_away(&mut evening.page().await).await,
        FolderAnswer::Done
    );
    assert_eq!(on_disk(directory, &folder.sealed[..64]), 0);
}

//! The time that an answer takes does not tell whether there is a folder.

use std::time::{Duration, Instant};

use luwte_test_client::{Counsellor, Folder, Helpline, Organisation, Page, organisation};
use luwte_wire::FolderAnswer;
use rand::seq::SliceRandom;

use crate::QUICK;

/// From here on two means are called different.
const TELLS: f64 = 4.5;
/// Folders that one console makes: its socket is not `too-fast` then.
const BY_ONE: usize = 40;

/// How long each answer took, in seconds: of folders that are there, and where nothing is.
struct Samples {
    hits: Vec<f64>,
    misses: Vec<f64>,
}

impl Samples {
    /// Asks for each so many times, at random one or the other, spread over so many folders.
    async fn take(helpline: &Helpline, organisation: &Organisation, each: usize, folders: usize) -> Self {
        let kept = keep(helpline, organisation, folders).await;
        let missing: Vec<Folder> = kept.iter().map(|_| Folder::new(organisation.root())).collect();
        let mut order = [vec![true; each], vec![false; each]].concat();
        order.shuffle(&mut rand::rng());
        let mut page = Page::open(helpline).await;
        let (mut kept, mut missing) = (kept.iter().cycle(), missing.iter().cycle());
        let mut samples = Self {
            hits: Vec::new(),
            misses: Vec::new(),
        };
        for hit in order {
            let folder = if hit { kept.next() } else { missing.next() }.unwrap();
            let took = samples.one(&mut page, folder, hit).await.as_secs_f64();
            if hit {
                &mut samples.hits
            } else {
                &mut samples.misses
            }
            .push(took);
        }
        samples
    }

    /// From the last byte that is sent to the last frame that is received, of which there are as many either way.
    async fn one(&self, page: &mut Page, folder: &Folder, hit: bool) -> Duration {
        let knock = page.knock().await.0;
        let open = folder.open_with(folder.effort(knock));
        page.say(open).await;
        let sent = Instant::now();
        let opened = page.hear_folder().await;
        let took = sent.elapsed();
        let expected = if hit {
            FolderAnswer::Done
        } else {
            FolderAnswer::Nothing
        };
        assert_eq!(opened.head.answer, expected);
        assert_eq!(opened.sealed == folder.sealed, hit);
        assert_eq!(opened.sealed.len(), folder.sealed.len());
        took
    }

    /// Welch's t of the two.
    fn t(&self) -> f64 {
        let (hits, misses) = (mean(&self.hits), mean(&self.misses));
        let error =
            variance(&self.hits) / self.hits.len() as f64 + variance(&self.misses) / self.misses.len() as f64;
        (hits - misses) / error.sqrt()
    }
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

fn variance(of: &[f64]) -> f64 {
    let mean = mean(of);
    of.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (of.len() - 1) as f64
}

/// Consoles make them: they need no right.
async fn keep(helpline: &Helpline, organisation: &Organisation, many: usize) -> Vec<Folder> {
    let folders: Vec<Folder> = (0..many).map(|_| Folder::new(organisation.root())).collect();
    for some in folders.chunks(BY_ONE) {
        let mut console = Counsellor::report(helpline, organisation, "Noor").await;
        for folder in some {
            assert_eq!(folder.keep(&mut console.page, None).await, FolderAnswer::Done);
        }
    }
    folders
}

#[tokio::test]
async fn a_folder_and_none_are_opened_with_the_same_frames() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let samples = Samples::take(&helpline, &organisation, 30, 10).await;
    assert_eq!((samples.hits.len(), samples.misses.len()), (30, 30));
}

#[tokio::test]
#[ignore = "it takes four minutes: make folder-timing"]
async fn the_time_of_an_answer_does_not_tell_whether_there_is_a_folder() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    tells_nothing(&helpline, &organisation).await;
}

#[tokio::test]
#[ignore = "it takes four minutes: make folder-timing"]
async fn the_time_of_a_disk_does_not_tell_it_either() {
    let (organisation, directory) = (organisation(), tempfile::tempdir().unwrap());
    let helpline = Helpline::start_on_disk(&organisation, QUICK, directory.path(), "").await;
    tells_nothing(&helpline, &organisation).await;
}

async fn tells_nothing(helpline: &Helpline, organisation: &Organisation) {
    let samples = Samples::take(helpline, organisation, 1_000, 300).await;
    let t = samples.t();
    let [hits, misses] = [&samples.hits, &samples.misses].map(|of| {
        let (mean, deviation) = (mean(of) * 1e3, variance(of).sqrt() * 1e3);
        format!("{mean:.3} ms (deviation {deviation:.3} ms, {} samples)", of.len())
    });
    eprintln!("there: {hits}\nnot there: {misses}\nt = {t:.2}");
    assert!(t.abs() < TELLS, "t = {t:.2}: there {hits}, not there {misses}");
}

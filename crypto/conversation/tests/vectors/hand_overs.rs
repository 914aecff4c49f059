//! `hand_overs.json`: conversations that move to another counsellor, or do not, in any order of sealing and opening.

mod answers;
mod refused;
mod script;
mod story;

use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::tape::seeded;
use refused::Refused;
use script::Act::{self, Agrees, Asks, FinishesRejoin, Opens, Refuses, Rejoins, Says, Withdraws};
use script::AnswersRejoin;
use story::Story;

const V: &str = "visitor";
const C: &str = "counsellor";

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    hand_overs: Vec<Story>,
    refused: Vec<Refused>,
}

impl File {
    pub(crate) fn generate() -> Self {
        let hand_overs = stories();
        let refused = refused::refused(&hand_overs);
        Self { hand_overs, refused }
    }

    pub(crate) fn check(&self) {
        assert!(self.hand_overs.len() >= 9 && self.refused.len() >= 90);
        for story in &self.hand_overs {
            story.play(usize::MAX);
        }
        for case in &self.refused {
            let found = case.run(&self.hand_overs[case.hand_over]);
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
    }
}

/// Name, what happens, and what the visitor and the other counsellor say then; nothing when there is no other.
type Told<'a> = (&'a str, Vec<Act<'a>>, Option<Vec<crate::sessions::Line<'a>>>);

fn stories() -> Vec<Story> {
    let rng = &mut seeded("hand-overs");
    told()
        .into_iter()
        .map(|(name, acts, then)| write(name, &acts, then.as_deref(), rng))
        .collect()
}

fn write(name: &str, acts: &[Act], then: Option<&[crate::sessions::Line]>, rng: &mut ChaCha20Rng) -> Story {
    let story = script::write(name, acts, then, rng);
    story.play(usize::MAX);
    story
}

/// The first five of these are those whose records are forged in `refused.rs`: none of them replaces keys.
fn told<'a>() -> Vec<Told<'a>> {
    vec![
        (
            "she agrees",
            vec![
                Says(V, "Hallo"),
                Opens(C),
                Asks("Sam"),
                Opens(V),
                Says(V, "Wie is Sam?"),
                Opens(C),
                Agrees,
                Opens(C),
                Says(C, "Het ga je goed."),
                Opens(V),
            ],
            Some(vec![
                (V, false, "Hallo Sam"),
                (C, true, "Dag. Noor heeft me gevraagd."),
                ("", false, ""),
                (V, false, "Ja"),
            ]),
        ),
        (
            "she would rather stay, and agrees later to somebody else",
            vec![
                Asks("Sam"),
                Opens(V),
                Refuses,
                Opens(C),
                Says(C, "Goed, dan blijf ik."),
                Opens(V),
                Says(V, "Fijn"),
                Opens(C),
                Asks("Kim"),
                Opens(V),
                Agrees,
                Opens(C),
            ],
            Some(vec![(C, false, "Dag, ik ben Kim.")]),
        ),
        (
            "it is taken back before she answers, and asked again when she has opened that",
            vec![
                Asks("Sam"),
                Opens(V),
                Withdraws,
                Says(V, "Even denken"),
                Opens(C),
                Opens(V),
                Says(V, "O, niet meer?"),
                Opens(C),
                Asks("Kim"),
                Opens(V),
                Refuses,
                Opens(C),
            ],
            None,
        ),
        (
            "her yes crosses the word that takes it back",
            vec![
                Asks("Sam"),
                Opens(V),
                Withdraws,
                Agrees,
                Opens(V),
                Opens(C),
                Says(V, "Dan blijf ik."),
                Opens(C),
                Asks("Kim"),
                Opens(V),
                Agrees,
                Opens(C),
            ],
            Some(vec![(V, false, "Hoi Kim")]),
        ),
        (
            "her no crosses the word that takes it back",
            vec![
                Asks("Sam"),
                Opens(V),
                Refuses,
                Withdraws,
                Opens(C),
                Opens(V),
                Asks("Kim"),
                Opens(V),
                Agrees,
                Opens(C),
            ],
            Some(vec![]),
        ),
        (
            "it is taken back after she has agreed",
            vec![
                Asks("Sam"),
                Opens(V),
                Agrees,
                Opens(C),
                Withdraws,
                Asks("Kim"),
                Opens(V),
                Says(V, "Goed"),
                Opens(V),
                Refuses,
                Opens(C),
                Opens(C),
            ],
            None,
        ),
        (
            "it is asked and taken back before she opens either",
            vec![
                Says(V, "Ben je er nog?"),
                Asks("Sam"),
                Withdraws,
                Opens(C),
                Opens(V),
                Opens(V),
                Says(V, "Hallo?"),
                Opens(C),
                Asks("Sam"),
                Opens(V),
                Agrees,
                Opens(C),
            ],
            Some(vec![(V, false, "Dag")]),
        ),
        (
            "keys are replaced in the middle of it",
            vec![
                Rejoins,
                Asks("Sam"),
                Opens(V),
                Agrees,
                Opens(C),
                AnswersRejoin,
                Opens(C),
                Opens(V),
                FinishesRejoin,
                Opens(C),
            ],
            Some(vec![(V, false, "Nieuwe sleutels"), (C, false, "Nieuwe mens")]),
        ),
        (
            "it is taken back while keys are replaced",
            vec![
                Asks("Sam"),
                Opens(V),
                Rejoins,
                Agrees,
                Opens(C),
                AnswersRejoin,
                Withdraws,
                Opens(V),
                FinishesRejoin,
                Opens(V),
                Opens(C),
                Opens(C),
                Says(V, "Nog hier"),
                Opens(C),
            ],
            None,
        ),
    ]
}

//! `guests.json`: guests who are let into a conversation or are not, called by the visitor and by the counsellor.

mod answers;
mod guest;
mod refused;

use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::forge::{Forge, certified_herself};
use crate::sessions::{Line, Transcript};
use crate::tape::{draw, seeded};
use guest::{Guest, Record};
use refused::Refused;

const V: &str = "visitor";
const C: &str = "counsellor";

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    guests: Vec<Guest>,
    refused: Vec<Refused>,
}

impl File {
    pub(crate) fn generate() -> Self {
        let guests = guests();
        let refused = refused::refused(&guests);
        Self { guests, refused }
    }

    pub(crate) fn check(&self) {
        assert!(self.guests.len() >= 6 && self.refused.len() >= 120);
        for guest in &self.guests {
            for call in &guest.calls {
                guest.play(call, usize::MAX);
            }
        }
        for case in &self.refused {
            let found = case.run(&self.guests[case.guest]);
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
    }
}

/// The organisation's papers: of the counsellor who has the conversation, and of the guest.
fn papers(guest: impl FnOnce(&mut Forge), rng: &mut ChaCha20Rng) -> (Forge, Forge) {
    let noor = Forge::good(rng, "Noor");
    let sam = noor.colleague(rng, "Sam").but(guest);
    (noor, sam)
}

/// Those of the first guest, whose answers are forged.
fn first_papers() -> (Forge, Forge) {
    papers(|_| {}, &mut seeded("guest 0"))
}

fn role(code: u8, tag: &'static str) -> impl FnOnce(&mut Forge) {
    move |forge| (forge.counsellor.role, forge.counsellor.tag) = (code, tag)
}

/// Name, who the guest is, what is said about her, and what each who calls her then says with her.
type Told<'a> = (
    &'a str,
    Box<dyn FnOnce(&mut Forge)>,
    Vec<Record>,
    Vec<(&'a str, Vec<Line<'a>>)>,
);

fn guests() -> Vec<Guest> {
    told()
        .into_iter()
        .enumerate()
        .map(|(number, (name, who, records, calls))| {
            let rng = &mut seeded(&format!("guest {number}"));
            let (noor, sam) = papers(who, rng);
            let secret = draw(rng);
            let first = Transcript::with(&noor, name, &[(V, false, "Hallo"), (C, false, "Dag")], rng);
            let mut guest = Guest::asked(name, first, secret, &sam, &records);
            for (caller, lines) in calls {
                guest.is_called(caller, &sam, &lines, rng);
            }
            for call in &guest.calls {
                guest.play(call, usize::MAX);
            }
            guest
        })
        .collect()
}

fn told<'a>() -> Vec<Told<'a>> {
    use Record::{Asked, No, Over, Yes};
    vec![
        (
            "both call her, and the visitor lets her go",
            Box::new(|_| {}),
            vec![Asked, Yes, Over(V)],
            vec![
                (
                    V,
                    vec![
                        (V, false, "Hallo Sam"),
                        (C, true, "Dag. Noor heeft me gevraagd."),
                        ("", false, ""),
                        (V, false, "Ben je er nog?"),
                        (C, false, "Ja"),
                    ],
                ),
                (
                    C,
                    vec![
                        (C, false, "Dag Noor"),
                        ("", false, ""),
                        ("", false, ""),
                        (V, true, "Fijn dat je er bent."),
                        (C, false, ""),
                    ],
                ),
            ],
        ),
        (
            "a buddy looks along, and the counsellor lets her go",
            Box::new(role(3, "luwte/1 buddy certificate")),
            vec![Asked, Yes, Over(C)],
            vec![
                (V, vec![(C, false, "Ik kijk mee."), ("", false, "")]),
                (C, vec![(V, false, "Kijk maar.")]),
            ],
        ),
        (
            "an interpreter",
            Box::new(role(4, "luwte/1 interpreter certificate")),
            vec![Asked, Yes],
            vec![
                (V, vec![(V, false, "مرحبا"), (C, false, "أهلا")]),
                (C, vec![(C, false, "Zij zegt hallo."), ("", false, "")]),
            ],
        ),
        (
            "a coordinator on duty",
            Box::new(certified_herself),
            vec![Asked, Yes],
            vec![(C, vec![(C, false, "Ik ben er.")]), (V, vec![])],
        ),
        (
            "the visitor would rather not",
            Box::new(|_| {}),
            vec![Asked, No],
            vec![],
        ),
        (
            "it is taken back before she answers, who answers all the same",
            Box::new(|_| {}),
            vec![Asked, Over(C), Yes],
            vec![],
        ),
    ]
}

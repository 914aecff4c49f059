//! `sessions.json`: whole conversations, from the randomness to the envelopes.

use hkdf::Hkdf;
use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, Body, Contents, Context, ENVELOPE_LENGTH, Session, VisitorHandshake, answer, split_text,
};
use ml_kem::{Decapsulate, ml_kem_768};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bodies;
use crate::forge::{Forge, NOW};
use crate::tape::{Tape, draw, seeded};
use rand_chacha::ChaCha20Rng;

#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Transcript {
    pub(crate) name: String,
    pub(crate) visitor_random: String,
    pub(crate) counsellor_random: String,
    pub(crate) agreement_secret: String,
    pub(crate) root: String,
    pub(crate) conversation: String,
    pub(crate) chain: String,
    pub(crate) now: u64,
    pub(crate) message_one: String,
    pub(crate) psk: String,
    pub(crate) answer: String,
    pub(crate) handshake_hash: String,
    pub(crate) counsellor_name: String,
    pub(crate) envelopes: Vec<Envelope>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub(crate) struct Envelope {
    /// `visitor` or `counsellor`.
    pub(crate) from: String,
    pub(crate) kind: u8,
    pub(crate) typing: bool,
    pub(crate) acknowledged: u64,
    pub(crate) part: u16,
    pub(crate) more: bool,
    pub(crate) body: String,
    /// What the end that seals draws for it: 96 bytes for kind 2, 64 for kind 3.
    pub(crate) random: String,
    pub(crate) envelope: String,
}

impl Envelope {
    pub(crate) fn contents(&self) -> Contents {
        Contents {
            typing: self.typing,
            acknowledged: self.acknowledged,
            body: bodies::body(self.kind, self.part, self.more, hex::decode(&self.body).unwrap()),
        }
    }
}

/// Who says it, whether *typing* is set, and the text; none is an envelope of kind 0. A line of nobody is a rejoin,
/// one of `brake` a brake with this body, and one of an end and ` card` a step with a card, in hex; so is what is said of folders.
pub(crate) type Line<'a> = (&'a str, bool, &'a str);

/// The two ends of a conversation.
pub(crate) struct Ends {
    pub(crate) visitor: Session,
    pub(crate) counsellor: Session,
    /// What was opened last: a rejoin answers it.
    pub(crate) brought: Body,
}

impl Ends {
    /// The end that opens what `from` seals.
    pub(crate) fn receiver(&mut self, from: &str) -> &mut Session {
        if from == "visitor" {
            &mut self.counsellor
        } else {
            &mut self.visitor
        }
    }

    /// Seals these contents as the end that sends them does, with what it draws for them.
    pub(crate) fn seal(&mut self, contents: &Envelope, transcript: &Transcript) -> Vec<u8> {
        let mut tape = Tape::new(&hex::decode(&contents.random).unwrap());
        let chain = hex::decode(&transcript.chain).unwrap().try_into().unwrap();
        let sealed = match (contents.kind, &self.brought) {
            (2, _) => self.visitor.begin_rejoin(&mut tape).unwrap().unwrap(),
            (3, Body::Rejoin(one)) => self
                .counsellor
                .answer_rejoin(one, &transcript.agreement(), &chain, &mut tape)
                .unwrap(),
            (4, Body::RejoinAnswer(answer)) => self
                .visitor
                .finish_rejoin(answer, transcript.now, &Revocations::default())
                .unwrap(),
            (5, _) => {
                let Body::HandOverAsked { secret, chain } = contents.contents().body else {
                    panic!("no question")
                };
                self.counsellor.ask_hand_over(&secret, &chain).unwrap()
            }
            (6, _) => self
                .visitor
                .agree_hand_over(transcript.now, &Revocations::default(), &mut tape)
                .unwrap(),
            (7, _) => self.visitor.refuse_hand_over().unwrap(),
            (8, _) => self.counsellor.withdraw_hand_over().unwrap(),
            (9..=11, _) => self.seal_about_guest(contents),
            _ => self.sender(&contents.from).seal(&contents.contents()).unwrap(),
        };
        assert!(tape.is_used_up(), "a step draws what a first handshake draws");
        sealed.to_vec()
    }

    fn seal_about_guest(&mut self, contents: &Envelope) -> [u8; ENVELOPE_LENGTH] {
        match contents.contents().body {
            Body::GuestAsked { secret, chain } => self.counsellor.ask_guest(&secret, &chain).unwrap(),
            Body::GuestAnswered { id, yes } => self.visitor.answer_guest(id, yes).unwrap(),
            Body::GuestOver(id) => self.sender(&contents.from).end_guest(id).unwrap(),
            body => panic!("nothing about a guest: {body:?}"),
        }
    }

    /// Seals and opens what follows, and writes down what was in it.
    pub(crate) fn write_down(&mut self, mut next: Envelope, transcript: &Transcript) -> Envelope {
        next.acknowledged = self.sender(&next.from).received();
        let sealed = self.seal(&next, transcript);
        let opened = self.receiver(&next.from).open(&sealed).unwrap();
        self.brought = opened.body.clone();
        next.body = hex::encode(bodies::bytes(&opened.body));
        next.envelope = hex::encode(sealed);
        next
    }

    pub(crate) fn sender(&mut self, from: &str) -> &mut Session {
        if from == "visitor" {
            &mut self.visitor
        } else {
            &mut self.counsellor
        }
    }
}

impl Transcript {
    pub(crate) fn context(&self) -> Context {
        let conversation = hex::decode(&self.conversation).unwrap().try_into().unwrap();
        Context::first(OrganisationRoot::from_hex(&self.root).unwrap(), conversation)
    }

    pub(crate) fn agreement(&self) -> AgreementSecret {
        AgreementSecret::from_bytes(&hex::decode(&self.agreement_secret).unwrap().try_into().unwrap())
    }

    /// Plays the handshake and the envelopes before `count`, and compares every byte.
    pub(crate) fn play(&self, count: usize) -> Ends {
        let mut tape = Tape::new(&hex::decode(&self.visitor_random).unwrap());
        let (handshake, message_one) = VisitorHandshake::begin(self.context(), &mut tape);
        assert!(tape.is_used_up(), "the visitor draws 96 bytes");
        assert_eq!(hex::encode(message_one), self.message_one, "{}", self.name);
        let mut tape = Tape::new(&hex::decode(&self.counsellor_random).unwrap());
        let chain = hex::decode(&self.chain).unwrap().try_into().unwrap();
        let (answered, counsellor) = answer(
            &self.context(),
            &self.agreement(),
            &chain,
            &message_one,
            &mut tape,
        )
        .unwrap();
        assert!(tape.is_used_up(), "the counsellor draws 64 bytes");
        assert_eq!(hex::encode(answered), self.answer, "{}", self.name);
        let (visitor, verified) = handshake
            .finish(&answered, self.now, &Revocations::default())
            .unwrap();
        assert_eq!(verified.counsellor_name, self.counsellor_name);
        assert_eq!(hex::encode(visitor.handshake_hash()), self.handshake_hash);
        assert_eq!(visitor.handshake_hash(), counsellor.handshake_hash());
        let mut ends = Ends {
            visitor,
            counsellor,
            brought: Body::Nothing,
        };
        self.play_envelopes(&mut ends, count);
        ends
    }

    /// Plays the envelopes before `count`, and compares every byte.
    pub(crate) fn play_envelopes(&self, ends: &mut Ends, count: usize) {
        for expected in self.envelopes.iter().take(count) {
            let sealed = ends.seal(expected, self);
            assert_eq!(hex::encode(&sealed), expected.envelope, "{}", self.name);
            let opened = ends.receiver(&expected.from).open(&sealed).unwrap();
            assert_eq!(opened, expected.contents(), "{}", self.name);
            ends.brought = opened.body;
        }
    }

    /// Says these lines, and writes down the envelopes.
    pub(crate) fn say(&mut self, ends: &mut Ends, script: &[Line], rng: &mut ChaCha20Rng) {
        for line in script {
            for next in said(line, rng) {
                let written = ends.write_down(next, self);
                self.envelopes.push(written);
            }
        }
    }

    fn generate(number: usize, name: &str, counsellor: &str, script: &[Line]) -> Self {
        let mut rng = seeded(&format!("session {number}"));
        let forge = Forge::good(&mut rng, counsellor);
        Self::with(&forge, name, script, &mut rng)
    }

    /// A conversation with the counsellor of these papers.
    pub(crate) fn with(forge: &Forge, name: &str, script: &[Line], rng: &mut ChaCha20Rng) -> Self {
        let conversation: [u8; 16] = draw(rng);
        let (visitor_random, counsellor_random): ([u8; 96], [u8; 64]) = (draw(rng), draw(rng));
        let context = Context::first(forge.root(), conversation);
        let (handshake, message_one) =
            VisitorHandshake::begin(context.clone(), &mut Tape::new(&visitor_random));
        let agreement = AgreementSecret::from_bytes(&forge.agreement_secret);
        let chain = forge.chain().try_into().unwrap();
        let mut tape = Tape::new(&counsellor_random);
        let (answered, counsellor_end) =
            answer(&context, &agreement, &chain, &message_one, &mut tape).unwrap();
        let (visitor, verified) = handshake.finish(&answered, NOW, &Revocations::default()).unwrap();
        let handshake_hash = hex::encode(visitor.handshake_hash());
        let mut ends = Ends {
            visitor,
            counsellor: counsellor_end,
            brought: Body::Nothing,
        };
        let mut done = Self {
            name: name.into(),
            visitor_random: hex::encode(visitor_random),
            counsellor_random: hex::encode(counsellor_random),
            agreement_secret: hex::encode(forge.agreement_secret),
            root: forge.root().to_hex(),
            conversation: hex::encode(conversation),
            chain: hex::encode(chain),
            now: NOW,
            message_one: hex::encode(message_one),
            psk: hex::encode(psk(&visitor_random[32..], &answered[..1_088])),
            answer: hex::encode(answered),
            handshake_hash,
            counsellor_name: verified.counsellor_name,
            envelopes: Vec::new(),
        };
        done.say(&mut ends, script, rng);
        done.play(usize::MAX);
        done
    }
}

/// The envelopes of a line, not yet sealed.
fn said(&(from, typing, text): &Line, rng: &mut ChaCha20Rng) -> Vec<Envelope> {
    let empty = |from: &str, kind, random| Envelope {
        from: from.into(),
        kind,
        typing,
        acknowledged: 0,
        part: 0,
        more: false,
        body: String::new(),
        random,
        envelope: String::new(),
    };
    if from.is_empty() {
        return vec![
            empty("visitor", 2, hex::encode(draw::<96>(rng))),
            empty("counsellor", 3, hex::encode(draw::<64>(rng))),
            empty("visitor", 4, String::new()),
        ];
    }
    if from == "brake" {
        return vec![Envelope {
            body: text.into(),
            ..empty("counsellor", 12, String::new())
        }];
    }
    let kind = match from.split_once(' ') {
        Some((_, "card")) => Some(13),
        Some((_, "offers a folder")) => Some(14),
        Some((_, "kept a folder")) => Some(15),
        Some((_, "came back")) => Some(16),
        _ => None,
    };
    if let Some((kind, (from, _))) = kind.zip(from.split_once(' ')) {
        return vec![Envelope {
            body: text.into(),
            ..empty(from, kind, String::new())
        }];
    }
    let bodies = split_text(text).unwrap_or_else(|_| vec![Body::Nothing]);
    let envelope = |body| match body {
        Body::Text { part, more, bytes } => Envelope {
            part,
            more,
            body: hex::encode(bytes),
            ..empty(from, 1, String::new())
        },
        _ => empty(from, 0, String::new()),
    };
    bodies.into_iter().map(envelope).collect()
}

/// 5.4 by the letter, with the libraries alone.
pub(crate) fn psk(seed: &[u8], ciphertext: &[u8]) -> [u8; 32] {
    psk_with(seed, ciphertext, b"luwte/1 kem psk", &[])
}

/// The same with another salt, and a secret behind the KEM's.
pub(crate) fn psk_with(seed: &[u8], ciphertext: &[u8], salt: &[u8], secret: &[u8]) -> [u8; 32] {
    let key = ml_kem_768::DecapsulationKey::from_seed(seed.try_into().unwrap());
    let shared = key.decapsulate(&ciphertext.try_into().unwrap());
    let encapsulation_key: Vec<u8> = ml_kem::KeyExport::to_bytes(key.encapsulation_key()).to_vec();
    let info = [Sha256::digest(encapsulation_key), Sha256::digest(ciphertext)].concat();
    let mut psk = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), &[shared.as_slice(), secret].concat())
        .expand(&info, &mut psk)
        .unwrap();
    psk
}

pub(crate) fn generate() -> Vec<Transcript> {
    let long = "Ik weet niet waar ik moet beginnen. ".repeat(120);
    let full = "a".repeat(1_992);
    let cut = format!("{}é en verder", "b".repeat(1_991));
    let scripts: Vec<(&str, &str, Vec<Line>)> = vec![
        (
            "a conversation in both directions",
            "Noor",
            vec![
                ("visitor", false, "Hallo"),
                ("counsellor", true, ""),
                ("counsellor", false, "Dag, fijn dat je er bent."),
                ("visitor", true, ""),
                ("visitor", false, "Ik durfde eerst niet."),
                ("visitor", false, "Nu wel."),
                ("counsellor", false, "Neem de tijd."),
                ("counsellor", true, ""),
                ("visitor", false, ""),
            ],
        ),
        (
            "another conversation",
            "Sam",
            vec![("visitor", false, "Hi"), ("counsellor", false, "Hi, I am Sam.")],
        ),
        (
            "the counsellor speaks first",
            "Noor",
            vec![("counsellor", false, "Hallo?"), ("visitor", false, "Ja")],
        ),
        (
            "nothing but signs of life",
            "Noor",
            vec![("visitor", true, ""), ("counsellor", true, "")],
        ),
        ("a text of several parts", "Noor", vec![("visitor", false, &long)]),
        (
            "a part that is exactly full",
            "Noor",
            vec![("counsellor", false, &full)],
        ),
        (
            "a character cut between parts",
            "Noor",
            vec![("visitor", false, &cut)],
        ),
        (
            "other scripts",
            "Zoë 😀",
            vec![
                ("visitor", false, "سلام 你好 👩‍👩‍👧"),
                ("counsellor", false, "\u{0}\u{7f}"),
            ],
        ),
        (
            "one end alone",
            "Noor",
            vec![
                ("visitor", false, "1"),
                ("visitor", false, "2"),
                ("visitor", false, "3"),
                ("visitor", false, "4"),
            ],
        ),
        (
            "a name of 32 bytes",
            "abcdefghijklmnopqrstuvwxyz012345",
            vec![("visitor", false, "x")],
        ),
        (
            "fresh keys in the middle",
            "Noor",
            vec![
                ("visitor", false, "Even geen bereik"),
                ("", false, ""),
                ("counsellor", false, "Daar ben je weer."),
                ("visitor", true, "Ja"),
            ],
        ),
        (
            "fresh keys three times",
            "Sam",
            vec![
                ("", false, ""),
                ("", false, ""),
                ("counsellor", false, "Hallo"),
                ("", false, ""),
                ("visitor", false, "Hallo"),
            ],
        ),
        ("no envelope yet", "Noor", vec![]),
        (
            "a last short one",
            "Sam",
            vec![("counsellor", true, "y"), ("visitor", true, "z")],
        ),
        (
            "a brake, another in its place, and its end",
            "Noor",
            vec![
                ("visitor", false, "Een twee drie"),
                ("brake", false, "0101001e"),
                ("brake", true, "02030258"),
                ("visitor", true, ""),
                ("", false, ""),
                ("brake", false, "0204012c"),
                ("brake", false, "00000000"),
                ("brake", false, "0102003c"),
                ("visitor", false, "Vier"),
            ],
        ),
        (
            "a card that both write in, with new keys in between",
            "Noor",
            vec![
                (
                    "visitor card",
                    false,
                    "01000001abababababababababababababababab736166657479",
                ),
                ("counsellor card", true, "0200030000000074616e7465"),
                ("", false, ""),
                ("visitor card", false, "0200030000000100"),
                ("counsellor card", false, "ffff"),
                ("visitor", false, "Klaar"),
                ("visitor card", false, "0400"),
            ],
        ),
        (
            "somebody who was here before, and can come back again",
            "Noor",
            vec![
                (
                    "visitor came back",
                    false,
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
                ),
                ("counsellor offers a folder", false, ""),
                ("", false, ""),
                (
                    "visitor kept a folder",
                    false,
                    "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b",
                ),
                ("counsellor", false, "Dag"),
            ],
        ),
    ];
    scripts
        .into_iter()
        .enumerate()
        .map(|(number, (name, counsellor, script))| Transcript::generate(number, name, counsellor, &script))
        .collect()
}

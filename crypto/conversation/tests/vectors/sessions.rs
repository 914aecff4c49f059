//! `sessions.json`: whole conversations, from the randomness to the envelopes.

use hkdf::Hkdf;
use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, Body, Contents, Context, Session, VisitorHandshake, answer, split_text,
};
use ml_kem::{Decapsulate, ml_kem_768};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::forge::{Forge, NOW};
use crate::tape::{Tape, draw, seeded};

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
    pub(crate) envelope: String,
}

impl Envelope {
    fn contents(&self) -> Contents {
        let bytes = hex::decode(&self.body).unwrap().into();
        let body = match self.kind {
            0 => Body::Nothing,
            _ => Body::Text {
                part: self.part,
                more: self.more,
                bytes,
            },
        };
        Contents {
            typing: self.typing,
            acknowledged: self.acknowledged,
            body,
        }
    }
}

/// Who says it, whether *typing* is set, and the text; none is an envelope of kind 0.
type Line<'a> = (&'a str, bool, &'a str);

/// The two ends of a conversation.
pub(crate) struct Ends {
    pub(crate) visitor: Session,
    pub(crate) counsellor: Session,
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

    fn sender(&mut self, from: &str) -> &mut Session {
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
        let mut ends = Ends { visitor, counsellor };
        for expected in self.envelopes.iter().take(count) {
            let sealed = ends.sender(&expected.from).seal(&expected.contents()).unwrap();
            assert_eq!(hex::encode(sealed), expected.envelope, "{}", self.name);
            let opened = ends.receiver(&expected.from).open(&sealed).unwrap();
            assert_eq!(opened, expected.contents(), "{}", self.name);
        }
        ends
    }

    fn generate(number: usize, name: &str, counsellor: &str, script: &[Line]) -> Self {
        let mut rng = seeded(&format!("session {number}"));
        let forge = Forge::good(&mut rng, counsellor);
        let conversation: [u8; 16] = draw(&mut rng);
        let (visitor_random, counsellor_random): ([u8; 96], [u8; 64]) = (draw(&mut rng), draw(&mut rng));
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
        };
        let mut envelopes = Vec::new();
        for (from, typing, text) in script {
            let bodies = split_text(text).unwrap_or_else(|_| vec![Body::Nothing]);
            for body in bodies {
                let sender = ends.sender(from);
                let contents = Contents {
                    typing: *typing,
                    acknowledged: sender.received(),
                    body,
                };
                let sealed = sender.seal(&contents).unwrap();
                ends.receiver(from).open(&sealed).unwrap();
                let (kind, part, more, body) = match &contents.body {
                    Body::Nothing => (0, 0, false, String::new()),
                    Body::Text { part, more, bytes } => (1, *part, *more, hex::encode(bytes)),
                };
                envelopes.push(Envelope {
                    from: (*from).into(),
                    kind,
                    typing: *typing,
                    acknowledged: contents.acknowledged,
                    part,
                    more,
                    body,
                    envelope: hex::encode(sealed),
                });
            }
        }
        let done = Self {
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
            envelopes,
        };
        done.play(usize::MAX);
        done
    }
}

/// 5.4 by the letter, with the libraries alone.
pub(crate) fn psk(seed: &[u8], ciphertext: &[u8]) -> [u8; 32] {
    let key = ml_kem_768::DecapsulationKey::from_seed(seed.try_into().unwrap());
    let shared = key.decapsulate(&ciphertext.try_into().unwrap());
    let encapsulation_key: Vec<u8> = ml_kem::KeyExport::to_bytes(key.encapsulation_key()).to_vec();
    let info = [Sha256::digest(encapsulation_key), Sha256::digest(ciphertext)].concat();
    let mut psk = [0; 32];
    Hkdf::<Sha256>::new(Some(b"luwte/1 kem psk"), &shared)
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
        ("no envelope yet", "Noor", vec![]),
        (
            "a last short one",
            "Sam",
            vec![("counsellor", true, "y"), ("visitor", true, "z")],
        ),
    ];
    scripts
        .into_iter()
        .enumerate()
        .map(|(number, (name, counsellor, script))| Transcript::generate(number, name, counsellor, &script))
        .collect()
}

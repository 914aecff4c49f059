//! `backs.json`: visitors whose pages lost their keys, and who come back with what their folder kept (6.10).

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, BackRefused, BackSecret, Context, HandshakeRefused, VisitorHandshake,
    answer_coming_back, carried_answer, carried_message_one, carry_answer, carry_message_one,
    finish_coming_back,
};
use serde::{Deserialize, Serialize};

use crate::forge::{Forge, NOW};
use crate::tape::{Tape, draw, seeded};

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    backs: Vec<Back>,
}

#[derive(Serialize, Deserialize)]
struct Back {
    root: String,
    conversation: String,
    secret: String,
    agreement_secret: String,
    chain: String,
    now: u64,
    visitor_random: String,
    counsellor_random: String,
    /// The envelope that carries message one, and the one with the answer.
    comes: String,
    answered: String,
    handshake_hash: String,
}

/// The key of the counsellor in a chain.
fn subject(chain: &[u8]) -> [u8; 32] {
    chain[164..196].try_into().unwrap()
}

impl File {
    pub(crate) fn generate() -> Self {
        Self {
            backs: (0..3).map(Back::generate).collect(),
        }
    }

    /// Nobody comes back with another secret, in another conversation or to another counsellor.
    pub(crate) fn check(&self) {
        for back in &self.backs {
            let (root, conversation, chain) = back.place();
            let secret = BackSecret::from_bytes(&array(&back.secret));
            let with = subject(&chain);
            let context = Context::coming_back(root, conversation, with);
            let comes = |context: &Context| {
                VisitorHandshake::begin(context.clone(), &mut Tape::new(&bytes(&back.visitor_random)))
            };
            let answers = |context: &Context, secret: &BackSecret, one: &[u8]| {
                let mut tape = Tape::new(&bytes(&back.counsellor_random));
                let agreement = AgreementSecret::from_bytes(&array(&back.agreement_secret));
                answer_coming_back(context, secret, &agreement, &chain, one, &mut tape)
            };
            let finish = |handshake, secret: &BackSecret, answer: &[u8]| {
                finish_coming_back(handshake, secret, answer, back.now, &Revocations::default())
            };
            let (handshake, one) = comes(&context);
            let (answer, _) = answers(&context, &secret, &one).unwrap();
            assert!(finish(handshake, &secret, &answer).is_ok());

            let other = BackSecret::from_bytes(&[1; 32]);
            let damaged = BackRefused::Answer(HandshakeRefused::Damaged);
            assert_eq!(finish(comes(&context).0, &other, &answer).unwrap_err(), damaged);
            let (guessed, _) = answers(&context, &other, &one).unwrap();
            assert_eq!(finish(comes(&context).0, &secret, &guessed).unwrap_err(), damaged);
            let elsewhere = Context::coming_back(root, [0; 16], with);
            assert!(answers(&elsewhere, &secret, &one).is_err());
            let first = Context::first(root, conversation);
            assert!(answers(&first, &secret, &one).is_err());
            // Somebody else of the organisation, who has got hold of the secret.
            let with_another = Context::coming_back(root, conversation, [9; 32]);
            let (handshake, one) = comes(&with_another);
            let (answer, _) = answers(&with_another, &secret, &one).unwrap();
            assert_eq!(
                finish(handshake, &secret, &answer).unwrap_err(),
                BackRefused::Stranger
            );
        }
    }
}

impl Back {
    fn generate(number: usize) -> Self {
        let mut rng = seeded(&format!("back {number}"));
        let forge = Forge::good(&mut rng, "Noor");
        let conversation: [u8; 16] = draw(&mut rng);
        let secret: [u8; 32] = draw(&mut rng);
        let (visitor_random, counsellor_random): ([u8; 96], [u8; 64]) = (draw(&mut rng), draw(&mut rng));
        let chain: [u8; 494] = forge.chain().try_into().unwrap();
        let context = Context::coming_back(forge.root(), conversation, subject(&chain));
        let back = BackSecret::from_bytes(&secret);
        let (handshake, one) = VisitorHandshake::begin(context.clone(), &mut Tape::new(&visitor_random));
        let comes = carry_message_one(&one, &back.id());
        assert_eq!(carried_message_one(&comes), Some((one, back.id())));
        let agreement = AgreementSecret::from_bytes(&forge.agreement_secret);
        let mut tape = Tape::new(&counsellor_random);
        let (answer, counsellor) =
            answer_coming_back(&context, &back, &agreement, &chain, &one, &mut tape).unwrap();
        let answered = carry_answer(&answer);
        assert_eq!(carried_answer(&answered), Some(answer));
        let visitor = finish_coming_back(handshake, &back, &answer, NOW, &Revocations::default()).unwrap();
        assert_eq!(visitor.handshake_hash(), counsellor.handshake_hash());
        Self {
            root: forge.root().to_hex(),
            conversation: hex::encode(conversation),
            secret: hex::encode(secret),
            agreement_secret: hex::encode(forge.agreement_secret),
            chain: hex::encode(chain),
            now: NOW,
            visitor_random: hex::encode(visitor_random),
            counsellor_random: hex::encode(counsellor_random),
            comes: hex::encode(comes),
            answered: hex::encode(answered),
            handshake_hash: hex::encode(visitor.handshake_hash()),
        }
    }

    fn place(&self) -> (OrganisationRoot, [u8; 16], [u8; 494]) {
        (
            OrganisationRoot::from_hex(&self.root).unwrap(),
            array(&self.conversation),
            array(&self.chain),
        )
    }
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().unwrap()
}

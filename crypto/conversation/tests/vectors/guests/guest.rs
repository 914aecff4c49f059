//! The form of a guest, and how she is called.

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::noise::{Established, Responder};
use luwte_conversation::{
    Body, Called, GuestHandshake, GuestSecret, Invitation, answer_called, verify_guest,
};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use x25519_dalek::StaticSecret;

use super::{C, V};
use crate::forge::{Forge, NOW};
use crate::sessions::{Ends, Envelope, Line, Transcript, psk_with};
use crate::tape::{Tape, draw};

#[derive(Serialize, Deserialize)]
pub(crate) struct Guest {
    pub(crate) name: String,
    /// The conversation she comes into, and what is said about her in it.
    pub(crate) first: Transcript,
    pub(crate) secret: String,
    pub(crate) id: String,
    pub(crate) calls: Vec<Call>,
}

/// A handshake with the guest, and what follows. In its envelopes the visitor is whoever called, and the counsellor the
/// guest.
#[derive(Serialize, Deserialize)]
pub(crate) struct Call {
    /// `visitor` or `counsellor`.
    pub(crate) caller: String,
    #[serde(flatten)]
    pub(crate) transcript: Transcript,
}

/// What is said about a guest.
pub(super) enum Record {
    Asked,
    Yes,
    No,
    /// By this end.
    Over(&'static str),
}

pub(super) fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

pub(super) fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().unwrap()
}

/// The key of whoever is on duty with this chain.
pub(super) fn subject(chain: &str) -> [u8; 32] {
    bytes(chain)[164..196].try_into().unwrap()
}

/// The hash over who is in the conversation, by the letter of 5.2.
pub(super) fn participants(on_duty: &[[u8; 32]]) -> [u8; 32] {
    let mut hash = Sha256::new()
        .chain_update(b"luwte/1 participants")
        .chain_update([1 + on_duty.len() as u8])
        .chain_update([0; 33]);
    for key in on_duty {
        hash.update([2]);
        hash.update(key);
    }
    hash.finalize().into()
}

impl Guest {
    /// A guest who is asked about.
    pub(super) fn asked(
        name: &str,
        mut first: Transcript,
        secret: [u8; 32],
        guest: &Forge,
        records: &[Record],
    ) -> Self {
        let id: [u8; 32] = Sha256::new()
            .chain_update(b"luwte/1 guest id")
            .chain_update(secret)
            .finalize()
            .into();
        let id = &id[..16];
        let mut ends = first.play(usize::MAX);
        for record in records {
            let (from, kind, body) = match record {
                Record::Asked => (C, 9, [&secret, &guest.chain()[..]].concat()),
                Record::Yes => (V, 10, [id, &[1]].concat()),
                Record::No => (V, 10, [id, &[2]].concat()),
                Record::Over(end) => (*end, 11, id.to_vec()),
            };
            let said = Envelope {
                from: from.into(),
                kind,
                typing: false,
                acknowledged: 0,
                part: 0,
                more: false,
                body: hex::encode(body),
                random: String::new(),
                envelope: String::new(),
            };
            let written = ends.write_down(said, &first);
            first.envelopes.push(written);
        }
        Self {
            name: name.into(),
            first,
            secret: hex::encode(secret),
            id: hex::encode(id),
            calls: Vec::new(),
        }
    }

    /// One of the two calls her, and they talk.
    pub(super) fn is_called(&mut self, caller: &str, guest: &Forge, lines: &[Line], rng: &mut ChaCha20Rng) {
        let (hers, theirs): ([u8; 96], [u8; 64]) = (draw(rng), draw(rng));
        let mut transcript = Transcript {
            name: self.name.clone(),
            visitor_random: hex::encode(hers),
            counsellor_random: hex::encode(theirs),
            agreement_secret: hex::encode(guest.agreement_secret),
            chain: hex::encode(guest.chain()),
            envelopes: Vec::new(),
            ..self.first.clone()
        };
        let (handshake, one) = self.begin(caller, &transcript);
        let called = self.answer(&transcript, &one).unwrap();
        let (session, chain) = handshake
            .finish(&called.answer, NOW, &Revocations::default())
            .unwrap();
        let secret = bytes(&self.secret);
        let psk = psk_with(
            &hers[32..],
            &called.answer[..1_088],
            b"luwte/1 guest psk",
            &secret,
        );
        transcript.message_one = hex::encode(one);
        transcript.psk = hex::encode(psk);
        transcript.answer = hex::encode(called.answer);
        transcript.handshake_hash = hex::encode(session.handshake_hash());
        transcript.counsellor_name = chain.counsellor_name;
        let mut ends = Ends {
            visitor: session,
            counsellor: called.session,
            brought: Body::Nothing,
        };
        transcript.say(&mut ends, lines, rng);
        self.calls.push(Call {
            caller: caller.into(),
            transcript,
        });
    }

    pub(super) fn guest_secret(&self) -> GuestSecret {
        GuestSecret::from_bytes(&array(&self.secret))
    }

    pub(super) fn invitation(&self) -> Invitation {
        Invitation {
            root: OrganisationRoot::from_hex(&self.first.root).unwrap(),
            conversation: array(&self.first.conversation),
            from: subject(&self.first.chain),
            secret: self.guest_secret(),
        }
    }

    /// The handshake of whoever calls.
    pub(super) fn begin(&self, caller: &str, transcript: &Transcript) -> (GuestHandshake, [u8; 1_232]) {
        let ends = self.first.play(usize::MAX);
        let root = OrganisationRoot::from_hex(&self.first.root).unwrap();
        let to = verify_guest(&bytes(&transcript.chain), &root, NOW, &Revocations::default()).unwrap();
        let mut tape = Tape::new(&bytes(&transcript.visitor_random));
        let end = if caller == V {
            &ends.visitor
        } else {
            &ends.counsellor
        };
        let begun = end.call_guest(&self.guest_secret(), to, &mut tape).unwrap();
        assert!(tape.is_used_up(), "whoever calls draws 96 bytes");
        begun
    }

    fn answer(&self, transcript: &Transcript, one: &[u8]) -> Option<Called> {
        let mut tape = Tape::new(&bytes(&transcript.counsellor_random));
        let (agreement, chain) = (transcript.agreement(), array(&transcript.chain));
        let called = answer_called(&self.invitation(), &agreement, &chain, one, &mut tape).unwrap();
        assert!(tape.is_used_up(), "the guest draws 64 bytes");
        called
    }

    /// Plays the handshake of a call and the envelopes before `count`, and compares every byte.
    pub(crate) fn play(&self, call: &Call, count: usize) -> Ends {
        assert_eq!(hex::encode(self.guest_secret().id()), self.id);
        let own = &call.transcript;
        let (handshake, one) = self.begin(&call.caller, own);
        assert_eq!(hex::encode(one), own.message_one, "{}", self.name);
        let called = self.answer(own, &one).unwrap();
        assert_eq!(format!("{:?}", called.caller).to_lowercase(), call.caller);
        assert_eq!(hex::encode(called.answer), own.answer, "{}", self.name);
        let (written, by_hand) = self.by_hand(call);
        assert_eq!(written, called.answer[1_088..], "{}", self.name);
        assert_eq!(hex::encode(by_hand.handshake_hash), own.handshake_hash);
        let (session, verified) = handshake
            .finish(&called.answer, own.now, &Revocations::default())
            .unwrap();
        assert_eq!(verified.counsellor_name, own.counsellor_name);
        assert_eq!(session.handshake_hash(), by_hand.handshake_hash);
        assert_eq!(called.session.handshake_hash(), by_hand.handshake_hash);
        let mut ends = Ends {
            visitor: session,
            counsellor: called.session,
            brought: Body::Nothing,
        };
        own.play_envelopes(&mut ends, count);
        ends
    }

    /// The prologue of a call by the letter of 5.2 and 6.7.
    pub(super) fn prologue(&self, purpose: u8) -> Vec<u8> {
        [
            b"luwte/1 conversation",
            &bytes(&self.first.root)[..],
            &bytes(&self.first.conversation),
            &[purpose],
            &participants(&[subject(&self.first.chain)]),
        ]
        .concat()
    }

    /// Message two and the keys from the layer below, with a prologue and a psk that were made by the letter.
    pub(super) fn by_hand(&self, call: &Call) -> (Vec<u8>, Established) {
        let own = &call.transcript;
        let purpose = if call.caller == V { 4 } else { 5 };
        let (responder, _) = Responder::read_one(&self.prologue(purpose), &bytes(&own.message_one)).unwrap();
        let agreement = StaticSecret::from(array::<32>(&own.agreement_secret));
        let ephemeral =
            StaticSecret::from(<[u8; 32]>::try_from(&bytes(&own.counsellor_random)[32..]).unwrap());
        responder
            .write_two(&agreement, &ephemeral, &array(&own.psk), &bytes(&own.chain))
            .unwrap()
    }
}

//! What is refused of a guest: by her, by whoever calls her, by a visitor who is to be handed over to her, and in a session
//! with her.

use luwte_certificates::{OrganisationRoot, Revocations, VISITOR_TOLERANCE_SECONDS, verify_chain};
use luwte_conversation::noise::{Initiator, PROTOCOL_NAME, SymmetricState};
use luwte_conversation::{Contents, answer_called};
use serde::{Deserialize, Serialize};
use x25519_dalek::StaticSecret;

use super::guest::{Guest, array, bytes, participants, subject};
use super::{C, V, answers};
use crate::bodies;
use crate::by_hand::sealed_under;
use crate::cases::{Given, Op};
use crate::kinds;
use crate::tape::Tape;

#[derive(Serialize, Deserialize)]
pub(crate) struct Refused {
    pub(crate) name: String,
    /// Index into `guests`, and into her calls.
    pub(crate) guest: usize,
    call: usize,
    /// `message_one`, `answer`, `hand_over` or `envelope`.
    step: String,
    /// Step `envelope`: how many envelopes of the call came before, and by which end it seems to be sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// What stands in the place of the call's own values.
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    given: Given,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    op: Option<Op>,
    pub(crate) expected: String,
}

impl Refused {
    pub(super) fn new(
        name: &str,
        call: usize,
        step: &str,
        expected: &str,
        given: Given,
        op: Option<Op>,
    ) -> Self {
        Self {
            name: name.into(),
            guest: 0,
            call,
            step: step.into(),
            after: None,
            from: None,
            given,
            op,
            expected: expected.into(),
        }
    }

    /// The kind of the refusal; none when it was accepted.
    pub(crate) fn run(&self, guest: &Guest) -> Option<String> {
        let call = &guest.calls[self.call];
        let own = match self.step.as_str() {
            "message_one" => &call.transcript.message_one,
            "answer" => &call.transcript.answer,
            _ => &call.transcript.chain,
        };
        let mut message = bytes(self.given.message.as_ref().unwrap_or(own));
        if let Some(op) = &self.op {
            op.apply(&mut message);
        }
        match self.step.as_str() {
            "message_one" => self.run_message_one(guest, &message),
            "answer" => {
                let (handshake, _) = guest.begin(&call.caller, &call.transcript);
                let now = self.given.now.unwrap_or(call.transcript.now);
                let refused = handshake.finish(&message, now, &Revocations::default());
                refused.err().map(kinds::of_guest)
            }
            "hand_over" => {
                let root = OrganisationRoot::from_hex(&guest.first.root).unwrap();
                let (now, none) = (call.transcript.now, Revocations::default());
                verify_chain(&message, &root, now, VISITOR_TOLERANCE_SECONDS, &none)
                    .and_then(|chain| chain.for_visitors())
                    .err()
                    .map(kinds::of_chain)
            }
            _ => {
                let mut ends = guest.play(call, self.after.unwrap());
                let receiver = ends.receiver(self.from.as_ref().unwrap());
                let before = (receiver.sent(), receiver.received());
                let refused = receiver.open(&message).err().map(kinds::of_open);
                let after = (receiver.sent(), receiver.received());
                assert!(refused.is_none() || before == after, "{}", self.name);
                refused
            }
        }
    }

    fn run_message_one(&self, guest: &Guest, message: &[u8]) -> Option<String> {
        let own = &guest.calls[self.call].transcript;
        let mut invitation = guest.invitation();
        if let Some(root) = &self.given.root {
            invitation.root = OrganisationRoot::from_hex(root).unwrap();
        }
        if let Some(conversation) = &self.given.conversation {
            invitation.conversation = array(conversation);
        }
        if let Some(counsellor) = &self.given.counsellor {
            invitation.from = array(counsellor);
        }
        let mut tape = Tape::new(&bytes(&own.counsellor_random));
        let chain = array(&own.chain);
        match answer_called(&invitation, &own.agreement(), &chain, message, &mut tape) {
            Ok(Some(_)) => None,
            Ok(None) => Some("NotCalled".into()),
            Err(why) => Some(kinds::of_answer(why)),
        }
    }
}

pub(super) fn refused(guests: &[Guest]) -> Vec<Refused> {
    let mut all = Vec::new();
    for call in [0, 1] {
        messages(guests, call, &mut all);
    }
    answers::answers(guests, &mut all);
    for (guest, who) in [(1, "a buddy"), (2, "an interpreter")] {
        let name = format!("a visitor is handed over to {who}");
        let mut case = Refused::new(
            &name,
            0,
            "hand_over",
            "WrongRole:counsellor",
            Given::default(),
            None,
        );
        case.guest = guest;
        all.push(case);
    }
    for call in [0, 1] {
        envelopes(guests, call, &mut all);
    }
    for case in &all {
        let found = case.run(&guests[case.guest]);
        assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
    }
    all
}

fn messages(guests: &[Guest], call: usize, all: &mut Vec<Refused>) {
    let own = &guests[0];
    let caller = &own.calls[call].caller;
    let mut add = |name: &str, expected: &str, given: Given, op: Option<Op>| {
        let name = format!("message one of the {caller}, {name}");
        all.push(Refused::new(&name, call, "message_one", expected, given, op));
    };
    let root = Given {
        root: Some(guests[1].first.root.clone()),
        ..Given::default()
    };
    add("in another organisation", "NotCalled", root, None);
    let conversation = Given {
        conversation: Some(guests[1].first.conversation.clone()),
        ..Given::default()
    };
    add("of another conversation", "NotCalled", conversation, None);
    for (name, chain) in [
        ("by invitation of another counsellor", &guests[1].first.chain),
        (
            "by invitation of the guest herself",
            &own.calls[0].transcript.chain,
        ),
    ] {
        let counsellor = Given {
            counsellor: Some(hex::encode(subject(chain))),
            ..Given::default()
        };
        add(name, "NotCalled", counsellor, None);
    }
    let first = Given::message(bytes(&own.first.message_one));
    add("which is one of a first contact", "NotCalled", first, None);
    let other = Given::message(bytes(&guests[1].calls[call].transcript.message_one));
    add("for another guest", "NotCalled", other, None);
    for offset in [0, 31, 32, 700, 1_215, 1_231] {
        let op = Some(Op::Flip { offset, mask: 1 });
        let name = format!("with a bit of byte {offset} turned");
        add(&name, "NotCalled", Given::default(), op);
    }
    for length in [0, 1_231] {
        let op = Some(Op::Truncate(length));
        add(
            &format!("cut to {length} bytes"),
            "WrongLength",
            Given::default(),
            op,
        );
    }
    add(
        "and a byte",
        "WrongLength",
        Given::default(),
        Some(Op::Extend("00".into())),
    );

    let random: [u8; 96] = array(&own.calls[call].transcript.visitor_random);
    let key = ml_kem::ml_kem_768::DecapsulationKey::from_seed(random[32..].try_into().unwrap());
    let key: Vec<u8> = ml_kem::KeyExport::to_bytes(key.encapsulation_key()).to_vec();
    let made = |purpose: u8, key: &[u8]| {
        let ephemeral = StaticSecret::from(<[u8; 32]>::try_from(&random[..32]).unwrap());
        Given::message(Initiator::write_one(&own.prologue(purpose), ephemeral, key).1)
    };
    for (purpose, what) in [
        (1, "a first contact"),
        (2, "a rejoin"),
        (3, "a hand-over"),
        (6, "nothing yet"),
    ] {
        add(
            &format!("made for {what}"),
            "NotCalled",
            made(purpose, &key),
            None,
        );
    }
    let purpose = 4 + call as u8;
    let mut wrong = key.clone();
    (wrong[0], wrong[1]) = (0xff, wrong[1] | 0x0f);
    add(
        "with an ML-KEM key that is none",
        "EncapsulationKey",
        made(purpose, &wrong),
        None,
    );
    let mut symmetric = SymmetricState::new(PROTOCOL_NAME, &own.prologue(purpose));
    symmetric.mix_hash(&[0; 32]);
    symmetric.mix_key(&[0; 32]);
    let low = [vec![0; 32], symmetric.encrypt_and_hash(&key)].concat();
    add("with a key of low order", "LowOrder", Given::message(low), None);
}

/// Records that are sealed with the right keys, and have no place in a session with a guest.
fn envelopes(guests: &[Guest], call: usize, all: &mut Vec<Refused>) {
    let own = &guests[0].calls[call];
    let on_duty = [subject(&guests[0].first.chain), subject(&own.transcript.chain)];
    for (from, whose) in [(V, own.caller.as_str()), (C, "guest")] {
        let right = third_record(&guests[0], call, from, participants(&on_duty), 1);
        assert_eq!(right.run(&guests[0]), None, "a text to all who are in is opened");
        let mut add = |name: String, associated: [u8; 32], kind: u8| {
            let mut case = third_record(&guests[0], call, from, associated, kind);
            case.name = format!("{name} from the {whose}, called by the {}", own.caller);
            all.push(case);
        };
        for kind in 5..=13 {
            add(format!("kind {kind}"), participants(&on_duty), kind);
        }
        for (who, keys) in [
            ("the visitor and the counsellor", &on_duty[..1]),
            ("the visitor and the guest", &on_duty[1..]),
            ("the visitor alone", &[]),
            ("all three in another order", &[on_duty[1], on_duty[0]]),
        ] {
            add(format!("a text to {who}"), participants(keys), 1);
        }
    }
}

/// What this end seals when two envelopes of the call were sealed and opened.
fn third_record(guest: &Guest, call: usize, from: &str, associated: [u8; 32], kind: u8) -> Refused {
    let own = &guest.calls[call];
    let mut ends = guest.play(own, 2);
    let receiver = ends.receiver(from);
    let sequence = receiver.received();
    let length = match kind {
        5 | 9 => 526,
        6 => 1_232,
        10 => 17,
        11 => 16,
        12 => 4,
        13 => 2,
        1 => 5,
        _ => 0,
    };
    let contents = Contents {
        typing: false,
        acknowledged: receiver.sent(),
        body: bodies::body(kind, 0, false, vec![1; length]),
    };
    let (_, keys) = guest.by_hand(own);
    let key = if from == V {
        keys.to_responder
    } else {
        keys.to_initiator
    };
    let plain = contents.encode().unwrap();
    let sealed = sealed_under(key, sequence, sequence, &associated, plain.as_slice());
    let mut case = Refused::new("", call, "envelope", "Damaged", Given::message(sealed), None);
    (case.after, case.from) = (Some(2), Some(from.into()));
    case
}

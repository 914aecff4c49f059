//! `refused.json`: what must be refused.

use luwte_conversation::noise::{CipherState, Initiator, Responder, SymmetricState};
use luwte_conversation::{AgreementSecret, Context, Participant, answer};
use x25519_dalek::{PublicKey, StaticSecret};

use crate::cases::{Case, Given, Op};
use crate::faults::faults;
use crate::forge::{Forge, NOW, revocation};
use crate::malformed::malformed;
use crate::sessions::{Transcript, psk};
use crate::tape::{Tape, seeded};

/// The session that most cases are about, and one of its envelopes in each direction, not the first of its end.
const BASE: usize = 0;
const DUE: [usize; 2] = [4, 6];

pub(crate) fn low_order_points() -> Vec<[u8; 32]> {
    let p_minus_one = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
    let points = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        p_minus_one,
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    let mut all: Vec<[u8; 32]> = points
        .iter()
        .map(|text| hex::decode(text).unwrap().try_into().unwrap())
        .collect();
    for index in 0..points.len() {
        let mut high = all[index];
        high[31] |= 0x80;
        all.push(high);
    }
    all
}

struct Builder<'a> {
    sessions: &'a [Transcript],
    cases: Vec<Case>,
}

impl Builder<'_> {
    /// Adds a case; `expected` of `*` takes whichever refusal comes.
    fn add(
        &mut self,
        name: String,
        step: &str,
        envelope: Option<usize>,
        given: Given,
        op: Option<Op>,
        expected: &str,
    ) {
        let step = step.to_owned();
        let mut case = Case {
            name,
            step,
            session: BASE,
            envelope,
            given,
            op,
            expected: expected.into(),
        };
        let got = case
            .run(self.sessions)
            .unwrap_or_else(|| panic!("accepted: {}", case.name));
        assert!(
            expected == "*" || got == expected,
            "{}: {got} instead of {expected}",
            case.name
        );
        case.expected = got;
        self.cases.push(case);
    }

    fn flips(
        &mut self,
        step: &str,
        what: &str,
        envelope: Option<usize>,
        offsets: impl Iterator<Item = usize>,
        expected: &str,
    ) {
        for (count, offset) in offsets.enumerate() {
            let mask = 1 << (count % 8);
            let name = format!("{what}: byte {offset} changed by {mask:#04x}");
            self.add(
                name,
                step,
                envelope,
                Given::default(),
                Some(Op::Flip { offset, mask }),
                expected,
            );
        }
    }

    fn lengths(&mut self, step: &str, envelope: Option<usize>, lengths: &[usize], expected: &str) {
        let what = envelope.map_or(step.to_owned(), |due| format!("{step} {due}"));
        for length in lengths {
            let name = format!("{what} cut to {length} bytes");
            self.add(
                name,
                step,
                envelope,
                Given::default(),
                Some(Op::Truncate(*length)),
                expected,
            );
        }
        for more in ["00", "0000000000000000ff"] {
            let op = Some(Op::Extend(more.into()));
            self.add(
                format!("{what} with {more} behind it"),
                step,
                envelope,
                Given::default(),
                op,
                expected,
            );
        }
    }
}

pub(crate) fn generate(sessions: &[Transcript]) -> Vec<Case> {
    let base = &sessions[BASE];
    let mut b = Builder {
        sessions,
        cases: Vec::new(),
    };
    message_one(&mut b, base);
    answers(&mut b, base);
    envelopes(&mut b, base);
    b.flips("chain", "the chain", None, (0..494).step_by(7), "*");
    b.lengths("chain", None, &[0, 154, 308, 493], "WrongLength");
    for (name, contents, expected) in malformed() {
        let given = Given {
            contents,
            ..Given::default()
        };
        b.add(name.into(), "contents", None, given, None, expected);
    }
    b.cases
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn message_one(b: &mut Builder, base: &Transcript) {
    let step = "message_one";
    b.flips(
        step,
        "message one, e",
        None,
        (0..32).step_by(3).chain([31]),
        "Damaged",
    );
    b.flips(
        step,
        "message one, the encrypted key",
        None,
        (32..1_216).step_by(37),
        "Damaged",
    );
    b.flips(step, "message one, its tag", None, 1_216..1_232, "Damaged");
    b.lengths(step, None, &[0, 31, 32, 1_216, 1_231], "WrongLength");
    let other = Given::message(array::<1_232>(&b.sessions[1].message_one));
    b.add(
        "message one of another conversation".into(),
        step,
        None,
        other,
        None,
        "Damaged",
    );
    let given = Given {
        conversation: Some("00".repeat(16)),
        ..Given::default()
    };
    b.add(
        "message one under another conversation's number".into(),
        step,
        None,
        given,
        None,
        "Damaged",
    );
    let given = Given {
        root: Some(b.sessions[1].root.clone()),
        ..Given::default()
    };
    b.add(
        "message one to another organisation".into(),
        step,
        None,
        given,
        None,
        "Damaged",
    );

    let prologue = base.context().prologue();
    let random: [u8; 96] = array(&base.visitor_random);
    let ephemeral = || StaticSecret::from(<[u8; 32]>::try_from(&random[..32]).unwrap());
    let key = ml_kem::ml_kem_768::DecapsulationKey::from_seed(random[32..].try_into().unwrap());
    let key: Vec<u8> = ml_kem::KeyExport::to_bytes(key.encapsulation_key()).to_vec();
    for (index, point) in low_order_points().into_iter().enumerate() {
        let mut symmetric = SymmetricState::new(&prologue);
        symmetric.mix_hash(&point);
        symmetric.mix_key(&point);
        let message = [point.to_vec(), symmetric.encrypt_and_hash(&key)].concat();
        b.add(
            format!("message one with low-order point {index}"),
            step,
            None,
            Given::message(message),
            None,
            "LowOrder",
        );
    }
    for (coefficient, value) in [
        (0, 3_329_u16),
        (1, 4_095),
        (300, 3_329),
        (767, 3_329),
        (766, 3_500),
    ] {
        let mut wrong = key.clone();
        let at = coefficient / 2 * 3;
        if coefficient % 2 == 0 {
            wrong[at] = value as u8;
            wrong[at + 1] = (wrong[at + 1] & 0xf0) | (value >> 8) as u8;
        } else {
            wrong[at + 1] = (wrong[at + 1] & 0x0f) | ((value & 0xf) << 4) as u8;
            wrong[at + 2] = (value >> 4) as u8;
        }
        let (_, message) = Initiator::write_one(&prologue, ephemeral(), &wrong);
        let name = format!("an ML-KEM key whose coefficient {coefficient} is {value}");
        b.add(
            name,
            step,
            None,
            Given::message(message),
            None,
            "EncapsulationKey",
        );
    }
    for (name, context) in other_prologues(base) {
        let (_, message) = Initiator::write_one(&context.prologue(), ephemeral(), &key);
        b.add(
            format!("message one with {name}"),
            step,
            None,
            Given::message(message),
            None,
            "Damaged",
        );
    }
}

fn other_prologues(base: &Transcript) -> Vec<(&'static str, Context)> {
    let with = |change: &dyn Fn(&mut Context)| {
        let mut context = base.context();
        change(&mut context);
        context
    };
    vec![
        (
            "the purpose rejoin",
            with(&|c| c.purpose = luwte_conversation::Purpose::Rejoin),
        ),
        (
            "the purpose hand-over",
            with(&|c| c.purpose = luwte_conversation::Purpose::HandOver),
        ),
        ("no participants", with(&|c| c.participants_before.clear())),
        (
            "a counsellor there before",
            with(&|c| c.participants_before.push(Participant::Counsellor([1; 32]))),
        ),
        (
            "two visitors",
            with(&|c| c.participants_before.push(Participant::Visitor)),
        ),
    ]
}

fn answers(b: &mut Builder, base: &Transcript) {
    let step = "answer";
    b.flips(
        step,
        "the answer, KEM ciphertext",
        None,
        (0..1_088).step_by(33),
        "Damaged",
    );
    b.flips(step, "the answer, e", None, (1_088..1_120).step_by(3), "Damaged");
    let high = Op::Flip {
        offset: 1_119,
        mask: 0x80,
    };
    b.add(
        "the answer, e: the bit that X25519 ignores".into(),
        step,
        None,
        Given::default(),
        Some(high),
        "Damaged",
    );
    b.flips(
        step,
        "the answer, encrypted s",
        None,
        (1_120..1_168).step_by(4),
        "Damaged",
    );
    b.flips(
        step,
        "the answer, payload",
        None,
        (1_168..1_662).step_by(19),
        "Damaged",
    );
    b.flips(step, "the answer, tag", None, 1_662..1_678, "Damaged");
    b.lengths(step, None, &[0, 590, 1_088, 1_120, 1_677], "WrongLength");
    for (index, point) in low_order_points().into_iter().enumerate() {
        let op = Some(Op::Replace {
            offset: 1_088,
            hex: hex::encode(point),
        });
        b.add(
            format!("the answer with low-order e {index}"),
            step,
            None,
            Given::default(),
            op,
            "LowOrder",
        );
    }
    let other = Given::message(array::<1_678>(&b.sessions[1].answer));
    b.add(
        "the answer of another conversation".into(),
        step,
        None,
        other,
        None,
        "Damaged",
    );
    let given = Given {
        conversation: Some("11".repeat(16)),
        ..Given::default()
    };
    b.add(
        "the answer to another conversation's number".into(),
        step,
        None,
        given,
        None,
        "Damaged",
    );
    let given = Given {
        root: Some(b.sessions[1].root.clone()),
        ..Given::default()
    };
    b.add(
        "the answer of another organisation".into(),
        step,
        None,
        given,
        None,
        "Damaged",
    );
    for (name, now, expected) in [
        ("a visitor two days later", NOW + 2 * 86_400, "Expired:shift"),
        (
            "a visitor two days earlier",
            NOW - 2 * 86_400,
            "NotYetValid:shift",
        ),
    ] {
        let given = Given {
            now: Some(now),
            ..Given::default()
        };
        b.add(name.into(), step, None, given, None, expected);
    }

    let forge = Forge::good(&mut seeded("session 0"), "Noor");
    assert_eq!(
        hex::encode(forge.chain()),
        base.chain,
        "the same draws give the same chain"
    );
    let tag = "luwte/1 revocation";
    for (name, key, serial, expected) in [
        (
            "a revoked coordinator",
            &forge.root,
            forge.coordinator.serial,
            "Revoked:coordinator",
        ),
        (
            "a revoked counsellor",
            &forge.coordinator_key,
            forge.counsellor.serial,
            "Revoked:counsellor",
        ),
        (
            "a revoked shift",
            &forge.counsellor_key,
            forge.shift.serial,
            "Revoked:shift",
        ),
    ] {
        let revocations = vec![hex::encode(revocation(key, 1, serial, tag))];
        b.add(
            name.into(),
            step,
            None,
            Given {
                revocations,
                ..Given::default()
            },
            None,
            expected,
        );
    }
    let stranger = Forge::good(&mut seeded("a stranger"), "Noor");
    let answered = |forge: &Forge, secret: &[u8; 32]| {
        let mut tape = Tape::new(&array::<64>(&base.counsellor_random));
        let secret = AgreementSecret::from_bytes(secret);
        let chain = forge.chain().try_into().unwrap();
        answer(
            &base.context(),
            &secret,
            &chain,
            &array::<1_232>(&base.message_one),
            &mut tape,
        )
        .unwrap()
        .0
    };
    for (name, wrong, expected) in faults(&forge, &stranger) {
        let given = Given::message(answered(&wrong, &forge.agreement_secret));
        b.add(
            format!("an answer with {name}"),
            step,
            None,
            given,
            None,
            expected,
        );
    }
    let given = Given::message(answered(&forge, &stranger.agreement_secret));
    b.add(
        "an answer with another key than the shift's".into(),
        step,
        None,
        given,
        None,
        "OtherKey",
    );
    for (index, point) in low_order_points().into_iter().take(7).enumerate() {
        let given = Given::message(low_order_static(base, &point));
        b.add(
            format!("an answer with low-order static key {index}"),
            step,
            None,
            given,
            None,
            "LowOrder",
        );
    }
}

/// An answer right up to its static key, which is of low order.
fn low_order_static(base: &Transcript, point: &[u8; 32]) -> Vec<u8> {
    let random: [u8; 96] = array(&base.visitor_random);
    let visitor = PublicKey::from(&StaticSecret::from(<[u8; 32]>::try_from(&random[..32]).unwrap()));
    let mut symmetric = SymmetricState::new(&base.context().prologue());
    let message_one: [u8; 1_232] = array(&base.message_one);
    symmetric.mix_hash(&message_one[..32]);
    symmetric.mix_key(&message_one[..32]);
    symmetric.decrypt_and_hash(&message_one[32..]).unwrap();
    let own = StaticSecret::from([42; 32]);
    let public = PublicKey::from(&own).to_bytes();
    symmetric.mix_hash(&public);
    symmetric.mix_key(&public);
    symmetric.mix_key(own.diffie_hellman(&visitor).as_bytes());
    let ciphertext = &array::<1_678>(&base.answer)[..1_088];
    let mut answer = [ciphertext, &public, &symmetric.encrypt_and_hash(point)].concat();
    symmetric.mix_key(&[0; 32]);
    symmetric.mix_key_and_hash(&psk(&random[32..], ciphertext));
    answer.extend(symmetric.encrypt_and_hash(&hex::decode(&base.chain).unwrap()));
    answer
}

fn envelopes(b: &mut Builder, base: &Transcript) {
    let step = "envelope";
    for due in DUE {
        let from = base.envelopes[due].from.clone();
        let what = format!("an envelope from the {from}");
        b.flips(step, &format!("{what}, sequence"), Some(due), 0..8, "*");
        b.flips(
            step,
            &format!("{what}, ciphertext"),
            Some(due),
            (8..2_014).step_by(67),
            "Damaged",
        );
        b.flips(step, &format!("{what}, tag"), Some(due), 2_014..2_030, "Damaged");
        b.lengths(step, Some(due), &[0, 7, 8, 24, 2_029], "WrongLength");
        for (other, envelope) in base
            .envelopes
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != due)
        {
            let expected = match (envelope.from == from, other < due) {
                (true, true) => "Replayed",
                (true, false) => "Early",
                // The other direction: its own number decides what is said.
                (false, _) => "*",
            };
            let given = Given::message(hex::decode(&envelope.envelope).unwrap());
            b.add(
                format!("{what}: envelope {other} in its place"),
                step,
                Some(due),
                given,
                None,
                expected,
            );
        }
        let sequence = base.envelopes[..due].iter().filter(|e| e.from == from).count() as u64;
        let op = Some(Op::Replace {
            offset: 0,
            hex: hex::encode((sequence + 1).to_be_bytes()),
        });
        b.add(
            format!("{what}: the next number on it"),
            step,
            Some(due),
            Given::default(),
            op,
            "Early",
        );
        let op = Some(Op::Replace {
            offset: 0,
            hex: hex::encode(u64::MAX.to_be_bytes()),
        });
        b.add(
            format!("{what}: the highest number on it"),
            step,
            Some(due),
            Given::default(),
            op,
            "Early",
        );
        resealed(b, base, due, &from, sequence);
    }
    let given = Given::message(hex::decode(&b.sessions[1].envelopes[0].envelope).unwrap());
    b.add(
        "the first envelope of another conversation".into(),
        step,
        Some(0),
        given,
        None,
        "Damaged",
    );
}

/// Envelopes under the right key whose contents, associated data or key are wrong.
fn resealed(b: &mut Builder, base: &Transcript, due: usize, from: &str, sequence: u64) {
    let counsellor: [u8; 32] = array::<494>(&base.chain)[164..196].try_into().unwrap();
    let right = base.context().associated_data(counsellor);
    let seal = |plain: &[u8], associated: &[u8], keys: u64| {
        let mut state = cipher_state(base, from);
        for step in 0..sequence {
            state.encrypt_with_ad(&[], &[]).unwrap();
            if step < keys {
                state.rekey();
            }
        }
        let number = sequence.to_be_bytes();
        Given::message([&number[..], &state.encrypt_with_ad(associated, plain).unwrap()].concat())
    };
    let mut plain = vec![0; 2_006];
    let mut add = |name: &str, given: Given| {
        b.add(
            format!("from the {from}: {name}"),
            "envelope",
            Some(due),
            given,
            None,
            "Damaged",
        );
    };
    add("no associated data", seal(&plain, &[], sequence));
    let hash = base.context().associated_data([1; 32]);
    add(
        "the associated data of another counsellor",
        seal(&plain, &hash, sequence),
    );
    add("the key of before", seal(&plain, &right, sequence - 1));
    plain[9] = 200;
    add(
        "an acknowledgement of what was never sent",
        seal(&plain, &right, sequence),
    );
    for (name, contents, _) in malformed()
        .into_iter()
        .filter(|(_, contents, _)| contents.len() == 1)
        .take(9)
    {
        let mut plain = hex::decode(&contents[0]).unwrap();
        plain.resize(2_006, 0);
        add(&format!("sealed {name}"), seal(&plain, &right, sequence));
    }
}

/// The keys of a session, from the layer below it.
fn cipher_state(base: &Transcript, from: &str) -> CipherState {
    let random: [u8; 64] = array(&base.counsellor_random);
    let visitor: [u8; 96] = array(&base.visitor_random);
    let message_one: [u8; 1_232] = array(&base.message_one);
    let psk = psk(&visitor[32..], &array::<1_678>(&base.answer)[..1_088]);
    let (responder, _) = Responder::read_one(&base.context().prologue(), &message_one).unwrap();
    let own = StaticSecret::from(array::<32>(&base.agreement_secret));
    let ephemeral = StaticSecret::from(<[u8; 32]>::try_from(&random[32..]).unwrap());
    let chain = hex::decode(&base.chain).unwrap();
    let (_, established) = responder.write_two(&own, &ephemeral, &psk, &chain).unwrap();
    if from == "visitor" {
        established.to_responder
    } else {
        established.to_initiator
    }
}

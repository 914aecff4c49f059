//! Answers that whoever calls a guest refuses.

use luwte_conversation::{
    AgreementSecret, Caller, Context, GuestSecret, HandOverSecret, Invitation, answer, answer_called,
    answer_hand_over,
};

use super::first_papers;
use super::guest::{Guest, array, bytes, subject};
use super::refused::Refused;
use crate::cases::{Given, Op};
use crate::faults::faults;
use crate::forge::{Forge, NOW};
use crate::tape::{Tape, seeded};

pub(super) fn answers(guests: &[Guest], all: &mut Vec<Refused>) {
    let (noor, sam) = first_papers();
    assert_eq!(hex::encode(noor.chain()), guests[0].first.chain);
    assert_eq!(hex::encode(sam.chain()), guests[0].calls[0].transcript.chain);
    for call in [0, 1] {
        by_others(guests, call, (&noor, &sam), all);
        spoilt(guests, call, all);
    }
    let rng = &mut seeded("guests that are refused");
    let stranger = Forge::good(rng, "Sam");
    for (name, wrong, expected) in faults(&sam, &stranger).into_iter().step_by(6) {
        let wrong = answered(&guests[0], 0, &wrong, &sam.agreement_secret, &guests[0].secret);
        let name = format!("an answer with {name}");
        all.push(Refused::new(&name, 0, "answer", expected, wrong, None));
    }
}

/// Made as it should be, by somebody else or for something else.
fn by_others(guests: &[Guest], call: usize, (noor, sam): (&Forge, &Forge), all: &mut Vec<Refused>) {
    let own = &guests[0];
    let caller = &own.calls[call].caller;
    let rng = &mut seeded("guests that are refused");
    let by = |forge: &Forge, secret: &str| answered(own, call, forge, &forge.agreement_secret, secret);
    let third = noor.colleague(rng, "Sam");
    let again = sam.next_shift(rng);
    let near = {
        let mut secret: [u8; 32] = array(&own.secret);
        secret[31] ^= 1;
        hex::encode(secret)
    };
    let posing = answered(own, call, sam, &noor.agreement_secret, &own.secret);
    let mixed =
        |one: &Forge, other: &Forge| one.but(|forge| forge.shift.signing_key = other.shift.signing_key);
    let cases = [
        ("a third, who has the secret", "Stranger", by(&third, &own.secret)),
        ("another shift of the guest", "Stranger", by(&again, &own.secret)),
        (
            "another key of the guest, for the shift that was called",
            "Stranger",
            by(&mixed(&again, sam), &own.secret),
        ),
        (
            "another shift of the guest, with the key that was called",
            "Stranger",
            by(&mixed(sam, &again), &own.secret),
        ),
        ("the counsellor", "Stranger", by(noor, &own.secret)),
        ("the counsellor, with the guest's chain", "OtherKey", posing),
        (
            "the guest without the secret",
            "Damaged",
            by(sam, &"00".repeat(32)),
        ),
        (
            "the guest with a secret one bit of which is turned",
            "Damaged",
            by(sam, &near),
        ),
        (
            "the guest with the secret of another",
            "Damaged",
            by(sam, &guests[1].secret),
        ),
        (
            "the guest as at a hand-over",
            "Damaged",
            as_at_a_hand_over(own, call),
        ),
        (
            "the guest as at a first contact",
            "Damaged",
            as_at_first(own, call),
        ),
    ];
    for (who, expected, given) in cases {
        let name = format!("an answer to the {caller} by {who}");
        all.push(Refused::new(&name, call, "answer", expected, given, None));
    }
    for (whose, other) in [
        ("the other who called", &own.calls[1 - call].transcript.answer),
        (
            "somebody else with another guest",
            &guests[1].calls[call].transcript.answer,
        ),
        ("the visitor at first", &own.first.answer),
    ] {
        let name = format!("an answer to the {caller} that was for {whose}");
        let given = Given::message(bytes(other));
        all.push(Refused::new(&name, call, "answer", "Damaged", given, None));
    }
}

/// Late, early, or changed on its way.
fn spoilt(guests: &[Guest], call: usize, all: &mut Vec<Refused>) {
    let caller = &guests[0].calls[call].caller;
    let mut add = |name: &str, expected: &str, given: Given, op: Option<Op>| {
        let name = format!("an answer to the {caller} {name}");
        all.push(Refused::new(&name, call, "answer", expected, given, op));
    };
    for (name, now, expected) in [
        ("two days later", NOW + 2 * 86_400, "Expired:shift"),
        ("two days earlier", NOW - 2 * 86_400, "NotYetValid:shift"),
    ] {
        let now = Given {
            now: Some(now),
            ..Given::default()
        };
        add(name, expected, now, None);
    }
    for offset in (0..1_678).step_by(127) {
        let op = Some(Op::Flip { offset, mask: 0x10 });
        add(
            &format!("with a bit of byte {offset} turned"),
            "Damaged",
            Given::default(),
            op,
        );
    }
    let low = Op::Replace {
        offset: 1_088,
        hex: "00".repeat(32),
    };
    for (name, op, expected) in [
        ("cut to 1,677 bytes", Op::Truncate(1_677), "WrongLength"),
        ("and a byte", Op::Extend("00".into()), "WrongLength"),
        ("with a key of low order", low, "LowOrder"),
    ] {
        add(name, expected, Given::default(), Some(op));
    }
}

fn answered(guest: &Guest, call: usize, forge: &Forge, own: &[u8; 32], secret: &str) -> Given {
    let transcript = &guest.calls[call].transcript;
    let invitation = Invitation {
        secret: GuestSecret::from_bytes(&array(secret)),
        ..guest.invitation()
    };
    let called = answer_called(
        &invitation,
        &AgreementSecret::from_bytes(own),
        &forge.chain().try_into().unwrap(),
        &bytes(&transcript.message_one),
        &mut Tape::new(&bytes(&transcript.counsellor_random)),
    );
    Given::message(called.unwrap().unwrap().answer)
}

fn context(guest: &Guest, call: usize) -> Context {
    let Invitation {
        root, conversation, ..
    } = guest.invitation();
    let caller = [Caller::Visitor, Caller::Counsellor][call];
    Context::guest(root, conversation, subject(&guest.first.chain), caller)
}

/// The same with the salt of a hand-over.
fn as_at_a_hand_over(guest: &Guest, call: usize) -> Given {
    let transcript = &guest.calls[call].transcript;
    let (answered, _) = answer_hand_over(
        &context(guest, call),
        &HandOverSecret::from_bytes(&array(&guest.secret)),
        &transcript.agreement(),
        &array(&transcript.chain),
        &bytes(&transcript.message_one),
        &mut Tape::new(&bytes(&transcript.counsellor_random)),
    )
    .unwrap();
    Given::message(answered)
}

/// The same without the secret, and with the salt of a first contact.
fn as_at_first(guest: &Guest, call: usize) -> Given {
    let transcript = &guest.calls[call].transcript;
    let (answered, _) = answer(
        &context(guest, call),
        &transcript.agreement(),
        &array(&transcript.chain),
        &bytes(&transcript.message_one),
        &mut Tape::new(&bytes(&transcript.counsellor_random)),
    )
    .unwrap();
    Given::message(answered)
}

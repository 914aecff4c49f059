//! Answers that a visitor refuses after she has agreed to a hand-over.

use luwte_conversation::{AgreementSecret, HandOverSecret, answer, answer_hand_over};

use super::refused::{Refused, array, case};
use super::story::Story;
use crate::cases::{Given, Op};
use crate::faults::faults;
use crate::forge::{Forge, NOW};
use crate::sessions::Transcript;
use crate::tape::{Tape, draw, seeded};

/// The papers of the counsellor who hands over and of the other, as the first story drew them.
fn papers(stories: &[Story]) -> (Forge, Forge) {
    let rng = &mut seeded("hand-overs");
    let noor = Forge::good(rng, "Noor");
    assert_eq!(hex::encode(noor.chain()), stories[0].first.chain);
    // The conversation, what the two drew, and nothing else until Sam is asked.
    let _: ([u8; 16], [u8; 96], [u8; 64]) = (draw(rng), draw(rng), draw(rng));
    let sam = noor.colleague(rng, "Sam");
    let next = &stories[0].next.as_ref().unwrap().transcript;
    assert_eq!(hex::encode(sam.chain()), next.chain);
    (noor, sam)
}

pub(super) fn answers(stories: &[Story], all: &mut Vec<Refused>) {
    let next = stories[0].next.as_ref().unwrap();
    let (noor, sam) = papers(stories);
    let rng = &mut seeded("hand-overs that are refused");
    let mut add = |name: &str, expected: &str, given: Given, op: Option<Op>| {
        all.push(case(name, "answer", expected, given, op));
    };
    let secret = array(&next.secret);
    let by = |forge: &Forge, secret: &[u8; 32]| {
        answered(
            &stories[0],
            &next.transcript,
            forge,
            &forge.agreement_secret,
            secret,
        )
    };
    let third = noor.colleague(rng, "Sam");
    add(
        "a third counsellor, who has the secret",
        "Stranger",
        by(&third, &secret),
        None,
    );
    let again = sam.next_shift(rng);
    add(
        "another shift of the other counsellor, with the secret",
        "Stranger",
        by(&again, &secret),
        None,
    );
    let mixed = again.but(|forge| forge.shift.signing_key = sam.shift.signing_key);
    add(
        "another key of the other counsellor, for the shift she was shown",
        "Stranger",
        by(&mixed, &secret),
        None,
    );
    let mixed = sam.but(|forge| forge.shift.signing_key = again.shift.signing_key);
    add(
        "another shift of the other counsellor, with the key she was shown",
        "Stranger",
        by(&mixed, &secret),
        None,
    );
    add(
        "the counsellor who hands over",
        "Stranger",
        by(&noor, &secret),
        None,
    );
    let posing = answered(
        &stories[0],
        &next.transcript,
        &sam,
        &noor.agreement_secret,
        &secret,
    );
    add(
        "the counsellor who hands over, with the other's chain",
        "OtherKey",
        posing,
        None,
    );
    add(
        "the other without the secret",
        "Damaged",
        by(&sam, &[0; 32]),
        None,
    );
    let mut near = secret;
    near[31] ^= 1;
    add(
        "the other with a secret one bit of which is turned",
        "Damaged",
        by(&sam, &near),
        None,
    );
    let stale = array(&stories[1].next.as_ref().unwrap().secret);
    add(
        "the other with the secret of another hand-over",
        "Damaged",
        by(&sam, &stale),
        None,
    );
    let tape = &mut Tape::new(&hex::decode(&next.transcript.counsellor_random).unwrap());
    let without = answer(
        &stories[0].context(),
        &AgreementSecret::from_bytes(&sam.agreement_secret),
        &sam.chain().try_into().unwrap(),
        &hex::decode(&next.transcript.message_one).unwrap(),
        tape,
    );
    add(
        "the psk of a first contact",
        "Damaged",
        Given::message(without.unwrap().0),
        None,
    );
    let other = Given::message(hex::decode(&stories[1].next.as_ref().unwrap().transcript.answer).unwrap());
    add("the answer of another hand-over", "Damaged", other, None);
    let first = Given::message(hex::decode(&stories[0].first.answer).unwrap());
    add("the answer of the first contact", "Damaged", first, None);
    for (name, now, expected) in [
        ("a visitor two days later", NOW + 2 * 86_400, "Expired:shift"),
        (
            "a visitor two days earlier",
            NOW - 2 * 86_400,
            "NotYetValid:shift",
        ),
    ] {
        let now = Given {
            now: Some(now),
            ..Given::default()
        };
        add(name, expected, now, None);
    }
    let stranger = Forge::good(rng, "Sam");
    for (name, wrong, expected) in faults(&sam, &stranger).into_iter().step_by(6) {
        let wrong = answered(
            &stories[0],
            &next.transcript,
            &wrong,
            &sam.agreement_secret,
            &secret,
        );
        add(&format!("an answer with {name}"), expected, wrong, None);
    }
    for offset in (0..1_678).step_by(83) {
        let op = Some(Op::Flip { offset, mask: 0x10 });
        let name = format!("the answer with a bit of byte {offset} turned");
        add(&name, "Damaged", Given::default(), op);
    }
    for (name, op, expected) in [
        (
            "the answer cut to 1,677 bytes",
            Op::Truncate(1_677),
            "WrongLength",
        ),
        ("the answer and a byte", Op::Extend("00".into()), "WrongLength"),
        (
            "the answer with a key of low order",
            Op::Replace {
                offset: 1_088,
                hex: "00".repeat(32),
            },
            "LowOrder",
        ),
    ] {
        add(name, expected, Given::default(), Some(op));
    }
}

fn answered(story: &Story, next: &Transcript, forge: &Forge, own: &[u8; 32], secret: &[u8; 32]) -> Given {
    let mut tape = Tape::new(&hex::decode(&next.counsellor_random).unwrap());
    let (answered, _) = answer_hand_over(
        &story.context(),
        &HandOverSecret::from_bytes(secret),
        &AgreementSecret::from_bytes(own),
        &forge.chain().try_into().unwrap(),
        &hex::decode(&next.message_one).unwrap(),
        &mut tape,
    )
    .unwrap();
    Given::message(answered)
}

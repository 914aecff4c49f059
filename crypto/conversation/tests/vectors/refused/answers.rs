//! Answers that a visitor refuses.

use luwte_conversation::AgreementSecret;
use luwte_conversation::answer;
use luwte_conversation::noise::{PROTOCOL_NAME, SymmetricState};
use x25519_dalek::PublicKey;
use x25519_dalek::StaticSecret;

use super::Builder;
use super::array;
use super::low_order_points;
use crate::cases::Given;
use crate::cases::Op;
use crate::faults::faults;
use crate::forge::Forge;
use crate::forge::NOW;
use crate::forge::revocation;
use crate::sessions::Transcript;
use crate::sessions::psk;
use crate::tape::Tape;
use crate::tape::seeded;

pub(super) fn answers(b: &mut Builder, base: &Transcript) {
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
    let mut symmetric = SymmetricState::new(PROTOCOL_NAME, &base.context().prologue());
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

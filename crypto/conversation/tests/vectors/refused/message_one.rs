//! What a counsellor refuses to answer.

use luwte_conversation::Context;
use luwte_conversation::Participant;
use luwte_conversation::noise::Initiator;
use luwte_conversation::noise::{PROTOCOL_NAME, SymmetricState};
use x25519_dalek::StaticSecret;

use super::Builder;
use super::array;
use super::low_order_points;
use crate::cases::Given;
use crate::sessions::Transcript;

pub(super) fn message_one(b: &mut Builder, base: &Transcript) {
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
        let mut symmetric = SymmetricState::new(PROTOCOL_NAME, &prologue);
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

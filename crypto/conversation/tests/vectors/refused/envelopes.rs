//! Envelopes that their receiver refuses.

use super::Builder;
use super::DUE;
use super::array;
use crate::by_hand::sealed_by_hand;
use crate::cases::Given;
use crate::cases::Op;
use crate::malformed::malformed;
use crate::sessions::Transcript;

pub(super) fn envelopes(b: &mut Builder, base: &Transcript) {
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
        Given::message(sealed_by_hand(base, from, sequence, keys, associated, plain))
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
    if from == "visitor" {
        let mut brake = plain.clone();
        brake[..18].copy_from_slice(&[12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 2, 2, 0, 60]);
        add("a brake", seal(&brake, &right, sequence));
    }
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

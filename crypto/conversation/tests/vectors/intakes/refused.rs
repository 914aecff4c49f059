//! Intakes that are not sealed, or not read.

use super::*;

pub(super) fn refused(intakes: &[Sealed]) -> Vec<Refused> {
    let rng = &mut seeded("intakes that are refused");
    let case = |name: &str, step: &str, expected: &str| Refused {
        name: name.into(),
        step: step.into(),
        intake: 1,
        what: None,
        op: None,
        given: Given::default(),
        expected: expected.into(),
    };
    let (own, other) = (&intakes[1], &intakes[2]);
    let mut all = Vec::new();
    let mut seal = |name: &str, expected: &str, given: Given| {
        all.push(Refused {
            given,
            ..case(name, "seal", expected)
        })
    };
    let chain = |chain: &str| Given {
        chain: Some(chain.into()),
        ..Given::default()
    };
    seal(
        "another organisation's shift",
        "WrongSignature:coordinator",
        Given {
            encapsulation_key: Some(other.encapsulation_key.clone()),
            ..chain(&other.chain)
        },
    );
    seal(
        "the key of another shift",
        "OtherKey",
        Given {
            encapsulation_key: Some(other.encapsulation_key.clone()),
            ..Given::default()
        },
    );
    let mut turned = bytes(&own.encapsulation_key);
    turned[700] ^= 1;
    seal(
        "a key with one bit turned",
        "OtherKey",
        Given {
            encapsulation_key: Some(hex::encode(&turned)),
            ..Given::default()
        },
    );
    let mut forged = |name: &str, expected: &str, key: Option<Vec<u8>>, change: &dyn Fn(&mut Forge)| {
        let forge = Forge::good(rng, "Noor");
        let key = key.unwrap_or_else(|| bytes(&own.encapsulation_key));
        let forge = forge.but(|forge| {
            forge.shift.intake_key_hash =
                sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(&key)).into();
            change(forge);
        });
        seal(
            name,
            expected,
            Given {
                root: Some(forge.root().to_hex()),
                encapsulation_key: Some(hex::encode(key)),
                ..chain(&hex::encode(forge.chain()))
            },
        );
    };
    // A coefficient of q or more: twelve bits that are all one.
    let mut too_large = bytes(&own.encapsulation_key);
    too_large[..2].fill(0xff);
    forged(
        "a key that fails the check of FIPS 203",
        "EncapsulationKey",
        Some(too_large),
        &|_| {},
    );
    for point in LOW_ORDER {
        let key = array(point);
        forged("an agreement key of low order", "LowOrder", None, &|forge| {
            forge.shift.agreement_key = key
        });
    }
    forged("a shift that expired", "Expired:shift", None, &|forge| {
        forge.shift.not_after = NOW - 86_401;
        forge.shift.not_before = forge.shift.not_after - 43_200;
    });
    forged(
        "a shift signed by the coordinator",
        "WrongSignature:shift",
        None,
        &|forge| {
            forge.shift.issuer = forge.coordinator_key.clone();
        },
    );
    let mut open = |name: &str, given: Given| {
        all.push(Refused {
            given,
            ..case(name, "open", "Damaged")
        })
    };
    open(
        "the root of another organisation",
        Given {
            root: Some(other.root.clone()),
            ..Given::default()
        },
    );
    open(
        "another ticket",
        Given {
            ticket: Some(other.ticket.clone()),
            ..Given::default()
        },
    );
    open(
        "another shift's signing key",
        Given {
            signing_key: Some(other.signing_key.clone()),
            ..Given::default()
        },
    );
    open(
        "another shift's agreement key",
        Given {
            agreement_secret: Some(other.agreement_secret.clone()),
            ..Given::default()
        },
    );
    open(
        "another shift's ML-KEM key",
        Given {
            encapsulation_seed: Some(other.encapsulation_seed.clone()),
            ..Given::default()
        },
    );
    let mut alter = |name: &str, what: &str, op: Op, expected: &str| {
        all.push(Refused {
            what: Some(what.into()),
            op: Some(op),
            ..case(name, "open", expected)
        });
    };
    for (name, offset) in [
        ("the first byte of the ciphertext", 0),
        ("the last byte of the ciphertext", 1_087),
        ("the first byte of the ephemeral key", 1_088),
        ("the first byte of the sealed key", 1_120),
        ("the first byte of its tag", 1_152),
        ("the last byte of its tag", 1_167),
    ] {
        alter(
            &format!("{name}, one bit turned"),
            "slot",
            Op::Flip { offset, mask: 1 },
            "Damaged",
        );
    }
    for (name, offset) in [
        ("the first byte of the form", 0),
        ("its last byte", 767),
        ("its tag", 783),
    ] {
        alter(
            &format!("{name}, one bit turned"),
            "sealed_form",
            Op::Flip { offset, mask: 0x80 },
            "Damaged",
        );
    }
    for hex in LOW_ORDER {
        let hex = hex.into();
        alter(
            "an ephemeral key of low order",
            "slot",
            Op::Replace { offset: 1_088, hex },
            "LowOrder",
        );
    }
    let replaced = Op::Replace {
        offset: 0,
        hex: other.slot.clone(),
    };
    alter("the slot of another intake", "slot", replaced, "Damaged");
    let replaced = Op::Replace {
        offset: 0,
        hex: other.sealed_form.clone(),
    };
    alter("the form of another intake", "sealed_form", replaced, "Damaged");
    alter(
        "a slot that is a byte too short",
        "slot",
        Op::Truncate(1_167),
        "WrongLength",
    );
    alter(
        "a slot that is a byte too long",
        "slot",
        Op::Extend("00".into()),
        "WrongLength",
    );
    alter(
        "a form that is a byte too short",
        "sealed_form",
        Op::Truncate(783),
        "WrongLength",
    );
    alter(
        "a form that is a byte too long",
        "sealed_form",
        Op::Extend("00".into()),
        "WrongLength",
    );
    all
}

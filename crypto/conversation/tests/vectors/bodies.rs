//! Bodies by their numbers and bytes, as the vectors write them.

use luwte_conversation::{BackSecret, Body, Brake, BrakeReason, BrakeTerms, GuestSecret, HandOverSecret};

/// The body of this kind. Fields that the kind does not have are not looked at.
pub(crate) fn body(kind: u8, part: u16, more: bool, bytes: Vec<u8>) -> Body {
    match kind {
        0 => Body::Nothing,
        1 => Body::Text {
            part,
            more,
            bytes: bytes.into(),
        },
        2 => Body::Rejoin(whole(&bytes)),
        3 => Body::RejoinAnswer(whole(&bytes)),
        4 => Body::RejoinDone,
        5 => Body::HandOverAsked {
            secret: HandOverSecret::from_bytes(&whole(&bytes[..32])),
            chain: whole(&bytes[32..]),
        },
        6 => Body::HandOverAgreed(whole(&bytes)),
        7 => Body::HandOverRefused,
        8 => Body::HandOverWithdrawn,
        9 => Body::GuestAsked {
            secret: GuestSecret::from_bytes(&whole(&bytes[..32])),
            chain: whole(&bytes[32..]),
        },
        10 => Body::GuestAnswered {
            id: *whole(&bytes[..16]),
            yes: bytes[16] == 1,
        },
        11 => Body::GuestOver(*whole(&bytes)),
        12 => Body::Brake(brake(&bytes)),
        13 => Body::Card(bytes.into()),
        14 => Body::FolderOffered,
        15 => Body::FolderKept {
            secret: BackSecret::from_bytes(&whole(&bytes[..32])),
            check: whole(&bytes[32..]),
        },
        16 => Body::CameBack(whole(&bytes)),
        _ => panic!("a kind that is not known: {kind}"),
    }
}

/// The bytes of a body.
pub(crate) fn bytes(body: &Body) -> Vec<u8> {
    match body {
        Body::Nothing
        | Body::RejoinDone
        | Body::HandOverRefused
        | Body::HandOverWithdrawn
        | Body::FolderOffered => Vec::new(),
        Body::FolderKept { secret, check } => [secret.as_bytes().as_slice(), check.as_slice()].concat(),
        Body::CameBack(check) => check.to_vec(),
        Body::Text { bytes, .. } | Body::Card(bytes) => bytes.to_vec(),
        Body::Rejoin(one) | Body::HandOverAgreed(one) => one.to_vec(),
        Body::RejoinAnswer(answer) => answer.to_vec(),
        Body::HandOverAsked { secret, chain } => [secret.as_bytes().as_slice(), chain.as_slice()].concat(),
        Body::GuestAsked { secret, chain } => [secret.as_bytes().as_slice(), chain.as_slice()].concat(),
        Body::GuestAnswered { id, yes } => [id.as_slice(), &[if *yes { 1 } else { 2 }]].concat(),
        Body::GuestOver(id) => id.to_vec(),
        Body::Brake(brake) => match brake {
            Brake::Lifted => vec![0; 4],
            Brake::Slow(terms) => braked(1, *terms),
            Brake::Pause(terms) => braked(2, *terms),
        },
    }
}

const REASONS: [BrakeReason; 4] = [
    BrakeReason::TooFast,
    BrakeReason::Moment,
    BrakeReason::Words,
    BrakeReason::NotSerious,
];

fn brake(bytes: &[u8]) -> Brake {
    let &[what, reason, high, low] = bytes else {
        panic!("a brake has four bytes")
    };
    let terms = || BrakeTerms {
        reason: REASONS[usize::from(reason) - 1],
        seconds: u16::from_be_bytes([high, low]),
    };
    match what {
        0 => Brake::Lifted,
        1 => Brake::Slow(terms()),
        _ => Brake::Pause(terms()),
    }
}

fn braked(what: u8, terms: BrakeTerms) -> Vec<u8> {
    let reason = REASONS.iter().position(|reason| *reason == terms.reason).unwrap();
    [&[what, reason as u8 + 1][..], &terms.seconds.to_be_bytes()].concat()
}

fn whole<const N: usize>(bytes: &[u8]) -> Box<[u8; N]> {
    Box::new(bytes.try_into().unwrap())
}

//! Names for refusals, the same in every implementation.

use luwte_certificates::identity_file::OpenError as IdentityError;
use luwte_certificates::{ChainError, Link};
use luwte_conversation::{AnswerError, HandshakeRefused, OpenError};

pub(crate) fn of_chain(why: ChainError) -> String {
    let (kind, link) = match why {
        ChainError::Length => return "chain-length".into(),
        ChainError::Malformed(link) => ("malformed", link),
        ChainError::Role(link) => ("wrong-role", link),
        ChainError::Signature(link) => ("bad-signature", link),
        ChainError::NotYetValid(link) => ("not-yet-valid", link),
        ChainError::Expired(link) => ("expired", link),
        ChainError::Revoked(link) => ("revoked", link),
    };
    let link = match link {
        Link::Coordinator => "coordinator",
        Link::Counsellor => "counsellor",
        Link::Shift => "shift",
    };
    format!("{kind}-{link}")
}

pub(crate) fn of_refusal(why: HandshakeRefused) -> String {
    match why {
        HandshakeRefused::WrongLength => "wrong-length".into(),
        HandshakeRefused::LowOrder => "low-order".into(),
        HandshakeRefused::Damaged => "damaged".into(),
        HandshakeRefused::Chain(why) => of_chain(why),
        HandshakeRefused::OtherKey => "other-key".into(),
    }
}

pub(crate) fn of_answer(why: AnswerError) -> String {
    match why {
        AnswerError::WrongLength => "wrong-length",
        AnswerError::Damaged => "damaged",
        AnswerError::EncapsulationKey => "encapsulation-key",
        AnswerError::LowOrder => "low-order",
    }
    .into()
}

pub(crate) fn of_open(why: OpenError) -> String {
    match why {
        OpenError::WrongLength => "wrong-length",
        OpenError::Replayed => "replayed",
        OpenError::Early => "early",
        OpenError::Damaged => "damaged",
    }
    .into()
}

pub(crate) fn of_identity(why: IdentityError) -> String {
    match why {
        IdentityError::Malformed => "malformed",
        IdentityError::Passphrase => "passphrase",
        IdentityError::Certificate => "certificate",
    }
    .into()
}

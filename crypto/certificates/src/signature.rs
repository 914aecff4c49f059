//! Ed25519 signatures that cannot be used in another context: the tag is part of the type.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// What a signature is for. Sealed: the list below is the whole list.
pub(crate) trait DomainTag {
    const TAG: &'static str;
}

macro_rules! domains {
    ($($name:ident = $tag:literal;)*) => {
        $(
            pub(crate) enum $name {}
            impl DomainTag for $name {
                const TAG: &'static str = $tag;
            }
        )*
    };
}

domains! {
    CoordinatorDomain = "luwte/1 coordinator certificate";
    CounsellorDomain = "luwte/1 counsellor certificate";
    ShiftDomain = "luwte/1 shift certificate";
    RevocationDomain = "luwte/1 revocation";
    DutyDomain = "luwte/1 duty proof";
}

fn tagged<D: DomainTag>(message: &[u8]) -> Vec<u8> {
    let tag = D::TAG.as_bytes();
    // Every tag is shorter than 256 bytes, so the cast keeps its length.
    [&[tag.len() as u8], tag, message].concat()
}

pub(crate) fn sign<D: DomainTag>(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    key.sign(&tagged::<D>(message)).to_bytes()
}

/// Strict verification (RFC 8032 with canonical values, no small-order key), so that every implementation agrees.
pub(crate) fn verifies<D: DomainTag>(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key)
        .and_then(|key| key.verify_strict(&tagged::<D>(message), &Signature::from_bytes(signature)))
        .is_ok()
}

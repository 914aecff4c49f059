//! A letter from one shift to another: the sender signs it for one recipient (protocol 12.1).

use zeroize::Zeroizing;

use crate::domain::LetterDomain;
use crate::duty::ShiftSigner;
use crate::root::OrganisationRoot;
use crate::signature::{SIGNATURE_LENGTH, Signature, WrongSignature};

/// Length of what a letter says, in bytes: all of it but the signature at its end.
pub const SIGNED_LETTER_LENGTH: usize = 704;

impl ShiftSigner {
    /// Signs root (32 bytes), the recipient's signing key (32 bytes) and the letter: nobody who gets it can pass it on
    /// as if it were for another, and no other organisation takes it.
    #[must_use]
    pub fn sign_letter(
        &self,
        root: &OrganisationRoot,
        recipient: &[u8; 32],
        letter: &[u8; SIGNED_LETTER_LENGTH],
    ) -> [u8; SIGNATURE_LENGTH] {
        let signed = signed(root, recipient, letter);
        self.0.sign::<LetterDomain>(&signed).to_bytes()
    }
}

/// Did the shift with this signing key write the letter, and to this recipient?
///
/// # Errors
/// [`WrongSignature`]: another key, recipient, organisation or letter.
pub fn verify_letter(
    sender: &[u8; 32],
    root: &OrganisationRoot,
    recipient: &[u8; 32],
    letter: &[u8; SIGNED_LETTER_LENGTH],
    signature: &[u8; SIGNATURE_LENGTH],
) -> Result<(), WrongSignature> {
    let signed = signed(root, recipient, letter);
    Signature::<LetterDomain>::from_bytes(*signature).verify(sender, &signed)
}

/// It holds what the letter says, and is zeroized when dropped.
fn signed(
    root: &OrganisationRoot,
    recipient: &[u8; 32],
    letter: &[u8; SIGNED_LETTER_LENGTH],
) -> Zeroizing<Vec<u8>> {
    let mut signed = Zeroizing::new(Vec::with_capacity(64 + SIGNED_LETTER_LENGTH));
    for part in [&root.0[..], recipient, letter] {
        signed.extend_from_slice(part);
    }
    signed
}

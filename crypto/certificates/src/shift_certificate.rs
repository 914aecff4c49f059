use crate::bytes::{Reader, join};

/// Bytes of a shift certificate.
pub const SHIFT_CERTIFICATE_LENGTH: usize = 186;
/// Longest validity of a shift, in seconds.
pub const LONGEST_SHIFT_SECONDS: u64 = 12 * 3600;
/// Most conversations at once that a shift may be certified for.
pub const MOST_CONVERSATIONS: u8 = 8;
const SIGNED_LENGTH: usize = SHIFT_CERTIFICATE_LENGTH - 64;
const VERSION: u8 = 1;

/// The fields of section 4.3. Decoding checks their form, not who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftCertificate {
    /// Conversations at once, 1 to [`MOST_CONVERSATIONS`].
    pub capacity: u8,
    /// Random number by which it can be revoked, 8 bytes.
    pub serial: [u8; 8],
    /// Ed25519 key that proves being on duty, 32 bytes.
    pub signing_key: [u8; 32],
    /// X25519 key, the static key of the Noise handshake, 32 bytes.
    pub agreement_key: [u8; 32],
    /// SHA-256 of the ML-KEM-768 encapsulation key for intakes, 32 bytes.
    pub intake_key_hash: [u8; 32],
    /// Seconds since 1970.
    pub not_before: u64,
    /// Seconds since 1970.
    pub not_after: u64,
}

impl ShiftCertificate {
    /// The bytes that are signed; none if capacity or validity is not as section 4.3 demands.
    pub(crate) fn to_signed_bytes(&self) -> Option<[u8; SIGNED_LENGTH]> {
        self.is_well_formed().then(|| {
            join(&[
                &[VERSION, self.capacity],
                &self.serial,
                &self.signing_key,
                &self.agreement_key,
                &self.intake_key_hash,
                &self.not_before.to_be_bytes(),
                &self.not_after.to_be_bytes(),
            ])
        })
    }

    /// Reads a certificate: its fields, the bytes that are signed, and the signature.
    pub(crate) fn read(bytes: &[u8; SHIFT_CERTIFICATE_LENGTH]) -> Option<(Self, &[u8], [u8; 64])> {
        let (signed, signature) = bytes.split_first_chunk::<SIGNED_LENGTH>()?;
        let mut reader = Reader(signed);
        if reader.u8()? != VERSION {
            return None;
        }
        let certificate = Self {
            capacity: reader.u8()?,
            serial: reader.array()?,
            signing_key: reader.array()?,
            agreement_key: reader.array()?,
            intake_key_hash: reader.array()?,
            not_before: reader.u64()?,
            not_after: reader.u64()?,
        };
        certificate
            .is_well_formed()
            .then_some((certificate, signed, signature.try_into().ok()?))
    }

    fn is_well_formed(&self) -> bool {
        let length = self.not_after.checked_sub(self.not_before);
        (1..=MOST_CONVERSATIONS).contains(&self.capacity)
            && length.is_some_and(|length| (1..=LONGEST_SHIFT_SECONDS).contains(&length))
    }
}

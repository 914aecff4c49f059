use crate::bytes::{Reader, join};

/// Bytes of a coordinator's or counsellor's certificate.
pub const IDENTITY_CERTIFICATE_LENGTH: usize = 154;
/// Bytes of the longest name, in UTF-8.
pub const LONGEST_NAME: usize = 32;
const SIGNED_LENGTH: usize = IDENTITY_CERTIFICATE_LENGTH - 64;
const VERSION: u8 = 1;

/// What a certified identity may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// May certify counsellors.
    Coordinator,
    /// May start shifts.
    Counsellor,
}

/// The fields of section 4.2. Decoding checks their form, not who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityCertificate {
    /// What the subject may do.
    pub role: Role,
    /// Random number by which it can be revoked, 8 bytes.
    pub serial: [u8; 8],
    /// The subject's Ed25519 key, 32 bytes.
    pub subject: [u8; 32],
    /// Seconds since 1970.
    pub not_before: u64,
    /// Seconds since 1970.
    pub not_after: u64,
    /// The pseudonym that visitors see.
    pub name: String,
}

impl IdentityCertificate {
    /// The bytes that are signed; none if the name or the validity is not as section 4.2 demands.
    pub(crate) fn to_signed_bytes(&self) -> Option<[u8; SIGNED_LENGTH]> {
        let role = match self.role {
            Role::Coordinator => 1,
            Role::Counsellor => 2,
        };
        if self.not_after <= self.not_before || !is_name(&self.name) {
            return None;
        }
        let mut name = [0; LONGEST_NAME];
        name.get_mut(..self.name.len())?
            .copy_from_slice(self.name.as_bytes());
        Some(join(&[
            &[VERSION, role],
            &self.serial,
            &self.subject,
            &self.not_before.to_be_bytes(),
            &self.not_after.to_be_bytes(),
            &name,
        ]))
    }

    /// Reads a certificate: its fields, the bytes that are signed, and the signature.
    pub(crate) fn read(bytes: &[u8; IDENTITY_CERTIFICATE_LENGTH]) -> Option<(Self, &[u8], [u8; 64])> {
        let (signed, signature) = bytes.split_first_chunk::<SIGNED_LENGTH>()?;
        let mut reader = Reader(signed);
        if reader.u8()? != VERSION {
            return None;
        }
        let role = match reader.u8()? {
            1 => Role::Coordinator,
            2 => Role::Counsellor,
            _ => return None,
        };
        let certificate = Self {
            role,
            serial: reader.array()?,
            subject: reader.array()?,
            not_before: reader.u64()?,
            not_after: reader.u64()?,
            name: name(&reader.array::<LONGEST_NAME>()?)?,
        };
        (certificate.not_after > certificate.not_before).then_some((
            certificate,
            signed,
            signature.try_into().ok()?,
        ))
    }
}

fn name(padded: &[u8; LONGEST_NAME]) -> Option<String> {
    let length = padded.iter().position(|byte| *byte == 0).unwrap_or(LONGEST_NAME);
    let (text, padding) = padded.split_at_checked(length)?;
    let text = std::str::from_utf8(text).ok()?;
    (is_name(text) && padding.iter().all(|byte| *byte == 0)).then(|| text.to_owned())
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.len()) && !text.chars().any(char::is_control)
}

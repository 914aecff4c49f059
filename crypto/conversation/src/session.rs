use std::fmt;

use crate::contents::{Body, Contents};
use crate::hand_over::HandOver;
use crate::noise::{CipherState, Established, ExportedSecret};
use crate::rejoin::Rejoin;
use crate::{CONTENTS_LENGTH, ContentsError, Context, ENVELOPE_LENGTH};

/// One end of a conversation: docs/protocol.md, section 6. It seals what this end says and opens what the other says.
///
/// In a session with a guest (6.7) the visitor's end is that of whoever called her, and the counsellor's is the guest's.
/// A key is used for one record and replaced. Not copied, and never shown by `Debug`.
pub struct Session {
    pub(crate) context: Context,
    pub(crate) counsellor: [u8; 32],
    pub(crate) sending: CipherState,
    pub(crate) receiving: CipherState,
    pub(crate) exported: ExportedSecret,
    pub(crate) handshake_hash: [u8; 32],
    pub(crate) rejoin: Rejoin,
    pub(crate) hand_over: HandOver,
    associated_data: [u8; 32],
}

/// Why contents are not sealed. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The contents are not as in section 7.
    #[error(transparent)]
    Contents(#[from] ContentsError),
    /// A step of a rejoin or a hand-over, or something about a guest: only the session itself seals them.
    #[error("What belongs to a rejoin, a hand-over or a guest is not sealed by hand.")]
    Step,
    /// The visitor has agreed to a hand-over: what she writes now is for the other counsellor.
    #[error("Nothing more is written to a counsellor who hands over.")]
    HandedOver,
    /// A brake, at the visitor's end or by a guest.
    #[error("Only the counsellor brakes.")]
    VisitorBrakes,
    /// They acknowledge more envelopes than this end has opened.
    #[error("The contents acknowledge envelopes that were never opened.")]
    AcknowledgesTooMuch,
    /// All 2^64 - 1 sequence numbers are used.
    #[error("No sequence number is left in this conversation.")]
    Exhausted,
}

/// Why an envelope is not opened. Nothing has changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not [`ENVELOPE_LENGTH`] bytes. The conversation stops.
    #[error("The envelope is not 2,030 bytes long.")]
    WrongLength,
    /// Its sequence number was opened before: a duplicate, dropped and acknowledged again.
    #[error("The envelope was opened before.")]
    Replayed,
    /// Its sequence number is not yet due: a gap, dropped until the missing ones come.
    #[error("An envelope before this one is missing.")]
    Early,
    /// It does not decrypt, or its contents are not as in section 7 or have no place here. The conversation stops.
    #[error("The envelope is damaged.")]
    Damaged,
}

impl Session {
    pub(crate) fn visitor(context: Context, counsellor: [u8; 32], established: Established) -> Self {
        Self {
            associated_data: context.associated_data(counsellor),
            context,
            counsellor,
            sending: established.to_responder,
            receiving: established.to_initiator,
            exported: established.exported,
            handshake_hash: established.handshake_hash,
            rejoin: Rejoin::VISITOR,
            hand_over: HandOver::VISITOR,
        }
    }

    pub(crate) fn counsellor(context: Context, counsellor: [u8; 32], established: Established) -> Self {
        Self {
            associated_data: context.associated_data(counsellor),
            context,
            counsellor,
            sending: established.to_initiator,
            receiving: established.to_responder,
            exported: established.exported,
            handshake_hash: established.handshake_hash,
            rejoin: Rejoin::COUNSELLOR,
            hand_over: HandOver::COUNSELLOR,
        }
    }

    /// Seals contents as the next envelope. The caller keeps it until it is acknowledged: the same contents are never
    /// sealed twice.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn seal(&mut self, contents: &Contents) -> Result<[u8; ENVELOPE_LENGTH], SealError> {
        if contents.acknowledged > self.received() {
            return Err(SealError::AcknowledgesTooMuch);
        }
        match contents.body {
            Body::Nothing => {}
            Body::Text { .. } | Body::Card(_) if self.hand_over.agreed_by_visitor() => {
                return Err(SealError::HandedOver);
            }
            Body::Card(_) | Body::FolderOffered | Body::FolderKept { .. } | Body::CameBack(_)
                if self.context.with_guest() =>
            {
                return Err(SealError::Step);
            }
            Body::Brake(_) if !self.is_counsellor() || self.context.with_guest() => {
                return Err(SealError::VisitorBrakes);
            }
            Body::Text { .. }
            | Body::Brake(_)
            | Body::Card(_)
            | Body::FolderOffered
            | Body::FolderKept { .. }
            | Body::CameBack(_) => {}
            _ => return Err(SealError::Step),
        }
        self.seal_any(contents)
    }

    /// Seals a step of a rejoin or a hand-over, or something about a guest. It acknowledges all that was opened.
    pub(crate) fn seal_step(&mut self, body: Body) -> Result<[u8; ENVELOPE_LENGTH], SealError> {
        let acknowledged = self.received();
        self.seal_any(&Contents {
            typing: false,
            acknowledged,
            body,
        })
    }

    fn seal_any(&mut self, contents: &Contents) -> Result<[u8; ENVELOPE_LENGTH], SealError> {
        let plain = contents.encode()?;
        let sequence = self.sending.nonce().to_be_bytes();
        let ciphertext = self
            .sending
            .encrypt_with_ad(&self.associated_data, plain.as_slice())
            .map_err(|_| SealError::Exhausted)?;
        self.sending.rekey();
        let mut envelope = [0; ENVELOPE_LENGTH];
        envelope.copy_from_slice(&[sequence.as_slice(), &ciphertext].concat());
        Ok(envelope)
    }

    /// Opens the envelope that is due. Key and counter move only after a success.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(&mut self, envelope: &[u8]) -> Result<Contents, OpenError> {
        let envelope: &[u8; ENVELOPE_LENGTH] = envelope.try_into().map_err(|_| OpenError::WrongLength)?;
        let (sequence, ciphertext) = envelope.split_first_chunk().ok_or(OpenError::WrongLength)?;
        match u64::from_be_bytes(*sequence).cmp(&self.received()) {
            std::cmp::Ordering::Less => return Err(OpenError::Replayed),
            std::cmp::Ordering::Greater => return Err(OpenError::Early),
            std::cmp::Ordering::Equal => {}
        }
        let plain = self
            .receiving
            .peek_with_ad(&self.associated_data, ciphertext)
            .map_err(|_| OpenError::Damaged)?;
        let plain = plain.first_chunk::<CONTENTS_LENGTH>().ok_or(OpenError::Damaged)?;
        let contents = Contents::decode(plain).map_err(|_| OpenError::Damaged)?;
        if contents.acknowledged > self.sent()
            || (self.context.with_guest() && !contents.body.is_for_guests())
            || !self.rejoin.may_open(&contents.body)
            || !self.hand_over.may_open(&contents)
            || (matches!(contents.body, Body::Brake(_)) && self.is_counsellor())
        {
            return Err(OpenError::Damaged);
        }
        self.receiving.accept();
        self.rejoin_step_opened(&contents.body);
        self.hand_over.opened(&contents);
        Ok(contents)
    }

    fn is_counsellor(&self) -> bool {
        matches!(self.rejoin, Rejoin::Counsellor(_))
    }

    /// How many envelopes this end has sealed: the next one's sequence number.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.sending.nonce()
    }

    /// How many envelopes this end has opened: what it acknowledges.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.receiving.nonce()
    }

    /// The hash of the last handshake (Noise 11.2): the same on both ends, and on no other conversation.
    #[must_use]
    pub fn handshake_hash(&self) -> [u8; 32] {
        self.handshake_hash
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Session(redacted)")
    }
}

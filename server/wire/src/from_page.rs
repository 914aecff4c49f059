use bytes::Bytes;

use crate::body::{self, Reader, Writer};
use crate::{
    Answer, Chain, DecodeError, DutyProof, EndReason, Envelope, Frame, Intake, IntakeKey, MessageOne,
    ShiftId, TicketId, Token,
};

/// A frame that a page or console sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromPage {
    /// The hello of a new visitor.
    Arrive,
    /// The hello of a visitor who was here before, and how many sockets her page has opened before this one.
    Return(Token, u32),
    /// The visitor begins to wait.
    Wait(MessageOne),
    /// What the visitor says beforehand, for this shift.
    Intake(ShiftId, Intake),
    /// The page is alive.
    Heartbeat,
    /// A record for the other end.
    Envelope(TicketId, Envelope),
    /// This end leaves.
    Leave(TicketId, EndReason),
    /// The visitor asks what this server holds about her.
    Ask,
    /// The hello of a console.
    Report,
    /// A shift proves itself; with how many sockets its console has opened before this one, and the key for intakes.
    Duty(Box<Chain>, DutyProof, u32, IntakeKey),
    /// The counsellor takes who is first in line.
    TakeNext,
    /// The counsellor's handshake message.
    Answer(TicketId, Answer),
    /// The shift ends.
    OffDuty,
    /// The console holds this conversation.
    Resume(Token),
}

impl FromPage {
    /// Reads one websocket message.
    ///
    /// # Errors
    /// See [`DecodeError`]; nothing of a refused message is kept.
    pub fn decode(message: &Bytes) -> Result<Self, DecodeError> {
        let (kind, mut body) = body::open(message)?;
        let frame = match kind {
            0x01 => Self::Arrive,
            0x02 => Self::Return(Token(body.array()?), body.u32()?),
            0x03 => Self::Wait(relayed(&mut body, MessageOne::LENGTH, MessageOne::new)?),
            0x04 => {
                let shift = ShiftId(body.array()?);
                Self::Intake(shift, relayed(&mut body, Intake::LENGTH, Intake::new)?)
            }
            0x08 => Self::Heartbeat,
            0x09 => {
                let conversation = body.ticket()?;
                Self::Envelope(conversation, relayed(&mut body, Envelope::LENGTH, Envelope::new)?)
            }
            0x0a => {
                let conversation = body.ticket()?;
                let reason = EndReason::from_page(body.u8()?).ok_or(DecodeError::BadFrame)?;
                Self::Leave(conversation, reason)
            }
            0x0b => Self::Ask,
            0x11 => Self::Report,
            0x12 => Self::Duty(
                Box::new(Chain(body.array()?)),
                DutyProof(body.array()?),
                body.u32()?,
                relayed(&mut body, IntakeKey::LENGTH, IntakeKey::new)?,
            ),
            0x13 => Self::TakeNext,
            0x14 => {
                let conversation = body.ticket()?;
                Self::Answer(conversation, relayed(&mut body, Answer::LENGTH, Answer::new)?)
            }
            0x15 => Self::OffDuty,
            0x16 => Self::Resume(Token(body.array()?)),
            _ => return Err(DecodeError::UnknownFrame),
        };
        body.finish()?;
        Ok(frame)
    }

    /// Writes the frame, as a client does.
    #[must_use]
    pub fn encode(&self) -> Frame {
        match self {
            Self::Arrive => Writer::new(0x01),
            Self::Return(token, nth) => Writer::new(0x02).put(&token.0).put(&nth.to_be_bytes()),
            Self::Wait(message_one) => Writer::new(0x03).put(message_one.as_bytes()),
            Self::Intake(shift, intake) => Writer::new(0x04).put(&shift.0).put(intake.as_bytes()),
            Self::Heartbeat => Writer::new(0x08),
            Self::Envelope(conversation, envelope) => {
                Writer::new(0x09).put(&conversation.0).put(envelope.as_bytes())
            }
            Self::Leave(conversation, reason) => Writer::new(0x0a).put(&conversation.0).put(&[reason.code()]),
            Self::Ask => Writer::new(0x0b),
            Self::Report => Writer::new(0x11),
            Self::Duty(chain, proof, nth, key) => Writer::new(0x12)
                .put(&chain.0)
                .put(&proof.0)
                .put(&nth.to_be_bytes())
                .put(key.as_bytes()),
            Self::TakeNext => Writer::new(0x13),
            Self::Answer(conversation, answer) => {
                Writer::new(0x14).put(&conversation.0).put(answer.as_bytes())
            }
            Self::OffDuty => Writer::new(0x15),
            Self::Resume(token) => Writer::new(0x16).put(&token.0),
        }
        .finish()
    }
}

pub(crate) fn relayed<T>(
    body: &mut Reader,
    length: usize,
    new: impl Fn(Bytes) -> Option<T>,
) -> Result<T, DecodeError> {
    new(body.bytes(length)?).ok_or(DecodeError::BadFrame)
}

use bytes::Bytes;

use crate::body::{self, Reader, Writer};
use crate::folder::{Keep, Mail, Piece};
use crate::{
    Answer, Certificates, Chain, DecodeError, DutyProof, EffortNonce, EndReason, Envelope, Frame, Intake,
    IntakeKey, Invited, Letterbox, Lookup, MessageOne, OUTCOME_ANSWERS, Opening, Outcome, REVOCATION_LENGTH,
    Reply, SealedLetter, ShiftId, Status, TicketId, Token,
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
    /// The visitor has the answer of the counsellor to whom she was handed over.
    Accept(TicketId),
    /// The hello of one of the two of a conversation who is about to call a guest: the right to that conversation.
    Join(Token),
    /// This shift is called as a guest: the handshake message for it.
    Call(ShiftId, MessageOne),
    /// The page is alive.
    Heartbeat,
    /// A record for the other end.
    Envelope(TicketId, Envelope),
    /// This end leaves.
    Leave(TicketId, EndReason),
    /// The visitor asks what this server holds about her.
    Ask,
    /// The effort that the visitor was asked for: a nonce.
    Effort(EffortNonce),
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
    /// The counsellor takes this one.
    Take(TicketId),
    /// What the counsellor does, and for how many she has room.
    Status(Status),
    /// For a colleague.
    Letter(ShiftId, SealedLetter),
    /// A colleague goes on with this conversation, as agreed: the visitor's handshake message for her.
    HandOver(TicketId, ShiftId, MessageOne),
    /// The coordinator opens or closes the desk.
    Desk(Opening),
    /// The coordinator calls those who stand by.
    CallIn,
    /// How a conversation was.
    Outcome(Outcome),
    /// The coordinator wants an invitation.
    Invite,
    /// The coordinator certifies who came with this invitation.
    Certify(TicketId, Certificates),
    /// A certificate holds no longer.
    Revoke([u8; REVOCATION_LENGTH]),
    /// The hello of somebody who was invited: her invitation, and who she is.
    Enrol(Token, Invited),
    /// Something about a folder is to follow: what should the effort for it be made for? Also the hello of whoever comes
    /// for nothing else.
    Knock,
    /// The folder under these words.
    Open(Lookup, EffortNonce),
    /// A folder is to be kept: its pieces follow.
    Keep(Keep),
    /// A piece of it.
    Piece(Piece),
    /// A folder is to be thrown away, or an answer.
    ThrowAway(Lookup, EffortNonce),
    /// For a counsellor who is not there.
    Mail(Mail),
    /// The letterbox of the counsellor with this key, 32 bytes; of any if it is zero.
    LetterboxOf([u8; 32]),
    /// Where a counsellor gets mail from now on.
    Letterbox(Letterbox),
    /// What mail is there for her?
    Mails,
    /// Mail to the counsellor with this key, 32 bytes, has been answered, or is taken back.
    MailDone([u8; 32], Reply),
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
            0x05 => Self::Accept(body.ticket()?),
            0x06 => Self::Join(Token(body.array()?)),
            0x07 => {
                let shift = ShiftId(body.array()?);
                Self::Call(shift, relayed(&mut body, MessageOne::LENGTH, MessageOne::new)?)
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
            0x0c => Self::Effort(EffortNonce(body.array()?)),
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
            0x17 => Self::Take(body.ticket()?),
            0x18 => Self::Status(Status::decode(body.array()?)?),
            0x19 => {
                let to = ShiftId(body.array()?);
                Self::Letter(to, relayed(&mut body, SealedLetter::LENGTH, SealedLetter::new)?)
            }
            0x1a => {
                let (conversation, to) = (body.ticket()?, ShiftId(body.array()?));
                let message_one = relayed(&mut body, MessageOne::LENGTH, MessageOne::new)?;
                Self::HandOver(conversation, to, message_one)
            }
            0x1b => Self::Desk(Opening::decode(body.u8()?, body.u64()?)?),
            0x1c => Self::CallIn,
            0x1d => Self::Outcome(outcome(&mut body)?),
            0x1e => Self::Invite,
            0x1f => {
                let invitation = body.ticket()?;
                let certificates = relayed(&mut body, Certificates::LENGTH, Certificates::new)?;
                Self::Certify(invitation, certificates)
            }
            0x20 => Self::Revoke(body.array()?),
            0x21 => {
                let token = Token(body.array()?);
                Self::Enrol(token, relayed(&mut body, Invited::LENGTH, Invited::new)?)
            }
            0x22 => Self::Knock,
            0x23 => Self::Open(Lookup(body.array()?), EffortNonce(body.array()?)),
            0x24 => Self::Keep(Keep::read(&mut body)?),
            0x25 => Self::Piece(Piece::read(&mut body)?),
            0x26 => Self::ThrowAway(Lookup(body.array()?), EffortNonce(body.array()?)),
            0x27 => Self::Mail(Mail::read(&mut body)?),
            0x28 => Self::LetterboxOf(body.array()?),
            0x29 => Self::Letterbox(relayed(&mut body, Letterbox::LENGTH, Letterbox::new)?),
            0x2a => Self::Mails,
            0x2b => Self::MailDone(body.array()?, Reply(body.array()?)),
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
            Self::Accept(conversation) => Writer::new(0x05).put(&conversation.0),
            Self::Join(token) => Writer::new(0x06).put(&token.0),
            Self::Call(shift, message_one) => Writer::new(0x07).put(&shift.0).put(message_one.as_bytes()),
            Self::Heartbeat => Writer::new(0x08),
            Self::Envelope(conversation, envelope) => {
                Writer::new(0x09).put(&conversation.0).put(envelope.as_bytes())
            }
            Self::Leave(conversation, reason) => Writer::new(0x0a).put(&conversation.0).put(&[reason.code()]),
            Self::Ask => Writer::new(0x0b),
            Self::Effort(nonce) => Writer::new(0x0c).put(&nonce.0),
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
            Self::Take(ticket) => Writer::new(0x17).put(&ticket.0),
            Self::Status(status) => Writer::new(0x18).put(&status.encode()),
            Self::Letter(to, letter) => Writer::new(0x19).put(&to.0).put(letter.as_bytes()),
            Self::HandOver(conversation, to, message_one) => Writer::new(0x1a)
                .put(&conversation.0)
                .put(&to.0)
                .put(message_one.as_bytes()),
            Self::Desk(opening) => Writer::new(0x1b).put(&opening.encode()),
            Self::CallIn => Writer::new(0x1c),
            Self::Outcome(outcome) => write_outcome(outcome),
            Self::Invite => Writer::new(0x1e),
            Self::Certify(invitation, certificates) => {
                Writer::new(0x1f).put(&invitation.0).put(certificates.as_bytes())
            }
            Self::Revoke(revocation) => Writer::new(0x20).put(revocation),
            Self::Enrol(token, invited) => Writer::new(0x21).put(&token.0).put(invited.as_bytes()),
            Self::Knock => Writer::new(0x22),
            Self::Open(lookup, effort) => Writer::new(0x23).put(&lookup.0).put(&effort.0),
            Self::Keep(keep) => keep.write(),
            Self::Piece(piece) => piece.write(0x25),
            Self::ThrowAway(lookup, effort) => Writer::new(0x26).put(&lookup.0).put(&effort.0),
            Self::Mail(mail) => mail.write(),
            Self::LetterboxOf(counsellor) => Writer::new(0x28).put(counsellor),
            Self::Letterbox(letterbox) => Writer::new(0x29).put(letterbox.as_bytes()),
            Self::Mails => Writer::new(0x2a),
            Self::MailDone(to, reply) => Writer::new(0x2b).put(to).put(&reply.0),
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

fn outcome(body: &mut Reader) -> Result<Outcome, DecodeError> {
    let (id, disposition, n) = (body.array()?, body.u8()?, body.u8()?);
    if usize::from(n) > OUTCOME_ANSWERS {
        return Err(DecodeError::BadFrame);
    }
    let answers = (0..n)
        .map(|_| Ok((body.u8()?, body.u8()?)))
        .collect::<Result<_, DecodeError>>()?;
    Ok(Outcome {
        id,
        disposition,
        answers,
    })
}

fn write_outcome(outcome: &Outcome) -> Writer {
    let sent = outcome.answers.len().min(OUTCOME_ANSWERS);
    let header = Writer::new(0x1d)
        .put(&outcome.id)
        .put(&[outcome.disposition, sent as u8]);
    outcome
        .answers
        .iter()
        .take(sent)
        .fold(header, |writer, (question, choice)| {
            writer.put(&[*question, *choice])
        })
}

use bytes::Bytes;

use crate::body::{self, Writer};
use crate::folder::{FolderAnswer, FolderHead, Lasts, Piece, letterbox_is, read_letterbox};
use crate::from_page::relayed;
use crate::lists::{colleagues, end_reason, presence, queue, read_colleagues, read_queue};
use crate::{
    Answer, Certificates, Colleague, DecodeError, EndReason, Envelope, Frame, Intake, Invited, Knock,
    Letterbox, MOST_EFFORT_BITS, MessageOne, Nonce, NotTaken, Opening, Place, Presence, QueueEntry,
    SealedLetter, SealedMail, ShiftId, ShiftKeys, TakenHow, TicketId, Token,
};

/// Most bytes of a record in one frame.
pub const RECORD_PIECE: usize = 2_040;

/// A frame that the server sends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FromServer {
    /// The server asks whether the page is alive.
    Heartbeat,
    /// A record from the other end.
    Envelope(TicketId, Envelope),
    /// The ticket is hers.
    Ticket(Token),
    /// Where she stands.
    Place(Place),
    /// The counsellor's handshake message, and the visitor's right to the conversation.
    Answered(TicketId, Answer, Token),
    /// How the other end is.
    Presence(TicketId, Presence),
    /// It is over.
    Ended {
        /// The conversation or ticket.
        conversation: TicketId,
        /// Why.
        reason: EndReason,
        /// A new ticket with the old arrival.
        next: Option<Token>,
    },
    /// The last envelope was not kept.
    Full(TicketId),
    /// A piece of what this server holds about her.
    Record {
        /// Which piece, from zero.
        index: u8,
        /// How many there are.
        count: u8,
        /// UTF-8 when joined; at most [`RECORD_PIECE`] bytes.
        text: Bytes,
    },
    /// A shift on duty, to which she may seal an intake.
    Shift(ShiftKeys),
    /// The desk closes, or does not after all.
    Closing(Opening),
    /// Many wait: an effort of so many bits, at most [`MOST_EFFORT_BITS`], keeps her place.
    EffortWanted(u8),
    /// What the shift must sign.
    Challenge(Nonce),
    /// The shift is accepted.
    OnDuty,
    /// The waiting room.
    Queue {
        /// How many wait in all.
        waiting: u32,
        /// Counsellors on duty.
        on_duty: u16,
        /// The first [`crate::QUEUE_ENTRIES`] of them at most; more are left out when encoding.
        entries: Vec<QueueEntry>,
    },
    /// The visitor that the counsellor took, or whoever calls her as a guest.
    Taken {
        /// The conversation.
        conversation: TicketId,
        /// How long she waited, in seconds.
        waited_seconds: u32,
        /// Her handshake message.
        message_one: MessageOne,
        /// The counsellor's right to the conversation.
        right: Token,
        /// How she came here.
        how: TakenHow,
    },
    /// Nobody was taken.
    NotTaken(NotTaken),
    /// What somebody in the line says beforehand, for this shift.
    IntakeFor(TicketId, Intake),
    /// Who is on duty. At most [`crate::COLLEAGUE_ENTRIES`]; more are left out when encoding.
    Colleagues(Vec<Colleague>),
    /// Who one of them is, and what one needs to write to her.
    Colleague(ShiftKeys),
    /// A letter from a colleague.
    LetterFor(SealedLetter),
    /// The colleague to whom the last letter or hand-over went is not there for it.
    NotThere(ShiftId),
    /// How the desk is.
    DeskIs(Opening),
    /// The coordinator calls those who stand by.
    CalledIn,
    /// An outcome is counted.
    Counted([u8; 16]),
    /// An invitation, for one person.
    Invitation(Token),
    /// Somebody came with an invitation and wants to be certified, or is gone.
    Enrolment(TicketId, Option<Invited>),
    /// She is seen by so many coordinators on duty, and waits to be certified.
    Enrolling(u16),
    /// She is certified.
    Certified(Certificates),
    /// What the next request about a folder must be preceded by: an effort of so many bits for this; and how long what is
    /// kept here lasts.
    Knocked(Knock, u8, Lasts),
    /// A folder, or that there is none: its pieces follow in any case.
    Folder(FolderHead),
    /// A piece of a folder; of none it is random.
    FolderPiece(Piece),
    /// How another request about a folder or mail ended.
    FolderAnswer(FolderAnswer),
    /// The letterbox that was asked for, if it is known here.
    LetterboxIs(Option<Letterbox>),
    /// So much mail follows.
    MailCount(u8),
    /// Mail for her.
    MailFor(SealedMail),
}

impl FromServer {
    /// An end without a new ticket.
    #[must_use]
    pub fn ended(conversation: TicketId, reason: EndReason) -> Self {
        Self::Ended {
            conversation,
            reason,
            next: None,
        }
    }

    /// A record as the frames that carry it.
    #[must_use]
    pub fn record(text: &str) -> Vec<Self> {
        let pieces: Vec<&[u8]> = text
            .as_bytes()
            .chunks(RECORD_PIECE)
            .take(u8::MAX.into())
            .collect();
        let count = pieces.len() as u8;
        (0..)
            .zip(pieces)
            .map(|(index, piece)| Self::Record {
                index,
                count,
                text: Bytes::copy_from_slice(piece),
            })
            .collect()
    }

    /// The token in it, which the shell signs before the frame leaves.
    pub fn token_mut(&mut self) -> Option<&mut Token> {
        match self {
            Self::Ticket(token)
            | Self::Answered(_, _, token)
            | Self::Taken { right: token, .. }
            | Self::Invitation(token) => Some(token),
            Self::Ended { next, .. } => next.as_mut(),
            _ => None,
        }
    }

    /// Writes the frame.
    #[must_use]
    pub fn encode(&self) -> Frame {
        match self {
            Self::Heartbeat => Writer::new(0x08),
            Self::Envelope(conversation, envelope) => {
                Writer::new(0x09).put(&conversation.0).put(envelope.as_bytes())
            }
            Self::Ticket(token) => Writer::new(0x41).put(&token.0),
            Self::Place(place) => Writer::new(0x42)
                .put(&place.ahead.to_be_bytes())
                .put(&place.on_duty.to_be_bytes())
                .put(&place.least_minutes.to_be_bytes())
                .put(&place.most_minutes.to_be_bytes()),
            Self::Answered(conversation, answer, right) => Writer::new(0x43)
                .put(&conversation.0)
                .put(answer.as_bytes())
                .put(&right.0),
            Self::Presence(conversation, presence) => {
                Writer::new(0x44).put(&conversation.0).put(&[presence.code()])
            }
            Self::Ended {
                conversation,
                reason,
                next,
            } => Writer::new(0x45)
                .put(&conversation.0)
                .put(&[reason.code()])
                .put(&next.map_or([0; Token::LENGTH], |token| token.0)),
            Self::Full(conversation) => Writer::new(0x46).put(&conversation.0),
            Self::Record { index, count, text } => Writer::new(0x47)
                .put(&[*index, *count])
                .put(&(text.len() as u16).to_be_bytes())
                .put(text),
            Self::Shift(keys) => Writer::new(0x48).put(keys.as_bytes()),
            Self::Closing(opening) => Writer::new(0x49).put(&opening.encode()),
            Self::EffortWanted(bits) => Writer::new(0x4a).put(&[(*bits).min(MOST_EFFORT_BITS)]),
            Self::Challenge(nonce) => Writer::new(0x51).put(&nonce.0),
            Self::OnDuty => Writer::new(0x52),
            Self::Queue {
                waiting,
                on_duty,
                entries,
            } => queue(*waiting, *on_duty, entries),
            Self::Taken {
                conversation,
                waited_seconds,
                message_one,
                right,
                how,
            } => Writer::new(0x54)
                .put(&conversation.0)
                .put(&waited_seconds.to_be_bytes())
                .put(message_one.as_bytes())
                .put(&right.0)
                .put(&[how.code()]),
            Self::NotTaken(why) => Writer::new(0x55).put(&[why.code()]),
            Self::IntakeFor(ticket, intake) => Writer::new(0x56).put(&ticket.0).put(intake.as_bytes()),
            Self::Colleagues(entries) => colleagues(entries),
            Self::Colleague(keys) => Writer::new(0x58).put(keys.as_bytes()),
            Self::LetterFor(letter) => Writer::new(0x59).put(letter.as_bytes()),
            Self::NotThere(shift) => Writer::new(0x5a).put(&shift.0),
            Self::DeskIs(opening) => Writer::new(0x5b).put(&opening.encode()),
            Self::CalledIn => Writer::new(0x5c),
            Self::Counted(outcome) => Writer::new(0x5d).put(outcome),
            Self::Invitation(token) => Writer::new(0x5e).put(&token.0),
            Self::Enrolment(invitation, invited) => {
                let nobody = [0; Invited::LENGTH];
                let invited = invited.as_ref().map_or(&nobody[..], Invited::as_bytes);
                Writer::new(0x5f).put(&invitation.0).put(invited)
            }
            Self::Enrolling(coordinators) => Writer::new(0x60).put(&coordinators.to_be_bytes()),
            Self::Certified(certificates) => Writer::new(0x61).put(certificates.as_bytes()),
            Self::Knocked(knock, bits, lasts) => Writer::new(0x4b)
                .put(&knock.0)
                .put(&[(*bits).min(MOST_EFFORT_BITS), lasts.code()]),
            Self::Folder(head) => Writer::new(0x4c)
                .put(&[head.answer.code()])
                .put(&head.share)
                .put(&head.until.to_be_bytes()),
            Self::FolderPiece(piece) => piece.write(0x4d),
            Self::FolderAnswer(answer) => Writer::new(0x4e).put(&[answer.code()]),
            Self::LetterboxIs(letterbox) => letterbox_is(letterbox.as_ref()),
            Self::MailCount(count) => Writer::new(0x62).put(&[*count]),
            Self::MailFor(mail) => Writer::new(0x63).put(mail.as_bytes()),
        }
        .finish()
    }

    /// Reads one websocket message, as a client does.
    ///
    /// # Errors
    /// See [`DecodeError`].
    pub fn decode(message: &Bytes) -> Result<Self, DecodeError> {
        let (kind, mut body) = body::open(message)?;
        let frame = match kind {
            0x08 => Self::Heartbeat,
            0x09 => {
                let conversation = body.ticket()?;
                Self::Envelope(conversation, relayed(&mut body, Envelope::LENGTH, Envelope::new)?)
            }
            0x41 => Self::Ticket(Token(body.array()?)),
            0x42 => Self::Place(Place {
                ahead: body.u32()?,
                on_duty: body.u16()?,
                least_minutes: body.u16()?,
                most_minutes: body.u16()?,
            }),
            0x43 => {
                let conversation = body.ticket()?;
                let answer = relayed(&mut body, Answer::LENGTH, Answer::new)?;
                Self::Answered(conversation, answer, Token(body.array()?))
            }
            0x44 => Self::Presence(body.ticket()?, presence(body.u8()?)?),
            0x45 => Self::Ended {
                conversation: body.ticket()?,
                reason: end_reason(body.u8()?)?,
                next: Some(body.array()?)
                    .filter(|bytes| *bytes != [0; Token::LENGTH])
                    .map(Token),
            },
            0x46 => Self::Full(body.ticket()?),
            0x47 => {
                let (index, count, length) = (body.u8()?, body.u8()?, usize::from(body.u16()?));
                if index >= count || length > RECORD_PIECE {
                    return Err(DecodeError::BadFrame);
                }
                let text = body.bytes(length)?;
                Self::Record { index, count, text }
            }
            0x48 => Self::Shift(relayed(&mut body, ShiftKeys::LENGTH, ShiftKeys::new)?),
            0x49 => Self::Closing(Opening::decode(body.u8()?, body.u64()?)?),
            0x4a => match body.u8()? {
                bits @ ..=MOST_EFFORT_BITS => Self::EffortWanted(bits),
                _ => return Err(DecodeError::BadFrame),
            },
            0x51 => Self::Challenge(Nonce(body.array()?)),
            0x52 => Self::OnDuty,
            0x53 => read_queue(&mut body)?,
            0x54 => Self::Taken {
                conversation: body.ticket()?,
                waited_seconds: body.u32()?,
                message_one: relayed(&mut body, MessageOne::LENGTH, MessageOne::new)?,
                right: Token(body.array()?),
                how: TakenHow::of(body.u8()?).ok_or(DecodeError::BadFrame)?,
            },
            0x55 => Self::NotTaken(NotTaken::of(body.u8()?).ok_or(DecodeError::BadFrame)?),
            0x56 => {
                let ticket = body.ticket()?;
                Self::IntakeFor(ticket, relayed(&mut body, Intake::LENGTH, Intake::new)?)
            }
            0x57 => Self::Colleagues(read_colleagues(&mut body)?),
            0x58 => Self::Colleague(relayed(&mut body, ShiftKeys::LENGTH, ShiftKeys::new)?),
            0x59 => Self::LetterFor(relayed(&mut body, SealedLetter::LENGTH, SealedLetter::new)?),
            0x5a => Self::NotThere(ShiftId(body.array()?)),
            0x5b => Self::DeskIs(Opening::decode(body.u8()?, body.u64()?)?),
            0x5c => Self::CalledIn,
            0x5d => Self::Counted(body.array()?),
            0x5e => Self::Invitation(Token(body.array()?)),
            0x5f => {
                let invitation = body.ticket()?;
                let invited = relayed(&mut body, Invited::LENGTH, Invited::new)?;
                let somebody = invited.as_bytes().iter().any(|byte| *byte != 0);
                Self::Enrolment(invitation, somebody.then_some(invited))
            }
            0x60 => Self::Enrolling(body.u16()?),
            0x61 => Self::Certified(relayed(&mut body, Certificates::LENGTH, Certificates::new)?),
            0x4b => {
                let (knock, bits) = (Knock(body.array()?), body.u8()?);
                if bits > MOST_EFFORT_BITS {
                    return Err(DecodeError::BadFrame);
                }
                Self::Knocked(knock, bits, Lasts::of(body.u8()?)?)
            }
            0x4c => Self::Folder(FolderHead {
                answer: FolderAnswer::of(body.u8()?)?,
                share: body.array()?,
                until: body.u32()?,
            }),
            0x4d => Self::FolderPiece(Piece::read(&mut body)?),
            0x4e => Self::FolderAnswer(FolderAnswer::of(body.u8()?)?),
            0x4f => Self::LetterboxIs(read_letterbox(&mut body)?),
            0x62 => Self::MailCount(body.u8()?),
            0x63 => Self::MailFor(relayed(&mut body, SealedMail::LENGTH, SealedMail::new)?),
            _ => return Err(DecodeError::UnknownFrame),
        };
        body.finish()?;
        Ok(frame)
    }
}

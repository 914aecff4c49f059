use bytes::Bytes;

use crate::body::{self, Writer};
use crate::from_page::relayed;
use crate::{
    Answer, DecodeError, EndReason, Envelope, Frame, Intake, MessageOne, Nonce, NotTaken, Place, Presence,
    QUEUE_ENTRIES, QueueEntry, ShiftKeys, TicketId, Token,
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
        /// The first [`QUEUE_ENTRIES`] of them at most; more are left out when encoding.
        entries: Vec<QueueEntry>,
    },
    /// The visitor that the counsellor took.
    Taken {
        /// The conversation.
        conversation: TicketId,
        /// How long she waited, in seconds.
        waited_seconds: u32,
        /// Her handshake message.
        message_one: MessageOne,
        /// The counsellor's right to the conversation.
        right: Token,
    },
    /// Nobody was taken.
    NotTaken(NotTaken),
    /// What somebody in the line says beforehand, for this shift.
    IntakeFor(TicketId, Intake),
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
            Self::Ticket(token) | Self::Answered(_, _, token) | Self::Taken { right: token, .. } => {
                Some(token)
            }
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
            } => Writer::new(0x54)
                .put(&conversation.0)
                .put(&waited_seconds.to_be_bytes())
                .put(message_one.as_bytes())
                .put(&right.0),
            Self::NotTaken(why) => Writer::new(0x55).put(&[why.code()]),
            Self::IntakeFor(ticket, intake) => Writer::new(0x56).put(&ticket.0).put(intake.as_bytes()),
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
            0x51 => Self::Challenge(Nonce(body.array()?)),
            0x52 => Self::OnDuty,
            0x53 => {
                let (waiting, on_duty, n) = (body.u32()?, body.u16()?, body.u8()?);
                if usize::from(n) > QUEUE_ENTRIES {
                    return Err(DecodeError::BadFrame);
                }
                let entries = (0..n)
                    .map(|_| {
                        Ok(QueueEntry {
                            ticket: body.ticket()?,
                            waited_seconds: body.u32()?,
                            presence: presence(body.u8()?)?,
                        })
                    })
                    .collect::<Result<_, DecodeError>>()?;
                Self::Queue {
                    waiting,
                    on_duty,
                    entries,
                }
            }
            0x54 => Self::Taken {
                conversation: body.ticket()?,
                waited_seconds: body.u32()?,
                message_one: relayed(&mut body, MessageOne::LENGTH, MessageOne::new)?,
                right: Token(body.array()?),
            },
            0x55 => Self::NotTaken(match body.u8()? {
                1 => NotTaken::NobodyWaits,
                2 => NotTaken::AtCapacity,
                _ => return Err(DecodeError::BadFrame),
            }),
            0x56 => {
                let ticket = body.ticket()?;
                Self::IntakeFor(ticket, relayed(&mut body, Intake::LENGTH, Intake::new)?)
            }
            _ => return Err(DecodeError::UnknownFrame),
        };
        body.finish()?;
        Ok(frame)
    }
}

fn queue(waiting: u32, on_duty: u16, entries: &[QueueEntry]) -> Writer {
    let shown = entries.len().min(QUEUE_ENTRIES);
    let header = Writer::new(0x53)
        .put(&waiting.to_be_bytes())
        .put(&on_duty.to_be_bytes())
        .put(&[shown as u8]);
    entries.iter().take(shown).fold(header, |writer, entry| {
        writer
            .put(&entry.ticket.0)
            .put(&entry.waited_seconds.to_be_bytes())
            .put(&[entry.presence.code()])
    })
}

fn presence(code: u8) -> Result<Presence, DecodeError> {
    match code {
        1 => Ok(Presence::Here),
        2 => Ok(Presence::Away),
        3 => Ok(Presence::Exited),
        _ => Err(DecodeError::BadFrame),
    }
}

fn end_reason(code: u8) -> Result<EndReason, DecodeError> {
    match code {
        5 => Ok(EndReason::Gone),
        6 => Ok(EndReason::OffDuty),
        7 => Ok(EndReason::Unknown),
        8 => Ok(EndReason::AwayTooLong),
        other => EndReason::from_page(other).ok_or(DecodeError::BadFrame),
    }
}

//! One event as bytes in the log that nodes share: docs/decisions/0004.

use bytes::Bytes;
use luwte_desk::{Event, NodeId, SocketId};
use luwte_wire::{FRAME_LENGTH, FromPage, Invited, Role, ShiftId, ShiftKeys, TicketId, Token};

/// Part of the log's name. Nodes whose desks or entries differ must not share a log: raise it with either.
pub(super) const VERSION: u32 = 5;

/// What is in the log.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    /// Every desk begins anew, and every node says again who is on its sockets.
    Begin,
    Event(Event),
}

impl Entry {
    pub(super) fn encode(&self) -> Vec<u8> {
        let Self::Event(event) = self else { return vec![0] };
        match event {
            Event::Arrived { socket, ticket } => with(1, *socket, &ticket.0),
            Event::Joined {
                socket,
                ticket,
                claims,
            } => {
                let rest = [&ticket.0[..], Token::unsigned(*claims).parts().0].concat();
                with(10, *socket, &rest)
            }
            Event::Returned {
                socket,
                claims,
                nth,
                proven,
            } => {
                let rest = [
                    &nth.to_be_bytes()[..],
                    &[u8::from(*proven)],
                    Token::unsigned(*claims).parts().0,
                ]
                .concat();
                with(2, *socket, &rest)
            }
            Event::Resumed { socket, claims } => with(3, *socket, Token::unsigned(*claims).parts().0),
            Event::Reported {
                socket,
                shift,
                role,
                capacity,
                until,
                keys,
                nth,
            } => {
                let rest = [
                    &shift.0[..],
                    &[role.code(), *capacity],
                    &until.to_be_bytes(),
                    &nth.to_be_bytes(),
                    keys.as_bytes(),
                ]
                .concat();
                with(4, *socket, &rest)
            }
            Event::Frame { socket, frame } => {
                let frame = frame.encode();
                let padding = frame.iter().rev().take_while(|byte| **byte == 0).count();
                with(5, *socket, &frame[..FRAME_LENGTH - padding])
            }
            Event::Closed { socket } => with(6, *socket, &[]),
            Event::Effort { socket, bits } => with(12, *socket, &[*bits]),
            Event::Enrolled {
                socket,
                invitation,
                until,
                invited,
            } => {
                let rest = [&invitation.0[..], &until.to_be_bytes(), invited.as_bytes()].concat();
                with(8, *socket, &rest)
            }
            Event::Sweep { node } => [&[7][..], &node.0.to_be_bytes()].concat(),
            Event::Revoked { shift } => [&[9][..], &shift.0].concat(),
        }
    }

    /// `None` when it is not one of ours.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        match kind {
            0 => return rest.is_empty().then_some(Self::Begin),
            7 => {
                let node = NodeId(u32::from_be_bytes(rest.try_into().ok()?));
                return Some(Self::Event(Event::Sweep { node }));
            }
            9 => {
                let shift = ShiftId(rest.try_into().ok()?);
                return Some(Self::Event(Event::Revoked { shift }));
            }
            _ => {}
        }
        let (socket, rest) = rest.split_first_chunk()?;
        let socket = SocketId(u64::from_be_bytes(*socket));
        let event = match kind {
            1 => Event::Arrived {
                socket,
                ticket: TicketId(rest.try_into().ok()?),
            },
            2 => {
                let (nth, rest) = rest.split_first_chunk()?;
                let ([proven @ (0 | 1)], signed) = rest.split_first_chunk()? else {
                    return None;
                };
                Event::Returned {
                    socket,
                    claims: token(signed)?.claims()?,
                    nth: u32::from_be_bytes(*nth),
                    proven: *proven == 1,
                }
            }
            3 => Event::Resumed {
                socket,
                claims: token(rest)?.claims()?,
            },
            4 => {
                let (shift, rest) = rest.split_first_chunk()?;
                let ([role, capacity], rest) = rest.split_first_chunk()?;
                let (until, rest) = rest.split_first_chunk()?;
                let (nth, keys) = rest.split_first_chunk()?;
                Event::Reported {
                    socket,
                    shift: ShiftId(*shift),
                    role: Role::of(*role)?,
                    capacity: *capacity,
                    until: u64::from_be_bytes(*until),
                    keys: ShiftKeys::new(Bytes::copy_from_slice(keys))?,
                    nth: u32::from_be_bytes(*nth),
                }
            }
            5 => {
                let mut frame = rest.to_vec();
                frame.resize(FRAME_LENGTH.max(rest.len()), 0);
                Event::Frame {
                    socket,
                    frame: FromPage::decode(&Bytes::from(frame)).ok()?,
                }
            }
            8 => {
                let (invitation, rest) = rest.split_first_chunk()?;
                let (until, invited) = rest.split_first_chunk()?;
                Event::Enrolled {
                    socket,
                    invitation: TicketId(*invitation),
                    until: u64::from_be_bytes(*until),
                    invited: Invited::new(Bytes::copy_from_slice(invited))?,
                }
            }
            10 => {
                let (ticket, signed) = rest.split_first_chunk()?;
                Event::Joined {
                    socket,
                    ticket: TicketId(*ticket),
                    claims: token(signed)?.claims()?,
                }
            }
            6 if rest.is_empty() => Event::Closed { socket },
            12 => match rest {
                [bits] => Event::Effort { socket, bits: *bits },
                _ => return None,
            },
            _ => return None,
        };
        Some(Self::Event(event))
    }
}

fn with(kind: u8, socket: SocketId, rest: &[u8]) -> Vec<u8> {
    [&[kind][..], &socket.0.to_be_bytes(), rest].concat()
}

/// Claims travel as the signed part of a token. The MAC was checked by the node that wrote them.
fn token(signed: &[u8]) -> Option<Token> {
    let signed: &[u8; Token::SIGNED_LENGTH] = signed.try_into().ok()?;
    let mut token = [0; Token::LENGTH];
    token[..Token::SIGNED_LENGTH].copy_from_slice(signed);
    Some(Token(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use luwte_wire::{Claims, EndReason, Envelope, Intake, MessageOne};
    use proptest::prelude::*;

    fn events(seed: u8) -> Vec<Event> {
        let (socket, ticket) = (SocketId(u64::from(seed) << 33), TicketId([seed; 16]));
        let (shift, arrived, claimed) = (ShiftId([seed; 32]), 1_800_000_000_000, 1_800_000_000_001);
        let right = Claims::CounsellorRight {
            ticket,
            arrived,
            claimed,
            shift,
            called: false,
        };
        let frame = |frame| Event::Frame { socket, frame };
        vec![
            Event::Arrived { socket, ticket },
            Event::Returned {
                socket,
                claims: Claims::Ticket {
                    ticket,
                    arrived,
                    called: seed == 1,
                },
                nth: u32::from(seed) << 17,
                proven: seed == 1,
            },
            Event::Resumed {
                socket,
                claims: right,
            },
            Event::Joined {
                socket,
                ticket: TicketId::called_into(ticket, [1; 8]),
                claims: right,
            },
            Event::Reported {
                socket,
                shift,
                role: Role::of(1 + seed % 4).unwrap(),
                capacity: seed,
                until: claimed,
                keys: ShiftKeys::new(Bytes::from(vec![seed; ShiftKeys::LENGTH])).unwrap(),
                nth: u32::from(seed),
            },
            frame(FromPage::TakeNext),
            frame(FromPage::Leave(ticket, EndReason::Exit)),
            frame(FromPage::Wait(
                MessageOne::new(Bytes::from(vec![seed; MessageOne::LENGTH])).unwrap(),
            )),
            frame(FromPage::Intake(
                shift,
                Intake::new(Bytes::from(vec![seed; Intake::LENGTH])).unwrap(),
            )),
            frame(FromPage::Envelope(
                ticket,
                Envelope::new(Bytes::from(vec![seed; Envelope::LENGTH])).unwrap(),
            )),
            Event::Enrolled {
                socket,
                invitation: ticket,
                until: claimed,
                invited: Invited::new(Bytes::from(vec![seed; Invited::LENGTH])).unwrap(),
            },
            Event::Closed { socket },
            Event::Effort { socket, bits: seed },
            Event::Sweep {
                node: NodeId(u32::from(seed)),
            },
            Event::Revoked { shift },
        ]
    }

    #[test]
    fn every_event_reads_back_as_itself_and_its_padding_stays_at_home() {
        for seed in [0, 1, 0xff] {
            for event in events(seed) {
                let bytes = Entry::Event(event.clone()).encode();
                let Some(Entry::Event(back)) = Entry::decode(&bytes) else {
                    panic!("{event:?} does not read back");
                };
                assert_eq!(Entry::Event(back).encode(), bytes, "{event:?}");
            }
        }
        assert!(matches!(
            Entry::decode(&Entry::Begin.encode()),
            Some(Entry::Begin)
        ));
        let take = Entry::Event(events(1).remove(5)).encode();
        assert_eq!(take.len(), 1 + 8 + 2);
    }

    proptest! {
        #[test]
        fn no_bytes_in_the_log_make_a_node_fall(bytes in prop::collection::vec(any::<u8>(), 0..2100)) {
            let _ = Entry::decode(&bytes);
        }
    }
}

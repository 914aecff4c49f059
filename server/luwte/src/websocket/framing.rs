//! From bytes to messages (RFC 6455, section 5), without IO. Heads are read by the library.

use std::io::Cursor;

use bytes::{Bytes, BytesMut};
use luwte_wire::{CloseReason, FRAME_LENGTH};
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{Control, Data, OpCode};

/// Longest body of a control frame (section 5.5).
const LONGEST_CONTROL: u64 = 125;

/// One thing that was said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard {
    Message(Bytes),
    Ping(Bytes),
    Pong,
    /// A piece of a message that is not whole yet.
    Piece,
    Close(Bytes),
}

/// A message that comes in pieces (section 5.4). No page of ours sends such, but what stands between may cut.
#[derive(Default)]
pub(super) struct Assembly(Option<BytesMut>);

impl Assembly {
    /// Takes the next thing out of `unread`, which then holds nothing while it is empty. `None`: more must be read.
    ///
    /// A message that is too long is refused at its head, before its body is read.
    pub(super) fn next(&mut self, unread: &mut BytesMut) -> Result<Option<Heard>, CloseReason> {
        if let Some((head, body)) = take(unread, |head, length| self.allows(head, length))? {
            match head.opcode {
                OpCode::Control(Control::Ping) => return Ok(Some(Heard::Ping(body.freeze()))),
                OpCode::Control(Control::Pong) => return Ok(Some(Heard::Pong)),
                OpCode::Control(_) => return Ok(Some(Heard::Close(body.freeze()))),
                OpCode::Data(_) => {
                    let whole = match self.0.take() {
                        None => body,
                        Some(mut before) => {
                            before.extend_from_slice(&body);
                            before
                        }
                    };
                    if !head.is_final {
                        self.0 = Some(whole);
                        return Ok(Some(Heard::Piece));
                    } else if whole.len() == FRAME_LENGTH {
                        return Ok(Some(Heard::Message(whole.freeze())));
                    } else {
                        return Err(CloseReason::FrameSize);
                    }
                }
            }
        }
        Ok(None)
    }

    /// Whether a frame with this head may come now.
    fn allows(&self, head: &FrameHeader, length: u64) -> Result<(), CloseReason> {
        if head.rsv1 || head.rsv2 || head.rsv3 || head.mask.is_none() {
            return Err(CloseReason::BadFrame);
        }
        match head.opcode {
            OpCode::Control(Control::Reserved(_)) => Err(CloseReason::BadFrame),
            OpCode::Control(_) if !head.is_final || length > LONGEST_CONTROL => Err(CloseReason::BadFrame),
            OpCode::Control(_) => Ok(()),
            OpCode::Data(Data::Text) => Err(CloseReason::NotBinary),
            OpCode::Data(Data::Binary) if self.0.is_none() => self.fits(length),
            OpCode::Data(Data::Continue) if self.0.is_some() => self.fits(length),
            OpCode::Data(_) => Err(CloseReason::BadFrame),
        }
    }

    fn fits(&self, length: u64) -> Result<(), CloseReason> {
        let before = self.0.as_ref().map_or(0, BytesMut::len) as u64;
        if before.saturating_add(length) > FRAME_LENGTH as u64 {
            Err(CloseReason::FrameSize)
        } else {
            Ok(())
        }
    }
}

/// Takes one whole frame, unmasked.
fn take(
    unread: &mut BytesMut,
    allows: impl Fn(&FrameHeader, u64) -> Result<(), CloseReason>,
) -> Result<Option<(FrameHeader, BytesMut)>, CloseReason> {
    let mut cursor = Cursor::new(&unread[..]);
    let Some((head, length)) = FrameHeader::parse(&mut cursor).map_err(|_| CloseReason::BadFrame)? else {
        return Ok(None);
    };
    allows(&head, length)?;
    let (at, length) = (cursor.position() as usize, length as usize);
    if unread.len() < at + length {
        return Ok(None);
    }
    let mut body = unread.split_to(at + length).split_off(at);
    if unread.is_empty() {
        *unread = BytesMut::new();
    }
    for (byte, mask) in body.iter_mut().zip(head.mask.unwrap_or_default().iter().cycle()) {
        *byte ^= mask;
    }
    Ok(Some((head, body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CloseReason::{BadFrame, FrameSize, NotBinary};

    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

    fn masked(first: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = vec![first];
        match body.len() {
            short @ 0..126 => bytes.push(0x80 | short as u8),
            long => {
                bytes.push(0x80 | 126);
                bytes.extend_from_slice(&(long as u16).to_be_bytes());
            }
        }
        bytes.extend_from_slice(&MASK);
        bytes.extend(
            body.iter()
                .zip(MASK.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        bytes
    }

    /// What is heard when the bytes come in pieces of this size.
    fn hear(bytes: &[u8], piece: usize) -> Result<Vec<Heard>, CloseReason> {
        let (mut assembly, mut unread, mut heard) = (Assembly::default(), BytesMut::new(), Vec::new());
        for piece in bytes.chunks(piece) {
            unread.extend_from_slice(piece);
            while let Some(one) = assembly.next(&mut unread)? {
                heard.push(one);
            }
        }
        assert!(unread.is_empty() || bytes.len() < 8, "half a frame is left");
        Ok(heard)
    }

    fn message() -> Vec<u8> {
        (0..FRAME_LENGTH).map(|n| n as u8).collect()
    }

    #[test]
    fn a_message_is_the_same_however_the_network_cuts_it() {
        let body = message();
        let twice = [masked(0x82, &body), masked(0x82, &body)].concat();
        for piece in [1, 2, 7, 1000, 2056, 4096] {
            let expected = vec![
                Heard::Message(body.clone().into()),
                Heard::Message(body.clone().into()),
            ];
            assert_eq!(hear(&twice, piece), Ok(expected), "in pieces of {piece}");
        }
    }

    #[test]
    fn a_message_in_fragments_is_put_together_and_pings_may_stand_between() {
        let body = message();
        let bytes = [
            masked(0x02, &body[..100]),
            masked(0x89, b"are you there"),
            masked(0x00, &[]),
            masked(0x00, &body[100..2000]),
            masked(0x8a, &[]),
            masked(0x80, &body[2000..]),
        ];
        let expected = vec![
            Heard::Piece,
            Heard::Ping(Bytes::from_static(b"are you there")),
            Heard::Piece,
            Heard::Piece,
            Heard::Pong,
            Heard::Message(body.into()),
        ];
        assert_eq!(hear(&bytes.concat(), 3), Ok(expected));
    }

    #[test]
    fn the_close_of_a_page_keeps_its_code() {
        assert_eq!(
            hear(&masked(0x88, &[3, 232]), 1),
            Ok(vec![Heard::Close(Bytes::from_static(&[3, 232]))])
        );
        assert_eq!(hear(&masked(0x88, &[]), 1), Ok(vec![Heard::Close(Bytes::new())]));
    }

    #[test]
    fn what_the_rfc_forbids_is_refused_by_name() {
        let unmasked = [&[0x82, 126, 8, 0][..], &message()].concat();
        let wrong: [(&str, Vec<u8>, CloseReason); 14] = [
            ("no mask", unmasked, BadFrame),
            ("reserved bit 1", masked(0xc2, &message()), BadFrame),
            ("reserved bit 2", masked(0xa2, &message()), BadFrame),
            ("reserved bit 3", masked(0x92, &message()), BadFrame),
            ("reserved data opcode", masked(0x83, &message()), BadFrame),
            ("reserved control opcode", masked(0x8b, &[]), BadFrame),
            ("ping in fragments", masked(0x09, &[]), BadFrame),
            ("close that is too long", masked(0x88, &[0; 126]), BadFrame),
            ("continuation of nothing", masked(0x80, &message()), BadFrame),
            (
                "a new message inside another",
                [masked(0x02, &[1]), masked(0x82, &message())].concat(),
                BadFrame,
            ),
            ("text", masked(0x81, "grüß".as_bytes()), NotBinary),
            ("text that is no UTF-8", masked(0x81, &[0xff]), NotBinary),
            ("too short", masked(0x82, &[0; FRAME_LENGTH - 1]), FrameSize),
            (
                "too long in fragments",
                [masked(0x02, &message()), masked(0x80, &[1])].concat(),
                FrameSize,
            ),
        ];
        for (what, bytes, reason) in wrong {
            assert_eq!(hear(&bytes, 4096), Err(reason), "{what}");
        }
    }

    #[test]
    fn a_message_that_is_too_long_is_refused_at_its_head() {
        for length in [FRAME_LENGTH as u64 + 1, 1 << 20, u64::MAX >> 1] {
            let mut head = vec![0x82, 0x80 | 127];
            head.extend_from_slice(&length.to_be_bytes());
            head.extend_from_slice(&MASK);
            let (mut assembly, mut unread) = (Assembly::default(), BytesMut::from(&head[..]));
            assert_eq!(assembly.next(&mut unread), Err(FrameSize), "{length}");
        }
    }

    #[test]
    fn nothing_is_held_between_messages() {
        let (mut assembly, mut unread) = (Assembly::default(), BytesMut::from(&masked(0x82, &message())[..]));
        assert!(matches!(assembly.next(&mut unread), Ok(Some(Heard::Message(_)))));
        assert_eq!((unread.capacity(), assembly.0.is_none()), (0, true));
    }
}

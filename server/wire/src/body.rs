//! Reading and writing the body of a frame in order, and checking its padding.

use bytes::{BufMut, Bytes, BytesMut};

use crate::{BODY_LENGTH, DecodeError, FRAME_LENGTH, Frame, TicketId, VERSION};

/// Splits a message into frame type and body.
pub(crate) fn open(message: &Bytes) -> Result<(u8, Reader), DecodeError> {
    if message.len() != FRAME_LENGTH {
        return Err(DecodeError::FrameSize);
    }
    let mut reader = Reader(message.clone());
    let [version, kind] = reader.array::<2>()?;
    if version != VERSION {
        return Err(DecodeError::WrongVersion);
    }
    Ok((kind, reader))
}

pub(crate) struct Reader(Bytes);

impl Reader {
    pub(crate) fn bytes(&mut self, length: usize) -> Result<Bytes, DecodeError> {
        if self.0.len() < length {
            return Err(DecodeError::BadFrame);
        }
        Ok(self.0.split_to(length))
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        self.bytes(N)?
            .as_ref()
            .try_into()
            .map_err(|_| DecodeError::BadFrame)
    }

    pub(crate) fn ticket(&mut self) -> Result<TicketId, DecodeError> {
        self.array().map(TicketId)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, DecodeError> {
        self.array().map(u8::from_be_bytes)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, DecodeError> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, DecodeError> {
        self.array().map(u64::from_be_bytes)
    }

    /// What is left must be zero: nothing travels in the padding.
    pub(crate) fn finish(self) -> Result<(), DecodeError> {
        if self.0.iter().all(|byte| *byte == 0) {
            Ok(())
        } else {
            Err(DecodeError::BadFrame)
        }
    }
}

/// Writes a body; [`Writer::finish`] pads it to a frame.
pub(crate) struct Writer(BytesMut);

impl Writer {
    pub(crate) fn new(kind: u8) -> Self {
        let mut buffer = BytesMut::with_capacity(FRAME_LENGTH);
        buffer.put_u8(VERSION);
        buffer.put_u8(kind);
        Self(buffer)
    }

    pub(crate) fn put(mut self, bytes: &[u8]) -> Self {
        debug_assert!(self.0.len() + bytes.len() <= BODY_LENGTH + 2);
        self.0.put_slice(bytes);
        self
    }

    pub(crate) fn finish(mut self) -> Frame {
        self.0.resize(FRAME_LENGTH, 0);
        self.0.freeze()
    }
}

use crate::CloseReason;

/// Why a message from a page is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The message is not [`crate::FRAME_LENGTH`] bytes long.
    #[error("The message is not 2,048 bytes long.")]
    FrameSize,
    /// The first byte is not [`crate::VERSION`].
    #[error("The frame has a protocol version that is not spoken here.")]
    WrongVersion,
    /// The type is not in the protocol, or belongs to the other direction.
    #[error("The frame has a type that does not exist in this direction.")]
    UnknownFrame,
    /// The padding is not zero, or a field is outside its range.
    #[error("A field of the frame is outside its range, or its padding is not zero.")]
    BadFrame,
}

impl DecodeError {
    /// The name under which the socket is closed for this error.
    #[must_use]
    pub fn close_reason(self) -> CloseReason {
        match self {
            Self::FrameSize => CloseReason::FrameSize,
            Self::WrongVersion => CloseReason::WrongVersion,
            Self::UnknownFrame => CloseReason::UnknownFrame,
            Self::BadFrame => CloseReason::BadFrame,
        }
    }
}

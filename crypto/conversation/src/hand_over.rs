//! Whose turn it is in a hand-over: docs/protocol.md, 6.6. What is said in it is in `hand_over_steps.rs`.

use std::fmt;

use luwte_certificates::{CHAIN_LENGTH, VerifiedChain};

use crate::{Body, Contents, HandOverSecret, VisitorHandshake};

/// Where a hand-over stands at one end.
pub(crate) enum HandOver {
    /// The visitor's end.
    Visitor(Answering),
    /// The end of the counsellor who hands over.
    Counsellor(Asking),
}

/// How far the visitor's end is.
pub(crate) enum Answering {
    /// Nothing is asked.
    Nothing,
    /// Something is asked and not answered.
    Asked(Box<Asked>),
    /// She has agreed. Nothing is left of that when an answer was looked at.
    Agreed(Option<Box<Agreed>>),
    /// She would rather stay. Until the counsellor has opened that, she may still take back what she asked.
    Refused {
        /// The envelope that says so.
        sequence: u64,
    },
}

/// How far the counsellor's end is.
pub(crate) enum Asking {
    /// Nothing is asked.
    Nothing,
    /// She has asked, and there is no answer yet.
    Asked,
    /// The visitor has agreed.
    Agreed,
    /// Taken back before there was an answer. Until the visitor has opened that, her answer may still come.
    Withdrawn {
        /// The envelope that takes it back.
        sequence: u64,
    },
}

/// What the counsellor asked.
pub(crate) struct Asked {
    pub(crate) secret: HandOverSecret,
    pub(crate) chain: Box<[u8; CHAIN_LENGTH]>,
}

/// What the visitor agreed to.
pub(crate) struct Agreed {
    pub(crate) handshake: VisitorHandshake,
    pub(crate) secret: HandOverSecret,
    /// Who must answer.
    pub(crate) to: VerifiedChain,
}

/// Where a hand-over stands, as a page may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverStage {
    /// None is open.
    Nothing,
    /// It was asked, and not yet answered.
    Asked,
    /// The visitor has agreed: her message one goes to the other counsellor, and the answer comes from there.
    Agreed,
    /// This end has ended it (the visitor refused, the counsellor took it back), and the other may not know yet.
    Ended,
}

impl HandOver {
    pub(crate) const VISITOR: Self = Self::Visitor(Answering::Nothing);
    pub(crate) const COUNSELLOR: Self = Self::Counsellor(Asking::Nothing);

    /// Whether these contents may come now.
    pub(crate) fn may_open(&self, contents: &Contents) -> bool {
        use {Answering as V, Asking as C};
        // What crossed ours was sealed before ours was opened.
        let crossed = |sequence| contents.acknowledged <= sequence;
        match (&contents.body, self) {
            (Body::HandOverAsked { .. }, Self::Visitor(V::Nothing)) => true,
            (Body::HandOverAsked { .. }, Self::Visitor(V::Refused { sequence })) => !crossed(*sequence),
            (Body::HandOverWithdrawn, Self::Visitor(V::Asked(_) | V::Agreed(_))) => true,
            (Body::HandOverWithdrawn, Self::Visitor(V::Refused { sequence })) => crossed(*sequence),
            (Body::HandOverAgreed(_) | Body::HandOverRefused, Self::Counsellor(C::Asked)) => true,
            (
                Body::HandOverAgreed(_) | Body::HandOverRefused,
                Self::Counsellor(C::Withdrawn { sequence }),
            ) => crossed(*sequence),
            (body, _) => !is_step(body),
        }
    }

    /// What opened contents change.
    pub(crate) fn opened(&mut self, contents: &Contents) {
        let known = |sequence: u64| contents.acknowledged > sequence;
        match self {
            Self::Visitor(answering) => match &contents.body {
                Body::HandOverAsked { secret, chain } => {
                    *answering = Answering::Asked(Box::new(Asked {
                        secret: secret.clone(),
                        chain: chain.clone(),
                    }));
                }
                Body::HandOverWithdrawn => *answering = Answering::Nothing,
                _ if matches!(answering, Answering::Refused { sequence } if known(*sequence)) => {
                    *answering = Answering::Nothing;
                }
                _ => {}
            },
            Self::Counsellor(asking) => match (&contents.body, &*asking) {
                (Body::HandOverAgreed(_), Asking::Asked) => *asking = Asking::Agreed,
                // An answer that crossed the withdrawal counts for nothing.
                (Body::HandOverAgreed(_) | Body::HandOverRefused, _) => *asking = Asking::Nothing,
                (_, Asking::Withdrawn { sequence }) if known(*sequence) => *asking = Asking::Nothing,
                _ => {}
            },
        }
    }

    /// Whether this is the end of a visitor who has agreed.
    pub(crate) fn agreed_by_visitor(&self) -> bool {
        matches!(self, Self::Visitor(Answering::Agreed(_)))
    }

    pub(crate) fn stage(&self) -> HandOverStage {
        match self {
            Self::Visitor(Answering::Nothing) | Self::Counsellor(Asking::Nothing) => HandOverStage::Nothing,
            Self::Visitor(Answering::Asked(_)) | Self::Counsellor(Asking::Asked) => HandOverStage::Asked,
            Self::Visitor(Answering::Agreed(_)) | Self::Counsellor(Asking::Agreed) => HandOverStage::Agreed,
            Self::Visitor(Answering::Refused { .. }) | Self::Counsellor(Asking::Withdrawn { .. }) => {
                HandOverStage::Ended
            }
        }
    }
}

fn is_step(body: &Body) -> bool {
    matches!(
        body,
        Body::HandOverAsked { .. }
            | Body::HandOverAgreed(_)
            | Body::HandOverRefused
            | Body::HandOverWithdrawn
    )
}

impl fmt::Debug for HandOver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HandOver(redacted)")
    }
}

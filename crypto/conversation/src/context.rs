use luwte_certificates::OrganisationRoot;

use crate::Caller;
use crate::participants::{self, Participant};

const TAG: &[u8] = b"luwte/1 conversation";

/// What both ends agree on before the handshake: docs/protocol.md, 5.2. Ends that disagree cannot shake hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The organisation.
    pub root: OrganisationRoot,
    /// The conversation's sixteen bytes: the ticket it grew from.
    pub conversation: [u8; 16],
    /// What the handshake is for.
    pub purpose: Purpose,
    /// Who is in the conversation already, fewer than 255.
    pub participants_before: Vec<Participant>,
}

/// What a handshake is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A visitor and a counsellor meet.
    FirstContact = 1,
    /// The same two go on with fresh keys (6.5).
    Rejoin = 2,
    /// Another counsellor takes the place of the one who is there (6.6).
    HandOver = 3,
    /// The visitor calls a guest (6.7).
    GuestOfVisitor = 4,
    /// The counsellor who is there calls a guest (6.7).
    GuestOfCounsellor = 5,
    /// The visitor's page has lost its keys, and she comes back with her folder (6.10).
    ComingBack = 6,
}

impl Context {
    /// First contact: the visitor alone is there.
    #[must_use]
    pub fn first(root: OrganisationRoot, conversation: [u8; 16]) -> Self {
        Self {
            root,
            conversation,
            purpose: Purpose::FirstContact,
            participants_before: vec![Participant::Visitor],
        }
    }

    /// A rejoin of a session that was made in this context with `answerer`: all are there already.
    #[must_use]
    pub(crate) fn rejoin(&self, answerer: [u8; 32]) -> Self {
        let mut context = self.clone();
        context.purpose = Purpose::Rejoin;
        context
            .participants_before
            .push(Participant::Counsellor(answerer));
        context
    }

    /// A hand-over: the visitor is there, and the counsellor `from` (the subject of her certificate) who hands over.
    #[must_use]
    pub fn hand_over(root: OrganisationRoot, conversation: [u8; 16], from: [u8; 32]) -> Self {
        Self {
            purpose: Purpose::HandOver,
            participants_before: vec![Participant::Visitor, Participant::Counsellor(from)],
            ..Self::first(root, conversation)
        }
    }

    /// A guest is called: the visitor is there, and the counsellor `from` (the subject of her certificate) who has the
    /// conversation.
    #[must_use]
    pub fn guest(root: OrganisationRoot, conversation: [u8; 16], from: [u8; 32], caller: Caller) -> Self {
        Self {
            purpose: match caller {
                Caller::Visitor => Purpose::GuestOfVisitor,
                Caller::Counsellor => Purpose::GuestOfCounsellor,
            },
            ..Self::hand_over(root, conversation, from)
        }
    }

    /// Somebody comes back whose page has lost its keys: she is there, and the counsellor `with` (the subject of her
    /// certificate).
    #[must_use]
    pub fn coming_back(root: OrganisationRoot, conversation: [u8; 16], with: [u8; 32]) -> Self {
        Self {
            purpose: Purpose::ComingBack,
            ..Self::hand_over(root, conversation, with)
        }
    }

    /// Whether this counsellor is in it already.
    pub(crate) fn is_with(&self, counsellor: [u8; 32]) -> bool {
        self.participants_before
            .contains(&Participant::Counsellor(counsellor))
    }

    /// Whether a guest answers, at first or at a rejoin.
    pub(crate) fn with_guest(&self) -> bool {
        match self.purpose {
            Purpose::FirstContact | Purpose::HandOver | Purpose::ComingBack => false,
            Purpose::GuestOfVisitor | Purpose::GuestOfCounsellor => true,
            Purpose::Rejoin => self.participants_before.len() > 2,
        }
    }

    /// What a session goes on with after a hand-over: as if the visitor had met this counsellor first.
    pub(crate) fn begins_anew(&self) -> Self {
        Self::first(self.root, self.conversation)
    }

    /// The handshake's prologue: tag | root 32 | conversation 16 | purpose 1 | participants 32.
    #[must_use]
    pub fn prologue(&self) -> Vec<u8> {
        let purpose = [self.purpose as u8];
        let participants = participants::hash(&self.participants_before, None);
        [
            TAG,
            &self.root.to_bytes(),
            &self.conversation,
            &purpose,
            &participants,
        ]
        .concat()
    }

    /// The associated data of every record (6.2, 6.7), once a counsellor or a guest has joined.
    #[must_use]
    pub fn associated_data(&self, counsellor: [u8; 32]) -> [u8; 32] {
        participants::hash(
            &self.participants_before,
            Some(Participant::Counsellor(counsellor)),
        )
    }
}

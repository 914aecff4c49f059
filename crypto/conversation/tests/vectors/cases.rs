//! The form of `refused.json`, and how a case is run.

use luwte_certificates::{OrganisationRoot, VISITOR_TOLERANCE_SECONDS, verify_chain};
use luwte_conversation::{CONTENTS_LENGTH, Contents, Joiner, VisitorHandshake, answer};
use serde::{Deserialize, Serialize};

use crate::certificates::read_revocations;
use crate::kinds;
use crate::sessions::Transcript;
use crate::tape::Tape;

/// Something that must be refused.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// `message_one`, `answer`, `envelope`, `chain` or `contents`.
    pub(crate) step: String,
    /// Index into `sessions.json`.
    pub(crate) session: usize,
    /// Step `envelope`: index of the envelope that is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) envelope: Option<usize>,
    /// What stands in the place of the session's own values.
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    pub(crate) given: Given,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) op: Option<Op>,
    pub(crate) expected: String,
}

#[derive(Serialize, Deserialize, Clone, Default, PartialEq)]
#[serde(default)]
pub(crate) struct Given {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) root: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) conversation: Option<String>,
    /// In a hand-over and with a guest: the key of the counsellor who has the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) counsellor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) now: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) revocations: Vec<String>,
    /// The message that is altered and refused, instead of the session's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// Step `contents`: one after the other, each to be padded with zero bytes to 2,006.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) contents: Vec<String>,
}

impl Given {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn message(bytes: impl AsRef<[u8]>) -> Self {
        Self {
            message: Some(hex::encode(bytes)),
            ..Self::default()
        }
    }
}

#[derive(Serialize, Deserialize, Clone)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Op {
    /// XOR of one byte.
    Flip { offset: usize, mask: u8 },
    /// Only the first bytes.
    Truncate(usize),
    /// Hex behind the end.
    Extend(String),
    /// Hex over what was there.
    Replace { offset: usize, hex: String },
}

impl Op {
    pub(crate) fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Flip { offset, mask } => bytes[*offset] ^= mask,
            Self::Truncate(length) => bytes.truncate(*length),
            Self::Extend(more) => bytes.extend(hex::decode(more).unwrap()),
            Self::Replace { offset, hex } => {
                let new = hex::decode(hex).unwrap();
                bytes[*offset..offset + new.len()].copy_from_slice(&new);
            }
        }
    }
}

impl Case {
    /// The kind of the refusal; none when it was accepted.
    pub(crate) fn run(&self, sessions: &[Transcript]) -> Option<String> {
        let mut session = sessions[self.session].clone();
        let own = match self.step.as_str() {
            "message_one" => session.message_one.clone(),
            "answer" => session.answer.clone(),
            "envelope" => session.envelopes[self.envelope.unwrap()].envelope.clone(),
            _ => session.chain.clone(),
        };
        let mut bytes = hex::decode(self.given.message.as_ref().unwrap_or(&own)).unwrap();
        if let Some(op) = &self.op {
            op.apply(&mut bytes);
        }
        if self.step == "envelope" {
            return self.run_envelope(&session, &bytes);
        }
        session.root = self.given.root.clone().unwrap_or(session.root);
        session.conversation = self.given.conversation.clone().unwrap_or(session.conversation);
        let now = self.given.now.unwrap_or(session.now);
        let revocations = read_revocations(&self.given.revocations);
        match self.step.as_str() {
            "message_one" => {
                let mut tape = Tape::new(&hex::decode(&session.counsellor_random).unwrap());
                let chain = hex::decode(&session.chain).unwrap().try_into().unwrap();
                answer(
                    &session.context(),
                    &session.agreement(),
                    &chain,
                    &bytes,
                    &mut tape,
                )
                .err()
                .map(kinds::of_answer)
            }
            "answer" => {
                let mut tape = Tape::new(&hex::decode(&session.visitor_random).unwrap());
                let (handshake, _) = VisitorHandshake::begin(session.context(), &mut tape);
                handshake
                    .finish(&bytes, now, &revocations)
                    .err()
                    .map(kinds::of_refusal)
            }
            "chain" => {
                let root = OrganisationRoot::from_hex(&session.root).unwrap();
                verify_chain(&bytes, &root, now, VISITOR_TOLERANCE_SECONDS, &revocations)
                    .err()
                    .map(kinds::of_chain)
            }
            _ => self.run_contents(),
        }
    }

    /// Refuses the wrong envelope, changes nothing by it, and still opens the right one.
    fn run_envelope(&self, session: &Transcript, bytes: &[u8]) -> Option<String> {
        let due = self.envelope.unwrap();
        let right = &session.envelopes[due];
        let mut ends = session.play(due);
        let receiver = ends.receiver(&right.from);
        let before = (receiver.sent(), receiver.received());
        let refused = receiver.open(bytes).err().map(kinds::of_open);
        assert_eq!((receiver.sent(), receiver.received()), before, "{}", self.name);
        receiver
            .open(&hex::decode(&right.envelope).unwrap())
            .expect("the right one still opens");
        refused
    }

    fn run_contents(&self) -> Option<String> {
        let mut joiner = Joiner::default();
        for text in &self.given.contents {
            let mut plain = [0; CONTENTS_LENGTH];
            hex::decode_to_slice(text, &mut plain[..text.len() / 2]).unwrap();
            match Contents::decode(&plain) {
                Ok(contents) => {
                    if let Err(why) = joiner.push(&contents.body) {
                        return Some(kinds::of_join(why));
                    }
                }
                Err(why) => return Some(kinds::of_contents(why)),
            }
        }
        None
    }
}

use std::collections::VecDeque;

use bytes::Bytes;
use luwte_conversation::{Body, Contents, Joiner, OpenError, Session, split_text};
use luwte_wire::Envelope;

/// Most envelopes of kind 1 on their way (docs/protocol.md, 8.2).
const WINDOW: usize = 32;
/// When so many envelopes of kind 0 were opened, they are acknowledged too (8.3).
const ACKNOWLEDGE_AFTER: u64 = 16;

/// One end of a conversation that loses nothing: docs/protocol.md, section 8.
pub struct Delivery {
    /// The keys.
    pub session: Session,
    /// Every text of the other end, in the order in which it was decrypted.
    pub heard: Vec<String>,
    joiner: Joiner,
    /// Sealed and not acknowledged, in order.
    kept: VecDeque<Kept>,
    unsealed: VecDeque<Body>,
    /// Texts of this end of which the last part is not acknowledged.
    said: VecDeque<String>,
    /// Nothing more is written to a counsellor who hands over.
    pub(crate) quiet: bool,
    owed: u64,
}

struct Kept {
    sequence: u64,
    envelope: Envelope,
    text: bool,
    /// The last part of one.
    ends_text: bool,
    /// The other end acknowledges it at once, because it says something.
    awaited: bool,
}

/// What came of an envelope.
pub struct Came {
    /// Envelopes to send because of it.
    pub send: Vec<Envelope>,
    /// A step of a rejoin or a hand-over, to be taken by this end.
    pub step: Option<Body>,
}

impl Delivery {
    /// An end that has just met the other.
    #[must_use]
    pub fn new(session: Session) -> Self {
        Self {
            session,
            heard: Vec::new(),
            joiner: Joiner::default(),
            kept: VecDeque::new(),
            unsealed: VecDeque::new(),
            said: VecDeque::new(),
            quiet: false,
            owed: 0,
        }
    }

    /// Says a text. What leaves at once is returned; the rest follows when there is room.
    pub fn say(&mut self, text: &str) -> Vec<Envelope> {
        self.unsealed.extend(split_text(text).unwrap());
        self.said.push_back(text.to_owned());
        self.seal_next()
    }

    /// Whether what was said waits until it is known to whom.
    pub(crate) fn is_quiet(&mut self, quiet: bool) -> Vec<Envelope> {
        self.quiet = quiet;
        self.seal_next()
    }

    /// The session is that with another counsellor by now: what the first may not have read is said again. What was heard
    /// from the first is returned.
    pub(crate) fn begins_anew(&mut self) -> (Vec<String>, Vec<Envelope>) {
        self.joiner = Joiner::default();
        self.kept.clear();
        self.unsealed.clear();
        (self.quiet, self.owed) = (false, 0);
        let heard = std::mem::take(&mut self.heard);
        let said = std::mem::take(&mut self.said);
        let again = said.iter().flat_map(|text| self.say(text)).collect();
        (heard, again)
    }

    /// How many texts the other end may not have read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.said.len()
    }

    /// How many texts or parts of them are not acknowledged.
    #[must_use]
    pub fn undelivered(&self) -> usize {
        self.unsealed.len() + self.kept.iter().filter(|kept| kept.text).count()
    }

    /// All that is not acknowledged, as the same bytes.
    #[must_use]
    pub fn again(&self) -> Vec<Envelope> {
        self.kept.iter().map(|kept| kept.envelope.clone()).collect()
    }

    /// Whether something waits for an acknowledgement that should have come at once.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.kept.iter().any(|kept| kept.awaited)
    }

    /// Keeps an envelope that was sealed outside, by a step of a rejoin.
    pub fn keep(&mut self, envelope: &[u8]) -> Envelope {
        let sequence = sequence(envelope);
        let envelope = Envelope::new(Bytes::copy_from_slice(envelope)).unwrap();
        self.kept.push_back(Kept {
            sequence,
            envelope: envelope.clone(),
            text: false,
            ends_text: false,
            awaited: true,
        });
        self.owed = 0;
        envelope
    }

    /// Takes an envelope.
    ///
    /// # Errors
    /// When it is damaged: the conversation stops.
    pub fn open(&mut self, envelope: &Envelope) -> Result<Came, OpenError> {
        let contents = match self.session.open(envelope.as_bytes()) {
            Ok(contents) => contents,
            // The acknowledgement was lost, and is said again: once for all that was sent again.
            Err(OpenError::Replayed) => {
                let newest = sequence(envelope.as_bytes()) + 1 == self.session.received();
                if !newest {
                    return Ok(Came {
                        send: Vec::new(),
                        step: None,
                    });
                }
                // If one of ours was lost, this one comes too early there: all of them are awaited from now on.
                for kept in &mut self.kept {
                    kept.awaited = true;
                }
                let send = vec![self.seal(Body::Nothing)];
                return Ok(Came { send, step: None });
            }
            Err(OpenError::Early) => {
                return Ok(Came {
                    send: Vec::new(),
                    step: None,
                });
            }
            Err(damaged) => return Err(damaged),
        };
        let acknowledged = |kept: &&Kept| kept.sequence < contents.acknowledged && kept.ends_text;
        let delivered = self.kept.iter().filter(acknowledged).count();
        self.said.drain(..delivered);
        self.kept.retain(|kept| kept.sequence >= contents.acknowledged);
        self.owed += 1;
        if let Some(text) = self.joiner.push(&contents.body).map_err(|_| OpenError::Damaged)? {
            self.heard.push(text.to_string());
        }
        let step = !matches!(contents.body, Body::Nothing | Body::Text { .. });
        let mut send = self.seal_next();
        let must_answer = !matches!(contents.body, Body::Nothing) || self.owed >= ACKNOWLEDGE_AFTER;
        // What answers it acknowledges too; a last step has none.
        let answered = matches!(
            contents.body,
            Body::Rejoin(_) | Body::RejoinAnswer(_) | Body::HandOverAsked { .. }
        );
        if must_answer && self.owed > 0 && !answered {
            send.push(self.seal(Body::Nothing));
        }
        let step = step.then_some(contents.body);
        Ok(Came { send, step })
    }

    fn seal_next(&mut self) -> Vec<Envelope> {
        let mut sealed = Vec::new();
        while !self.quiet && self.kept.iter().filter(|kept| kept.text).count() < WINDOW {
            let Some(body) = self.unsealed.pop_front() else {
                break;
            };
            sealed.push(self.seal(body));
        }
        sealed
    }

    fn seal(&mut self, body: Body) -> Envelope {
        let text = matches!(body, Body::Text { .. });
        let ends_text = matches!(body, Body::Text { more: false, .. });
        let contents = Contents {
            typing: false,
            acknowledged: self.session.received(),
            body,
        };
        let sealed = self.session.seal(&contents).unwrap();
        let envelope = self.keep(&sealed);
        if let Some(kept) = self.kept.back_mut() {
            (kept.text, kept.ends_text) = (text, ends_text);
            kept.awaited = text;
        }
        envelope
    }
}

fn sequence(envelope: &[u8]) -> u64 {
    u64::from_be_bytes(envelope[..8].try_into().unwrap())
}

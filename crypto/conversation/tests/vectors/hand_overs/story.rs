//! The form of a hand-over, and how it is played.

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::noise::Responder;
use luwte_conversation::{Body, Context, HandOverSecret, HandOverStage, answer_hand_over};
use serde::{Deserialize, Serialize};
use x25519_dalek::StaticSecret;

use crate::sessions::{Ends, Envelope, Transcript};
use crate::tape::Tape;

#[derive(Serialize, Deserialize)]
pub(crate) struct Story {
    pub(crate) name: String,
    /// The conversation that is handed over.
    pub(crate) first: Transcript,
    pub(crate) steps: Vec<Step>,
    /// The handshake with the other counsellor, and what is said then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<Next>,
}

/// An end seals something, or opens what the other has sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Step {
    /// `visitor` or `counsellor`.
    pub(crate) end: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seals: Option<Envelope>,
    /// The number of the step that sealed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) opens: Option<usize>,
    /// Where the hand-over stands at this end afterwards: `nothing`, `asked`, `agreed` or `ended`.
    pub(crate) stage: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Next {
    pub(crate) secret: String,
    /// `visitor_random` is what she drew when she agreed.
    #[serde(flatten)]
    pub(crate) transcript: Transcript,
}

pub(crate) fn stage(stage: HandOverStage) -> String {
    match stage {
        HandOverStage::Nothing => "nothing",
        HandOverStage::Asked => "asked",
        HandOverStage::Agreed => "agreed",
        HandOverStage::Ended => "ended",
    }
    .into()
}

/// The key of the counsellor in a chain.
pub(crate) fn subject(chain: &str) -> [u8; 32] {
    hex::decode(chain).unwrap()[164..196].try_into().unwrap()
}

impl Story {
    /// Plays the steps before `count` and, after all of them, the hand-over; compares every byte.
    pub(crate) fn play(&self, count: usize) -> Ends {
        let mut ends = self.first.play(usize::MAX);
        for step in self.steps.iter().take(count) {
            match (&step.seals, step.opens) {
                (Some(envelope), None) => {
                    let sealed = ends.seal(envelope, &self.first);
                    assert_eq!(hex::encode(sealed), envelope.envelope, "{}", self.name);
                }
                (None, Some(number)) => {
                    let envelope = self.steps[number].seals.as_ref().unwrap();
                    let sealed = hex::decode(&envelope.envelope).unwrap();
                    let opened = ends.receiver(&envelope.from).open(&sealed).unwrap();
                    assert_eq!(opened, envelope.contents(), "{}", self.name);
                    ends.brought = opened.body;
                }
                _ => panic!("a step either seals or opens"),
            }
            let now = stage(ends.sender(&step.end).hand_over());
            assert_eq!(now, step.stage, "{}", self.name);
        }
        match &self.next {
            Some(next) if count >= self.steps.len() => self.hand_over(next, ends),
            _ => ends,
        }
    }

    fn hand_over(&self, next: &Next, mut ends: Ends) -> Ends {
        let transcript = &next.transcript;
        let mut tape = Tape::new(&hex::decode(&transcript.counsellor_random).unwrap());
        let (answered, other) = answer_hand_over(
            &self.context(),
            &HandOverSecret::from_bytes(&hex::decode(&next.secret).unwrap().try_into().unwrap()),
            &transcript.agreement(),
            &hex::decode(&transcript.chain).unwrap().try_into().unwrap(),
            &hex::decode(&transcript.message_one).unwrap(),
            &mut tape,
        )
        .unwrap();
        assert!(tape.is_used_up(), "the other counsellor draws 64 bytes");
        assert_eq!(hex::encode(answered), transcript.answer, "{}", self.name);
        assert_eq!(self.message_two(next), answered[1_088..], "{}", self.name);
        let verified = ends
            .visitor
            .finish_hand_over(&answered, transcript.now, &Revocations::default())
            .unwrap();
        assert_eq!(verified.counsellor_name, transcript.counsellor_name);
        assert_eq!(ends.visitor.handshake_hash(), other.handshake_hash());
        assert_eq!(hex::encode(other.handshake_hash()), transcript.handshake_hash);
        assert_eq!((ends.visitor.sent(), ends.visitor.received()), (0, 0));
        ends.counsellor = other;
        ends.brought = Body::Nothing;
        transcript.play_envelopes(&mut ends, usize::MAX);
        ends
    }

    /// The same from the layer below, with a psk that was made by the letter.
    fn message_two(&self, next: &Next) -> Vec<u8> {
        let own = &next.transcript;
        let bytes = |text: &str| hex::decode(text).unwrap();
        let secret = |bytes: &[u8]| StaticSecret::from(<[u8; 32]>::try_from(bytes).unwrap());
        let message_one = bytes(&own.message_one);
        let (responder, _) = Responder::read_one(&self.context().prologue(), &message_one).unwrap();
        let psk = bytes(&own.psk).try_into().unwrap();
        let (agreement, ephemeral) = (
            secret(&bytes(&own.agreement_secret)),
            secret(&bytes(&own.counsellor_random)[32..]),
        );
        let written = responder.write_two(&agreement, &ephemeral, &psk, &bytes(&own.chain));
        written.unwrap().0
    }

    /// What the other counsellor's answer is bound to.
    pub(crate) fn context(&self) -> Context {
        let conversation = hex::decode(&self.first.conversation).unwrap().try_into().unwrap();
        let root = OrganisationRoot::from_hex(&self.first.root).unwrap();
        Context::hand_over(root, conversation, subject(&self.first.chain))
    }
}

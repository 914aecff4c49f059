//! Hand-overs are written down while they happen.

use std::collections::VecDeque;

use luwte_certificates::Revocations;
use luwte_conversation::{AgreementSecret, Body, HandOverSecret, answer_hand_over};
use rand_chacha::ChaCha20Rng;

use super::story::{Next, Step, Story, stage};
use super::{C, V};
use crate::bodies;
use crate::forge::{Forge, NOW};
use crate::sessions::{Ends, Envelope, Line, Transcript, psk_with};
use crate::tape::{Tape, draw};

pub(super) use Act::AnswersRejoin;

/// What happens next.
#[derive(Clone, Copy)]
pub(super) enum Act<'a> {
    /// This end seals a text.
    Says(&'a str, &'a str),
    /// This end opens what comes next.
    Opens(&'a str),
    /// The counsellor asks for a hand-over to somebody of this name.
    Asks(&'a str),
    /// The counsellor takes it back.
    Withdraws,
    /// The visitor agrees.
    Agrees,
    /// The visitor refuses.
    Refuses,
    /// The visitor begins a rejoin.
    Rejoins,
    /// The counsellor answers one she has just opened.
    AnswersRejoin,
    /// The visitor is content with the answer she has just opened.
    FinishesRejoin,
}

struct Writer<'a> {
    ends: Ends,
    first: Transcript,
    steps: Vec<Step>,
    /// What is on its way to the visitor, and to the counsellor: the numbers of the steps that sealed it.
    on_their_way: [VecDeque<usize>; 2],
    noor: Forge,
    /// The other counsellor, and the secret of the hand-over.
    other: Option<(Forge, [u8; 32])>,
    rng: &'a mut ChaCha20Rng,
}

pub(super) fn write(name: &str, acts: &[Act], then: Option<&[Line]>, rng: &mut ChaCha20Rng) -> Story {
    let noor = Forge::good(rng, "Noor");
    let first = Transcript::with(&noor, name, &[], rng);
    let mut writer = Writer {
        ends: first.play(0),
        first,
        steps: Vec::new(),
        on_their_way: Default::default(),
        noor,
        other: None,
        rng,
    };
    for act in acts {
        writer.act(*act);
    }
    assert!(
        writer.on_their_way.iter().all(VecDeque::is_empty),
        "{name}: all is opened"
    );
    let next = then.map(|script| writer.hand_over(script));
    Story {
        name: name.into(),
        first: writer.first,
        steps: writer.steps,
        next,
    }
}

impl Writer<'_> {
    fn act(&mut self, act: Act) {
        match act {
            Act::Says(end, text) => self.seals(end, 1, hex::encode(text), String::new()),
            Act::Opens(end) => self.opens(end),
            Act::Asks(name) => {
                let (other, secret) = (self.noor.colleague(self.rng, name), draw::<32>(self.rng));
                let body = hex::encode([&secret[..], &other.chain()].concat());
                self.other = Some((other, secret));
                self.seals(C, 5, body, String::new());
            }
            Act::Withdraws => self.seals(C, 8, String::new(), String::new()),
            Act::Agrees => {
                let random = hex::encode(draw::<96>(self.rng));
                self.seals(V, 6, String::new(), random);
            }
            Act::Refuses => self.seals(V, 7, String::new(), String::new()),
            Act::Rejoins => {
                let random = hex::encode(draw::<96>(self.rng));
                self.seals(V, 2, String::new(), random);
            }
            Act::AnswersRejoin => {
                let random = hex::encode(draw::<64>(self.rng));
                self.seals(C, 3, String::new(), random);
            }
            Act::FinishesRejoin => self.seals(V, 4, String::new(), String::new()),
        }
    }

    /// What the session makes itself is written into the body when it is opened.
    fn seals(&mut self, end: &str, kind: u8, body: String, random: String) {
        let mut envelope = Envelope {
            from: end.into(),
            kind,
            typing: false,
            acknowledged: self.ends.sender(end).received(),
            part: 0,
            more: false,
            body,
            random,
            envelope: String::new(),
        };
        envelope.envelope = hex::encode(self.ends.seal(&envelope, &self.first));
        self.on_their_way[usize::from(end == V)].push_back(self.steps.len());
        self.push(end, Some(envelope), None);
    }

    fn opens(&mut self, end: &str) {
        let number = self.on_their_way[usize::from(end == C)].pop_front().unwrap();
        let envelope = self.steps[number].seals.as_mut().unwrap();
        let sealed = hex::decode(&envelope.envelope).unwrap();
        let opened = self.ends.receiver(&envelope.from).open(&sealed).unwrap();
        envelope.body = hex::encode(bodies::bytes(&opened.body));
        self.ends.brought = opened.body;
        self.push(end, None, Some(number));
    }

    fn push(&mut self, end: &str, seals: Option<Envelope>, opens: Option<usize>) {
        self.steps.push(Step {
            end: end.into(),
            seals,
            opens,
            stage: stage(self.ends.sender(end).hand_over()),
        });
    }

    fn hand_over(&mut self, script: &[Line]) -> Next {
        let (other, secret) = self.other.clone().unwrap();
        let sealed = self.steps.iter().rev().filter_map(|step| step.seals.as_ref());
        let agreed = sealed.into_iter().find(|envelope| envelope.kind == 6).unwrap();
        let (visitor_random, message_one) = (agreed.random.clone(), agreed.body.clone());
        let counsellor_random = draw::<64>(self.rng);
        let story = Story {
            name: String::new(),
            first: self.first.clone(),
            steps: Vec::new(),
            next: None,
        };
        let chain = other.chain().try_into().unwrap();
        let (answered, session) = answer_hand_over(
            &story.context(),
            &HandOverSecret::from_bytes(&secret),
            &AgreementSecret::from_bytes(&other.agreement_secret),
            &chain,
            &hex::decode(&message_one).unwrap(),
            &mut Tape::new(&counsellor_random),
        )
        .unwrap();
        let visitor = &mut self.ends.visitor;
        let verified = visitor
            .finish_hand_over(&answered, NOW, &Revocations::default())
            .unwrap();
        let seed = hex::decode(&visitor_random).unwrap();
        let psk = psk_with(&seed[32..], &answered[..1_088], b"luwte/1 hand-over psk", &secret);
        let mut transcript = Transcript {
            visitor_random,
            counsellor_random: hex::encode(counsellor_random),
            agreement_secret: hex::encode(other.agreement_secret),
            chain: hex::encode(chain),
            message_one,
            psk: hex::encode(psk),
            answer: hex::encode(answered),
            handshake_hash: hex::encode(visitor.handshake_hash()),
            counsellor_name: verified.counsellor_name,
            envelopes: Vec::new(),
            ..self.first.clone()
        };
        self.ends.counsellor = session;
        self.ends.brought = Body::Nothing;
        transcript.say(&mut self.ends, script, self.rng);
        Next {
            secret: hex::encode(secret),
            transcript,
        }
    }
}

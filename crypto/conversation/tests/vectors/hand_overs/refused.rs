//! What is refused in a hand-over: by the other counsellor, by the visitor, and by either end when it has not its turn.

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{Contents, Context, HandOverRefused, HandOverSecret, answer_hand_over};
use serde::{Deserialize, Serialize};

use super::story::{Story, stage, subject};
use super::{C, V, answers};
use crate::bodies;
use crate::by_hand::sealed_by_hand;
use crate::cases::{Given, Op};
use crate::kinds;
use crate::sessions::Ends;
use crate::tape::Tape;

#[derive(Serialize, Deserialize)]
pub(crate) struct Refused {
    pub(crate) name: String,
    /// Index into `hand_overs`.
    pub(crate) hand_over: usize,
    /// `message_one`, `answer` or `envelope`.
    step: String,
    /// Step `envelope`: how many steps of the hand-over were taken before, and by whom it seems to be sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// What stands in the place of the hand-over's own values.
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    given: Given,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    op: Option<Op>,
    pub(crate) expected: String,
}

impl Refused {
    /// The kind of the refusal; none when it was accepted.
    pub(crate) fn run(&self, story: &Story) -> Option<String> {
        let own = story.next.as_ref().map(|next| &next.transcript);
        let mut bytes = match (&self.given.message, self.step.as_str()) {
            (Some(message), _) => hex::decode(message).unwrap(),
            (None, "message_one") => hex::decode(&own.unwrap().message_one).unwrap(),
            (None, _) => hex::decode(&own.unwrap().answer).unwrap(),
        };
        if let Some(op) = &self.op {
            op.apply(&mut bytes);
        }
        match self.step.as_str() {
            "message_one" => self.run_message_one(story, &bytes),
            "answer" => {
                let mut ends = played(story);
                let now = self.given.now.unwrap_or(story.first.now);
                let refused = ends
                    .visitor
                    .finish_hand_over(&bytes, now, &Revocations::default());
                let again = ends
                    .visitor
                    .finish_hand_over(&bytes, now, &Revocations::default());
                assert_eq!(again, Err(HandOverRefused::NotNow), "an answer is looked at once");
                refused.err().map(kinds::of_hand_over)
            }
            _ => {
                let mut ends = story.play(self.after.unwrap());
                let receiver = ends.receiver(self.from.as_ref().unwrap());
                let before = (receiver.sent(), receiver.received(), stage(receiver.hand_over()));
                let refused = receiver.open(&bytes).err().map(kinds::of_open);
                let after = (receiver.sent(), receiver.received(), stage(receiver.hand_over()));
                assert!(refused.is_none() || before == after, "{}", self.name);
                refused
            }
        }
    }

    fn run_message_one(&self, story: &Story, bytes: &[u8]) -> Option<String> {
        let next = story.next.as_ref().unwrap();
        let given = &self.given;
        let root = given.root.as_ref().unwrap_or(&story.first.root);
        let conversation = given.conversation.as_ref().unwrap_or(&story.first.conversation);
        let counsellor = given.counsellor.as_deref().map(array);
        let context = Context::hand_over(
            OrganisationRoot::from_hex(root).unwrap(),
            array(conversation),
            counsellor.unwrap_or_else(|| subject(&story.first.chain)),
        );
        let mut tape = Tape::new(&hex::decode(&next.transcript.counsellor_random).unwrap());
        answer_hand_over(
            &context,
            &HandOverSecret::from_bytes(&array(&next.secret)),
            &next.transcript.agreement(),
            &array(&next.transcript.chain),
            bytes,
            &mut tape,
        )
        .err()
        .map(kinds::of_answer)
    }
}

/// All steps, and no answer yet.
fn played(story: &Story) -> Ends {
    let mut ends = story.play(story.steps.len() - 1);
    let last = story.steps.last().unwrap();
    if let Some(number) = last.opens {
        let envelope = story.steps[number].seals.as_ref().unwrap();
        let sealed = hex::decode(&envelope.envelope).unwrap();
        ends.receiver(&envelope.from).open(&sealed).unwrap();
    }
    ends
}

pub(super) fn refused(stories: &[Story]) -> Vec<Refused> {
    let mut all = Vec::new();
    messages(stories, &mut all);
    answers::answers(stories, &mut all);
    for (story, after, what, due) in TURNS {
        for (from, kinds) in [(C, [5, 6, 7, 8]), (V, [5, 6, 7, 8])] {
            for kind in kinds {
                let mut case = out_of_turn(&stories[*story], *after, from, kind);
                case.name = format!("{what}: kind {kind} from the {from}");
                case.hand_over = *story;
                let accepted = case.run(&stories[*story]).is_none();
                assert_eq!(accepted, due.contains(&(from, kind)), "{}", case.name);
                if !accepted {
                    all.push(case);
                }
            }
        }
    }
    all
}

/// A hand-over, how many of its steps were taken, in words, and what may come then when it acknowledges all.
type Turn<'a> = (usize, usize, &'a str, &'a [(&'a str, u8)]);

const TURNS: &[Turn] = &[
    (0, 2, "nothing is asked", &[(C, 5)]),
    (0, 4, "it is asked", &[(C, 8), (V, 6), (V, 7)]),
    (0, 8, "she has agreed", &[(C, 8)]),
    // What acknowledges all has seen that she refuses: it can take nothing back any more.
    (1, 4, "she has refused", &[(C, 5)]),
    // What acknowledges all has seen that it is taken back: it answers nothing any more.
    (2, 5, "it is taken back", &[(C, 8)]),
    (2, 6, "what was taken back is opened", &[(C, 5)]),
    (3, 6, "her yes has crossed", &[(C, 5)]),
    (4, 6, "her no has crossed", &[(C, 5)]),
];

/// A record in the place of the one that is due, sealed with the right keys.
fn out_of_turn(story: &Story, after: usize, from: &str, kind: u8) -> Refused {
    let mut ends = story.play(after);
    let receiver = ends.receiver(from);
    let (sequence, acknowledged) = (receiver.received(), receiver.sent());
    let length = match kind {
        5 => 526,
        6 => 1_232,
        _ => 0,
    };
    let contents = Contents {
        typing: false,
        acknowledged,
        body: bodies::body(kind, 0, false, vec![7; length]),
    };
    let plain = contents.encode().unwrap();
    let associated = story.first.context().associated_data(subject(&story.first.chain));
    let sealed = sealed_by_hand(
        &story.first,
        from,
        sequence,
        sequence,
        &associated,
        plain.as_slice(),
    );
    Refused {
        name: String::new(),
        hand_over: 0,
        step: "envelope".into(),
        after: Some(after),
        from: Some(from.into()),
        given: Given::message(sealed),
        op: None,
        expected: "Damaged".into(),
    }
}

pub(super) fn case(name: &str, step: &str, expected: &str, given: Given, op: Option<Op>) -> Refused {
    Refused {
        name: name.into(),
        hand_over: 0,
        step: step.into(),
        after: None,
        from: None,
        given,
        op,
        expected: expected.into(),
    }
}

fn messages(stories: &[Story], all: &mut Vec<Refused>) {
    let own = &stories[0];
    let next = own.next.as_ref().unwrap();
    let mut add = |name: &str, expected: &str, given: Given, op: Option<Op>| {
        all.push(case(name, "message_one", expected, given, op));
    };
    let given = |change: fn(&mut Given, String), value: String| {
        let mut given = Given::default();
        change(&mut given, value);
        given
    };
    add(
        "message one in another organisation",
        "Damaged",
        given(
            |given, root| given.root = Some(root),
            stories[1].first.root.clone(),
        ),
        None,
    );
    add(
        "message one of another conversation",
        "Damaged",
        given(
            |given, other| given.conversation = Some(other),
            stories[1].first.conversation.clone(),
        ),
        None,
    );
    for (name, chain) in [
        ("another counsellor", &stories[1].first.chain),
        ("the other counsellor herself", &next.transcript.chain),
    ] {
        let counsellor = hex::encode(subject(chain));
        add(
            &format!("message one of a visitor who was with {name}"),
            "Damaged",
            given(|given, key| given.counsellor = Some(key), counsellor),
            None,
        );
    }
    let first = Given::message(hex::decode(&own.first.message_one).unwrap());
    add("message one of the first contact", "Damaged", first, None);
    for offset in [0, 31, 32, 1_215, 1_231] {
        let op = Some(Op::Flip { offset, mask: 1 });
        add(
            &format!("message one with a bit of byte {offset} turned"),
            "Damaged",
            Given::default(),
            op,
        );
    }
    let low = Op::Replace {
        offset: 0,
        hex: "00".repeat(32),
    };
    // Its payload is sealed to the transcript of another key.
    add(
        "message one with a key of low order",
        "Damaged",
        Given::default(),
        Some(low),
    );
    for length in [0, 1_231] {
        let op = Some(Op::Truncate(length));
        add(
            &format!("message one cut to {length} bytes"),
            "WrongLength",
            Given::default(),
            op,
        );
    }
}

pub(super) fn array<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

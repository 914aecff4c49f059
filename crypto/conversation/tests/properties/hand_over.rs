//! A conversation moves to another counsellor, in any order of what is said and heard (6.6).

use std::sync::LazyLock;

use luwte_conversation::{
    HandOverError, HandOverRefused, HandOverSecret, HandOverStage, HandshakeRefused, answer_hand_over,
};

use super::talk::Talk;
use super::*;

/// Another counsellor of the organisation.
static OTHER: LazyLock<Shift> = LazyLock::new(|| shift(2));

/// The last secret that was given out, and the texts of both ends.
struct HandOver {
    talk: Talk,
    secret: HandOverSecret,
    said: [Vec<String>; 2],
}

impl HandOver {
    fn begin(seed: u64) -> Self {
        let mut talk = Talk::begin(seed);
        let secret = HandOverSecret::generate(&mut talk.rng);
        Self {
            talk,
            secret,
            said: Default::default(),
        }
    }

    fn asks(&mut self) -> Result<(), HandOverError> {
        let secret = HandOverSecret::generate(&mut self.talk.rng);
        let envelope = self.talk.counsellor.ask_hand_over(&secret, &OTHER.chain)?;
        self.secret = secret;
        self.talk.agreed = None;
        self.talk.to_visitor.push_back(envelope.to_vec());
        Ok(())
    }

    fn withdraws(&mut self) -> Result<(), HandOverError> {
        let envelope = self.talk.counsellor.withdraw_hand_over()?;
        self.talk.to_visitor.push_back(envelope.to_vec());
        Ok(())
    }

    fn agrees(&mut self) -> Result<(), HandOverError> {
        let visitor = &mut self.talk.visitor;
        let envelope = visitor.agree_hand_over(NOW, &Revocations::default(), &mut self.talk.rng)?;
        self.talk.to_counsellor.push_back(envelope.to_vec());
        Ok(())
    }

    fn refuses(&mut self) -> Result<(), HandOverError> {
        let envelope = self.talk.visitor.refuse_hand_over()?;
        self.talk.to_counsellor.push_back(envelope.to_vec());
        Ok(())
    }

    /// Says it, unless it is a visitor's who has agreed.
    fn visitor_says(&mut self, text: &str) {
        if self.talk.visitor.hand_over() == HandOverStage::Agreed {
            let refused = self.talk.visitor.seal(&text_contents(text));
            assert_eq!(refused, Err(SealError::HandedOver));
            return;
        }
        self.talk.visitor_says(text);
        self.said[1].push(text.into());
    }

    fn counsellor_says(&mut self, text: &str) {
        self.talk.counsellor_says(text);
        self.said[0].push(text.into());
    }

    fn stages(&self) -> (HandOverStage, HandOverStage) {
        (self.talk.visitor.hand_over(), self.talk.counsellor.hand_over())
    }

    /// The other counsellor answers with this secret, with the keys of this shift.
    fn answers(&mut self, shift: &Shift, secret: &HandOverSecret) -> ([u8; ANSWER_LENGTH], Session) {
        let one = self.talk.agreed.clone().unwrap();
        let context = Context::hand_over(SHIFT.context.root, SHIFT.context.conversation, SHIFT.counsellor);
        let agreement = AgreementSecret::from_bytes(&shift.agreement);
        let rng = &mut self.talk.rng;
        answer_hand_over(&context, secret, &agreement, &shift.chain, one.as_slice(), rng).unwrap()
    }

    fn finishes(&mut self, answer: &[u8]) -> Result<(), HandOverRefused> {
        let visitor = &mut self.talk.visitor;
        visitor
            .finish_hand_over(answer, NOW, &Revocations::default())
            .map(|_| ())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_honest_ends_stay_in_step_whatever_crosses(seed: u64, steps in prop::collection::vec(0..12_u8, 1..80)) {
        let mut all = HandOver::begin(seed);
        for (n, step) in steps.iter().enumerate() {
            let text = format!("text {n}");
            let (visitor, counsellor) = all.stages();
            match step {
                0 => all.visitor_says(&text),
                1 => all.counsellor_says(&text),
                2 => drop(all.talk.rejoin()),
                3 => prop_assert_eq!(all.asks().is_ok(), counsellor == HandOverStage::Nothing),
                4 => {
                    let due = matches!(counsellor, HandOverStage::Asked | HandOverStage::Agreed);
                    prop_assert_eq!(all.withdraws().is_ok(), due);
                }
                5 => prop_assert_eq!(all.agrees().is_ok(), visitor == HandOverStage::Asked),
                6 => prop_assert_eq!(all.refuses().is_ok(), visitor == HandOverStage::Asked),
                7..=9 => all.talk.counsellor_hears(),
                _ => all.talk.visitor_hears(),
            }
        }
        all.talk.everything_arrives();
        // Each hears from the other once more, so that what was ended is known to both.
        let agreed = all.talk.visitor.hand_over() == HandOverStage::Agreed;
        all.visitor_says("last");
        all.counsellor_says("last");
        all.talk.everything_arrives();
        prop_assert_eq!(&all.talk.heard, &all.said);
        let (visitor, counsellor) = all.stages();
        prop_assert_eq!(visitor, counsellor);
        prop_assert_ne!(visitor, HandOverStage::Ended);
        prop_assert_eq!(agreed, visitor == HandOverStage::Agreed);
        // What she agreed to is what was asked last, however often it was asked before and taken back.
        if agreed {
            let (answer, mut other) = all.answers(&OTHER, &all.secret.clone());
            all.finishes(&answer).unwrap();
            prop_assert_eq!(all.stages().0, HandOverStage::Nothing);
            let envelope = all.talk.visitor.seal(&text_contents("hallo")).unwrap();
            prop_assert_eq!(other.open(&envelope).unwrap(), text_contents("hallo"));
            let envelope = other.seal(&text_contents("dag")).unwrap();
            prop_assert_eq!(all.talk.visitor.open(&envelope).unwrap(), text_contents("dag"));
            prop_assert_eq!(all.talk.visitor.handshake_hash(), other.handshake_hash());
        }
    }

    #[test]
    fn any_changed_bit_of_the_other_answer_is_refused(bit in 0..ANSWER_LENGTH * 8, seed: u64) {
        let mut all = agreed(seed);
        let (mut answer, _) = all.answers(&OTHER, &all.secret.clone());
        answer[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(matches!(all.finishes(&answer), Err(HandOverRefused::Answer(_))));
    }
}

/// A visitor who has agreed, and a counsellor who knows.
fn agreed(seed: u64) -> HandOver {
    let mut all = HandOver::begin(seed);
    all.asks().unwrap();
    all.talk.everything_arrives();
    all.agrees().unwrap();
    all.talk.everything_arrives();
    all
}

#[test]
fn a_visitor_is_handed_over_again_and_again() {
    let mut all = agreed(3);
    let (answer, other) = all.answers(&OTHER, &all.secret.clone());
    all.finishes(&answer).unwrap();
    all.talk.counsellor = other;
    // Back to the first, in a shift that has begun since.
    let third = shift(3);
    let secret = HandOverSecret::generate(&mut all.talk.rng);
    let envelope = all.talk.counsellor.ask_hand_over(&secret, &third.chain).unwrap();
    all.talk.to_visitor.push_back(envelope.to_vec());
    all.talk.everything_arrives();
    all.agrees().unwrap();
    all.talk.everything_arrives();
    let context = Context::hand_over(SHIFT.context.root, SHIFT.context.conversation, OTHER.counsellor);
    let agreement = AgreementSecret::from_bytes(&third.agreement);
    let one = all.talk.agreed.clone().unwrap();
    let rng = &mut all.talk.rng;
    let (answer, mut third) =
        answer_hand_over(&context, &secret, &agreement, &third.chain, one.as_slice(), rng).unwrap();
    all.finishes(&answer).unwrap();
    let envelope = all.talk.visitor.seal(&text_contents("weer jij")).unwrap();
    assert_eq!(third.open(&envelope), Ok(text_contents("weer jij")));
}

#[test]
fn only_the_shift_that_she_was_shown_can_answer() {
    // A third counsellor of the organisation, who has the secret.
    let mut all = agreed(4);
    let (answer, _) = all.answers(&shift(3), &all.secret.clone());
    assert_eq!(all.finishes(&answer), Err(HandOverRefused::Stranger));
    // The one who hands over has it anyway.
    let mut all = agreed(5);
    let (answer, _) = all.answers(&SHIFT, &all.secret.clone());
    assert_eq!(all.finishes(&answer), Err(HandOverRefused::Stranger));
    // All keys of the other, and not the secret.
    let mut all = agreed(6);
    let (answer, _) = all.answers(&OTHER, &HandOverSecret::from_bytes(&[0; 32]));
    let damaged = Err(HandOverRefused::Answer(HandshakeRefused::Damaged));
    assert_eq!(all.finishes(&answer), damaged);
    // An answer is looked at once, and she still has the keys of before.
    let (answer, _) = all.answers(&OTHER, &all.secret.clone());
    assert_eq!(all.finishes(&answer), Err(HandOverRefused::NotNow));
    all.withdraws().unwrap();
    all.talk.everything_arrives();
    all.visitor_says("toch nog");
    all.talk.everything_arrives();
    assert_eq!(all.talk.heard[1], ["toch nog"]);
}

#[test]
fn a_visitor_does_not_agree_to_a_chain_that_does_not_hold() {
    let mut all = HandOver::begin(7);
    all.asks().unwrap();
    all.talk.everything_arrives();
    let late = NOW + 10 * 86_400;
    let visitor = &mut all.talk.visitor;
    let none = Revocations::default();
    assert!(matches!(
        visitor.handed_to(late, &none),
        Err(HandOverError::Chain(_))
    ));
    let agreed = visitor.agree_hand_over(late, &none, &mut all.talk.rng);
    assert!(matches!(agreed, Err(HandOverError::Chain(_))));
    assert_eq!(visitor.sent(), 0);
    assert_eq!(
        visitor.handed_to(NOW, &none).unwrap().counsellor_key,
        OTHER.counsellor
    );
    all.refuses().unwrap();
    all.talk.everything_arrives();
    assert_eq!(all.stages().1, HandOverStage::Nothing);
}

#[test]
fn a_step_is_neither_sealed_by_hand_nor_by_the_wrong_end() {
    let mut all = HandOver::begin(8);
    let chain = Box::new(OTHER.chain);
    let secret = all.secret.clone();
    for body in [
        Body::HandOverAsked { secret, chain },
        Body::HandOverAgreed(Box::new([0; MESSAGE_ONE_LENGTH])),
        Body::HandOverRefused,
        Body::HandOverWithdrawn,
    ] {
        let by_hand = Contents {
            typing: false,
            acknowledged: 0,
            body,
        };
        for session in [&mut all.talk.visitor, &mut all.talk.counsellor] {
            assert_eq!(session.seal(&by_hand), Err(SealError::Step));
        }
    }
    let not_now = Err(HandOverError::NotNow);
    let visitor = &mut all.talk.visitor;
    assert_eq!(visitor.ask_hand_over(&all.secret, &OTHER.chain), not_now);
    assert_eq!(visitor.withdraw_hand_over(), not_now);
    assert_eq!(all.talk.counsellor.refuse_hand_over(), not_now);
    assert_eq!((all.talk.visitor.sent(), all.talk.counsellor.sent()), (0, 0));
}

#[test]
fn debug_shows_no_secret_of_a_hand_over() {
    let secret = HandOverSecret::from_bytes(&[0xab; 32]);
    assert_eq!(format!("{secret:?}"), "HandOverSecret(redacted)");
    let chain = Box::new(OTHER.chain);
    let asked = Body::HandOverAsked { secret, chain };
    assert_eq!(format!("{asked:?}"), "HandOverAsked(redacted)");
}

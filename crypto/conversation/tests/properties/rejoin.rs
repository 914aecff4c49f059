//! Fresh keys in the middle of a conversation (6.5): nothing is lost, and nobody comes in.

use luwte_conversation::RejoinError;
use rand_core::Rng;

use super::talk::Talk;
use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_go_on_talking_while_their_keys_are_replaced(seed: u64, steps in prop::collection::vec(0..6_u8, 1..60)) {
        let mut talk = Talk::begin(seed);
        let (mut said, mut rejoins) = ([vec![], vec![]], 0);
        for (n, step) in steps.iter().enumerate() {
            let text = format!("text {n}");
            match step {
                0 => {
                    talk.visitor_says(&text);
                    said[1].push(text);
                }
                1 => {
                    talk.counsellor_says(&text);
                    said[0].push(text);
                }
                2 => rejoins += usize::from(talk.rejoin()),
                3 | 4 => talk.counsellor_hears(),
                _ => talk.visitor_hears(),
            }
        }
        talk.everything_arrives();
        prop_assert_eq!(&talk.heard, &said);
        // The next one begins only after the last is done, and both ends then have the keys of the last.
        prop_assert!(talk.rejoin());
        talk.everything_arrives();
        prop_assert_eq!(talk.visitor.handshake_hash(), talk.counsellor.handshake_hash());
        prop_assert_eq!(talk.visitor.sent(), talk.counsellor.received());
        prop_assert!(talk.visitor.sent() >= 2 * rejoins as u64);
    }
}

/// A talk whose visitor has asked for fresh keys, and what she asked with.
fn asked() -> (Talk, Box<[u8; MESSAGE_ONE_LENGTH]>) {
    let mut talk = Talk::begin(7);
    assert!(talk.rejoin());
    let envelope = talk.to_counsellor.pop_front().unwrap();
    match talk.counsellor.open(&envelope).unwrap().body {
        Body::Rejoin(one) => (talk, one),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_rejoin_does_not_begin_while_one_is_under_way() {
    let mut talk = Talk::begin(7);
    assert!(talk.rejoin());
    assert!(!talk.rejoin());
    assert_eq!(talk.counsellor.begin_rejoin(&mut talk.rng), Ok(None));
}

#[test]
fn another_counsellor_of_the_organisation_cannot_answer_for_her() {
    let (mut talk, one) = asked();
    let other = shift(2);
    let agreement = AgreementSecret::from_bytes(&other.agreement);
    let reply = talk
        .counsellor
        .answer_rejoin(&one, &agreement, &other.chain, &mut talk.rng);
    let Body::RejoinAnswer(answer) = talk.visitor.open(&reply.unwrap()).unwrap().body else {
        panic!("no answer");
    };
    let finished = talk.visitor.finish_rejoin(&answer, NOW, &Revocations::default());
    assert_eq!(finished, Err(RejoinError::Stranger));
}

#[test]
fn the_keys_of_a_shift_are_not_enough_to_come_into_a_conversation() {
    // Somebody has all that Noor's console has, except the session: her exported secret is another one.
    let (mut talk, one) = asked();
    let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
    let mut thief = Talk::begin(8);
    assert!(thief.rejoin());
    let envelope = thief.to_counsellor.pop_front().unwrap();
    thief.counsellor.open(&envelope).unwrap();
    let stolen = thief
        .counsellor
        .answer_rejoin(&one, &agreement, &SHIFT.chain, &mut thief.rng)
        .unwrap();
    let Body::RejoinAnswer(stolen) = thief.visitor.open(&stolen).unwrap().body else {
        panic!("no answer");
    };
    let refused = talk.visitor.finish_rejoin(&stolen, NOW, &Revocations::default());
    assert!(matches!(refused, Err(RejoinError::Answer(_))), "{refused:?}");
}

#[test]
fn steps_that_are_not_due_are_damage_or_refused() {
    let mut talk = Talk::begin(7);
    let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
    let one = [0; MESSAGE_ONE_LENGTH];
    assert_eq!(
        talk.counsellor
            .answer_rejoin(&one, &agreement, &SHIFT.chain, &mut talk.rng),
        Err(RejoinError::NotNow)
    );
    let answer = [0; ANSWER_LENGTH];
    assert_eq!(
        talk.visitor.finish_rejoin(&answer, NOW, &Revocations::default()),
        Err(RejoinError::NotNow)
    );
    let by_hand = Contents {
        typing: false,
        acknowledged: 0,
        body: Body::RejoinDone,
    };
    assert_eq!(talk.visitor.seal(&by_hand), Err(SealError::Step));
    assert_eq!(talk.visitor.sent(), 0);
}

#[test]
fn a_changed_message_one_or_answer_ends_the_rejoin() {
    let (mut talk, one) = asked();
    let agreement = AgreementSecret::from_bytes(&SHIFT.agreement);
    for _ in 0..20 {
        let mut changed = one.clone();
        changed[talk.rng.next_u32() as usize % MESSAGE_ONE_LENGTH] ^= 1;
        let refused = talk
            .counsellor
            .answer_rejoin(&changed, &agreement, &SHIFT.chain, &mut talk.rng);
        assert!(matches!(refused, Err(RejoinError::MessageOne(_))), "{refused:?}");
    }
    // The right one is still answered: nothing has changed.
    talk.counsellor
        .answer_rejoin(&one, &agreement, &SHIFT.chain, &mut talk.rng)
        .unwrap();
}

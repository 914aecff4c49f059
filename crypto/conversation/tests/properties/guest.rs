//! What holds for every guest, whoever calls her.

use std::sync::LazyLock;

use luwte_certificates::OrganisationRoot;
use luwte_conversation::{
    AnswerError, Brake, BrakeReason, BrakeTerms, Caller, GuestError, GuestHandshake, GuestRefused,
    GuestSecret, HandOverError, HandOverSecret, HandshakeRefused, Invitation, RejoinError, SealError,
    answer_called, verify_guest,
};

use rand_core::Rng;

use super::*;

/// Whom the counsellor has invited.
static GUEST: LazyLock<Shift> = LazyLock::new(|| shift(2));
const CALLERS: [Caller; 2] = [Caller::Visitor, Caller::Counsellor];

fn invitation(secret: &GuestSecret) -> Invitation {
    Invitation {
        root: SHIFT.context.root,
        conversation: SHIFT.context.conversation,
        from: SHIFT.counsellor,
        secret: secret.clone(),
    }
}

fn agreement(shift: &Shift) -> AgreementSecret {
    AgreementSecret::from_bytes(&shift.agreement)
}

/// One of the two calls the guest.
fn call(caller: Caller, secret: &GuestSecret, seed: u64) -> (GuestHandshake, [u8; MESSAGE_ONE_LENGTH]) {
    let (visitor, counsellor) = shake_hands(seed);
    let to = verify_guest(&GUEST.chain, &SHIFT.context.root, NOW, &Revocations::default()).unwrap();
    let end = match caller {
        Caller::Visitor => visitor,
        Caller::Counsellor => counsellor,
    };
    end.call_guest(secret, to, &mut ChaCha20Rng::seed_from_u64(seed))
        .unwrap()
}

/// Whoever calls, and the guest.
fn meet(caller: Caller, seed: u64) -> (Session, Session) {
    let secret = GuestSecret::generate(&mut ChaCha20Rng::seed_from_u64(seed));
    let (handshake, one) = call(caller, &secret, seed);
    let rng = &mut ChaCha20Rng::seed_from_u64(seed ^ 1);
    let called = answer_called(&invitation(&secret), &agreement(&GUEST), &GUEST.chain, &one, rng);
    let called = called.unwrap().unwrap();
    assert_eq!(called.caller, caller);
    let (session, guest) = handshake
        .finish(&called.answer, NOW, &Revocations::default())
        .unwrap();
    assert_eq!(guest.counsellor_key, GUEST.counsellor);
    (session, called.session)
}

/// Message one of a rejoin that the guest has opened.
fn rejoins(caller: &mut Session, guest: &mut Session) -> Box<[u8; MESSAGE_ONE_LENGTH]> {
    let rng = &mut ChaCha20Rng::seed_from_u64(9);
    let asked = caller.begin_rejoin(rng).unwrap().unwrap();
    match guest.open(&asked).unwrap().body {
        Body::Rejoin(one) => one,
        body => panic!("{body:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_guest_hears_whoever_calls_her_and_nobody_else_hears_them(seed: u64) {
        let (mut hers, mut guest_of_hers) = meet(Caller::Visitor, seed);
        let (mut ours, mut guest_of_ours) = meet(Caller::Counsellor, !seed);
        let said = hers.seal(&text_contents("hallo")).unwrap();
        prop_assert_eq!(guest_of_ours.open(&said), Err(OpenError::Damaged));
        prop_assert_eq!(guest_of_hers.open(&said).unwrap(), text_contents("hallo"));
        let said = ours.seal(&text_contents("dag")).unwrap();
        prop_assert_eq!(guest_of_ours.open(&said).unwrap(), text_contents("dag"));
        for (caller, guest) in [(&mut hers, &mut guest_of_hers), (&mut ours, &mut guest_of_ours)] {
            let answered = guest.seal(&text_contents("hoi")).unwrap();
            prop_assert_eq!(caller.open(&answered).unwrap(), text_contents("hoi"));
        }
    }

    #[test]
    fn a_changed_bit_of_message_one_is_for_nobody_and_of_the_answer_is_refused(one_bit in 0..MESSAGE_ONE_LENGTH * 8, answer_bit in 0..ANSWER_LENGTH * 8, seed: u64) {
        for caller in CALLERS {
            let secret = GuestSecret::from_bytes(&[7; 32]);
            let (handshake, one) = call(caller, &secret, seed);
            let mut wrong = one;
            wrong[one_bit / 8] ^= 1 << (one_bit % 8);
            let rng = &mut ChaCha20Rng::seed_from_u64(seed);
            let mut answers = |one: &[u8]| answer_called(&invitation(&secret), &agreement(&GUEST), &GUEST.chain, one, rng);
            prop_assert!(answers(&wrong).unwrap().is_none());
            let mut answered = answers(&one).unwrap().unwrap().answer;
            answered[answer_bit / 8] ^= 1 << (answer_bit % 8);
            prop_assert!(handshake.finish(&answered, NOW, &Revocations::default()).is_err());
        }
    }

    #[test]
    fn keys_are_replaced_with_a_guest_as_often_as_one_likes(seed: u64, times in 1..4) {
        for caller in CALLERS {
            let (mut caller, mut guest) = meet(caller, seed);
            for _ in 0..times {
                let one = rejoins(&mut caller, &mut guest);
                let rng = &mut ChaCha20Rng::seed_from_u64(seed);
                let answered = guest.answer_rejoin(&one, &agreement(&GUEST), &GUEST.chain, rng).unwrap();
                let Body::RejoinAnswer(answered) = caller.open(&answered).unwrap().body else { panic!("no answer") };
                let done = caller.finish_rejoin(&answered, NOW, &Revocations::default()).unwrap();
                guest.open(&done).unwrap();
                prop_assert_eq!(caller.handshake_hash(), guest.handshake_hash());
                let said = caller.seal(&text_contents("nog hier")).unwrap();
                prop_assert_eq!(guest.open(&said).unwrap(), text_contents("nog hier"));
            }
        }
    }
}

#[test]
fn a_rejoin_with_a_guest_is_answered_by_her_and_not_by_the_counsellor() {
    let (mut caller, mut guest) = meet(Caller::Visitor, 1);
    let one = rejoins(&mut caller, &mut guest);
    let rng = &mut ChaCha20Rng::seed_from_u64(2);
    let answered = guest
        .answer_rejoin(&one, &agreement(&SHIFT), &SHIFT.chain, rng)
        .unwrap();
    let Body::RejoinAnswer(answered) = caller.open(&answered).unwrap().body else {
        panic!("no answer")
    };
    let refused = caller.finish_rejoin(&answered, NOW, &Revocations::default());
    assert_eq!(refused, Err(RejoinError::Stranger));
}

#[test]
fn nobody_answers_for_a_guest() {
    for caller in CALLERS {
        let secret = GuestSecret::from_bytes(&[7; 32]);
        let guessed = GuestSecret::from_bytes(&[8; 32]);
        for (given, shift, why) in [
            (&guessed, &*GUEST, GuestRefused::Answer(HandshakeRefused::Damaged)),
            (&secret, &*SHIFT, GuestRefused::Stranger),
        ] {
            let (handshake, one) = call(caller, &secret, 3);
            let rng = &mut ChaCha20Rng::seed_from_u64(4);
            let called = answer_called(&invitation(given), &agreement(shift), &shift.chain, &one, rng);
            let answered = called.unwrap().unwrap().answer;
            let refused = handshake.finish(&answered, NOW, &Revocations::default());
            assert_eq!(refused.err(), Some(why));
        }
    }
}

#[test]
fn a_message_one_for_another_invitation_draws_nothing() {
    let secret = GuestSecret::from_bytes(&[7; 32]);
    let (_, one) = call(Caller::Visitor, &secret, 5);
    let change: [fn(&mut Invitation); 3] = [
        |other| other.root = OrganisationRoot::from_bytes([1; 32]),
        |other| other.conversation[0] ^= 1,
        |other| other.from[0] ^= 1,
    ];
    let rng = &mut ChaCha20Rng::seed_from_u64(6);
    for change in change {
        let mut other = invitation(&secret);
        change(&mut other);
        let called = answer_called(&other, &agreement(&GUEST), &GUEST.chain, &one, rng);
        assert!(called.unwrap().is_none());
    }
    let untouched = &mut ChaCha20Rng::seed_from_u64(6);
    assert_eq!(rng.next_u64(), untouched.next_u64());
    let short = answer_called(
        &invitation(&secret),
        &agreement(&GUEST),
        &GUEST.chain,
        &one[1..],
        rng,
    );
    assert_eq!(short.err(), Some(AnswerError::WrongLength));
}

#[test]
fn each_end_says_of_a_guest_what_is_its_to_say_and_nothing_with_one() {
    let secret = GuestSecret::from_bytes(&[7; 32]);
    let id = secret.id();
    let not_here = Err(GuestError::NotHere);
    let (mut visitor, mut counsellor) = shake_hands(7);
    assert_eq!(visitor.ask_guest(&secret, &GUEST.chain), not_here);
    assert_eq!(counsellor.answer_guest(id, true), not_here);
    assert_eq!((visitor.sent(), counsellor.sent()), (0, 0));
    let asked = counsellor.ask_guest(&secret, &GUEST.chain).unwrap();
    let chain = Box::new(GUEST.chain);
    assert_eq!(
        visitor.open(&asked).unwrap().body,
        Body::GuestAsked {
            secret: secret.clone(),
            chain,
        }
    );
    for yes in [true, false] {
        let answered = visitor.answer_guest(id, yes).unwrap();
        assert_eq!(
            counsellor.open(&answered).unwrap().body,
            Body::GuestAnswered { id, yes }
        );
    }
    let over = counsellor.end_guest(id).unwrap();
    assert_eq!(visitor.open(&over).unwrap().body, Body::GuestOver(id));
    let over = visitor.end_guest(id).unwrap();
    assert_eq!(counsellor.open(&over).unwrap().body, Body::GuestOver(id));

    for caller in CALLERS {
        let (mut caller, mut guest) = meet(caller, 8);
        assert_eq!(guest.ask_guest(&secret, &GUEST.chain), not_here);
        assert_eq!(caller.answer_guest(id, true), not_here);
        assert_eq!(caller.end_guest(id), not_here);
        assert_eq!(guest.end_guest(id), not_here);
        for end in [&mut caller, &mut guest] {
            let pause = Contents {
                typing: false,
                acknowledged: 0,
                body: Body::Brake(Brake::Pause(BrakeTerms {
                    reason: BrakeReason::Moment,
                    seconds: 60,
                })),
            };
            assert_eq!(end.seal(&pause), Err(SealError::VisitorBrakes));
            let card = Contents {
                body: Body::Card(vec![4, 0].into()),
                ..pause
            };
            assert_eq!(end.seal(&card), Err(SealError::Step));
        }
        let secret = HandOverSecret::from_bytes(&[7; 32]);
        let asked = guest.ask_hand_over(&secret, &SHIFT.chain);
        assert_eq!(asked, Err(HandOverError::NotNow));
    }
}

#[test]
fn debug_shows_nothing_of_a_guest() {
    let secret = GuestSecret::from_bytes(&[0xab; 32]);
    let (handshake, _) = call(Caller::Visitor, &secret, 9);
    let over = Body::GuestOver(secret.id());
    let answered = Body::GuestAnswered {
        id: secret.id(),
        yes: true,
    };
    for shown in [
        format!("{secret:?}"),
        format!("{handshake:?}"),
        format!("{:?}", invitation(&secret)),
        format!("{over:?}"),
        format!("{answered:?}"),
    ] {
        assert!(shown.ends_with("(redacted)"), "{shown}");
    }
}

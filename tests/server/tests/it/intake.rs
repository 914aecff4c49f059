//! What a visitor says before a conversation, through the real server.

use luwte_test_client::{Counsellor, Helpline, Organisation, Page, Visitor, organisation};
use luwte_test_people::{Age, Chance, Danger, Form, OnDuty, Safety, Topics, Who};
use luwte_wire::{Chain, FromPage, FromServer, Intake, IntakeKey, ShiftId, ShiftKeys, TicketId};
use rand_chacha::rand_core::SeedableRng;

use crate::QUICK;

const WORDS: &str = "I would rather write than call.";
const CODE_WORD: &str = "lighthouse";

fn form() -> Form {
    Form {
        language: Some(*b"en"),
        who: Who::Me,
        age: Age::From15,
        topics: Topics::from_bits(0b10_1010).unwrap(),
        safe: Safety::NotSure,
        danger: Danger::Yes,
        code_word: CODE_WORD.to_owned().into(),
        message: WORDS.to_owned().into(),
    }
}

/// Hears frames until the console has read this form, and looks into each of them.
async fn reads(counsellor: &mut Counsellor, ticket: TicketId, form: &Form) {
    while counsellor.state.forms.get(&ticket) != Some(form) {
        let frame = counsellor.page.hear().await;
        says_nothing(&frame.encode());
        for answer in counsellor.state.hear(frame) {
            counsellor.page.say(answer).await;
        }
    }
}

fn says_nothing(bytes: &[u8]) {
    for secret in [WORDS, CODE_WORD, "rather write"] {
        let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!found, "{secret} stands in a frame");
    }
}

#[tokio::test]
async fn a_counsellor_reads_what_she_said_before_the_conversation_and_the_servers_frames_do_not_contain_it() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    visitor.fills_in(form()).await;
    let mut noor = Counsellor::report(&helpline, &organisation, "Noor").await;
    visitor.tells(1).await;
    reads(&mut noor, visitor.ticket(), &form()).await;

    // A colleague who begins later reads it too, and both of them again on a new line.
    let mut sam = Counsellor::report(&helpline, &organisation, "Sam").await;
    visitor.tells(2).await;
    reads(&mut sam, visitor.ticket(), &form()).await;
    noor.state.forms.clear();
    noor.come_back(&helpline).await;
    reads(&mut noor, visitor.ticket(), &form()).await;

    noor.take().await;
    assert_eq!(visitor.meet().await, "Noor");
    crate::talk::go_on(&mut visitor, &mut noor).await;
    let log = helpline.stop().await;
    says_nothing(log.as_bytes());
}

#[tokio::test]
async fn after_the_server_died_the_consoles_read_it_again() {
    let organisation = organisation();
    let mut helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    visitor.fills_in(form()).await;
    helpline.die_and_start().await;
    visitor.come_back(&helpline).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    visitor.tells(1).await;
    reads(&mut counsellor, visitor.ticket(), &form()).await;
}

fn keys(shift: &OnDuty, key: &[u8]) -> ShiftKeys {
    let key = IntakeKey::new(key.to_vec().into()).unwrap();
    ShiftKeys::join(&Chain(shift.chain), &key)
}

#[tokio::test]
async fn a_server_that_shows_shifts_of_its_own_hears_nothing_and_the_visitor_waits_on() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    visitor.fills_in(form()).await;
    let mut chance = Chance::from_seed([7; 32]);
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let stranger = Organisation::new(now, &mut chance).shift("Noor", 2, &mut chance);
    let noor = organisation.shift("Noor", 2, &mut chance);
    let forged = [
        keys(&stranger, &stranger.intake.encapsulation_key()),
        keys(&noor, &stranger.intake.encapsulation_key()),
        keys(&noor, &[0xff; IntakeKey::LENGTH]),
    ];
    for shift in forged {
        assert_eq!(visitor.state.hear(FromServer::Shift(shift), now), []);
    }
    let real = keys(&noor, &noor.intake.encapsulation_key());
    assert_eq!(visitor.state.hear(FromServer::Shift(real), now).len(), 1);
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    counsellor.take().await;
    assert_eq!(visitor.meet().await, "Noor");
}

#[tokio::test]
async fn a_console_whose_key_for_intakes_is_not_in_its_certificate_is_refused_for_duty() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let root = organisation.root();
    let mut counsellor = Counsellor::with_shift_of(&helpline, &organisation, root, "Noor").await;
    counsellor.hello().await;
    let challenge = counsellor.page.hear().await;
    for frame in counsellor.state.hear(challenge) {
        let FromPage::Duty(chain, proof, nth, _) = frame else {
            panic!("a challenge is answered with DUTY");
        };
        let other = IntakeKey::new(vec![1; IntakeKey::LENGTH].into()).unwrap();
        counsellor
            .page
            .say(FromPage::Duty(chain, proof, nth, other))
            .await;
    }
    assert_eq!(counsellor.page.closed().await.name, "duty-refused");
}

#[tokio::test]
async fn intakes_that_mean_nothing_do_no_harm() {
    let organisation = organisation();
    let helpline = Helpline::start(&organisation, QUICK).await;
    let mut counsellor = Counsellor::report(&helpline, &organisation, "Noor").await;
    let mut visitor = Visitor::arrive(&helpline, organisation.root()).await;
    let noise = || Intake::new(vec![0x5a; Intake::LENGTH].into()).unwrap();
    visitor
        .page
        .say(FromPage::Intake(ShiftId([1; 32]), noise()))
        .await;
    let shift = ShiftId(counsellor.state.signing_key());
    visitor.page.say(FromPage::Intake(shift, noise())).await;
    counsellor.take().await;
    assert_eq!(visitor.meet().await, "Noor");
    visitor.page.say(FromPage::Intake(shift, noise())).await;
    crate::talk::go_on(&mut visitor, &mut counsellor).await;

    let mut early = Page::open(&helpline).await;
    early.say(FromPage::Intake(shift, noise())).await;
    assert_eq!(early.closed().await.name, "hello-first");
    counsellor.page.say(FromPage::Intake(shift, noise())).await;
    assert_eq!(counsellor.page.closed().await.name, "not-now");
}

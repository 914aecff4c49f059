//! The codec, as the rules of docs/protocol.md section 2.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use bytes::Bytes;
use luwte_wire::*;
use proptest::prelude::*;

fn bytes<const N: usize>() -> impl Strategy<Value = [u8; N]> {
    any::<u64>().prop_map(|seed| std::array::from_fn(|i| (seed >> (8 * (i % 8))) as u8 ^ i as u8))
}

fn ticket() -> impl Strategy<Value = TicketId> {
    bytes().prop_map(TicketId)
}

fn envelope() -> impl Strategy<Value = Envelope> {
    bytes::<{ Envelope::LENGTH }>().prop_map(|b| Envelope::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn answer() -> impl Strategy<Value = Answer> {
    bytes::<{ Answer::LENGTH }>().prop_map(|b| Answer::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn message_one() -> impl Strategy<Value = MessageOne> {
    bytes::<{ MessageOne::LENGTH }>().prop_map(|b| MessageOne::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn intake_key() -> impl Strategy<Value = IntakeKey> {
    bytes::<{ IntakeKey::LENGTH }>().prop_map(|b| IntakeKey::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn intake() -> impl Strategy<Value = Intake> {
    bytes::<{ Intake::LENGTH }>().prop_map(|b| Intake::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn presence() -> impl Strategy<Value = Presence> {
    prop_oneof![Just(Presence::Here), Just(Presence::Away), Just(Presence::Exited)]
}

fn page_reason() -> impl Strategy<Value = EndReason> {
    prop_oneof![
        Just(EndReason::SaidGoodbye),
        Just(EndReason::Exit),
        Just(EndReason::Refused),
        Just(EndReason::Damaged),
        Just(EndReason::PassedBack)
    ]
}

fn claims() -> impl Strategy<Value = Claims> {
    (ticket(), any::<u64>(), any::<u64>(), bytes(), 0..4, any::<bool>()).prop_map(
        |(ticket, arrived, claimed, shift, kind, called)| {
            let shift = ShiftId(shift);
            match kind {
                0 => Claims::Ticket {
                    ticket,
                    arrived,
                    called,
                },
                1 => Claims::VisitorRight {
                    ticket,
                    arrived,
                    claimed,
                    shift,
                    called,
                },
                2 => Claims::CounsellorRight {
                    ticket,
                    arrived,
                    claimed,
                    shift,
                    called,
                },
                _ => Claims::Invitation {
                    invitation: ticket,
                    made: arrived,
                    until: claimed,
                },
            }
        },
    )
}

fn how() -> impl Strategy<Value = TakenHow> {
    prop_oneof![
        Just(TakenHow::Line),
        Just(TakenHow::HandedOver),
        Just(TakenHow::Called)
    ]
}

fn place() -> impl Strategy<Value = Place> {
    any::<(u32, u16, u16, u16)>().prop_map(|(ahead, on_duty, least_minutes, most_minutes)| Place {
        ahead,
        on_duty,
        least_minutes,
        most_minutes,
    })
}

fn record() -> impl Strategy<Value = FromServer> {
    (0..5_u8, prop::collection::vec(any::<u8>(), 0..=RECORD_PIECE)).prop_map(|(index, text)| {
        FromServer::Record {
            index,
            count: 5,
            text: text.into(),
        }
    })
}

fn letter() -> impl Strategy<Value = SealedLetter> {
    bytes::<{ SealedLetter::LENGTH }>().prop_map(|b| SealedLetter::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn certificates() -> impl Strategy<Value = Certificates> {
    bytes::<{ Certificates::LENGTH }>().prop_map(|b| Certificates::new(Bytes::copy_from_slice(&b)).unwrap())
}

fn invited() -> impl Strategy<Value = Invited> {
    bytes::<{ Invited::LENGTH }>().prop_map(|mut b| {
        b[0] |= 1;
        Invited::new(Bytes::copy_from_slice(&b)).unwrap()
    })
}

fn status() -> impl Strategy<Value = Status> {
    let doing = prop_oneof![
        Just(Doing::Ready),
        (1..=BREAK_REASONS).prop_map(Doing::Break),
        Just(Doing::WrapUp),
        Just(Doing::Standby)
    ];
    (doing, 1..=8_u8).prop_map(|(doing, limit)| Status { doing, limit })
}

fn opening() -> impl Strategy<Value = Opening> {
    prop_oneof![
        Just(Opening::Open),
        (1..=u64::MAX).prop_map(Opening::Closes),
        Just(Opening::Closed)
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let answers = prop::collection::vec(any::<(u8, u8)>(), 0..=OUTCOME_ANSWERS);
    (bytes(), any::<u8>(), answers).prop_map(|(id, disposition, answers)| Outcome {
        id,
        disposition,
        answers,
    })
}

fn colleague() -> impl Strategy<Value = Colleague> {
    let role = (1..=4_u8).prop_map(|code| Role::of(code).unwrap());
    (bytes(), role, status(), any::<u8>()).prop_map(|(shift, role, status, holds)| Colleague {
        shift: ShiftId(shift),
        role,
        status,
        holds,
    })
}

/// What is said beside conversations.
fn from_console() -> impl Strategy<Value = FromPage> {
    prop_oneof![
        ticket().prop_map(FromPage::Take),
        ticket().prop_map(FromPage::Accept),
        status().prop_map(FromPage::Status),
        (bytes(), letter()).prop_map(|(s, l)| FromPage::Letter(ShiftId(s), l)),
        (ticket(), bytes(), message_one()).prop_map(|(t, s, m)| FromPage::HandOver(t, ShiftId(s), m)),
        opening().prop_map(FromPage::Desk),
        Just(FromPage::CallIn),
        outcome().prop_map(FromPage::Outcome),
        Just(FromPage::Invite),
        (ticket(), certificates()).prop_map(|(t, c)| FromPage::Certify(t, c)),
        bytes().prop_map(FromPage::Revoke),
        (bytes(), invited()).prop_map(|(t, i)| FromPage::Enrol(Token(t), i)),
    ]
}

/// What is heard beside conversations.
fn to_console() -> impl Strategy<Value = FromServer> {
    prop_oneof![
        prop::collection::vec(colleague(), 0..=COLLEAGUE_ENTRIES).prop_map(FromServer::Colleagues),
        (bytes(), intake_key()).prop_map(|(c, key)| FromServer::Colleague(ShiftKeys::join(&Chain(c), &key))),
        letter().prop_map(FromServer::LetterFor),
        bytes().prop_map(|b| FromServer::NotThere(ShiftId(b))),
        opening().prop_map(FromServer::DeskIs),
        opening().prop_map(FromServer::Closing),
        (0..=MOST_EFFORT_BITS).prop_map(FromServer::EffortWanted),
        Just(FromServer::CalledIn),
        bytes().prop_map(FromServer::Counted),
        bytes().prop_map(|b| FromServer::Invitation(Token(b))),
        (ticket(), prop::option::of(invited())).prop_map(|(t, i)| FromServer::Enrolment(t, i)),
        any::<u16>().prop_map(FromServer::Enrolling),
        certificates().prop_map(FromServer::Certified),
    ]
}

fn from_page() -> impl Strategy<Value = FromPage> {
    prop_oneof![
        Just(FromPage::Arrive),
        (bytes(), any::<u32>()).prop_map(|(b, nth)| FromPage::Return(Token(b), nth)),
        message_one().prop_map(FromPage::Wait),
        bytes().prop_map(|b| FromPage::Join(Token(b))),
        (bytes(), message_one()).prop_map(|(s, m)| FromPage::Call(ShiftId(s), m)),
        Just(FromPage::Heartbeat),
        (ticket(), envelope()).prop_map(|(t, e)| FromPage::Envelope(t, e)),
        (ticket(), page_reason()).prop_map(|(t, r)| FromPage::Leave(t, r)),
        Just(FromPage::Ask),
        bytes().prop_map(|b| FromPage::Effort(EffortNonce(b))),
        Just(FromPage::Report),
        (bytes(), bytes(), any::<u32>(), intake_key()).prop_map(|(c, p, nth, key)| FromPage::Duty(
            Box::new(Chain(c)),
            DutyProof(p),
            nth,
            key
        )),
        (bytes(), intake()).prop_map(|(s, i)| FromPage::Intake(ShiftId(s), i)),
        Just(FromPage::TakeNext),
        (ticket(), answer()).prop_map(|(t, a)| FromPage::Answer(t, a)),
        Just(FromPage::OffDuty),
        bytes().prop_map(|b| FromPage::Resume(Token(b))),
        from_console(),
    ]
}

fn entry() -> impl Strategy<Value = QueueEntry> {
    (ticket(), any::<u32>(), presence()).prop_map(|(ticket, waited_seconds, presence)| QueueEntry {
        ticket,
        waited_seconds,
        presence,
    })
}

fn from_server() -> impl Strategy<Value = FromServer> {
    prop_oneof![
        Just(FromServer::Heartbeat),
        (ticket(), envelope()).prop_map(|(t, e)| FromServer::Envelope(t, e)),
        bytes().prop_map(|b| FromServer::Ticket(Token(b))),
        place().prop_map(FromServer::Place),
        record(),
        (ticket(), answer(), bytes()).prop_map(|(t, a, b)| FromServer::Answered(t, a, Token(b))),
        (ticket(), presence()).prop_map(|(t, p)| FromServer::Presence(t, p)),
        (
            ticket(),
            prop_oneof![
                page_reason(),
                Just(EndReason::Gone),
                Just(EndReason::OffDuty),
                Just(EndReason::Unknown),
                Just(EndReason::AwayTooLong),
                Just(EndReason::Closed),
                Just(EndReason::HandedOver)
            ],
            prop::option::of(claims())
        )
            .prop_map(|(conversation, reason, next)| FromServer::Ended {
                conversation,
                reason,
                next: next.map(Token::unsigned),
            }),
        ticket().prop_map(FromServer::Full),
        (bytes(), intake_key()).prop_map(|(c, key)| FromServer::Shift(ShiftKeys::join(&Chain(c), &key))),
        (ticket(), intake()).prop_map(|(t, i)| FromServer::IntakeFor(t, i)),
        bytes().prop_map(|b| FromServer::Challenge(Nonce(b))),
        Just(FromServer::OnDuty),
        (
            any::<u32>(),
            any::<u16>(),
            prop::collection::vec(entry(), 0..=QUEUE_ENTRIES)
        )
            .prop_map(|(waiting, on_duty, entries)| FromServer::Queue {
                waiting,
                on_duty,
                entries
            }),
        (ticket(), any::<u32>(), message_one(), bytes(), how()).prop_map(
            |(conversation, waited_seconds, message_one, right, how)| FromServer::Taken {
                conversation,
                waited_seconds,
                message_one,
                right: Token(right),
                how,
            }
        ),
        prop_oneof![
            Just(NotTaken::NobodyWaits),
            Just(NotTaken::AtCapacity),
            Just(NotTaken::TakenAlready),
            Just(NotTaken::NotYourRole)
        ]
        .prop_map(FromServer::NotTaken),
        to_console(),
    ]
}

proptest! {
    #[test]
    fn every_frame_is_2048_bytes_and_reads_back_as_itself(page in from_page(), server in from_server()) {
        prop_assert_eq!(page.encode().len(), FRAME_LENGTH);
        prop_assert_eq!(FromPage::decode(&page.encode()).unwrap(), page);
        prop_assert_eq!(server.encode().len(), FRAME_LENGTH);
        prop_assert_eq!(FromServer::decode(&server.encode()).unwrap(), server);
    }

    #[test]
    fn a_frame_read_and_written_again_has_the_same_bytes(kind: u8, at in 2..FRAME_LENGTH, value: u8) {
        let mut raw = vec![0; FRAME_LENGTH];
        raw[0] = VERSION;
        raw[1] = kind;
        raw[at] = value;
        let raw = Bytes::from(raw);
        if let Ok(frame) = FromPage::decode(&raw) {
            prop_assert_eq!(frame.encode(), raw.clone());
        }
        if let Ok(frame) = FromServer::decode(&raw) {
            prop_assert_eq!(frame.encode(), raw);
        }
    }

    #[test]
    fn a_token_says_what_was_put_into_it(claims in claims(), mac in bytes::<32>()) {
        let mut token = Token::unsigned(claims);
        token.sign(mac);
        prop_assert_eq!(token.claims(), Some(claims));
        prop_assert_eq!(token.parts().1, mac);
        token.0[0] = 8;
        prop_assert_eq!(token.claims(), None);
    }

    #[test]
    fn no_message_of_any_length_makes_the_reader_fall(raw in prop::collection::vec(any::<u8>(), 0..4096)) {
        let raw = Bytes::from(raw);
        let expected = if raw.len() == FRAME_LENGTH { None } else { Some(DecodeError::FrameSize) };
        if let Some(error) = expected {
            prop_assert_eq!(FromPage::decode(&raw), Err(error));
            prop_assert_eq!(FromServer::decode(&raw), Err(error));
        } else {
            let _ = FromPage::decode(&raw);
            let _ = FromServer::decode(&raw);
        }
    }
}

fn frame(kind: u8, body: &[u8]) -> Bytes {
    let mut raw = vec![VERSION, kind];
    raw.extend_from_slice(body);
    raw.resize(FRAME_LENGTH, 0);
    Bytes::from(raw)
}

#[test]
fn a_frame_that_is_wrong_gets_the_name_of_what_is_wrong() {
    let cases = [
        (Bytes::from_static(b"hello"), DecodeError::FrameSize),
        (Bytes::from(vec![2; FRAME_LENGTH]), DecodeError::WrongVersion),
        (frame(0x7f, &[]), DecodeError::UnknownFrame),
        (frame(0x42, &[]), DecodeError::UnknownFrame),
        (frame(0x01, &[1]), DecodeError::BadFrame),
        (frame(0x0a, &[0; 17]), DecodeError::BadFrame),
        (frame(0x0a, &[5; 17]), DecodeError::BadFrame),
    ];
    for (raw, expected) in cases {
        assert_eq!(FromPage::decode(&raw), Err(expected));
    }
}

#[test]
fn the_bytes_are_those_of_the_protocol_text() {
    let id = TicketId([7; 16]);
    let place = FromServer::Place(Place {
        ahead: 3,
        on_duty: 2,
        least_minutes: 10,
        most_minutes: 20,
    })
    .encode();
    assert_eq!(hex::encode(&place[..14]), "0142000000030002000a00140000");
    let leave = FromPage::Leave(id, EndReason::Exit).encode();
    assert_eq!(
        hex::encode(&leave[..20]),
        "010a0707070707070707070707070707070702 00".replace(' ', "")
    );
    let call = FromPage::Call(ShiftId([8; 32]), MessageOne::new(vec![9; 1232].into()).unwrap()).encode();
    assert_eq!(
        (&call[..3], &call[33..35], call[1265]),
        (&[1, 7, 8][..], &[8, 9][..], 9)
    );
    assert_eq!(FromPage::Join(Token([6; 97])).encode()[..3], [1, 6, 6]);
    let taken = |how| FromServer::Taken {
        conversation: id,
        waited_seconds: 0,
        message_one: MessageOne::new(vec![9; 1232].into()).unwrap(),
        right: Token([6; 97]),
        how,
    };
    for (how, code) in [
        (TakenHow::Line, 0),
        (TakenHow::HandedOver, 1),
        (TakenHow::Called, 2),
    ] {
        assert_eq!(taken(how).encode()[1351..1353], [code, 0]);
    }
    let effort = FromPage::Effort(EffortNonce([1, 2, 3, 4, 5, 6, 7, 8])).encode();
    assert_eq!(hex::encode(&effort[..11]), "010c010203040506070800");
    let wanted = FromServer::EffortWanted(14).encode();
    assert_eq!(hex::encode(&wanted[..4]), "014a0e00");
    assert_eq!(
        FromServer::decode(&frame(0x4a, &[15])),
        Err(DecodeError::BadFrame)
    );
    let reasons: Vec<_> = CloseReason::ALL.iter().map(|r| (r.code(), r.name())).collect();
    assert_eq!(reasons[1], (4001, "frame-size"));
    assert_eq!(reasons[10], (4010, "wrong-conversation"));
    assert_eq!(reasons[18], (4018, "restarting"));
    assert_eq!(reasons[21], (4021, "desk-closed"));
    assert_eq!(reasons[19], (4019, "revoked"));
}

#[test]
fn a_token_says_in_its_first_byte_what_it_is() {
    let (ticket, shift) = (TicketId([1; 16]), ShiftId([2; 32]));
    let (arrived, claimed) = (3, 4);
    for (called, kinds) in [(false, [1, 2, 3]), (true, [5, 6, 7])] {
        let claims = [
            Claims::Ticket {
                ticket,
                arrived,
                called,
            },
            Claims::VisitorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            },
            Claims::CounsellorRight {
                ticket,
                arrived,
                claimed,
                shift,
                called,
            },
        ];
        assert_eq!(claims.map(|claims| Token::unsigned(claims).0[0]), kinds);
    }
}

#[test]
fn a_called_ticket_is_known_by_its_conversation_and_no_other() {
    let (hers, others) = (TicketId([1; 16]), TicketId([2; 16]));
    let called = TicketId::called_into(hers, [9; 8]);
    assert_eq!(hex::encode(called.0), "01010101010101010909090909090909");
    assert!(hers.family().contains(&called) && hers.family().contains(&hers));
    assert_eq!(called.family(), hers.family());
    assert!(!others.family().contains(&called));
}

#[test]
fn nothing_a_visitor_sent_shows_in_debug_output() {
    let secret = FromPage::Wait(MessageOne::new(Bytes::from(vec![0x5a; MessageOne::LENGTH])).unwrap());
    assert_eq!(format!("{secret:?}"), "Wait(MessageOne(..))");
    let said = FromPage::Intake(
        ShiftId([1; 32]),
        Intake::new(Bytes::from(vec![0x5a; Intake::LENGTH])).unwrap(),
    );
    assert_eq!(format!("{said:?}"), "Intake(ShiftId(..), Intake(..))");
    assert_eq!(format!("{:?}", FromPage::Arrive), "Arrive");
    assert_eq!(format!("{:?}", TicketId([1; 16])), "TicketId(..)");
}

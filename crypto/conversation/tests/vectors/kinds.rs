//! Names for refusals, the same in every implementation.

use luwte_certificates::identity_file::OpenError as IdentityError;
use luwte_certificates::{ChainError, LetterboxError, ShiftRole};
use luwte_conversation::{
    AnswerError, ContentsError, FormError, GuestRefused, HandOverRefused, HandshakeRefused, IntakeError,
    JoinError, LetterError, LetterFault, LetterRefused, MailError, MailFault, MailRefused, OpenError,
    ShiftRefused,
};

pub(crate) fn of_chain(why: ChainError) -> String {
    match why.link() {
        Some(link) => format!("{}:{link}", why.kind()),
        None => why.kind().into(),
    }
}

pub(crate) fn of_role(role: ShiftRole) -> &'static str {
    match role {
        ShiftRole::Coordinator => "coordinator",
        ShiftRole::Counsellor => "counsellor",
        ShiftRole::Buddy => "buddy",
        ShiftRole::Interpreter => "interpreter",
    }
}

pub(crate) fn of_refusal(why: HandshakeRefused) -> String {
    match why {
        HandshakeRefused::WrongLength => "WrongLength".into(),
        HandshakeRefused::LowOrder => "LowOrder".into(),
        HandshakeRefused::Damaged => "Damaged".into(),
        HandshakeRefused::Chain(why) => of_chain(why),
        HandshakeRefused::OtherKey => "OtherKey".into(),
    }
}

pub(crate) fn of_hand_over(why: HandOverRefused) -> String {
    match why {
        HandOverRefused::NotNow => "NotNow".into(),
        HandOverRefused::Answer(why) => of_refusal(why),
        HandOverRefused::Stranger => "Stranger".into(),
    }
}

pub(crate) fn of_guest(why: GuestRefused) -> String {
    match why {
        GuestRefused::Answer(why) => of_refusal(why),
        GuestRefused::Stranger => "Stranger".into(),
    }
}

pub(crate) fn of_answer(why: AnswerError) -> String {
    match why {
        AnswerError::WrongLength => "WrongLength",
        AnswerError::Damaged => "Damaged",
        AnswerError::EncapsulationKey => "EncapsulationKey",
        AnswerError::LowOrder => "LowOrder",
    }
    .into()
}

pub(crate) fn of_shift(why: ShiftRefused) -> String {
    match why {
        ShiftRefused::Chain(why) => of_chain(why),
        ShiftRefused::OtherKey => "OtherKey".into(),
        ShiftRefused::EncapsulationKey => "EncapsulationKey".into(),
        ShiftRefused::LowOrder => "LowOrder".into(),
    }
}

pub(crate) fn of_intake(why: IntakeError) -> String {
    match why {
        IntakeError::WrongLength => "WrongLength".into(),
        IntakeError::LowOrder => "LowOrder".into(),
        IntakeError::Damaged => "Damaged".into(),
        IntakeError::Form(why) => of_form(why),
    }
}

pub(crate) fn of_letter_refusal(why: LetterRefused) -> String {
    match why {
        LetterRefused::Shift(why) => of_shift(why),
        LetterRefused::Letter(why) => of_letter_fault(why),
    }
}

pub(crate) fn of_letter(why: LetterError) -> String {
    match why {
        LetterError::WrongLength => "WrongLength".into(),
        LetterError::LowOrder => "LowOrder".into(),
        LetterError::Damaged => "Damaged".into(),
        LetterError::Signature => "Signature".into(),
        LetterError::Letter(why) => of_letter_fault(why),
    }
}

fn of_letter_fault(why: LetterFault) -> String {
    match why {
        LetterFault::Version => "Version",
        LetterFault::Kind => "Kind",
        LetterFault::SentAt => "SentAt",
        LetterFault::Conversation => "Conversation",
        LetterFault::Length => "Length",
        LetterFault::Padding => "Padding",
        LetterFault::NotUtf8 => "NotUtf8",
    }
    .into()
}

pub(crate) fn of_letterbox(why: LetterboxError) -> String {
    match why {
        LetterboxError::WrongLength => "WrongLength".into(),
        LetterboxError::Identity(why) => of_chain(why),
        LetterboxError::Malformed(_) => "Malformed:letterbox".into(),
        LetterboxError::WrongSignature => "WrongSignature:letterbox".into(),
        LetterboxError::NotYetValid => "NotYetValid:letterbox".into(),
        LetterboxError::Expired => "Expired:letterbox".into(),
    }
}

pub(crate) fn of_mail_refusal(why: MailRefused) -> String {
    match why {
        MailRefused::Letterbox(why) => of_letterbox(why),
        MailRefused::Mail(why) => of_mail_fault(why),
        MailRefused::EncapsulationKey => "EncapsulationKey".into(),
        MailRefused::LowOrder => "LowOrder".into(),
    }
}

pub(crate) fn of_mail(why: MailError) -> String {
    match why {
        MailError::WrongLength => "WrongLength".into(),
        MailError::LowOrder => "LowOrder".into(),
        MailError::Damaged => "Damaged".into(),
        MailError::Mail(why) => of_mail_fault(why),
    }
}

fn of_mail_fault(why: MailFault) -> String {
    match why {
        MailFault::Version => "Version",
        MailFault::Length => "Length",
        MailFault::Padding => "Padding",
        MailFault::NotUtf8 => "NotUtf8",
    }
    .into()
}

pub(crate) fn of_form(why: FormError) -> String {
    match why {
        FormError::Version => "Version",
        FormError::Range => "Range",
        FormError::Length => "Length",
        FormError::Padding => "Padding",
        FormError::NotUtf8 => "NotUtf8",
    }
    .into()
}

pub(crate) fn of_open(why: OpenError) -> String {
    match why {
        OpenError::WrongLength => "WrongLength",
        OpenError::Replayed => "Replayed",
        OpenError::Early => "Early",
        OpenError::Damaged => "Damaged",
    }
    .into()
}

pub(crate) fn of_identity(why: IdentityError) -> String {
    match why {
        IdentityError::WrongPassphrase => "WrongPassphrase",
        IdentityError::OtherKey => "OtherKey",
        _ => "Malformed",
    }
    .into()
}

pub(crate) fn of_join(why: JoinError) -> String {
    match why {
        JoinError::OutOfOrder => "OutOfOrder",
        JoinError::NotUtf8 => "NotUtf8",
    }
    .into()
}

pub(crate) fn of_contents(why: ContentsError) -> String {
    match why {
        ContentsError::Kind => "Kind",
        ContentsError::Flags => "Flags",
        ContentsError::Part => "Part",
        ContentsError::Length => "Length",
        ContentsError::Padding => "Padding",
        ContentsError::Answer => "Answer",
        ContentsError::Brake => "Brake",
    }
    .into()
}

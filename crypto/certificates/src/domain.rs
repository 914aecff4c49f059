//! Domains of signatures: what a signature is *for*, as a type and as a tag in the signed bytes
//! (protocol 4.1).

/// The reason somebody signs. Sealed: the domains of protocol version 1 are those in this module.
pub trait DomainTag: sealed::Sealed {
    /// ASCII text, written as one length byte and the text before the signed bytes.
    const TAG: &'static str;
}

mod sealed {
    /// Keeps [`super::DomainTag`] closed.
    pub trait Sealed {}
}

macro_rules! domains {
    ($($(#[$doc:meta])* $name:ident = $tag:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl DomainTag for $name {
            const TAG: &'static str = $tag;
        }
    )*};
}

domains! {
    /// The root certifies a coordinator.
    CoordinatorDomain = "luwte/1 coordinator certificate";
    /// A coordinator certifies a counsellor.
    CounsellorDomain = "luwte/1 counsellor certificate";
    /// A coordinator certifies a buddy.
    BuddyDomain = "luwte/1 buddy certificate";
    /// A coordinator certifies an interpreter.
    InterpreterDomain = "luwte/1 interpreter certificate";
    /// Somebody asks to be certified.
    RequestDomain = "luwte/1 certificate request";
    /// A counsellor starts a shift.
    ShiftDomain = "luwte/1 shift certificate";
    /// Somebody takes a certificate back.
    RevocationDomain = "luwte/1 revocation";
    /// A console goes on duty.
    DutyDomain = "luwte/1 duty proof";
    /// A console writes to another.
    LetterDomain = "luwte/1 letter";
    /// Somebody says to which keys mail for her is sealed.
    LetterboxDomain = "luwte/1 letterbox";
}

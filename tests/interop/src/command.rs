use serde::Deserialize;

/// What the oracle can be told.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Command {
    /// Makes a root, a chain that holds at `now` unless `fault` says otherwise, and the keys of its shift.
    Organisation {
        seed: u64,
        now: u64,
        fault: Option<Fault>,
    },
    /// A visitor begins.
    Begin {
        id: String,
        seed: u64,
        root: String,
        conversation: String,
    },
    /// The visitor checks the answer.
    Finish { id: String, answer: String, now: u64 },
    /// A counsellor answers.
    Answer {
        id: String,
        seed: u64,
        root: String,
        conversation: String,
        agreement_secret: String,
        chain: String,
        message_one: String,
    },
    /// The end `id` seals.
    Seal {
        id: String,
        kind: u8,
        typing: bool,
        acknowledged: u64,
        part: u16,
        more: bool,
        body: String,
    },
    /// The visitor's end `id` asks for fresh keys.
    BeginRejoin { id: String, seed: u64 },
    /// The counsellor's end `id` answers a rejoin it has opened.
    AnswerRejoin {
        id: String,
        seed: u64,
        agreement_secret: String,
        chain: String,
        message_one: String,
    },
    /// The visitor's end `id` checks the answer to its rejoin.
    FinishRejoin { id: String, answer: String, now: u64 },
    /// The counsellor's end `id` asks for a hand-over.
    AskHandOver {
        id: String,
        secret: String,
        chain: String,
    },
    /// The counsellor's end `id` takes it back.
    WithdrawHandOver { id: String },
    /// The visitor's end `id` agrees to a hand-over it has opened.
    AgreeHandOver { id: String, seed: u64, now: u64 },
    /// The visitor's end `id` refuses it.
    RefuseHandOver { id: String },
    /// The other counsellor answers; `from` is the key of the counsellor who hands over. Her end is `id`.
    AnswerHandOver {
        id: String,
        seed: u64,
        root: String,
        conversation: String,
        from: String,
        secret: String,
        agreement_secret: String,
        chain: String,
        message_one: String,
    },
    /// The visitor's end `id` checks that answer.
    FinishHandOver { id: String, answer: String, now: u64 },
    /// The counsellor's end `id` asks about a guest.
    AskGuest {
        id: String,
        secret: String,
        chain: String,
    },
    /// The visitor's end `id` answers that; `guest` is what she is called by.
    AnswerGuest { id: String, guest: String, yes: bool },
    /// The end `id` says that this guest is not in.
    EndGuest { id: String, guest: String },
    /// The end `id` calls the guest with this chain. Its handshake with her is `called`.
    CallGuest {
        id: String,
        called: String,
        seed: u64,
        root: String,
        secret: String,
        chain: String,
        now: u64,
    },
    /// The handshake `id` with a guest, who has answered. Afterwards it is a session.
    FinishCall { id: String, answer: String, now: u64 },
    /// The guest answers; `from` is the key of the counsellor who has the conversation. Her end is `id`.
    AnswerCalled {
        id: String,
        seed: u64,
        root: String,
        conversation: String,
        from: String,
        secret: String,
        agreement_secret: String,
        chain: String,
        message_one: String,
    },
    /// A shift signs a letter, its first 704 bytes, and seals it to another.
    SealLetter {
        seed: u64,
        root: String,
        letter: String,
        signing_secret: String,
        chain: String,
        intake_key: String,
        now: u64,
    },
    /// The other opens it.
    OpenLetter {
        root: String,
        signing_key: String,
        agreement_secret: String,
        intake_seed: String,
        slot: String,
        sealed: String,
    },
    /// A visitor seals a form, 768 bytes, to a shift.
    SealIntake {
        seed: u64,
        root: String,
        ticket: String,
        form: String,
        chain: String,
        intake_key: String,
        now: u64,
    },
    /// A console opens it.
    OpenIntake {
        root: String,
        ticket: String,
        signing_key: String,
        agreement_secret: String,
        intake_seed: String,
        slot: String,
        sealed_form: String,
    },
    /// The end `id` opens.
    Open { id: String, envelope: String },
}

/// What is wrong with a chain.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fault {
    /// The shift ended a month ago.
    Expired,
    /// Another organisation's chain.
    WrongRoot,
    /// A coordinator's certificate in the counsellor's place.
    WrongRole,
    /// The agreement secret is not the shift's.
    ShiftKey,
}

use std::collections::BTreeMap;

use luwte_certificates::{ChainError, OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, BackSecret, Body, Brake, Contents, Context, ENVELOPE_LENGTH, GuestHandshake,
    HandOverError, HandOverRefused, HandOverSecret, HandshakeRefused, Session, VisitorHandshake, answer,
    answer_hand_over,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::command::Command;
use crate::{guest, organisation, sealed};

/// Handshakes and sessions by the names that the other side gave them.
#[derive(Default)]
pub(crate) struct Oracle {
    handshakes: BTreeMap<String, VisitorHandshake>,
    pub(crate) calls: BTreeMap<String, GuestHandshake>,
    pub(crate) sessions: BTreeMap<String, Session>,
}

impl Oracle {
    /// Does what a line asks for. The error is the kind of the refusal, as in the vectors.
    pub(crate) fn obey(&mut self, command: Command) -> Result<Value, String> {
        match command {
            Command::Organisation { seed, now, fault } => organisation::make(seed, now, fault),
            Command::Begin {
                id,
                seed,
                root,
                conversation,
            } => {
                let mut rng = ChaCha20Rng::seed_from_u64(seed);
                let (handshake, message_one) =
                    VisitorHandshake::begin(context(&root, &conversation)?, &mut rng);
                self.handshakes.insert(id, handshake);
                Ok(json!({ "message_one": hex::encode(message_one) }))
            }
            Command::Finish { id, answer, now } => {
                let handshake = self.handshakes.remove(&id).ok_or("UnknownId")?;
                let (session, chain) = handshake
                    .finish(&bytes(&answer)?, now, &Revocations::default())
                    .map_err(refusal)?;
                self.sessions.insert(id, session);
                Ok(json!({ "name": chain.counsellor_name }))
            }
            Command::Answer {
                id,
                seed,
                root,
                conversation,
                agreement_secret,
                chain,
                message_one,
            } => {
                let mut rng = ChaCha20Rng::seed_from_u64(seed);
                let secret = AgreementSecret::from_bytes(&array(&agreement_secret)?);
                let context = context(&root, &conversation)?;
                let (answer, session) = answer(
                    &context,
                    &secret,
                    &array(&chain)?,
                    &bytes(&message_one)?,
                    &mut rng,
                )
                .map_err(|why| format!("{why:?}"))?;
                self.sessions.insert(id, session);
                Ok(json!({ "answer": hex::encode(answer) }))
            }
            Command::Seal {
                id,
                kind,
                typing,
                acknowledged,
                part,
                more,
                body,
            } => {
                let bytes = bytes(&body)?;
                let body = match kind {
                    0 => Body::Nothing,
                    1 => Body::Text {
                        part,
                        more,
                        bytes: bytes.into(),
                    },
                    12 => Body::Brake(Brake::decode(&bytes).map_err(|why| format!("{why:?}"))?),
                    13 => Body::Card(bytes.into()),
                    14 => Body::FolderOffered,
                    15 => {
                        let both: [u8; 80] = array(&body)?;
                        let (secret, check) = both.split_at(32);
                        Body::FolderKept {
                            secret: BackSecret::from_bytes(secret.try_into().map_err(|_| "BadHex")?),
                            check: Box::new(check.try_into().map_err(|_| "BadHex")?),
                        }
                    }
                    16 => Body::CameBack(Box::new(array(&body)?)),
                    _ => return Err("Kind".into()),
                };
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let envelope = session
                    .seal(&Contents {
                        typing,
                        acknowledged,
                        body,
                    })
                    .map_err(|why| format!("{why:?}"))?;
                Ok(json!({ "envelope": hex::encode(envelope) }))
            }
            Command::BeginRejoin { id, seed } => {
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let begun = session.begin_rejoin(&mut ChaCha20Rng::seed_from_u64(seed));
                let envelope = begun.map_err(|why| format!("{why:?}"))?.ok_or("NotNow")?;
                Ok(json!({ "envelope": hex::encode(envelope) }))
            }
            Command::AnswerRejoin {
                id,
                seed,
                agreement_secret,
                chain,
                message_one,
            } => {
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let envelope = session
                    .answer_rejoin(
                        &array(&message_one)?,
                        &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                        &array(&chain)?,
                        &mut ChaCha20Rng::seed_from_u64(seed),
                    )
                    .map_err(|why| format!("{why:?}"))?;
                Ok(json!({ "envelope": hex::encode(envelope) }))
            }
            Command::FinishRejoin { id, answer, now } => {
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let envelope = session
                    .finish_rejoin(&array(&answer)?, now, &Revocations::default())
                    .map_err(|why| format!("{why:?}"))?;
                Ok(json!({ "envelope": hex::encode(envelope) }))
            }
            Command::AskHandOver { id, secret, chain } => {
                let secret = HandOverSecret::from_bytes(&array(&secret)?);
                let chain = array(&chain)?;
                self.hands_over(&id, |session| session.ask_hand_over(&secret, &chain))
            }
            Command::WithdrawHandOver { id } => self.hands_over(&id, Session::withdraw_hand_over),
            Command::AgreeHandOver { id, seed, now } => self.hands_over(&id, |session| {
                let rng = &mut ChaCha20Rng::seed_from_u64(seed);
                session.agree_hand_over(now, &Revocations::default(), rng)
            }),
            Command::RefuseHandOver { id } => self.hands_over(&id, Session::refuse_hand_over),
            Command::AnswerHandOver {
                id,
                seed,
                root,
                conversation,
                from,
                secret,
                agreement_secret,
                chain,
                message_one,
            } => {
                let root = OrganisationRoot::from_bytes(array(&root)?);
                let (answer, session) = answer_hand_over(
                    &Context::hand_over(root, array(&conversation)?, array(&from)?),
                    &HandOverSecret::from_bytes(&array(&secret)?),
                    &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                    &array(&chain)?,
                    &bytes(&message_one)?,
                    &mut ChaCha20Rng::seed_from_u64(seed),
                )
                .map_err(|why| format!("{why:?}"))?;
                self.sessions.insert(id, session);
                Ok(json!({ "answer": hex::encode(answer) }))
            }
            Command::FinishHandOver { id, answer, now } => {
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let to = session
                    .finish_hand_over(&bytes(&answer)?, now, &Revocations::default())
                    .map_err(|why| match why {
                        HandOverRefused::Answer(why) => refusal(why),
                        why => format!("{why:?}"),
                    })?;
                Ok(json!({ "name": to.counsellor_name }))
            }
            command @ (Command::SealIntake { .. }
            | Command::OpenIntake { .. }
            | Command::SealLetter { .. }
            | Command::OpenLetter { .. }) => sealed::obey(command),
            command @ (Command::AskGuest { .. }
            | Command::AnswerGuest { .. }
            | Command::EndGuest { .. }
            | Command::CallGuest { .. }
            | Command::FinishCall { .. }
            | Command::AnswerCalled { .. }) => guest::obey(self, command),
            Command::Open { id, envelope } => {
                let session = self.sessions.get_mut(&id).ok_or("UnknownId")?;
                let Contents {
                    typing,
                    acknowledged,
                    body,
                } = session
                    .open(&bytes(&envelope)?)
                    .map_err(|why| format!("{why:?}"))?;
                let (kind, part, more, body) = match body {
                    Body::Nothing => (0, 0, false, String::new()),
                    Body::Text { part, more, bytes } => (1, part, more, hex::encode(&*bytes)),
                    Body::Rejoin(message_one) => (2, 0, false, hex::encode(*message_one)),
                    Body::RejoinAnswer(answer) => (3, 0, false, hex::encode(*answer)),
                    Body::RejoinDone => (4, 0, false, String::new()),
                    Body::HandOverAsked { secret, chain } => {
                        let body = [secret.as_bytes().as_slice(), chain.as_slice()].concat();
                        (5, 0, false, hex::encode(body))
                    }
                    Body::HandOverAgreed(message_one) => (6, 0, false, hex::encode(*message_one)),
                    Body::HandOverRefused => (7, 0, false, String::new()),
                    Body::HandOverWithdrawn => (8, 0, false, String::new()),
                    Body::GuestAsked { secret, chain } => {
                        let body = [secret.as_bytes().as_slice(), chain.as_slice()].concat();
                        (9, 0, false, hex::encode(body))
                    }
                    Body::GuestAnswered { id, yes } => {
                        let body = [id.as_slice(), &[if yes { 1 } else { 2 }]].concat();
                        (10, 0, false, hex::encode(body))
                    }
                    Body::GuestOver(id) => (11, 0, false, hex::encode(id)),
                    Body::Card(bytes) => (13, 0, false, hex::encode(&*bytes)),
                    Body::FolderOffered => (14, 0, false, String::new()),
                    Body::FolderKept { secret, check } => {
                        let body = [secret.as_bytes().as_slice(), check.as_slice()].concat();
                        (15, 0, false, hex::encode(body))
                    }
                    Body::CameBack(check) => (16, 0, false, hex::encode(*check)),
                    Body::Brake(brake) => {
                        let body = brake.encode().map_err(|why| format!("{why:?}"))?;
                        (12, 0, false, hex::encode(body))
                    }
                };
                Ok(json!({
                    "kind": kind,
                    "typing": typing,
                    "acknowledged": acknowledged,
                    "part": part,
                    "more": more,
                    "body": body,
                }))
            }
        }
    }

    /// A step of a hand-over that the end `id` takes.
    fn hands_over(
        &mut self,
        id: &str,
        step: impl FnOnce(&mut Session) -> Result<[u8; ENVELOPE_LENGTH], HandOverError>,
    ) -> Result<Value, String> {
        let session = self.sessions.get_mut(id).ok_or("UnknownId")?;
        let envelope = step(session).map_err(|why| match why {
            HandOverError::Chain(why) => chain_refusal(why),
            why => format!("{why:?}"),
        })?;
        Ok(json!({ "envelope": hex::encode(envelope) }))
    }
}

pub(crate) fn refusal(why: HandshakeRefused) -> String {
    match why {
        HandshakeRefused::Chain(why) => chain_refusal(why),
        why => format!("{why:?}"),
    }
}

pub(crate) fn chain_refusal(why: ChainError) -> String {
    match why.link() {
        Some(link) => format!("{}:{link}", why.kind()),
        None => why.kind().into(),
    }
}

fn context(root: &str, conversation: &str) -> Result<Context, String> {
    Ok(Context::first(
        OrganisationRoot::from_bytes(array(root)?),
        array(conversation)?,
    ))
}

pub(crate) fn bytes(text: &str) -> Result<Vec<u8>, String> {
    hex::decode(text).map_err(|why| format!("BadHex: {why}"))
}

pub(crate) fn array<const N: usize>(text: &str) -> Result<[u8; N], String> {
    bytes(text)?
        .try_into()
        .map_err(|_| format!("BadHex: not {N} bytes"))
}

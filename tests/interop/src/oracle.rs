use std::collections::BTreeMap;

use luwte_certificates::{ChainError, OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, Body, Card, Contents, Context, HandshakeRefused, Intake, IntakeRefused, IntakeSecret,
    Session, VisitorHandshake, answer, open_intake,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::command::Command;
use crate::organisation;

/// Handshakes and sessions by the names that the other side gave them.
#[derive(Default)]
pub(crate) struct Oracle {
    handshakes: BTreeMap<String, VisitorHandshake>,
    sessions: BTreeMap<String, Session>,
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
                let bytes = bytes(&body)?.into();
                let body = match kind {
                    0 => Body::Nothing,
                    1 => Body::Text { part, more, bytes },
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
            Command::SealIntake {
                seed,
                root,
                ticket,
                card,
                chain,
                intake_key,
                now,
            } => {
                let mut rng = ChaCha20Rng::seed_from_u64(seed);
                let root = OrganisationRoot::from_bytes(array(&root)?);
                let card = Card::decode(&array(&card)?).map_err(|why| format!("{why:?}"))?;
                let intake =
                    Intake::seal(root, array(&ticket)?, &card, &mut rng).map_err(|why| format!("{why:?}"))?;
                let (chain, key) = (bytes(&chain)?, array(&intake_key)?);
                let sealed = intake
                    .seal_for(&chain, &key, now, &Revocations::default(), &mut rng)
                    .map_err(|why| match why {
                        IntakeRefused::Chain(why) => chain_refusal(why),
                        why => format!("{why:?}"),
                    })?;
                Ok(json!({
                    "shift": hex::encode(sealed.shift),
                    "slot": hex::encode(sealed.slot),
                    "sealed_card": hex::encode(intake.sealed_card()),
                }))
            }
            Command::OpenIntake {
                root,
                ticket,
                signing_key,
                agreement_secret,
                intake_seed,
                slot,
                sealed_card,
            } => {
                let card = open_intake(
                    &OrganisationRoot::from_bytes(array(&root)?),
                    &array(&ticket)?,
                    &array(&signing_key)?,
                    (
                        &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                        &IntakeSecret::from_seed(&array(&intake_seed)?),
                    ),
                    &bytes(&slot)?,
                    &bytes(&sealed_card)?,
                )
                .map_err(|why| format!("{why:?}"))?;
                let card = card.encode().map_err(|why| format!("{why:?}"))?;
                Ok(json!({ "card": hex::encode(*card) }))
            }
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
}

fn refusal(why: HandshakeRefused) -> String {
    match why {
        HandshakeRefused::Chain(why) => chain_refusal(why),
        why => format!("{why:?}"),
    }
}

fn chain_refusal(why: ChainError) -> String {
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

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    hex::decode(text).map_err(|why| format!("BadHex: {why}"))
}

fn array<const N: usize>(text: &str) -> Result<[u8; N], String> {
    bytes(text)?
        .try_into()
        .map_err(|_| format!("BadHex: not {N} bytes"))
}

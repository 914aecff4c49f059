//! A guest in a conversation.

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{
    AgreementSecret, Caller, ENVELOPE_LENGTH, GuestError, GuestRefused, GuestSecret, Invitation, Session,
    answer_called, verify_guest,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::command::Command;
use crate::oracle::{Oracle, array, bytes, chain_refusal, refusal};

/// Does what is asked for. The error is the kind of the refusal, as in the vectors.
pub(crate) fn obey(oracle: &mut Oracle, command: Command) -> Result<Value, String> {
    match command {
        Command::AskGuest { id, secret, chain } => {
            let secret = GuestSecret::from_bytes(&array(&secret)?);
            let chain = array(&chain)?;
            says(oracle, &id, |session| session.ask_guest(&secret, &chain))
        }
        Command::AnswerGuest { id, guest, yes } => {
            let guest = array(&guest)?;
            says(oracle, &id, |session| session.answer_guest(guest, yes))
        }
        Command::EndGuest { id, guest } => {
            let guest = array(&guest)?;
            says(oracle, &id, |session| session.end_guest(guest))
        }
        Command::CallGuest {
            id,
            called,
            seed,
            root,
            secret,
            chain,
            now,
        } => {
            let session = oracle.sessions.get(&id).ok_or("UnknownId")?;
            let root = OrganisationRoot::from_bytes(array(&root)?);
            let to =
                verify_guest(&bytes(&chain)?, &root, now, &Revocations::default()).map_err(chain_refusal)?;
            let rng = &mut ChaCha20Rng::seed_from_u64(seed);
            let (handshake, message_one) = session
                .call_guest(&GuestSecret::from_bytes(&array(&secret)?), to, rng)
                .map_err(|why| format!("{why:?}"))?;
            oracle.calls.insert(called, handshake);
            Ok(json!({ "message_one": hex::encode(message_one) }))
        }
        Command::FinishCall { id, answer, now } => {
            let handshake = oracle.calls.remove(&id).ok_or("UnknownId")?;
            let (session, guest) = handshake
                .finish(&bytes(&answer)?, now, &Revocations::default())
                .map_err(|why| match why {
                    GuestRefused::Answer(why) => refusal(why),
                    why => format!("{why:?}"),
                })?;
            oracle.sessions.insert(id, session);
            Ok(json!({ "name": guest.counsellor_name }))
        }
        Command::AnswerCalled {
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
            let invitation = Invitation {
                root: OrganisationRoot::from_bytes(array(&root)?),
                conversation: array(&conversation)?,
                from: array(&from)?,
                secret: GuestSecret::from_bytes(&array(&secret)?),
            };
            let called = answer_called(
                &invitation,
                &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                &array(&chain)?,
                &bytes(&message_one)?,
                &mut ChaCha20Rng::seed_from_u64(seed),
            )
            .map_err(|why| format!("{why:?}"))?
            .ok_or("NotCalled")?;
            oracle.sessions.insert(id, called.session);
            let caller = match called.caller {
                Caller::Visitor => "visitor",
                Caller::Counsellor => "counsellor",
            };
            Ok(json!({ "answer": hex::encode(called.answer), "caller": caller }))
        }
        _ => Err("UnknownCommand".into()),
    }
}

/// What the end `id` says about a guest.
fn says(
    oracle: &mut Oracle,
    id: &str,
    say: impl FnOnce(&mut Session) -> Result<[u8; ENVELOPE_LENGTH], GuestError>,
) -> Result<Value, String> {
    let session = oracle.sessions.get_mut(id).ok_or("UnknownId")?;
    let envelope = say(session).map_err(|why| format!("{why:?}"))?;
    Ok(json!({ "envelope": hex::encode(envelope) }))
}

//! What is sealed to a shift: intakes and letters.

use luwte_certificates::{OrganisationRoot, Revocations, ShiftSigner};
use luwte_conversation::{
    AgreementSecret, Form, Intake, IntakeSecret, Letter, LetterRefused, OpenedLetter, ShiftRefused,
    open_intake, open_letter, seal_letter,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::command::Command;
use crate::oracle::{array, bytes, chain_refusal};

/// Seals or opens. The error is the kind of the refusal, as in the vectors.
pub(crate) fn obey(command: Command) -> Result<Value, String> {
    match command {
        Command::SealLetter {
            seed,
            root,
            letter,
            signing_secret,
            chain,
            intake_key,
            now,
        } => {
            let (_, letter) = Letter::decode(&array(&letter)?).map_err(|why| format!("{why:?}"))?;
            let sealed = seal_letter(
                &OrganisationRoot::from_bytes(array(&root)?),
                &letter,
                &ShiftSigner::from_bytes(&array(&signing_secret)?),
                (&bytes(&chain)?, &array(&intake_key)?),
                now,
                &Revocations::default(),
                &mut ChaCha20Rng::seed_from_u64(seed),
            )
            .map_err(|why| match why {
                LetterRefused::Shift(ShiftRefused::Chain(why)) => chain_refusal(why),
                LetterRefused::Shift(why) => format!("{why:?}"),
                LetterRefused::Letter(why) => format!("{why:?}"),
            })?;
            Ok(json!({
                "to": hex::encode(sealed.to),
                "slot": hex::encode(sealed.slot),
                "sealed": hex::encode(sealed.sealed),
            }))
        }
        Command::OpenLetter {
            root,
            signing_key,
            agreement_secret,
            intake_seed,
            slot,
            sealed,
        } => {
            let OpenedLetter { sender, letter } = open_letter(
                &OrganisationRoot::from_bytes(array(&root)?),
                &array(&signing_key)?,
                (
                    &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                    &IntakeSecret::from_seed(&array(&intake_seed)?),
                ),
                &bytes(&slot)?,
                &bytes(&sealed)?,
            )
            .map_err(|why| format!("{why:?}"))?;
            let letter = letter.encode(&sender).map_err(|why| format!("{why:?}"))?;
            Ok(json!({ "sender": hex::encode(sender), "letter": hex::encode(*letter) }))
        }
        Command::SealIntake {
            seed,
            root,
            ticket,
            form,
            chain,
            intake_key,
            now,
        } => {
            let mut rng = ChaCha20Rng::seed_from_u64(seed);
            let root = OrganisationRoot::from_bytes(array(&root)?);
            let form = Form::decode(&array(&form)?).map_err(|why| format!("{why:?}"))?;
            let intake =
                Intake::seal(root, array(&ticket)?, &form, &mut rng).map_err(|why| format!("{why:?}"))?;
            let (chain, key) = (bytes(&chain)?, array(&intake_key)?);
            let sealed = intake
                .seal_for(&chain, &key, now, &Revocations::default(), &mut rng)
                .map_err(|why| match why {
                    ShiftRefused::Chain(why) => chain_refusal(why),
                    why => format!("{why:?}"),
                })?;
            Ok(json!({
                "shift": hex::encode(sealed.shift),
                "slot": hex::encode(sealed.slot),
                "sealed_form": hex::encode(intake.sealed_form()),
            }))
        }
        Command::OpenIntake {
            root,
            ticket,
            signing_key,
            agreement_secret,
            intake_seed,
            slot,
            sealed_form,
        } => {
            let form = open_intake(
                &OrganisationRoot::from_bytes(array(&root)?),
                &array(&ticket)?,
                &array(&signing_key)?,
                (
                    &AgreementSecret::from_bytes(&array(&agreement_secret)?),
                    &IntakeSecret::from_seed(&array(&intake_seed)?),
                ),
                &bytes(&slot)?,
                &bytes(&sealed_form)?,
            )
            .map_err(|why| format!("{why:?}"))?;
            let form = form.encode().map_err(|why| format!("{why:?}"))?;
            Ok(json!({ "form": hex::encode(*form) }))
        }
        _ => Err("UnknownCommand".into()),
    }
}

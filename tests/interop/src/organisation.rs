use luwte_certificates::{IdentitySecret, Role, RootSecret, ShiftOptions, Validity};
use luwte_conversation::{AgreementSecret, IntakeSecret};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};

use crate::command::Fault;

const DAY: u64 = 86_400;

/// Root, chain and the keys of the shift, right or with one fault; and the shifts of a colleague and of a buddy, who have
/// none of their own.
pub(crate) fn make(seed: u64, now: u64, fault: Option<Fault>) -> Result<Value, String> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let rng = &mut rng;
    let failed = |why: &dyn std::fmt::Display| format!("Organisation: {why}");
    let root = RootSecret::generate(rng);
    let elsewhere = RootSecret::generate(rng);
    let coordinator = IdentitySecret::generate(rng);
    let counsellor = IdentitySecret::generate(rng);
    let agreement = AgreementSecret::generate(rng);
    let other_agreement = AgreementSecret::generate(rng);
    let validity = Validity::new(now.saturating_sub(90 * DAY), now.saturating_add(90 * DAY))
        .map_err(|why| failed(&why))?;
    let issuer = if fault == Some(Fault::WrongRoot) {
        &elsewhere
    } else {
        &root
    };
    let first = issuer
        .certify_coordinator(coordinator.public(), "Coordination", validity, rng)
        .map_err(|why| failed(&why))?;
    let second = if fault == Some(Fault::WrongRole) {
        root.certify_coordinator(counsellor.public(), "Noor", validity, rng)
    } else {
        coordinator.certify_counsellor(counsellor.public(), "Noor", validity, rng)
    }
    .map_err(|why| failed(&why))?;
    let middle = if fault == Some(Fault::Expired) {
        now.saturating_sub(30 * DAY)
    } else {
        now
    };
    let secret = if fault == Some(Fault::ShiftKey) {
        &other_agreement
    } else {
        &agreement
    };
    let head = [first.encode(), second.encode()].concat();
    let mut made = shift(&counsellor, &head, (&agreement, secret), middle, rng)?;
    let mut colleague = |role: Role, name: &str| {
        let colleague = IdentitySecret::generate(rng);
        let second = coordinator
            .certify(role, colleague.public(), name, validity, rng)
            .map_err(|why| failed(&why))?;
        let head = [first.encode(), second.encode()].concat();
        let agreement = AgreementSecret::generate(rng);
        shift(&colleague, &head, (&agreement, &agreement), now, rng)
    };
    let (sam, kim) = (
        colleague(Role::Counsellor, "Sam")?,
        colleague(Role::Buddy, "Kim")?,
    );
    if let Value::Object(fields) = &mut made {
        fields.insert("root".into(), root.root().to_hex().into());
        fields.insert("counsellor_key".into(), hex::encode(counsellor.public()).into());
        fields.insert("colleague".into(), sam);
        fields.insert("buddy".into(), kim);
    }
    Ok(made)
}

/// A shift in the middle of its time at `middle`: its chain, whose first two certificates are `head`, and its keys.
/// The second of the agreement secrets is the one that is given out.
fn shift(
    counsellor: &IdentitySecret,
    head: &[u8],
    (agreement, given): (&AgreementSecret, &AgreementSecret),
    middle: u64,
    rng: &mut ChaCha20Rng,
) -> Result<Value, String> {
    let options = ShiftOptions {
        capacity: 3,
        not_before: middle.saturating_sub(DAY / 4),
        not_after: middle.saturating_add(DAY / 4),
    };
    let mut intake_seed = [0; 64];
    rng.fill_bytes(&mut intake_seed);
    let intake = IntakeSecret::from_seed(&intake_seed);
    let (signer, third) = counsellor
        .start_shift(options, agreement.public(), intake.key_hash(), rng)
        .map_err(|why| format!("Organisation: {why}"))?;
    Ok(json!({
        "chain": hex::encode([head, &third].concat()),
        "agreement_secret": hex::encode(*given.to_bytes()),
        "signing_key": hex::encode(signer.public()),
        "signing_secret": hex::encode(*signer.secret_bytes()),
        "intake_seed": hex::encode(intake_seed),
        "intake_key": hex::encode(intake.encapsulation_key()),
    }))
}

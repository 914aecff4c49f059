//! `intakes.json`: forms that are sealed to a shift and opened, and what must be refused.

use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{
    Age, AgreementSecret, Danger, FORM_LENGTH, Form, Intake, IntakeSecret, Safety, Topics, Who, open_intake,
};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::cases::Op;
use crate::forge::{Forge, NOW};
use crate::kinds;
use crate::malformed_forms::malformed;
use crate::tape::{Tape, draw, seeded};

mod refused;

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    intakes: Vec<Sealed>,
    refused: Vec<Refused>,
    /// Forms that do not decode, padded to 768 bytes.
    malformed: Vec<Malformed>,
}

/// One form for one shift.
#[derive(Serialize, Deserialize, Clone)]
struct Sealed {
    name: String,
    root: String,
    ticket: String,
    now: u64,
    chain: String,
    encapsulation_key: String,
    signing_key: String,
    agreement_secret: String,
    encapsulation_seed: String,
    said: Said,
    form: String,
    form_random: String,
    slot_random: String,
    sealed_form: String,
    slot: String,
}

/// The form in words; the choices by their numbers.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
struct Said {
    language: String,
    who: u8,
    age: u8,
    topics: u16,
    safe: u8,
    danger: u8,
    code_word: String,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    name: String,
    /// `seal`: the visitor's page seals nothing. `open`: the console reads nothing.
    step: String,
    /// Index into `intakes`, whose values are used where nothing else is given.
    intake: usize,
    /// What is altered by `op`: `slot` or `sealed_form`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    what: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    op: Option<Op>,
    #[serde(default, skip_serializing_if = "Given::is_empty")]
    given: Given,
    expected: String,
}

/// What stands in the place of the intake's own values.
#[derive(Serialize, Deserialize, Clone, Default, PartialEq)]
#[serde(default)]
struct Given {
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encapsulation_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement_secret: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encapsulation_seed: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Malformed {
    name: String,
    form: String,
    expected: String,
}

impl Given {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl File {
    pub(crate) fn generate() -> Self {
        let intakes = intakes();
        let refused = refused::refused(&intakes);
        let malformed = malformed()
            .into_iter()
            .map(|(name, form, expected)| Malformed {
                name: name.into(),
                form: hex::encode(form),
                expected: expected.into(),
            })
            .collect();
        Self {
            intakes,
            refused,
            malformed,
        }
    }

    pub(crate) fn check(&self) {
        assert!(self.intakes.len() >= 5 && self.refused.len() >= 25 && self.malformed.len() >= 20);
        for sealed in &self.intakes {
            assert_eq!(
                sealed.seal().unwrap(),
                (bytes(&sealed.sealed_form), bytes(&sealed.slot))
            );
            let form = sealed
                .open(&bytes(&sealed.slot), &bytes(&sealed.sealed_form))
                .unwrap();
            assert_eq!(Said::of(&form), sealed.said, "{}", sealed.name);
            assert_eq!(
                hex::encode(*form.encode().unwrap()),
                sealed.form,
                "{}",
                sealed.name
            );
        }
        for case in &self.refused {
            let found = case.run(&self.intakes[case.intake]);
            assert_eq!(found.as_ref(), Some(&case.expected), "{}", case.name);
        }
        for case in &self.malformed {
            let form = array::<FORM_LENGTH>(&case.form);
            let found = Form::decode(&form).map_err(kinds::of_form);
            assert_eq!(found, Err(case.expected.clone()), "{}", case.name);
        }
    }
}

impl Sealed {
    fn write(name: &str, rng: &mut ChaCha20Rng, form: &Form) -> Self {
        let (seed, ticket, form_random, slot_random): ([u8; 64], [u8; 16], [u8; 32], [u8; 64]) =
            (draw(rng), draw(rng), draw(rng), draw(rng));
        let intake = IntakeSecret::from_seed(&seed);
        let forge = Forge::good(rng, "Noor").but(|forge| forge.shift.intake_key_hash = intake.key_hash());
        let mut written = Self {
            name: name.into(),
            root: forge.root().to_hex(),
            ticket: hex::encode(ticket),
            now: NOW,
            chain: hex::encode(forge.chain()),
            encapsulation_key: hex::encode(intake.encapsulation_key()),
            signing_key: hex::encode(forge.shift.signing_key),
            agreement_secret: hex::encode(forge.agreement_secret),
            encapsulation_seed: hex::encode(seed),
            said: Said::of(form),
            form: hex::encode(*form.encode().unwrap()),
            form_random: hex::encode(form_random),
            slot_random: hex::encode(slot_random),
            sealed_form: String::new(),
            slot: String::new(),
        };
        let (sealed_form, slot) = written.seal().unwrap();
        (written.sealed_form, written.slot) = (hex::encode(sealed_form), hex::encode(slot));
        written
    }

    /// The sealed form and the slot.
    fn seal(&self) -> Result<(Vec<u8>, Vec<u8>), String> {
        let form = Form::decode(&array(&self.form)).unwrap();
        let mut tape = Tape::new(&bytes(&self.form_random));
        let root = OrganisationRoot::from_hex(&self.root).unwrap();
        let intake = Intake::seal(root, array(&self.ticket), &form, &mut tape).unwrap();
        assert!(tape.is_used_up(), "a form draws 32 bytes");
        let mut tape = Tape::new(&bytes(&self.slot_random));
        let key = array(&self.encapsulation_key);
        let sealed_for = intake
            .seal_for(
                &bytes(&self.chain),
                &key,
                self.now,
                &Revocations::default(),
                &mut tape,
            )
            .map_err(kinds::of_shift)?;
        assert!(tape.is_used_up(), "a slot draws 64 bytes");
        assert_eq!(hex::encode(sealed_for.shift), self.signing_key);
        Ok((intake.sealed_form().to_vec(), sealed_for.slot.to_vec()))
    }

    fn open(&self, slot: &[u8], sealed_form: &[u8]) -> Result<Form, String> {
        let intake = IntakeSecret::from_seed(&array(&self.encapsulation_seed));
        open_intake(
            &OrganisationRoot::from_hex(&self.root).unwrap(),
            &array(&self.ticket),
            &array(&self.signing_key),
            (
                &AgreementSecret::from_bytes(&array(&self.agreement_secret)),
                &intake,
            ),
            slot,
            sealed_form,
        )
        .map_err(kinds::of_intake)
    }
}

impl Said {
    fn of(form: &Form) -> Self {
        Self {
            language: String::from_utf8(form.language.map(Vec::from).unwrap_or_default()).unwrap(),
            who: form.who as u8,
            age: form.age as u8,
            topics: form.topics.bits(),
            safe: form.safe as u8,
            danger: form.danger as u8,
            code_word: form.code_word.to_string(),
            message: form.message.to_string(),
        }
    }
}

impl Refused {
    /// The kind of the refusal; none when it was accepted.
    fn run(&self, intake: &Sealed) -> Option<String> {
        let mut own = intake.clone();
        let given = self.given.clone();
        for (value, instead) in [
            (&mut own.root, given.root),
            (&mut own.ticket, given.ticket),
            (&mut own.chain, given.chain),
            (&mut own.encapsulation_key, given.encapsulation_key),
            (&mut own.signing_key, given.signing_key),
            (&mut own.agreement_secret, given.agreement_secret),
            (&mut own.encapsulation_seed, given.encapsulation_seed),
        ] {
            *value = instead.unwrap_or_else(|| value.clone());
        }
        if self.step == "seal" {
            return own.seal().err();
        }
        let (mut slot, mut sealed_form) = (bytes(&own.slot), bytes(&own.sealed_form));
        if let Some(op) = &self.op {
            let slot_is_altered = self.what.as_deref() == Some("slot");
            op.apply(if slot_is_altered {
                &mut slot
            } else {
                &mut sealed_form
            });
        }
        own.open(&slot, &sealed_form).err()
    }
}

fn intakes() -> Vec<Sealed> {
    let rng = &mut seeded("intakes");
    let said = |code_word: &str, message: &str| Form {
        language: Some(*b"nl"),
        who: Who::Me,
        age: Age::From15,
        topics: Topics::from_bits(0b1_0000_1010).unwrap(),
        safe: Safety::NotSure,
        danger: Danger::No,
        code_word: code_word.to_owned().into(),
        message: message.to_owned().into(),
    };
    let full = Form {
        language: Some(*b"ar"),
        who: Who::Professional,
        age: Age::From25,
        topics: Topics::from_bits(0x1ff).unwrap(),
        safe: Safety::No,
        danger: Danger::Yes,
        code_word: "é".repeat(24).into(),
        message: "سلام".repeat(88).into(),
    };
    vec![
        Sealed::write("nothing said", rng, &Form::default()),
        Sealed::write(
            "a first message and a code word",
            rng,
            &said("lantaarn", "Ik durf het niet te zeggen."),
        ),
        Sealed::write("every field full", rng, &full),
        Sealed::write(
            "only a message",
            rng,
            &Form {
                message: "Hoi".to_owned().into(),
                ..Form::default()
            },
        ),
        Sealed::write(
            "signs that are no letters",
            rng,
            &said("\u{feff}\u{0}", "\u{feff}👩‍👩‍👧\n\u{7f}"),
        ),
    ]
}

/// Points whose product with any secret is zero (RFC 7748, 6).
const LOW_ORDER: [&str; 2] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
];

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    bytes(text).try_into().unwrap()
}

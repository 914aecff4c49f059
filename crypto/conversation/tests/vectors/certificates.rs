//! `certificates.json`: chains and duty proofs that hold and that do not.

use luwte_certificates::{
    OrganisationRoot, Revocation, Revocations, ShiftRole, VerifiedChain, verify_chain, verify_duty_proof,
};
use serde::{Deserialize, Serialize};

use crate::faults::faults;
use crate::forge::{Forge, NOW, certified_herself, padded, revocation, sign};
use crate::kinds;
use crate::tape::{draw, seeded};

#[derive(Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) chains: Vec<Chain>,
    pub(crate) duty_proofs: Vec<DutyProof>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Chain {
    name: String,
    chain: String,
    root: String,
    now: u64,
    tolerance: u64,
    revocations: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<Holds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Holds {
    role: String,
    serials: [String; 3],
    counsellor_name: String,
    counsellor_key: String,
    signing_key: String,
    agreement_key: String,
    intake_key_hash: String,
    capacity: u8,
    not_after: u64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct DutyProof {
    name: String,
    signing_key: String,
    nonce: String,
    root: String,
    proof: String,
    holds: bool,
}

impl Chain {
    /// Holds or is refused, in the words of the file.
    fn check(&self) -> Result<Holds, String> {
        let root = OrganisationRoot::from_hex(&self.root).unwrap();
        let revocations = read_revocations(&self.revocations);
        let chain = hex::decode(&self.chain).unwrap();
        verify_chain(&chain, &root, self.now, self.tolerance, &revocations)
            .map(|chain| Holds {
                role: kinds::of_role(chain.role).into(),
                serials: chain.serials.map(hex::encode),
                counsellor_name: chain.counsellor_name,
                counsellor_key: hex::encode(chain.counsellor_key),
                signing_key: hex::encode(chain.signing_key),
                agreement_key: hex::encode(chain.agreement_key),
                intake_key_hash: hex::encode(chain.intake_key_hash),
                capacity: chain.capacity,
                not_after: chain.not_after,
            })
            .map_err(kinds::of_chain)
    }
}

impl DutyProof {
    fn check(&self) -> bool {
        let array = |text: &str| hex::decode(text).unwrap().try_into().unwrap();
        let chain = VerifiedChain {
            role: ShiftRole::Counsellor,
            counsellor_name: "Noor".into(),
            counsellor_key: [0; 32],
            serials: [[0; 8]; 3],
            signing_key: array(&self.signing_key),
            agreement_key: [0; 32],
            intake_key_hash: [0; 32],
            capacity: 1,
            not_after: 0,
        };
        let root = OrganisationRoot::from_hex(&self.root).unwrap();
        let proof = hex::decode(&self.proof).unwrap();
        verify_duty_proof(&chain, &array(&self.nonce), &root, &proof).is_ok()
    }
}

pub(crate) fn read_revocations(hex_texts: &[String]) -> Revocations {
    let mut revocations = Revocations::default();
    for text in hex_texts {
        // 4.5: a revocation that cannot be read is ignored, as is one that nobody entitled has signed.
        if let Ok(revocation) = Revocation::decode(&hex::decode(text).unwrap()) {
            revocations.insert(revocation);
        }
    }
    revocations
}

impl File {
    pub(crate) fn check(&self) {
        for case in &self.chains {
            match (case.check(), &case.holds, &case.refused) {
                (Ok(got), Some(expected), None) => assert_eq!(got, *expected, "{}", case.name),
                (Err(got), None, Some(expected)) => assert_eq!(got, *expected, "{}", case.name),
                (got, ..) => panic!("{}: {got:?}", case.name),
            }
        }
        for case in &self.duty_proofs {
            assert_eq!(case.check(), case.holds, "{}", case.name);
        }
    }

    pub(crate) fn generate() -> Self {
        let mut rng = seeded("certificates");
        let good = Forge::good(&mut rng, "Noor");
        let stranger = Forge::good(&mut rng, "Noor");
        let mut chains = Vec::new();
        let mut add =
            |name: &str, forge: &Forge, now, tolerance, revocations: &[Vec<u8>], expected: Option<&str>| {
                let mut case = Chain {
                    name: name.into(),
                    chain: hex::encode(forge.chain()),
                    root: good.root().to_hex(),
                    now,
                    tolerance,
                    revocations: revocations.iter().map(hex::encode).collect(),
                    holds: None,
                    refused: expected.map(Into::into),
                };
                match (case.check(), expected) {
                    (Ok(holds), None) => case.holds = Some(holds),
                    (Err(why), Some(kind)) => assert_eq!(why, kind, "{name}"),
                    (got, _) => panic!("{name}: {got:?}"),
                }
                chains.push(case);
            };

        add("a good chain", &good, NOW, 300, &[], None);
        add("a good chain without tolerance", &good, NOW, 0, &[], None);
        let longest = good.but(|f| f.counsellor.name = padded("Zoë 😀 van der Veen ✓".as_bytes()));
        add("a name of many bytes", &longest, NOW, 300, &[], None);
        add(
            "a name of 32 bytes",
            &good.but(|f| f.counsellor.name = [b'a'; 32]),
            NOW,
            300,
            &[],
            None,
        );
        for capacity in [1, 8] {
            let name = format!("a shift with capacity {capacity}");
            add(
                &name,
                &good.but(|f| f.shift.capacity = capacity),
                NOW,
                300,
                &[],
                None,
            );
        }
        let second = good.but(|f| f.shift.not_after = f.shift.not_before + 1);
        add(
            "a shift of one second, in it",
            &second,
            second.shift.not_before,
            0,
            &[],
            None,
        );
        for tolerance in [0, 300, 86_400] {
            let (first, last) = (
                good.shift.not_before - tolerance,
                good.shift.not_after + tolerance,
            );
            add(
                &format!("the first second, tolerance {tolerance}"),
                &good,
                first,
                tolerance,
                &[],
                None,
            );
            add(
                &format!("the last second, tolerance {tolerance}"),
                &good,
                last,
                tolerance,
                &[],
                None,
            );
            let early = Some("NotYetValid:shift");
            add(
                &format!("a second too early, tolerance {tolerance}"),
                &good,
                first - 1,
                tolerance,
                &[],
                early,
            );
            let late = Some("Expired:shift");
            add(
                &format!("a second too late, tolerance {tolerance}"),
                &good,
                last + 1,
                tolerance,
                &[],
                late,
            );
        }
        let forever = good.but(|f| f.coordinator.not_after = u64::MAX);
        add("a coordinator for ever", &forever, NOW, 86_400, &[], None);
        for (name, role, tag) in [
            ("a buddy", 3, "luwte/1 buddy certificate"),
            ("an interpreter", 4, "luwte/1 interpreter certificate"),
        ] {
            let chain = good.but(|f| (f.counsellor.role, f.counsellor.tag) = (role, tag));
            add(name, &chain, NOW, 300, &[], None);
        }
        let herself = good.but(certified_herself);
        add("a coordinator on duty", &herself, NOW, 300, &[], None);
        let training = herself.but(|f| {
            (f.counsellor.role, f.counsellor.tag) = (3, "luwte/1 buddy certificate");
        });
        add(
            "a coordinator who looks along as a buddy",
            &training,
            NOW,
            300,
            &[],
            None,
        );
        for (name, forge, kind) in faults(&good, &stranger) {
            add(name, &forge, NOW, 86_400, &[], Some(kind));
        }

        let tag = "luwte/1 revocation";
        let serials = [
            ("coordinator", good.coordinator.serial),
            ("counsellor", good.counsellor.serial),
            ("shift", good.shift.serial),
        ];
        let keys = [
            ("root", &good.root),
            ("coordinator", &good.coordinator_key),
            ("counsellor", &good.counsellor_key),
            ("shift", &good.shift_key),
            ("stranger", &stranger.root),
        ];
        for (link, (what, serial)) in serials.into_iter().enumerate() {
            for (rank, (who, key)) in keys.into_iter().enumerate() {
                let kind = format!("Revoked:{what}");
                let expected = (rank <= link).then_some(kind.as_str());
                let name = format!("the {what} revoked by the {who}");
                add(
                    &name,
                    &good,
                    NOW,
                    300,
                    &[revocation(key, 1, serial, tag)],
                    expected,
                );
            }
        }
        let serial = good.counsellor.serial;
        let other = revocation(&good.root, 1, [9; 8], tag);
        let void = revocation(&stranger.root, 1, serial, tag);
        let right = revocation(&good.root, 1, serial, tag);
        add(
            "a revocation of another serial",
            &good,
            NOW,
            300,
            std::slice::from_ref(&other),
            None,
        );
        add(
            "a revocation of version 2",
            &good,
            NOW,
            300,
            &[revocation(&good.root, 2, serial, tag)],
            None,
        );
        let wrong_tag = revocation(&good.root, 1, serial, "luwte/1 duty proof");
        add(
            "a revocation under another tag",
            &good,
            NOW,
            300,
            &[wrong_tag],
            None,
        );
        let mut damaged = right.clone();
        damaged[80] ^= 1;
        add("a damaged revocation", &good, NOW, 300, &[damaged.clone()], None);
        let all = [other, void, damaged, right];
        add(
            "one good revocation among others",
            &good,
            NOW,
            300,
            &all,
            Some("Revoked:counsellor"),
        );

        Self {
            chains,
            duty_proofs: duty_proofs(&good, &stranger, &mut rng),
        }
    }
}

fn duty_proofs(good: &Forge, stranger: &Forge, rng: &mut rand_chacha::ChaCha20Rng) -> Vec<DutyProof> {
    let tag = "luwte/1 duty proof";
    let (nonce, other): ([u8; 32], [u8; 32]) = (draw(rng), draw(rng));
    let (root, elsewhere) = (good.root().to_bytes(), stranger.root().to_bytes());
    let right = [nonce, root].concat();
    let proof = sign(&good.shift_key, tag, &right);
    let mut damaged = proof.clone();
    damaged[5] ^= 4;
    // S + L verifies where the range of S is not checked.
    let mut malleable = proof.clone();
    let order = hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let mut carry = 0;
    for (byte, add) in malleable[32..].iter_mut().zip(order) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry as u8;
        carry >>= 8;
    }
    let cases = [
        ("a good duty proof", proof.clone(), true),
        (
            "a duty proof by another shift",
            sign(&stranger.shift_key, tag, &right),
            false,
        ),
        (
            "a duty proof by the counsellor's key",
            sign(&good.counsellor_key, tag, &right),
            false,
        ),
        (
            "a duty proof for another nonce",
            sign(&good.shift_key, tag, &[other, root].concat()),
            false,
        ),
        (
            "a duty proof for another organisation",
            sign(&good.shift_key, tag, &[nonce, elsewhere].concat()),
            false,
        ),
        (
            "a duty proof in the wrong order",
            sign(&good.shift_key, tag, &[root, nonce].concat()),
            false,
        ),
        (
            "a duty proof without the root",
            sign(&good.shift_key, tag, &nonce),
            false,
        ),
        (
            "a duty proof under another tag",
            sign(&good.shift_key, "luwte/1 shift certificate", &right),
            false,
        ),
        ("a damaged duty proof", damaged, false),
        ("a duty proof whose S is not canonical", malleable, false),
        ("a duty proof of zeros", vec![0; 64], false),
    ];
    let mut all: Vec<DutyProof> = cases
        .into_iter()
        .map(|(name, proof, holds)| DutyProof {
            name: name.into(),
            signing_key: hex::encode(good.shift.signing_key),
            nonce: hex::encode(nonce),
            root: good.root().to_hex(),
            proof: hex::encode(proof),
            holds,
        })
        .collect();
    // R = A = the neutral element and S = 0 verify where small orders are not checked.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    all.push(DutyProof {
        name: "a duty proof by a key of small order".into(),
        signing_key: hex::encode(neutral),
        nonce: hex::encode(nonce),
        root: good.root().to_hex(),
        proof: hex::encode([neutral, [0; 32]].concat()),
        holds: false,
    });
    all
}

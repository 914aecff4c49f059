//! Every way in which a chain can be wrong by itself, with the kind of refusal.

use crate::forge::{Forge, NOW, certified_herself, padded};

pub(crate) fn faults(good: &Forge, stranger: &Forge) -> Vec<(&'static str, Forge, &'static str)> {
    let year = 365 * 86_400;
    let mut all: Vec<(&'static str, Forge, &'static str)> = Vec::new();
    let mut add =
        |name, expected, change: &dyn Fn(&mut Forge)| all.push((name, good.but(|f| change(f)), expected));
    add("a coordinator of version 2", "Malformed:coordinator", &|f| {
        f.coordinator.version = 2
    });
    add("a counsellor of version 0", "Malformed:counsellor", &|f| {
        f.counsellor.version = 0
    });
    add("a shift of version 2", "Malformed:shift", &|f| {
        f.shift.version = 2
    });
    add("a coordinator with role 0", "Malformed:coordinator", &|f| {
        f.coordinator.role = 0
    });
    add("a counsellor with role 5", "Malformed:counsellor", &|f| {
        f.counsellor.role = 5
    });
    add("a shift with capacity 0", "Malformed:shift", &|f| {
        f.shift.capacity = 0
    });
    add("a shift with capacity 9", "Malformed:shift", &|f| {
        f.shift.capacity = 9
    });
    add("a shift of 12 hours and a second", "Malformed:shift", &|f| {
        f.shift.not_after += 1
    });
    add("a shift that ends as it begins", "Malformed:shift", &|f| {
        f.shift.not_after = f.shift.not_before
    });
    add("a shift that ends before it begins", "Malformed:shift", &|f| {
        f.shift.not_after = f.shift.not_before - 1
    });
    add(
        "a coordinator that ends as it begins",
        "Malformed:coordinator",
        &|f| {
            f.coordinator.not_after = f.coordinator.not_before;
        },
    );
    add(
        "a counsellor that ends before it begins",
        "Malformed:counsellor",
        &|f| {
            f.counsellor.not_after = f.counsellor.not_before - 1;
        },
    );
    add("an empty name", "Malformed:counsellor", &|f| {
        f.counsellor.name = [0; 32]
    });
    add("a zero byte inside a name", "Malformed:counsellor", &|f| {
        f.counsellor.name = padded(b"No\0or")
    });
    add(
        "a name that begins with a zero byte",
        "Malformed:counsellor",
        &|f| f.counsellor.name = padded(b"\0Noor"),
    );
    add("a line feed in a name", "Malformed:counsellor", &|f| {
        f.counsellor.name = padded(b"No\nor")
    });
    add(
        "the control character U+007F in a name",
        "Malformed:counsellor",
        &|f| {
            f.counsellor.name = padded(b"No\x7for");
        },
    );
    add(
        "the control character U+0085 in a name",
        "Malformed:counsellor",
        &|f| {
            f.counsellor.name = padded("No\u{85}or".as_bytes());
        },
    );
    add("a name that is not UTF-8", "Malformed:counsellor", &|f| {
        f.counsellor.name = padded(b"No\xffr")
    });
    add(
        "a name that is cut inside a character",
        "Malformed:counsellor",
        &|f| {
            f.counsellor.name = padded("Zoë".as_bytes().split_last().unwrap().1);
        },
    );
    add("an overlong encoding in a name", "Malformed:coordinator", &|f| {
        f.coordinator.name = padded(b"N\xc1\x81")
    });
    add("a surrogate in a name", "Malformed:coordinator", &|f| {
        f.coordinator.name = padded(b"N\xed\xa0\x80")
    });
    add(
        "a counsellor where the coordinator should be",
        "WrongRole:coordinator",
        &|f| {
            f.coordinator.role = 2;
            f.coordinator.tag = "luwte/1 counsellor certificate";
        },
    );
    add(
        "a counsellor who certified somebody",
        "WrongRole:coordinator",
        &|f| {
            // Her own certificate, from the coordinator, and under it one that she signed.
            f.coordinator = f.counsellor.clone();
            f.counsellor.issuer = f.counsellor_key.clone();
        },
    );
    add("a buddy who certified somebody", "WrongRole:coordinator", &|f| {
        (f.coordinator.role, f.coordinator.tag) = (3, "luwte/1 buddy certificate");
    });
    add(
        "an interpreter who certified somebody",
        "WrongRole:coordinator",
        &|f| {
            (f.coordinator.role, f.coordinator.tag) = (4, "luwte/1 interpreter certificate");
        },
    );
    add("a buddy above a coordinator", "WrongRole:coordinator", &|f| {
        (f.coordinator.role, f.coordinator.tag) = (3, "luwte/1 buddy certificate");
        (f.counsellor.role, f.counsellor.tag) = (1, "luwte/1 coordinator certificate");
    });
    add(
        "a coordinator who certified a coordinator",
        "WrongRole:counsellor",
        &|f| {
            (f.counsellor.role, f.counsellor.tag) = (1, "luwte/1 coordinator certificate");
            f.counsellor.issuer = f.coordinator_key.clone();
        },
    );
    add(
        "a coordinator on duty with her coordinator certificate alone",
        "WrongRole:counsellor",
        &|f| {
            certified_herself(f);
            f.counsellor = f.coordinator.clone();
        },
    );
    add(
        "a coordinator where the counsellor should be",
        "WrongRole:counsellor",
        &|f| {
            f.counsellor.role = 1;
            f.counsellor.tag = "luwte/1 coordinator certificate";
        },
    );
    add(
        "a coordinator signed under the counsellor's tag",
        "WrongSignature:coordinator",
        &|f| {
            f.coordinator.tag = "luwte/1 counsellor certificate";
        },
    );
    add(
        "a counsellor signed under the coordinator's tag",
        "WrongSignature:counsellor",
        &|f| {
            f.counsellor.tag = "luwte/1 coordinator certificate";
        },
    );
    add(
        "a shift signed under the duty proof's tag",
        "WrongSignature:shift",
        &|f| f.shift.tag = "luwte/1 duty proof",
    );
    add(
        "a shift signed under the tag of version 2",
        "WrongSignature:shift",
        &|f| {
            f.shift.tag = "luwte/2 shift certificate";
        },
    );
    add(
        "a coordinator signed by another root",
        "WrongSignature:coordinator",
        &|f| {
            f.coordinator.issuer = stranger.root.clone();
        },
    );
    for (name, role, signed_as) in [
        (
            "a buddy signed as a counsellor",
            3,
            "luwte/1 counsellor certificate",
        ),
        (
            "an interpreter signed as a counsellor",
            4,
            "luwte/1 counsellor certificate",
        ),
        ("a counsellor signed as a buddy", 2, "luwte/1 buddy certificate"),
        ("an interpreter signed as a buddy", 4, "luwte/1 buddy certificate"),
        (
            "a counsellor signed as an interpreter",
            2,
            "luwte/1 interpreter certificate",
        ),
        (
            "a buddy signed as an interpreter",
            3,
            "luwte/1 interpreter certificate",
        ),
        (
            "a buddy signed as a coordinator",
            3,
            "luwte/1 coordinator certificate",
        ),
        (
            "an interpreter signed as a coordinator",
            4,
            "luwte/1 coordinator certificate",
        ),
    ] {
        add(name, "WrongSignature:counsellor", &|f| {
            (f.counsellor.role, f.counsellor.tag) = (role, signed_as);
        });
    }
    add(
        "a coordinator on duty who certified herself as coordinator too",
        "WrongSignature:coordinator",
        &|f| {
            certified_herself(f);
            f.coordinator.issuer = f.coordinator_key.clone();
        },
    );
    add(
        "a coordinator who certified herself in the place of the root",
        "WrongSignature:coordinator",
        &|f| {
            f.coordinator.issuer = f.coordinator_key.clone();
        },
    );
    add(
        "a counsellor signed by the root",
        "WrongSignature:counsellor",
        &|f| f.counsellor.issuer = f.root.clone(),
    );
    add(
        "a counsellor signed by another coordinator",
        "WrongSignature:counsellor",
        &|f| {
            f.counsellor.issuer = stranger.coordinator_key.clone();
        },
    );
    add(
        "a shift signed by the coordinator",
        "WrongSignature:shift",
        &|f| {
            f.shift.issuer = f.coordinator_key.clone();
        },
    );
    add(
        "a shift signed by another counsellor",
        "WrongSignature:shift",
        &|f| {
            f.shift.issuer = stranger.counsellor_key.clone();
        },
    );
    add(
        "the chain of another organisation",
        "WrongSignature:coordinator",
        &|f| {
            f.coordinator = stranger.coordinator.clone();
            f.counsellor = stranger.counsellor.clone();
            f.shift = stranger.shift.clone();
        },
    );
    add(
        "another organisation's counsellor and shift",
        "WrongSignature:counsellor",
        &|f| {
            f.counsellor = stranger.counsellor.clone();
            f.shift = stranger.shift.clone();
        },
    );
    add("another organisation's shift", "WrongSignature:shift", &|f| {
        f.shift = stranger.shift.clone()
    });
    add(
        "a counsellor whose key is of small order",
        "WrongSignature:shift",
        &|f| {
            f.counsellor.subject = [0; 32];
            f.counsellor.subject[0] = 1;
        },
    );
    add("a coordinator that expired", "Expired:coordinator", &|f| {
        f.coordinator.not_before = NOW - year;
        f.coordinator.not_after = NOW - 86_401;
    });
    add("a counsellor that expired", "Expired:counsellor", &|f| {
        f.counsellor.not_before = NOW - year;
        f.counsellor.not_after = NOW - 86_401;
    });
    add("a shift that expired", "Expired:shift", &|f| {
        f.shift.not_after = NOW - 86_401;
        f.shift.not_before = f.shift.not_after - 43_200;
    });
    add(
        "a coordinator that is not valid yet",
        "NotYetValid:coordinator",
        &|f| {
            f.coordinator.not_before = NOW + 86_401;
        },
    );
    add(
        "a counsellor that is not valid yet",
        "NotYetValid:counsellor",
        &|f| {
            f.counsellor.not_before = NOW + 86_401;
        },
    );
    add("a shift that is not valid yet", "NotYetValid:shift", &|f| {
        f.shift.not_before = NOW + 86_401;
        f.shift.not_after = f.shift.not_before + 43_200;
    });
    all
}

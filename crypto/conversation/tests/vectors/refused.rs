//! `refused.json`: what must be refused.

mod answers;
mod envelopes;
mod message_one;

use crate::cases::Case;
use crate::cases::Given;
use crate::cases::Op;
use crate::malformed::malformed;
use crate::sessions::Transcript;

/// The session that most cases are about, and one of its envelopes in each direction, not the first of its end.
const BASE: usize = 0;
const DUE: [usize; 2] = [4, 6];

pub(crate) fn low_order_points() -> Vec<[u8; 32]> {
    let p_minus_one = "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
    let points = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        p_minus_one,
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    let mut all: Vec<[u8; 32]> = points
        .iter()
        .map(|text| hex::decode(text).unwrap().try_into().unwrap())
        .collect();
    for index in 0..points.len() {
        let mut high = all[index];
        high[31] |= 0x80;
        all.push(high);
    }
    all
}

struct Builder<'a> {
    sessions: &'a [Transcript],
    cases: Vec<Case>,
}

impl Builder<'_> {
    /// Adds a case; `expected` of `*` takes whichever refusal comes.
    fn add(
        &mut self,
        name: String,
        step: &str,
        envelope: Option<usize>,
        given: Given,
        op: Option<Op>,
        expected: &str,
    ) {
        let step = step.to_owned();
        let mut case = Case {
            name,
            step,
            session: BASE,
            envelope,
            given,
            op,
            expected: expected.into(),
        };
        let got = case
            .run(self.sessions)
            .unwrap_or_else(|| panic!("accepted: {}", case.name));
        assert!(
            expected == "*" || got == expected,
            "{}: {got} instead of {expected}",
            case.name
        );
        case.expected = got;
        self.cases.push(case);
    }

    fn flips(
        &mut self,
        step: &str,
        what: &str,
        envelope: Option<usize>,
        offsets: impl Iterator<Item = usize>,
        expected: &str,
    ) {
        for (count, offset) in offsets.enumerate() {
            let mask = 1 << (count % 8);
            let name = format!("{what}: byte {offset} changed by {mask:#04x}");
            self.add(
                name,
                step,
                envelope,
                Given::default(),
                Some(Op::Flip { offset, mask }),
                expected,
            );
        }
    }

    fn lengths(&mut self, step: &str, envelope: Option<usize>, lengths: &[usize], expected: &str) {
        let what = envelope.map_or(step.to_owned(), |due| format!("{step} {due}"));
        for length in lengths {
            let name = format!("{what} cut to {length} bytes");
            self.add(
                name,
                step,
                envelope,
                Given::default(),
                Some(Op::Truncate(*length)),
                expected,
            );
        }
        for more in ["00", "0000000000000000ff"] {
            let op = Some(Op::Extend(more.into()));
            self.add(
                format!("{what} with {more} behind it"),
                step,
                envelope,
                Given::default(),
                op,
                expected,
            );
        }
    }
}

pub(crate) fn generate(sessions: &[Transcript]) -> Vec<Case> {
    let base = &sessions[BASE];
    let mut b = Builder {
        sessions,
        cases: Vec::new(),
    };
    message_one::message_one(&mut b, base);
    answers::answers(&mut b, base);
    envelopes::envelopes(&mut b, base);
    b.flips("chain", "the chain", None, (0..494).step_by(7), "*");
    b.lengths("chain", None, &[0, 154, 308, 493], "WrongLength");
    for (name, contents, expected) in malformed() {
        let given = Given {
            contents,
            ..Given::default()
        };
        b.add(name.into(), "contents", None, given, None, expected);
    }
    b.cases
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

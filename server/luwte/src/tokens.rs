//! Tokens signed by this server and held by the pages: docs/protocol.md section 3.

use hmac::{Hmac, KeyInit, Mac};
use luwte_wire::{Claims, TicketId, Token};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a token key (a block of SHA-256).
pub(crate) const KEY_LENGTH: usize = 64;
/// Bytes of a MAC.
pub(crate) const MAC_LENGTH: usize = 32;
const TOKEN: &[u8] = b"luwte/1 token";
/// How long after her arrival a token still holds, in milliseconds: longer than any shift.
const LIFE: u64 = 24 * 3_600_000;
/// How long somebody may take to use an invitation, in milliseconds: a week.
const INVITATION_LIFE: u64 = 7 * LIFE;
/// How far the clock of another node may be ahead, in milliseconds.
const AHEAD: u64 = 5 * 60_000;

/// One key that signs tokens.
pub(crate) type TokenKey = Zeroizing<[u8; KEY_LENGTH]>;

/// The keys of a helpline. The first signs; those after it are from before and still verify.
pub(crate) struct TokenKeys(Vec<TokenKey>);

/// Why a line of a key file is no key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum KeyFileError {
    /// No key at all.
    Empty,
    /// This line, counted from 1, is not 128 characters of 0-9 and a-f.
    Line(usize),
}

impl TokenKeys {
    /// One key that dies with the process, and with it every place and conversation.
    pub(crate) fn random() -> Self {
        Self(vec![Zeroizing::new(rand::random())])
    }

    /// Reads a key file: a key of 128 hex characters on each line; empty lines and those that begin with # are skipped.
    pub(crate) fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut keys = Vec::new();
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut key = Zeroizing::new([0; KEY_LENGTH]);
            hex::decode_to_slice(line, key.as_mut()).map_err(|_| KeyFileError::Line(number + 1))?;
            keys.push(key);
        }
        if keys.is_empty() {
            return Err(KeyFileError::Empty);
        }
        Ok(Self(keys))
    }

    /// Writes the MAC into a token.
    pub(crate) fn sign(&self, token: &mut Token) {
        if let Some(key) = self.0.first() {
            let mac = mac(key, TOKEN, token.parts().0).finalize().into_bytes();
            token.sign(mac.into());
        }
    }

    /// A new invitation for one person, signed.
    pub(crate) fn invitation(&self, now: u64) -> Token {
        let mut token = Token::unsigned(Claims::Invitation {
            invitation: TicketId(rand::random()),
            made: now,
            until: now.saturating_add(INVITATION_LIFE),
        });
        self.sign(&mut token);
        token
    }

    /// The ticket with which somebody stands in the line again after this conversation: always the same, so that one
    /// right gives one place, however often it is shown.
    pub(crate) fn next_ticket(&self, conversation: TicketId) -> TicketId {
        let mut ticket = [0; 16];
        if let Some(key) = self.0.first() {
            let mac = self::mac(key, b"luwte/1 next ticket", &conversation.0)
                .finalize()
                .into_bytes();
            ticket.copy_from_slice(&mac[..16]);
        }
        TicketId(ticket)
    }

    /// A MAC with which nodes know each other's words.
    pub(crate) fn authenticate(&self, words: &[u8]) -> [u8; MAC_LENGTH] {
        match self.0.first() {
            Some(key) => mac(key, b"luwte/1 log", words).finalize().into_bytes().into(),
            None => [0; MAC_LENGTH],
        }
    }

    /// Whether a node with one of these keys wrote this.
    pub(crate) fn is_authentic(&self, words: &[u8], theirs: &[u8]) -> bool {
        self.0
            .iter()
            .any(|key| mac(key, b"luwte/1 log", words).verify_slice(theirs).is_ok())
    }

    /// What a token says, if it holds at this moment (milliseconds since 1970).
    pub(crate) fn verify(&self, token: &Token, now: u64) -> Option<Claims> {
        let (claimed, theirs) = token.parts();
        let signed = self
            .0
            .iter()
            .any(|key| mac(key, TOKEN, claimed).verify_slice(theirs).is_ok());
        let claims = token.claims().filter(|_| signed)?;
        let (made, until) = match claims {
            Claims::Ticket { arrived, .. }
            | Claims::VisitorRight { arrived, .. }
            | Claims::CounsellorRight { arrived, .. } => (arrived, arrived.saturating_add(LIFE)),
            Claims::Invitation { made, until, .. } => (made, until),
        };
        let holds = made <= now.saturating_add(AHEAD) && now <= until;
        holds.then_some(claims)
    }
}

fn mac(key: &TokenKey, purpose: &[u8], words: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new((&**key).into());
    mac.update(purpose);
    mac.update(words);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use luwte_wire::ShiftId;

    const ARRIVED: u64 = 1_000_000_000;

    fn claims() -> Claims {
        Claims::VisitorRight {
            ticket: TicketId([1; 16]),
            arrived: ARRIVED,
            claimed: ARRIVED + 1,
            shift: ShiftId([2; 32]),
            called: false,
        }
    }

    fn signed(keys: &TokenKeys) -> Token {
        let mut token = Token::unsigned(claims());
        keys.sign(&mut token);
        token
    }

    #[test]
    fn a_token_opens_what_it_was_made_for_and_nothing_else() {
        let keys = TokenKeys::random();
        let token = signed(&keys);
        assert_eq!(keys.verify(&token, ARRIVED), Some(claims()));
        assert_eq!(TokenKeys::random().verify(&token, ARRIVED), None);
        assert_eq!(keys.verify(&Token::unsigned(claims()), ARRIVED), None);
        for bit in 0..Token::LENGTH * 8 {
            let mut changed = token;
            changed.0[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(keys.verify(&changed, ARRIVED), None, "bit {bit}");
        }
    }

    #[test]
    fn a_token_holds_for_a_day_and_none_from_the_future_does() {
        let keys = TokenKeys::random();
        let token = signed(&keys);
        assert!(keys.verify(&token, ARRIVED + LIFE).is_some());
        assert!(keys.verify(&token, ARRIVED + LIFE + 1).is_none());
        assert!(keys.verify(&token, ARRIVED - AHEAD).is_some());
        assert!(keys.verify(&token, ARRIVED - AHEAD - 1).is_none());
    }

    #[test]
    fn a_new_key_signs_and_the_old_one_still_verifies_while_it_is_in_the_file() {
        let (old, new) = ("ab".repeat(KEY_LENGTH), "cd".repeat(KEY_LENGTH));
        let before = TokenKeys::parse(&old).unwrap();
        let overlap = TokenKeys::parse(&format!("# new\n{new}\n\n{old}\n")).unwrap();
        let after = TokenKeys::parse(&new).unwrap();
        let token = signed(&before);
        assert_eq!(overlap.verify(&token, ARRIVED), Some(claims()));
        assert_eq!(after.verify(&token, ARRIVED), None);
        assert_eq!(after.verify(&signed(&overlap), ARRIVED), Some(claims()));
    }

    #[test]
    fn one_conversation_gives_one_place_and_another_gives_another() {
        let keys = TokenKeys::random();
        let next = |n| keys.next_ticket(TicketId([n; 16]));
        assert_eq!(next(1), next(1));
        assert_ne!(next(1), next(2));
        assert_ne!(next(1), TokenKeys::random().next_ticket(TicketId([1; 16])));
    }

    #[test]
    fn a_key_file_that_is_wrong_is_named_by_its_line() {
        let wrong = |text: &str| TokenKeys::parse(text).err();
        assert_eq!(wrong("# nothing\n"), Some(KeyFileError::Empty));
        let good = "ab".repeat(KEY_LENGTH);
        assert_eq!(wrong(&format!("{good}\n{good}0\n")), Some(KeyFileError::Line(2)));
        assert_eq!(wrong("\nsecret"), Some(KeyFileError::Line(2)));
    }
}

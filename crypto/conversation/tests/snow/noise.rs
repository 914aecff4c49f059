//! Our Noise core against snow in both roles, and against cacophony's vectors.

use luwte_conversation::noise::{
    CipherState, Established, Initiator, Responder, read_one_way, write_one_way,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use serde::Deserialize;
use snow::{Builder, HandshakeState, TransportState};
use x25519_dalek::{PublicKey, StaticSecret};

const PATTERN: &str = "Noise_NXpsk2_25519_ChaChaPoly_SHA256";

fn draw<const N: usize>(rng: &mut ChaCha20Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

fn some_bytes(rng: &mut ChaCha20Rng, most: u32) -> Vec<u8> {
    let mut bytes = vec![0; (rng.next_u32() % (most + 1)) as usize];
    rng.fill_bytes(&mut bytes);
    bytes
}

struct Handshake {
    prologue: Vec<u8>,
    psk: [u8; 32],
    static_secret: [u8; 32],
    payload_one: Vec<u8>,
    payload_two: Vec<u8>,
}

impl Handshake {
    fn draw(rng: &mut ChaCha20Rng) -> Self {
        Self {
            prologue: some_bytes(rng, 200),
            psk: draw(rng),
            static_secret: draw(rng),
            payload_one: some_bytes(rng, 1_300),
            payload_two: some_bytes(rng, 600),
        }
    }

    fn snow(&self) -> Builder<'_> {
        Builder::new(PATTERN.parse().unwrap())
            .prologue(&self.prologue)
            .unwrap()
            .psk(2, &self.psk)
            .unwrap()
    }

    fn responder_key(&self) -> [u8; 32] {
        PublicKey::from(&StaticSecret::from(self.static_secret)).to_bytes()
    }

    /// We are the initiator, snow the responder.
    fn we_begin(&self, rng: &mut ChaCha20Rng) -> (Established, HandshakeState) {
        let mut buffer = [0; 4_096];
        let mut snow = self
            .snow()
            .local_private_key(&self.static_secret)
            .unwrap()
            .build_responder()
            .unwrap();
        let (initiator, one) = Initiator::write_one(
            &self.prologue,
            StaticSecret::from(draw::<32>(rng)),
            &self.payload_one,
        );
        let length = snow.read_message(&one, &mut buffer).unwrap();
        assert_eq!(buffer[..length], self.payload_one);
        let length = snow.write_message(&self.payload_two, &mut buffer).unwrap();
        let (payload, established) = initiator.read_two(&self.psk, &buffer[..length]).unwrap();
        assert_eq!(*payload, self.payload_two);
        (established, snow)
    }

    /// Snow is the initiator, we are the responder.
    fn snow_begins(&self, rng: &mut ChaCha20Rng) -> (Established, HandshakeState) {
        let mut buffer = [0; 4_096];
        let mut snow = self.snow().build_initiator().unwrap();
        let length = snow.write_message(&self.payload_one, &mut buffer).unwrap();
        let (responder, payload) = Responder::read_one(&self.prologue, &buffer[..length]).unwrap();
        assert_eq!(*payload, self.payload_one);
        let static_secret = StaticSecret::from(self.static_secret);
        let ephemeral = StaticSecret::from(draw::<32>(rng));
        let (two, established) = responder
            .write_two(&static_secret, &ephemeral, &self.psk, &self.payload_two)
            .unwrap();
        let length = snow.read_message(&two, &mut buffer).unwrap();
        assert_eq!(buffer[..length], self.payload_two);
        (established, snow)
    }
}

/// Some messages each way, a rekey after each, empty associated data.
fn talk(
    rng: &mut ChaCha20Rng,
    sending: &mut CipherState,
    receiving: &mut CipherState,
    snow: &mut TransportState,
) {
    let mut buffer = [0; 4_096];
    for _ in 0..1 + rng.next_u32() % 10 {
        let words = some_bytes(rng, 2_006);
        let sealed = sending.encrypt_with_ad(&[], &words).unwrap();
        sending.rekey();
        let length = snow.read_message(&sealed, &mut buffer).unwrap();
        assert_eq!(buffer[..length], words);
        snow.rekey_incoming();
    }
    for _ in 0..1 + rng.next_u32() % 10 {
        let words = some_bytes(rng, 2_006);
        let length = snow.write_message(&words, &mut buffer).unwrap();
        snow.rekey_outgoing();
        let opened = receiving.decrypt_with_ad(&[], &buffer[..length]).unwrap();
        assert_eq!(*opened, words);
        receiving.rekey();
    }
}

#[test]
fn five_hundred_sessions_with_snow_go_well_in_both_roles() {
    let mut rng = ChaCha20Rng::seed_from_u64(0x4e58);
    for _ in 0..500 {
        let handshake = Handshake::draw(&mut rng);
        for we_begin in [true, false] {
            let (established, snow) = if we_begin {
                handshake.we_begin(&mut rng)
            } else {
                handshake.snow_begins(&mut rng)
            };
            assert_eq!(snow.get_handshake_hash(), established.handshake_hash);
            assert_eq!(established.responder_key, handshake.responder_key());
            let mut snow = snow.into_transport_mode().unwrap();
            let Established {
                mut to_responder,
                mut to_initiator,
                ..
            } = established;
            if we_begin {
                talk(&mut rng, &mut to_responder, &mut to_initiator, &mut snow);
            } else {
                talk(&mut rng, &mut to_initiator, &mut to_responder, &mut snow);
            }
        }
    }
}

/// The entry `Noise_NXpsk2_25519_ChaChaPoly_SHA256` of `tests/vectors/cacophony.txt` in snow 0.10.0, which has it from
/// the Haskell library cacophony.
const CACOPHONY: &str = include_str!("cacophony-nxpsk2.json");

#[derive(Deserialize)]
struct Vector {
    protocol_name: String,
    init_prologue: String,
    init_psks: [String; 1],
    init_ephemeral: String,
    resp_prologue: String,
    resp_psks: [String; 1],
    resp_static: String,
    resp_ephemeral: String,
    handshake_hash: String,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    payload: String,
    ciphertext: String,
}

#[test]
fn cacophonys_vector_comes_out_byte_for_byte() {
    let vector: Vector = serde_json::from_str(CACOPHONY).unwrap();
    assert_eq!(vector.protocol_name, PATTERN);
    assert_eq!(
        (&vector.init_prologue, &vector.init_psks),
        (&vector.resp_prologue, &vector.resp_psks)
    );
    let bytes = |text: &str| hex::decode(text).unwrap();
    let secret = |text: &str| StaticSecret::from(<[u8; 32]>::try_from(bytes(text)).unwrap());
    let psk: [u8; 32] = bytes(&vector.init_psks[0]).try_into().unwrap();
    let prologue = bytes(&vector.init_prologue);
    let (first, second) = (&vector.messages[0], &vector.messages[1]);

    let (initiator, one) =
        Initiator::write_one(&prologue, secret(&vector.init_ephemeral), &bytes(&first.payload));
    assert_eq!(hex::encode(&one), first.ciphertext);
    let (responder, payload) = Responder::read_one(&prologue, &one).unwrap();
    assert_eq!(*payload, bytes(&first.payload));
    let (static_secret, ephemeral) = (secret(&vector.resp_static), secret(&vector.resp_ephemeral));
    let (two, mut ours) = responder
        .write_two(&static_secret, &ephemeral, &psk, &bytes(&second.payload))
        .unwrap();
    assert_eq!(hex::encode(&two), second.ciphertext);
    let (payload, mut theirs) = initiator.read_two(&psk, &two).unwrap();
    assert_eq!(*payload, bytes(&second.payload));
    assert_eq!(hex::encode(ours.handshake_hash), vector.handshake_hash);
    assert_eq!(hex::encode(theirs.handshake_hash), vector.handshake_hash);

    for (number, message) in vector.messages[2..].iter().enumerate() {
        let (sending, receiving) = if number % 2 == 0 {
            (&mut theirs.to_responder, &mut ours.to_responder)
        } else {
            (&mut ours.to_initiator, &mut theirs.to_initiator)
        };
        let sealed = sending.encrypt_with_ad(&[], &bytes(&message.payload)).unwrap();
        assert_eq!(hex::encode(&sealed), message.ciphertext);
        assert_eq!(
            *receiving.decrypt_with_ad(&[], &sealed).unwrap(),
            bytes(&message.payload)
        );
    }
}

const ONE_WAY: &str = "Noise_Npsk0_25519_ChaChaPoly_SHA256";

#[test]
fn five_hundred_one_way_messages_with_snow_go_well_in_both_directions() {
    let mut rng = ChaCha20Rng::seed_from_u64(0x4e30);
    for _ in 0..500 {
        let mut buffer = [0; 4_096];
        let (prologue, payload) = (some_bytes(&mut rng, 200), some_bytes(&mut rng, 600));
        let (psk, static_secret): ([u8; 32], [u8; 32]) = (draw(&mut rng), draw(&mut rng));
        let ours = StaticSecret::from(static_secret);
        let public = PublicKey::from(&ours).to_bytes();
        let snow = || {
            Builder::new(ONE_WAY.parse().unwrap())
                .prologue(&prologue)
                .unwrap()
                .psk(0, &psk)
                .unwrap()
        };

        let ephemeral = StaticSecret::from(draw::<32>(&mut rng));
        let message = write_one_way(&prologue, &public, &ephemeral, &psk, &payload).unwrap();
        let mut responder = snow()
            .local_private_key(&static_secret)
            .unwrap()
            .build_responder()
            .unwrap();
        let length = responder.read_message(&message, &mut buffer).unwrap();
        assert_eq!(buffer[..length], payload);

        let mut initiator = snow()
            .remote_public_key(&public)
            .unwrap()
            .build_initiator()
            .unwrap();
        let length = initiator.write_message(&payload, &mut buffer).unwrap();
        let opened = read_one_way(&prologue, &ours, &psk, &buffer[..length]).unwrap();
        assert_eq!(*opened, payload);
        buffer[(rng.next_u32() as usize) % length] ^= 1;
        assert!(read_one_way(&prologue, &ours, &psk, &buffer[..length]).is_err());
    }
}

/// The entry for the one-way pattern in the same file.
const CACOPHONY_ONE_WAY: &str = include_str!("cacophony-npsk0.json");

#[derive(Deserialize)]
struct OneWayVector {
    protocol_name: String,
    init_prologue: String,
    init_psks: [String; 1],
    init_ephemeral: String,
    init_remote_static: String,
    resp_static: String,
    messages: Vec<Message>,
}

#[test]
fn cacophonys_one_way_vector_comes_out_byte_for_byte() {
    let vector: OneWayVector = serde_json::from_str(CACOPHONY_ONE_WAY).unwrap();
    assert_eq!(vector.protocol_name, ONE_WAY);
    let bytes = |text: &str| hex::decode(text).unwrap();
    let key = |text: &str| <[u8; 32]>::try_from(bytes(text)).unwrap();
    let (prologue, psk) = (bytes(&vector.init_prologue), key(&vector.init_psks[0]));
    let first = &vector.messages[0];
    let message = write_one_way(
        &prologue,
        &key(&vector.init_remote_static),
        &StaticSecret::from(key(&vector.init_ephemeral)),
        &psk,
        &bytes(&first.payload),
    )
    .unwrap();
    assert_eq!(hex::encode(&message), first.ciphertext);
    let secret = StaticSecret::from(key(&vector.resp_static));
    let payload = read_one_way(&prologue, &secret, &psk, &message).unwrap();
    assert_eq!(*payload, bytes(&first.payload));
}

import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join, wipe } from './bytes.ts';

/** Lengths of ML-KEM-768 (FIPS 203, table 3; docs/protocol.md, section 1). */
export const KEM_KEY_LENGTH = 1184;
export const KEM_CIPHERTEXT_LENGTH = 1088;

/**
 * What a psk is for: a first handshake, a rejoin, a hand-over, a guest, a visitor who comes back, an intake, a letter or mail
 * (docs/protocol.md, sections 5.4, 6.5 to 6.7, 6.10, 11.4, 12.2 and 13.5). Each has a salt of its own.
 */
export type PskUse = 'kem' | 'rejoin' | 'hand-over' | 'guest' | 'back' | 'intake' | 'letter' | 'mail';

/**
 * The psk of a handshake, 32 bytes: HKDF-SHA-256 over the KEM's shared secret, bound to the encapsulation key and the
 * ciphertext. At a rejoin the exported secret of the keys in use goes in too, and at a hand-over or with a guest
 * their secret, 32 bytes: whoever was not in the conversation has neither.
 */
export function kemPsk(
  use: PskUse,
  sharedSecret: Uint8Array,
  encapsulationKey: Uint8Array,
  ciphertext: Uint8Array,
  secret: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const material = join(sharedSecret, secret);
  const info = join(sha256(encapsulationKey), sha256(ciphertext));
  const psk = hkdf(sha256, material, ascii(`luwte/1 ${use} psk`), info, 32);
  wipe(material);
  return psk;
}

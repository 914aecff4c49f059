import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join } from './bytes.ts';

/** Lengths of ML-KEM-768 (FIPS 203, table 3; docs/protocol.md, section 1). */
export const KEM_KEY_LENGTH = 1184;
export const KEM_CIPHERTEXT_LENGTH = 1088;

/**
 * The psk of NXpsk2, 32 bytes: HKDF-SHA-256 over the KEM's shared secret, bound to the encapsulation key and the
 * ciphertext (docs/protocol.md, section 5.4).
 */
export function kemPsk(
  sharedSecret: Uint8Array,
  encapsulationKey: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  const info = join(sha256(encapsulationKey), sha256(ciphertext));
  return hkdf(sha256, sharedSecret, ascii('luwte/1 kem psk'), info, 32);
}

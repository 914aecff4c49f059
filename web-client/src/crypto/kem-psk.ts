import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join, wipe } from './bytes.ts';

/** Lengths of ML-KEM-768 (FIPS 203, table 3; docs/protocol.md, section 1). */
export const KEM_KEY_LENGTH = 1184;
export const KEM_CIPHERTEXT_LENGTH = 1088;

/**
 * The psk of NXpsk2, 32 bytes: HKDF-SHA-256 over the KEM's shared secret, bound to the encapsulation key and the
 * ciphertext (docs/protocol.md, section 5.4). At a rejoin the exported secret of the keys in use, 32 bytes, goes in
 * too (section 6.5): whoever was not in the conversation does not have it.
 */
export function kemPsk(
  sharedSecret: Uint8Array,
  encapsulationKey: Uint8Array,
  ciphertext: Uint8Array,
  exported?: Uint8Array,
): Uint8Array {
  const material = join(sharedSecret, exported ?? new Uint8Array(0));
  const psk = derive(material, exported ? 'rejoin' : 'kem', encapsulationKey, ciphertext);
  wipe(material);
  return psk;
}

/** The psk of Npsk0, 32 bytes: the same with a salt of its own (docs/protocol.md, section 11.4). */
export function intakePsk(
  sharedSecret: Uint8Array,
  encapsulationKey: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  return derive(sharedSecret, 'intake', encapsulationKey, ciphertext);
}

function derive(
  material: Uint8Array,
  use: 'kem' | 'rejoin' | 'intake',
  encapsulationKey: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array {
  const info = join(sha256(encapsulationKey), sha256(ciphertext));
  return hkdf(sha256, material, ascii(`luwte/1 ${use} psk`), info, 32);
}

/** Length of an envelope: sequence number 8 | ciphertext 2,022 (docs/protocol.md, section 6.3). */
export const ENVELOPE_LENGTH = 2030;

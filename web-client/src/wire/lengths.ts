/** Lengths in bytes of what frames carry (docs/protocol.md, section 2.3). */
export const VERSION = 1;
export const MESSAGE_ONE_LENGTH = 1232;
export const ANSWER_LENGTH = 1678;
export const ENVELOPE_LENGTH = 2030;
export const CHAIN_LENGTH = 494;
export const PROOF_LENGTH = 64;
export const SHIFT_LENGTH = 32;
export const ENCAPSULATION_KEY_LENGTH = 1184;
export const SLOT_LENGTH = 1168;
export const SEALED_CARD_LENGTH = 784;
export const CERTIFICATES_LENGTH = 308;
export const REVOCATION_LENGTH = 81;
export const INVITED_LENGTH = 129;
export const OUTCOME_ID_LENGTH = 16;
export const NONCE_LENGTH = 32;
export const MOST_ENTRIES = 64;
export const MOST_OF_A_RECORD = 2040;

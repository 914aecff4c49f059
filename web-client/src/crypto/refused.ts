import type { ChainRefusal } from './certificates.ts';

/**
 * Why a handshake was refused: a Diffie-Hellman result that is all zero, something that does not decrypt, a KEM key
 * that fails the check of FIPS 203, a chain that does not hold, a static key that is not the shift's, at a rejoin a
 * counsellor whom the visitor was not talking with, at a hand-over or of a guest another shift than the one she agreed
 * to, or, of a letter, a signature that is not its sender's.
 */
export type HandshakeRefusal =
  | 'zero'
  | 'sealed'
  | 'kem-key'
  | 'chain'
  | 'static-key'
  | 'counsellor'
  | 'signature';

/** A refused handshake. The reason stays on this side; the other side sees none (docs/protocol.md, section 5.5). */
export class Refused extends Error {
  readonly why: HandshakeRefusal;
  /** With `chain`: what is wrong with it. */
  readonly chain: ChainRefusal | undefined;

  constructor(why: HandshakeRefusal, chain?: ChainRefusal) {
    super(`refused: ${chain ?? why}`);
    this.name = 'Refused';
    this.why = why;
    this.chain = chain;
  }
}

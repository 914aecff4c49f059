import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { join, requireBytes, wipe } from './bytes.ts';
import type { Said } from './contents.ts';
import { type Before, type Context, ownContext } from './context.ts';
import { SECRET_LENGTH } from './hand-over.ts';
import { KEM_KEY_LENGTH, kemPsk } from './kem-psk.ts';
import { agree, Noise } from './noise.ts';
import { prologue } from './participants.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';
import { Session } from './session.ts';
import { requireShift, type Shift } from './shift.ts';
import { MESSAGE_ONE_LENGTH } from './visitor-handshake.ts';

export { type HandshakeRefusal, Refused } from './refused.ts';

/** The answer, 1,678 bytes, and the conversation that it begins. */
export type Answered = { answer: Uint8Array; session: Session };

/** Encapsulates to the visitor's key. noble makes the check of FIPS 203, section 7.2, before anything else. */
function encapsulate(
  key: Uint8Array,
  message: Uint8Array,
): { cipherText: Uint8Array; sharedSecret: Uint8Array } {
  try {
    return ml_kem768.encapsulate(key, message);
  } catch {
    throw new Refused('kem-key');
  }
}

function mixAgreement(noise: Noise, secretKey: Uint8Array, theirs: Uint8Array): void {
  const shared = agree(secretKey, theirs);
  if (shared === undefined) throw new Refused('zero');
  noise.mixKey(shared);
  wipe(shared);
}

/**
 * The counsellor's half of the handshake in one step: opens message one, 1,232 bytes, and makes the answer, 1,678
 * bytes, for the frame ANSWER (docs/protocol.md, sections 5.1 to 5.6).
 *
 * @throws Refused when anything is wrong with message one; TypeError when an input is not of its type or length.
 */
export function answer(context: Context, shift: Shift, messageOne: Uint8Array, random: Random): Answered {
  return respond(context, shift, messageOne, random);
}

/**
 * The counsellor's half of a rejoin: answers message one, 1,232 bytes, which `session` has opened in contents of kind
 * `rejoin` (docs/protocol.md, section 6.5). Any shift of the same counsellor will do.
 *
 * @returns what must be sealed at once.
 * @throws Damaged when message one is refused; Error when the session has opened none.
 */
export function answerRejoin(session: Session, shift: Shift, messageOne: Uint8Array, random: Random): Said {
  return session.answerRejoin((bond) => {
    const { counsellorKey, guestKey, exported } = bond;
    const before = { purpose: 'rejoin', counsellorKey, guestKey, secret: exported } as const;
    return respond(bond, shift, messageOne, random, before);
  });
}

/**
 * Answers message one, 1,232 bytes, of a visitor who agreed to be handed over to this shift (docs/protocol.md, section
 * 6.6). `from` is the key of the counsellor who hands over, the subject of her certificate, and `secret` is what stood in
 * her letter; 32 bytes each. The secret is the caller's to wipe.
 *
 * @throws Refused when anything is wrong with message one; TypeError when an input is not of its type or length.
 */
export function answerHandOver(
  context: Context,
  from: Uint8Array,
  secret: Uint8Array,
  shift: Shift,
  messageOne: Uint8Array,
  random: Random,
): Answered {
  const counsellorKey = requireBytes(from, 32, 'counsellor key');
  requireBytes(secret, SECRET_LENGTH, 'hand-over secret');
  return respond(context, shift, messageOne, random, { purpose: 'hand-over', counsellorKey, secret });
}

/**
 * Answers message one, 1,232 bytes, of a visitor whose page has lost its keys and who comes back with the secret that it had
 * said, 32 bytes (docs/protocol.md, section 6.10). The secret is the caller's to wipe.
 *
 * @throws Refused when anything is wrong with message one; TypeError when an input is not of its type or length.
 */
export function answerComingBack(
  context: Context,
  secret: Uint8Array,
  shift: Shift,
  messageOne: Uint8Array,
  random: Random,
): Answered {
  requireBytes(secret, SECRET_LENGTH, 'back secret');
  const { key: counsellorKey } = shift.counsellor;
  return respond(context, shift, messageOne, random, { purpose: 'back', counsellorKey, secret });
}

/** The responder's half, for what a handshake builds on. Nothing is drawn unless message one opens. */
export function respond(
  context: Context,
  shift: Shift,
  messageOne: Uint8Array,
  random: Random,
  before?: Before,
): Answered {
  const own = ownContext(context);
  requireShift(shift);
  requireBytes(messageOne, MESSAGE_ONE_LENGTH, 'message one');
  const noise = new Noise(prologue(own, before));
  const secrets: Uint8Array[] = [];
  try {
    const theirEphemeral = messageOne.subarray(0, 32);
    noise.mixEphemeral(theirEphemeral);
    const kemKey = noise.open(messageOne.subarray(32));
    if (kemKey?.length !== KEM_KEY_LENGTH) throw new Refused('sealed');

    // The order of the draws is fixed by section 5.6, so that transcripts can be compared.
    const kemMessage = draw(random, 32);
    secrets.push(kemMessage);
    const { cipherText, sharedSecret } = encapsulate(kemKey, kemMessage);
    secrets.push(sharedSecret);
    const ephemeralSecret = draw(random, 32);
    secrets.push(ephemeralSecret);

    const ephemeral = x25519.getPublicKey(ephemeralSecret);
    noise.mixEphemeral(ephemeral);
    mixAgreement(noise, ephemeralSecret, theirEphemeral);
    const sealedStatic = noise.seal(shift.agreementKey);
    mixAgreement(noise, shift.agreementSecret, theirEphemeral);
    const psk = kemPsk(before?.purpose ?? 'kem', sharedSecret, kemKey, cipherText, before?.secret);
    secrets.push(psk);
    noise.mixKeyAndHash(psk);
    const sealedChain = noise.seal(shift.chain);

    const { key } = shift.counsellor;
    const keys = noise.split();
    const session =
      before?.purpose === 'guest' || before?.guestKey
        ? new Session(keys, own, before.counsellorKey, undefined, key)
        : new Session(keys, own, key);
    return { answer: join(cipherText, ephemeral, sealedStatic, sealedChain), session };
  } finally {
    noise.wipe();
    wipe(...secrets);
  }
}

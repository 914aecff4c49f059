import { copy, decode64, isZero, join, requireBytes, requireSeconds } from './bytes.ts';
import {
  ChainRefused,
  type Counsellor,
  IDENTITIES_LENGTH,
  readIdentities,
  requireNow,
  roleOnDuty,
  takesVisitors,
  VISITOR_TOLERANCE,
  verifyIdentities,
} from './certificates.ts';
import { readLine } from './identity-certificate.ts';
import { KEM_KEY_LENGTH } from './kem-psk.ts';
import { KEY_LENGTH, SIGNATURE_LENGTH, verifyStrict } from './signature.ts';

/** The longest a letterbox holds, 31 days in seconds (docs/protocol.md, section 13.4). */
export const LONGEST_LETTERBOX = 2_678_400;

/** The most that is said about when somebody is there again, in bytes of UTF-8 (docs/protocol.md, section 13.4). */
export const LONGEST_WHEN = 120;

const NOT_BEFORE = 1 + KEY_LENGTH;
const NOT_AFTER = NOT_BEFORE + 8;
const LENGTH = NOT_AFTER + 8;
const WHEN = LENGTH + 1;

/** Length of what is signed, but for the ML-KEM key: version 1 | key 32 | not before 8 | not after 8 | length 1 | when 120. */
export const TERMS_LENGTH = WHEN + LONGEST_WHEN;

/** Length of a letterbox: two certificates 308 | terms 170 | signature 64 | ML-KEM key 1,184. */
export const LETTERBOX_LENGTH = IDENTITIES_LENGTH + TERMS_LENGTH + SIGNATURE_LENGTH + KEM_KEY_LENGTH;

/** A letterbox that holds. */
export type Letterbox = {
  /** Whose it is. */
  counsellor: Counsellor;
  /** X25519, 32 bytes, and ML-KEM-768, 1,184 bytes: the keys to which mail is sealed. */
  agreementKey: Uint8Array;
  encapsulationKey: Uint8Array;
  /** When she is there again, as she says it; may be empty. */
  when: string;
  /** Until when the letterbox and its two certificates hold, seconds. */
  notAfter: number;
};

/** The fields of the terms, or nothing when one is not as in section 13.4. */
function readTerms(terms: Uint8Array) {
  const notBefore = decode64(terms, NOT_BEFORE);
  const notAfter = decode64(terms, NOT_AFTER);
  const end = WHEN + (terms[LENGTH] as number);
  if (terms[0] !== 1 || end > TERMS_LENGTH || !isZero(terms.subarray(end))) return undefined;
  if (notAfter <= notBefore || notAfter - notBefore > BigInt(LONGEST_LETTERBOX)) return undefined;
  const when = readLine(terms.subarray(WHEN, end));
  return when === undefined ? undefined : { notBefore, notAfter, when };
}

/**
 * Verifies a letterbox of 1,726 bytes under the organisation's root key, 32 bytes (docs/protocol.md, section 13.4). Whether
 * its two keys are such that something can be sealed to them is found when it is.
 *
 * Revocations are not looked at, as in `verifyChain`.
 *
 * @throws ChainRefused when it does not hold, or is of somebody who takes no visitors; TypeError when an input is not of
 * its type or length.
 */
export function verifyLetterbox(
  letterbox: Uint8Array,
  root: Uint8Array,
  nowSeconds: number,
  toleranceSeconds: number = VISITOR_TOLERANCE,
): Letterbox {
  requireBytes(letterbox, LETTERBOX_LENGTH, 'letterbox');
  requireBytes(root, KEY_LENGTH, 'root');
  const now = requireSeconds(nowSeconds, 'now');
  const tolerance = requireSeconds(toleranceSeconds, 'tolerance');
  const identities = readIdentities(letterbox);
  const { coordinator, own } = identities;
  const terms = letterbox.subarray(IDENTITIES_LENGTH, IDENTITIES_LENGTH + TERMS_LENGTH);
  const rest = letterbox.subarray(IDENTITIES_LENGTH + TERMS_LENGTH);
  const said = readTerms(terms);
  if (said === undefined) throw new ChainRefused('field');
  const role = roleOnDuty(coordinator, own);
  if (!takesVisitors(role)) throw new ChainRefused('role');

  verifyIdentities(identities, root);
  const encapsulationKey = copy(rest, SIGNATURE_LENGTH);
  const signed = join(terms, encapsulationKey);
  if (!verifyStrict(own.subject, 'luwte/1 letterbox', signed, rest.subarray(0, SIGNATURE_LENGTH)))
    throw new ChainRefused('signature');
  requireNow([coordinator, own, said], now, tolerance);
  const ends = [coordinator, own, said].map(({ notAfter }) => Number(notAfter));
  return {
    counsellor: { name: own.name, key: copy(own.subject), role },
    agreementKey: copy(terms, 1, NOT_BEFORE),
    encapsulationKey,
    when: said.when,
    notAfter: Math.min(...ends),
  };
}

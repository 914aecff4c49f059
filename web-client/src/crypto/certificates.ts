import { copy, equal, requireBytes, requireSeconds } from './bytes.ts';
import {
  IDENTITY_CERTIFICATE_LENGTH,
  type IdentityCertificate,
  type Role,
  readIdentityCertificate,
} from './identity-certificate.ts';
import { readShiftCertificate, SHIFT_CERTIFICATE_LENGTH } from './shift-certificate.ts';
import { KEY_LENGTH, verifyStrict } from './signature.ts';

/** Length of the certificates of the coordinator and of the person. */
export const IDENTITIES_LENGTH = 2 * IDENTITY_CERTIFICATE_LENGTH;

/** Length of a chain: coordinator | counsellor | shift (docs/protocol.md, section 4.4). */
export const CHAIN_LENGTH = IDENTITIES_LENGTH + SHIFT_CERTIFICATE_LENGTH;

/** How far a visitor's clock may be off, in seconds (docs/protocol.md, section 4.4). */
export const VISITOR_TOLERANCE = 86_400;

/**
 * Who answers: the name on the screen, the subject of the counsellor certificate, 32 bytes, and what they are there
 * for. A coordinator on duty is a counsellor too; a buddy looks along, an interpreter translates.
 */
export type Counsellor = { name: string; key: Uint8Array; role: Role };

/** A chain that holds. */
export type VerifiedChain = {
  counsellor: Counsellor;
  /** The shift's X25519 key, 32 bytes: the only static key message two may carry. */
  agreementKey: Uint8Array;
  /** The shift's Ed25519 key, 32 bytes. */
  signingKey: Uint8Array;
  /** SHA-256 of the shift's ML-KEM key, 32 bytes: the only one to which an intake may be sealed. */
  encapsulationKeyHash: Uint8Array;
  capacity: number;
};

/** Why a chain does not hold, in the order of docs/protocol.md, section 4.4. */
export type ChainRefusal = 'field' | 'role' | 'signature' | 'not-yet' | 'expired';

/** A chain that does not hold. To the other side every refusal looks the same (docs/protocol.md, section 5.5). */
export class ChainRefused extends Error {
  readonly why: ChainRefusal;

  constructor(why: ChainRefusal) {
    super(`chain refused: ${why}`);
    this.name = 'ChainRefused';
    this.why = why;
  }
}

/**
 * What somebody with these two certificates is there for on duty. A coordinator certifies others, and herself as
 * counsellor: then one key stands in both (docs/protocol.md, section 4.4). Says nothing about signatures.
 *
 * @throws ChainRefused when the first is not a coordinator's, or the second is.
 */
export function roleOnDuty(coordinator: IdentityCertificate, counsellor: IdentityCertificate): Role {
  if (coordinator.role !== 'coordinator' || counsellor.role === 'coordinator') throw new ChainRefused('role');
  const herself = counsellor.role === 'counsellor' && equal(coordinator.subject, counsellor.subject);
  return herself ? 'coordinator' : counsellor.role;
}

/** The certificates above a shift or a letterbox: the coordinator's, and the person's own. */
export type Identities = { coordinator: IdentityCertificate; own: IdentityCertificate };

/**
 * Reads the certificates of the coordinator and of the person in a chain of 494 bytes. Does not verify them.
 *
 * @throws ChainRefused when a field is not as in section 4.2; TypeError when it is not 494 bytes.
 */
export function certificatesIn(chain: Uint8Array): Identities {
  requireBytes(chain, CHAIN_LENGTH, 'chain');
  return readIdentities(chain);
}

/**
 * Reads the two certificates, 308 bytes, with which these bytes begin. Does not verify them.
 *
 * @throws ChainRefused when a field is not as in section 4.2.
 */
export function readIdentities(bytes: Uint8Array): Identities {
  const coordinator = readIdentityCertificate(bytes.subarray(0, IDENTITY_CERTIFICATE_LENGTH));
  const own = readIdentityCertificate(bytes.subarray(IDENTITY_CERTIFICATE_LENGTH, IDENTITIES_LENGTH));
  if (!coordinator || !own) throw new ChainRefused('field');
  return { coordinator, own };
}

/**
 * Verifies the signatures of the two certificates from the root, 32 bytes, down (docs/protocol.md, section 4.4).
 *
 * @throws ChainRefused when one does not verify.
 */
export function verifyIdentities({ coordinator, own }: Identities, root: Uint8Array): void {
  const { subject } = coordinator;
  const signed =
    verifyStrict(root, 'luwte/1 coordinator certificate', coordinator.body, coordinator.signature) &&
    verifyStrict(subject, `luwte/1 ${own.role} certificate`, own.body, own.signature);
  if (!signed) throw new ChainRefused('signature');
}

/** From when until when something holds, in seconds. */
type Validity = { notBefore: bigint; notAfter: bigint };

/** @throws ChainRefused when one of these does not hold now (docs/protocol.md, section 4.4). */
export function requireNow(validities: readonly Validity[], now: bigint, tolerance: bigint): void {
  for (const { notBefore, notAfter } of validities) {
    if (now + tolerance < notBefore) throw new ChainRefused('not-yet');
    if (now > notAfter + tolerance) throw new ChainRefused('expired');
  }
}

/**
 * Verifies a chain of 494 bytes under the organisation's root key, 32 bytes (docs/protocol.md, section 4.4).
 *
 * Revocations are not looked at: no frame brings them to a page. The server refuses revoked shifts at DUTY.
 *
 * @throws ChainRefused when it does not hold; TypeError when an input is not of its type or length.
 */
export function verifyChain(
  chain: Uint8Array,
  root: Uint8Array,
  nowSeconds: number,
  toleranceSeconds: number,
): VerifiedChain {
  requireBytes(chain, CHAIN_LENGTH, 'chain');
  requireBytes(root, KEY_LENGTH, 'root');
  const now = requireSeconds(nowSeconds, 'now');
  const tolerance = requireSeconds(toleranceSeconds, 'tolerance');

  const identities = certificatesIn(chain);
  const { coordinator, own: counsellor } = identities;
  const shift = readShiftCertificate(chain.subarray(IDENTITIES_LENGTH));
  if (!shift) throw new ChainRefused('field');
  const role = roleOnDuty(coordinator, counsellor);

  verifyIdentities(identities, root);
  if (!verifyStrict(counsellor.subject, 'luwte/1 shift certificate', shift.body, shift.signature))
    throw new ChainRefused('signature');
  requireNow([coordinator, counsellor, shift], now, tolerance);
  return {
    counsellor: { name: counsellor.name, key: copy(counsellor.subject), role },
    agreementKey: copy(shift.agreementKey),
    signingKey: copy(shift.signingKey),
    encapsulationKeyHash: copy(shift.encapsulationKeyHash),
    capacity: shift.capacity,
  };
}

/**
 * The same for a visitor's page (docs/protocol.md, section 5.5): only of somebody who takes visitors. Buddies and
 * interpreters read nothing of what she says unless she has agreed to that.
 *
 * @throws ChainRefused when it does not hold, or is of somebody else; TypeError as `verifyChain`.
 */
export function verifyForVisitor(chain: Uint8Array, root: Uint8Array, nowSeconds: number): VerifiedChain {
  return forVisitor(verifyChain(chain, root, nowSeconds, VISITOR_TOLERANCE));
}

/** @throws ChainRefused when it is of somebody who takes no visitors. */
export function forVisitor(verified: VerifiedChain): VerifiedChain {
  if (!takesVisitors(verified.counsellor.role)) throw new ChainRefused('role');
  return verified;
}

/** Whether this role takes visitors, and reads what they say beforehand or leave. */
export function takesVisitors(role: Role): boolean {
  return role === 'counsellor' || role === 'coordinator';
}

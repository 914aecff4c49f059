import { copy, equal, requireBytes, requireSeconds } from './bytes.ts';
import {
  IDENTITY_CERTIFICATE_LENGTH,
  type IdentityCertificate,
  type Role,
  readIdentityCertificate,
} from './identity-certificate.ts';
import { readShiftCertificate, SHIFT_CERTIFICATE_LENGTH } from './shift-certificate.ts';
import { KEY_LENGTH, verifyStrict } from './signature.ts';

/** Length of a chain: coordinator | counsellor | shift (docs/protocol.md, section 4.4). */
export const CHAIN_LENGTH = 2 * IDENTITY_CERTIFICATE_LENGTH + SHIFT_CERTIFICATE_LENGTH;

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

/**
 * Reads the certificates of the coordinator and of the person in a chain of 494 bytes. Does not verify them.
 *
 * @throws ChainRefused when a field is not as in section 4.2; TypeError when it is not 494 bytes.
 */
export function certificatesIn(chain: Uint8Array): {
  coordinator: IdentityCertificate;
  own: IdentityCertificate;
} {
  requireBytes(chain, CHAIN_LENGTH, 'chain');
  const coordinator = readIdentityCertificate(chain.subarray(0, IDENTITY_CERTIFICATE_LENGTH));
  const own = readIdentityCertificate(
    chain.subarray(IDENTITY_CERTIFICATE_LENGTH, 2 * IDENTITY_CERTIFICATE_LENGTH),
  );
  if (!coordinator || !own) throw new ChainRefused('field');
  return { coordinator, own };
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

  const { coordinator, own: counsellor } = certificatesIn(chain);
  const shift = readShiftCertificate(chain.subarray(2 * IDENTITY_CERTIFICATE_LENGTH));
  if (!shift) throw new ChainRefused('field');
  const role = roleOnDuty(coordinator, counsellor);

  const signed =
    verifyStrict(root, 'luwte/1 coordinator certificate', coordinator.body, coordinator.signature) &&
    verifyStrict(
      coordinator.subject,
      `luwte/1 ${counsellor.role} certificate`,
      counsellor.body,
      counsellor.signature,
    ) &&
    verifyStrict(counsellor.subject, 'luwte/1 shift certificate', shift.body, shift.signature);
  if (!signed) throw new ChainRefused('signature');

  for (const certificate of [coordinator, counsellor, shift]) {
    if (now + tolerance < certificate.notBefore) throw new ChainRefused('not-yet');
    if (now > certificate.notAfter + tolerance) throw new ChainRefused('expired');
  }
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
  const { role } = verified.counsellor;
  if (role !== 'counsellor' && role !== 'coordinator') throw new ChainRefused('role');
  return verified;
}

import { decode64, requireBytes } from './bytes.ts';
import { KEY_LENGTH, SIGNATURE_LENGTH } from './signature.ts';

/** Length of a shift certificate (docs/protocol.md, section 4.3). */
export const SHIFT_CERTIFICATE_LENGTH = 186;

/** The longest a shift may last, 12 h in seconds (docs/protocol.md, section 4.3). */
export const LONGEST_SHIFT = 43_200;

/** The most conversations one shift may hold at once (docs/protocol.md, section 4.3). */
export const MOST_CONVERSATIONS = 8;

/** The fields of a shift certificate. That it parses says nothing about who signed it. */
export type ShiftCertificate = {
  capacity: number;
  serial: bigint;
  signingKey: Uint8Array;
  agreementKey: Uint8Array;
  encapsulationKeyHash: Uint8Array;
  notBefore: bigint;
  notAfter: bigint;
  /** What the signature covers, without its tag. */
  body: Uint8Array;
  signature: Uint8Array;
};

const BODY_LENGTH = SHIFT_CERTIFICATE_LENGTH - SIGNATURE_LENGTH;

/**
 * Reads a shift certificate, 186 bytes (docs/protocol.md, section 4.3). Does not verify its signature.
 *
 * @returns nothing when a field is not as in section 4.3.
 * @throws TypeError when it is not 186 bytes.
 */
export function readShiftCertificate(certificate: Uint8Array): ShiftCertificate | undefined {
  requireBytes(certificate, SHIFT_CERTIFICATE_LENGTH, 'shift certificate');
  const capacity = certificate[1] as number;
  const notBefore = decode64(certificate, 106);
  const notAfter = decode64(certificate, 114);
  if (certificate[0] !== 1 || capacity < 1 || capacity > MOST_CONVERSATIONS) return undefined;
  if (notAfter <= notBefore || notAfter - notBefore > BigInt(LONGEST_SHIFT)) return undefined;
  return {
    capacity,
    serial: decode64(certificate, 2),
    signingKey: certificate.subarray(10, 10 + KEY_LENGTH),
    agreementKey: certificate.subarray(42, 42 + KEY_LENGTH),
    encapsulationKeyHash: certificate.subarray(74, 106),
    notBefore,
    notAfter,
    body: certificate.subarray(0, BODY_LENGTH),
    signature: certificate.subarray(BODY_LENGTH),
  };
}

import { decode64, isZero, requireBytes } from './bytes.ts';
import { KEY_LENGTH, SIGNATURE_LENGTH } from './signature.ts';

/** Length of the certificate of a person (docs/protocol.md, section 4.2). */
export const IDENTITY_CERTIFICATE_LENGTH = 154;

/** What a certificate allows a person, in the order of their codes, from 1 (docs/protocol.md, section 4.2). */
export const ROLES = ['coordinator', 'counsellor', 'buddy', 'interpreter'] as const;

/** What a certificate allows a person. */
export type Role = (typeof ROLES)[number];

/** The fields of an identity certificate. That it parses says nothing about who signed it. */
export type IdentityCertificate = {
  role: Role;
  serial: bigint;
  subject: Uint8Array;
  notBefore: bigint;
  notAfter: bigint;
  name: string;
  /** What the signature covers, without its tag. */
  body: Uint8Array;
  signature: Uint8Array;
};

/** Length of the padded name. */
export const NAME_LENGTH = 32;

const BODY_LENGTH = IDENTITY_CERTIFICATE_LENGTH - SIGNATURE_LENGTH;
// The C0 controls, DEL and the C1 controls: Unicode category Cc, as Rust's char::is_control has it.
const CONTROL = /\p{Cc}/u;

/** A text of UTF-8 without control characters, or nothing when the bytes are not one. */
export function readLine(bytes: Uint8Array): string | undefined {
  try {
    // ignoreBOM keeps a leading byte order mark, so the text shown is the text signed.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The name in a padded field, or nothing when the field is not as in section 4.2. */
export function readName(field: Uint8Array): string | undefined {
  const end = field.indexOf(0);
  const name = end < 0 ? field : field.subarray(0, end);
  if (name.length === 0 || !isZero(field.subarray(name.length))) return undefined;
  return readLine(name);
}

/**
 * Reads an identity certificate, 154 bytes (docs/protocol.md, section 4.2). Does not verify its signature.
 *
 * @returns nothing when a field is not as in section 4.2.
 * @throws TypeError when it is not 154 bytes.
 */
export function readIdentityCertificate(certificate: Uint8Array): IdentityCertificate | undefined {
  requireBytes(certificate, IDENTITY_CERTIFICATE_LENGTH, 'identity certificate');
  const role = ROLES[(certificate[1] ?? 0) - 1];
  const notBefore = decode64(certificate, 42);
  const notAfter = decode64(certificate, 50);
  const name = readName(certificate.subarray(58, BODY_LENGTH));
  if (certificate[0] !== 1 || role === undefined || notAfter <= notBefore || name === undefined)
    return undefined;
  return {
    role,
    serial: decode64(certificate, 2),
    subject: certificate.subarray(10, 10 + KEY_LENGTH),
    notBefore,
    notAfter,
    name,
    body: certificate.subarray(0, BODY_LENGTH),
    signature: certificate.subarray(BODY_LENGTH),
  };
}

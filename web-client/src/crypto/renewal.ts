import { equal, join } from './bytes.ts';
import { type Certified, certify, readCertified } from './certify.ts';
import type { Identity } from './identity.ts';
import { type IdentityCertificate, readIdentityCertificate } from './identity-certificate.ts';
import type { Random } from './random.ts';

const DAY = 86_400;
/** How long a new certificate holds. */
const TERM = 200 * DAY;

/** The certificates by which somebody is on duty: the coordinator's, and their own. */
export type Certificates = { coordinator: IdentityCertificate; own: IdentityCertificate };

/** Until when somebody with these certificates can go on duty, in seconds. */
export function endOf({ coordinator, own }: Certificates): number {
  return Math.min(Number(coordinator.notAfter), Number(own.notAfter));
}

/**
 * From when until when a new certificate under this coordinator's holds, in seconds: for 200 days, and never longer than hers.
 * It begins a day ago, for the clocks of others.
 */
export function termUnder(coordinator: IdentityCertificate, nowSeconds: number) {
  const notAfter = Math.min(nowSeconds + TERM, Number(coordinator.notAfter));
  return { notBefore: nowSeconds - DAY, notAfter };
}

/**
 * Certifies somebody as a coordinator, for as long as may be (docs/protocol.md, section 4.2). Draws the serial, 8 bytes.
 *
 * @returns 308 bytes: the coordinator's certificate, and the new one.
 * @throws RangeError when the coordinator's certificate has ended, or the name is not as in section 4.2; TypeError when an
 * input is not of its type or length.
 */
export function certifyUnder(
  { secretKey, coordinator }: Identity,
  certified: Omit<Certified, 'notBefore' | 'notAfter'>,
  nowSeconds: number,
  random: Random,
): Uint8Array {
  const above = readIdentityCertificate(coordinator);
  if (above === undefined) throw new TypeError('the coordinator certificate is not one');
  return join(coordinator, certify(secretKey, { ...certified, ...termUnder(above, nowSeconds) }, random));
}

/**
 * Checks certificates, 308 bytes, by which a coordinator renews somebody's (docs/protocol.md, section 12.6): hers, under the
 * root, and under it a new one for the same key, name and role, that holds now and ends later. Nothing when they are not that.
 *
 * @param sender the identity key of the coordinator who sent them, 32 bytes.
 */
export function readRenewal(
  certificates: Uint8Array,
  root: Uint8Array,
  before: Certificates,
  sender: Uint8Array,
  nowSeconds: number,
): Certificates | undefined {
  const { name, subject, role } = before.own;
  const read = readCertified(certificates, root, { name, subject }, nowSeconds);
  if (read === undefined || read.own.role !== role || !equal(read.coordinator.subject, sender))
    return undefined;
  if (read.own.notBefore > nowSeconds || read.coordinator.notBefore > nowSeconds) return undefined;
  return endOf(read) > endOf(before) ? read : undefined;
}

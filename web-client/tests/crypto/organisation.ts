import { ed25519 } from '@noble/curves/ed25519.js';
import { encode64, join } from '../../src/crypto/bytes.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import type { Role } from '../../src/crypto/identity-certificate.ts';
import { sign, type Tag } from '../../src/crypto/signature.ts';
import type { Seeded } from './seeded.ts';

/** The moment at which the tests live: 2026-11-24. */
export const NOW = 1_795_478_400;

const YEAR = 31_536_000;
const ROLES: readonly Role[] = ['coordinator', 'counsellor', 'buddy', 'interpreter'];

/** What an identity certificate of the tests says; each field can be made wrong. */
export type Wishes = {
  version?: number;
  role?: number;
  notBefore?: number | bigint;
  notAfter?: number | bigint;
  name?: Uint8Array;
  subject?: Uint8Array;
  tag?: Tag;
};

/** Writes and signs an identity certificate, right unless wished otherwise (docs/protocol.md, section 4.2). */
export function certify(
  signer: Uint8Array,
  role: Role,
  subject: Uint8Array,
  name: string,
  seeded: Seeded,
  wishes: Wishes = {},
): Uint8Array {
  const field = new Uint8Array(32);
  field.set(wishes.name ?? new TextEncoder().encode(name));
  const body = join(
    Uint8Array.of(wishes.version ?? 1, wishes.role ?? ROLES.indexOf(role) + 1),
    seeded.bytes(8),
    wishes.subject ?? subject,
    encode64(wishes.notBefore ?? NOW - YEAR),
    encode64(wishes.notAfter ?? NOW + YEAR),
    field,
  );
  return join(body, sign(signer, wishes.tag ?? `luwte/1 ${role} certificate`, body));
}

/** An organisation of the tests: a root, a coordinator and one counsellor. */
export type Organisation = {
  root: Uint8Array;
  rootSecret: Uint8Array;
  coordinatorSecret: Uint8Array;
  identity: Identity;
};

/** Founds an organisation. */
export function found(
  seeded: Seeded,
  wishes: { coordinator?: Wishes; counsellor?: Wishes } = {},
): Organisation {
  const rootSecret = seeded.bytes(32);
  const coordinatorSecret = seeded.bytes(32);
  const secretKey = seeded.bytes(32);
  const coordinatorKey = ed25519.getPublicKey(coordinatorSecret);
  const key = ed25519.getPublicKey(secretKey);
  const name = 'Counsellor Noor';
  const coordinator = certify(
    rootSecret,
    'coordinator',
    coordinatorKey,
    'Coordination',
    seeded,
    wishes.coordinator,
  );
  const counsellor = certify(coordinatorSecret, 'counsellor', key, name, seeded, wishes.counsellor);
  return {
    root: ed25519.getPublicKey(rootSecret),
    rootSecret,
    coordinatorSecret,
    identity: {
      name,
      key,
      secretKey,
      role: ROLES[(wishes.counsellor?.role ?? 2) - 1] ?? 'counsellor',
      coordinator,
      counsellor,
    },
  };
}

/** Another counsellor of the same organisation. */
export function colleague(
  { coordinatorSecret, identity }: Organisation,
  name: string,
  seeded: Seeded,
): Identity {
  const secretKey = seeded.bytes(32);
  const key = ed25519.getPublicKey(secretKey);
  const counsellor = certify(coordinatorSecret, 'counsellor', key, name, seeded);
  return { name, role: 'counsellor', key, secretKey, coordinator: identity.coordinator, counsellor };
}

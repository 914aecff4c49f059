import { ed25519 } from '@noble/curves/ed25519.js';
import { wipe } from '../crypto/bytes.ts';
import { readCertified, request } from '../crypto/certify.ts';
import { type Identity, seal } from '../crypto/identity.ts';
import { draw, type Random } from '../crypto/random.ts';
import type { LineEvent } from '../talk/connection.ts';
import { TOKEN_LENGTH } from '../wire/frames.ts';
import type { JoinTrouble } from '../words/coordinator-en.ts';

/** Where somebody is who was invited. The secret key hangs on this value and is wiped with it. */
export type Joining =
  | {
      kind: 'waiting';
      name: string;
      secretKey: Uint8Array;
      invited: Uint8Array;
      coordinators: number;
      lost: boolean;
    }
  | { kind: 'certified'; identity: Identity }
  | { kind: 'over'; why: JoinTrouble };

const BAD_TOKEN = 4009;
const FULL = 4017;
const USED = 4020;

/** Begins: draws an identity, and asks for it to be certified under this name. */
export function beginToJoin(name: string, random: Random): Joining {
  const secretKey = draw(random, 32);
  const invited = request(secretKey, name);
  return { kind: 'waiting', name, secretKey, invited, coordinators: 0, lost: false };
}

/** What the line says to somebody who waits to be certified, and what she says. */
export function joinLine(
  state: Joining,
  event: LineEvent,
  root: Uint8Array,
  nowSeconds: number,
): { state: Joining; enrol: boolean } {
  if (state.kind !== 'waiting') return { state, enrol: false };
  switch (event.kind) {
    case 'opened':
      return { state: { ...state, lost: false }, enrol: true };
    case 'lost':
      return { state: { ...state, lost: true }, enrol: false };
    case 'closed': {
      const why =
        event.code === USED
          ? 'used'
          : event.code === BAD_TOKEN
            ? 'not-valid'
            : event.code === FULL
              ? 'full'
              : 'closed';
      return { state: over(state, why), enrol: false };
    }
    case 'frame': {
      const { frame } = event;
      if (frame.kind === 'enrolling')
        return { state: { ...state, coordinators: frame.coordinators }, enrol: false };
      if (frame.kind !== 'certified') return { state, enrol: false };
      const subject = ed25519.getPublicKey(state.secretKey);
      const read = readCertified(frame.certificates, root, { name: state.name, subject }, nowSeconds);
      if (read === undefined) return { state: over(state, 'not-hers'), enrol: false };
      const half = frame.certificates.length / 2;
      const identity: Identity = {
        name: state.name,
        key: subject,
        secretKey: state.secretKey,
        role: read.own.role,
        coordinator: frame.certificates.slice(0, half),
        counsellor: frame.certificates.slice(half),
      };
      return { state: { kind: 'certified', identity }, enrol: false };
    }
  }
}

function over(state: Extract<Joining, { kind: 'waiting' }>, why: JoinTrouble): Joining {
  wipe(state.secretKey);
  return { kind: 'over', why };
}

/** Seals the new identity under her passphrase, as a file for her alone, and forgets the key. */
export async function sealIdentity(identity: Identity, passphrase: string, random: Random): Promise<string> {
  try {
    return await seal(identity, passphrase, random);
  } finally {
    wipe(identity.secretKey);
  }
}

/** A link for one person. What stands behind # is never sent to a server. */
export function invitationLink(here: string, token: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...token))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
  return `${here.split('#')[0]}#join=${base64}`;
}

/** The invitation in an address. Nothing when there is none, and zeros when it was not copied whole. */
export function invitationIn(hash: string): Uint8Array | undefined {
  const text = /^#join=([A-Za-z0-9_-]*)$/.exec(hash)?.[1];
  if (text === undefined) return undefined;
  try {
    const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const token = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
    return token.length === TOKEN_LENGTH ? token : new Uint8Array(TOKEN_LENGTH);
  } catch {
    return new Uint8Array(TOKEN_LENGTH);
  }
}

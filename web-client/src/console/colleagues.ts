import { equal } from '../crypto/bytes.ts';
import { certificatesIn } from '../crypto/certificates.ts';
import { Refused } from '../crypto/refused.ts';
import type { Certificates } from '../crypto/renewal.ts';
import { verifyShift } from '../crypto/slot.ts';
import type { Colleague, Role } from '../wire/duty.ts';
import type { ServerFrame } from '../wire/frames.ts';
import type { OnDuty, Tools } from './state.ts';
import { keyOf } from './visitors.ts';

/** A colleague whose certificates hold: only to her are letters sealed, and only hers are believed. */
export type Known = {
  /** The key of her shift, for lists. */
  key: string;
  shift: Uint8Array;
  name: string;
  /** As it is certified. */
  role: Role;
  /** The subject of her certificate, 32 bytes: she is the same in another shift. */
  counsellorKey: Uint8Array;
  /** Hers, and her coordinator's. They hold: her chain was verified. */
  certificates: Certificates;
  chain: Uint8Array;
  encapsulationKey: Uint8Array;
};

/** One of those on duty, as far as this console knows her. */
export type Present = Colleague & { key: string; known: Known };

/** The server says who somebody is. Whoever does not belong to the organisation is nobody. */
export function introduced(
  state: OnDuty,
  { chain, encapsulationKey }: Extract<ServerFrame, { kind: 'colleague' }>,
  now: number,
  { root }: Tools,
): OnDuty {
  try {
    const { signingKey, counsellor } = verifyShift(chain, encapsulationKey, root, Math.floor(now / 1000));
    const key = keyOf(signingKey);
    const { name, role, key: counsellorKey } = counsellor;
    const known = new Map(state.known);
    const certificates = certificatesIn(chain);
    known.set(key, {
      key,
      shift: signingKey,
      name,
      role,
      counsellorKey,
      certificates,
      chain,
      encapsulationKey,
    });
    return { ...state, known };
  } catch (error) {
    if (error instanceof Refused) return state;
    throw error;
  }
}

/** The others on duty, whom this console knows. */
export function others({ colleagues, known, shift }: OnDuty): Present[] {
  return colleagues.flatMap((colleague) => {
    const key = keyOf(colleague.shift);
    const who = known.get(key);
    return who === undefined || equal(colleague.shift, shift.signingKey)
      ? []
      : [{ ...colleague, role: who.role, key, known: who }];
  });
}

/** Whether a colleague can go on with a visitor now. */
export function canTakeOver({ role, status, holds }: Present): boolean {
  const takes = role === 'coordinator' || role === 'counsellor';
  return takes && (status.doing === 'ready' || status.doing === 'wrap-up') && holds < 8;
}

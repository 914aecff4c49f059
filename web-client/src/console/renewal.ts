import { copy } from '../crypto/bytes.ts';
import { certificatesIn } from '../crypto/certificates.ts';
import { IDENTITY_CERTIFICATE_LENGTH } from '../crypto/identity-certificate.ts';
import { endOf, readRenewal } from '../crypto/renewal.ts';
import type { Letter } from '../crypto/sealed-letter.ts';
import type { Known } from './colleagues.ts';
import { letterTo } from './letters.ts';
import type { OnDuty, Tools } from './state.ts';
import { keyOf, type Step } from './visitors.ts';

const DAY = 86_400;
/** So many days before it ends somebody is told, and her coordinator sees it. */
const SOON = 14;

/** Certificates that a coordinator has sent to this counsellor. In memory alone, until she has saved them in her file. */
export type Renewed = {
  /** 154 bytes each. */
  coordinator: Uint8Array;
  counsellor: Uint8Array;
  /** Until when they hold, in seconds. */
  until: number;
  /** Whether she was told of them, is about to save them, has done so, or has read that she has. */
  stage: 'told' | 'saving' | 'saved' | 'done';
};

/** In how many days something ends, for somebody who should do something about it; nothing when there is time. */
export function endsSoon(until: number, now: number): number | undefined {
  const days = Math.floor((until - now / 1000) / DAY);
  return days < SOON ? Math.max(0, days) : undefined;
}

/** Until when the counsellor of this console can go on duty, in seconds. */
export function ownEnd({ shift }: OnDuty): number {
  return endOf(certificatesIn(shift.chain));
}

/** A coordinator has renewed a colleague's certificate: it goes to her in a letter. */
export function renew(state: OnDuty, to: string, certificates: Uint8Array, now: number, tools: Tools): Step {
  const known = state.known.get(to);
  if (known === undefined) return { state, effects: [] };
  const effects = letterTo(state, known, { kind: 'renewed', certificates }, now, tools);
  if (effects.length === 0) return { state, effects };
  return { state: { ...state, renewals: new Set([...state.renewals, to]) }, effects };
}

/** She was not there for a letter: it may have been this one, and doing it again is no harm. */
export function notRenewed(state: OnDuty, shift: Uint8Array): OnDuty {
  const key = keyOf(shift);
  if (!state.renewals.has(key)) return state;
  return { ...state, renewals: new Set([...state.renewals].filter((other) => other !== key)) };
}

/** A coordinator on duty has renewed this counsellor's certificate. What is not for her, or not longer, is dropped. */
export function renewedCame(
  state: OnDuty,
  from: Known,
  { certificates }: Extract<Letter, { kind: 'renewed' }>,
  now: number,
  { root }: Tools,
): OnDuty {
  if (from.role !== 'coordinator') return state;
  const before = certificatesIn(state.shift.chain);
  const read = readRenewal(certificates, root, before, from.counsellorKey, Math.floor(now / 1000));
  if (read === undefined) return state;
  const until = endOf(read);
  if (state.renewed && until <= state.renewed.until) return state;
  const coordinator = copy(certificates, 0, IDENTITY_CERTIFICATE_LENGTH);
  const counsellor = copy(certificates, IDENTITY_CERTIFICATE_LENGTH);
  return { ...state, renewed: { coordinator, counsellor, until, stage: 'told' } };
}

/** She goes on to save it, or puts it off. */
export function renewalTo(state: OnDuty, stage: Renewed['stage']): OnDuty {
  return state.renewed ? { ...state, renewed: { ...state.renewed, stage } } : state;
}

/** Whether something would be lost if her shift ended now. */
export function isUnsaved({ renewed }: OnDuty): boolean {
  return renewed?.stage === 'told' || renewed?.stage === 'saving';
}

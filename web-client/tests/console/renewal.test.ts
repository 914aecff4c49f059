import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { endsSoon, isUnsaved, ownEnd } from '../../src/console/renewal.ts';
import type { Event } from '../../src/console/state.ts';
import { join } from '../../src/crypto/bytes.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import type { Role } from '../../src/crypto/identity-certificate.ts';
import { certifyUnder } from '../../src/crypto/renewal.ts';
import type { ServerFrame } from '../../src/wire/frames.ts';
import { certify, found, NOW, type Organisation, type Wishes } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';
import { Console } from './console.ts';

const DAY = 86_400;
const seeded = new Seeded(501);
const organisation = found(seeded);

/** Somebody whom this coordinator certified, for ten days more. */
function person(
  { coordinatorSecret, identity }: Organisation,
  name: string,
  role: Exclude<Role, 'coordinator'> = 'counsellor',
): Identity {
  const secretKey = seeded.bytes(32);
  const key = ed25519.getPublicKey(secretKey);
  const counsellor = certify(coordinatorSecret, role, key, name, seeded, { notAfter: NOW + 10 * DAY });
  return { name, role, key, secretKey, coordinator: identity.coordinator, counsellor };
}

/** A coordinator, who certified herself as counsellor. Her own certificate may end when it is wished. */
function coordinatorOf({ rootSecret }: Organisation, name: string, wishes: Wishes = {}): Identity {
  const secretKey = seeded.bytes(32);
  const key = ed25519.getPublicKey(secretKey);
  const coordinator = certify(rootSecret, 'coordinator', key, name, seeded, wishes);
  const counsellor = certify(secretKey, 'counsellor', key, name, seeded);
  return { name, role: 'coordinator', key, secretKey, coordinator, counsellor };
}

const sam = person(organisation, 'Sam');
const noor = coordinatorOf(organisation, 'Noor');

/** These are on duty together, and know each other. */
function onDuty(...identities: Identity[]): Console[] {
  const consoles = identities.map((identity, at) =>
    new Console(600 + at, 2, { organisation, identity, name: identity.name }).begin(),
  );
  const shifts = consoles.map(({ duty }) => duty.shift);
  for (const console of consoles) {
    for (const { chain, encapsulationKey } of shifts)
      console.hear({ kind: 'colleague', chain, encapsulationKey });
    const status = { doing: 'ready', reason: 0, limit: 2 } as const;
    const colleagues = shifts.map(({ signingKey, counsellor }) => ({
      shift: signingKey,
      role: counsellor.role,
      status,
      holds: 0,
    }));
    console.hear({ kind: 'colleagues', colleagues });
  }
  return consoles;
}

/** The key of somebody's shift, as another console has it. */
function keyIn(console: Console, name: string): string {
  for (const [key, known] of console.duty.known) if (known.name === name) return key;
  throw new Error(`${name} is not known`);
}

/** What a coordinator signs for somebody, and sends. */
const renewal = (by: Identity, { name, key: subject, role }: Identity, now = NOW): Uint8Array =>
  certifyUnder(by, { name, subject, role: role as Exclude<Role, 'coordinator'> }, now, seeded.bytes);

function deliver(from: Console, to: Console, name: string, certificates: Uint8Array): Console {
  from.do({ kind: 'renew', to: keyIn(from, name), certificates });
  const [frame] = from.frames;
  if (frame?.kind !== 'letter') throw new Error('no letter');
  const { slot, sealedLetter } = frame;
  return to.hear({ kind: 'letter-for', slot, sealedLetter } satisfies ServerFrame);
}

describe('a certificate that ends soon', () => {
  test('is told two weeks before, and not earlier', () => {
    const now = NOW * 1000;
    expect(endsSoon(NOW + 14 * DAY, now)).toBeUndefined();
    expect(endsSoon(NOW + 14 * DAY - 1, now)).toBe(13);
    expect(endsSoon(NOW + 3600, now)).toBe(0);
    expect(endsSoon(NOW - 3600, now)).toBe(0);
    const [console] = onDuty(sam) as [Console];
    expect(ownEnd(console.duty)).toBe(NOW + 10 * DAY);
  });

  test('is renewed by a coordinator on duty, and the shift goes on untouched', () => {
    const [hers, his] = onDuty(noor, sam) as [Console, Console];
    const { shift, visitors } = his.duty;
    deliver(hers, his, 'Sam', renewal(noor, sam));
    expect(hers.duty.renewals).toEqual(new Set([keyIn(hers, 'Sam')]));
    const { renewed } = his.duty;
    expect(renewed).toMatchObject({ until: NOW + 200 * DAY, stage: 'told', coordinator: noor.coordinator });
    expect(his.duty.shift).toBe(shift);
    expect(his.duty.visitors).toBe(visitors);
    expect(his.duty.room.lines).toEqual([]);
    expect(his.effects).toEqual([]);
  });

  test('never holds longer than the certificate of whoever renews it', () => {
    const ending = coordinatorOf(organisation, 'Noor', { notAfter: NOW + 30 * DAY });
    const [hers, his] = onDuty(ending, sam) as [Console, Console];
    expect(deliver(hers, his, 'Sam', renewal(ending, sam)).duty.renewed?.until).toBe(NOW + 30 * DAY);
  });

  test('stays what it is when what came is forged, or for somebody else, or ends sooner', () => {
    const buddy = person(organisation, 'Sam', 'buddy');
    const kim = person(organisation, 'Kim');
    const other = coordinatorOf(organisation, 'Robin');
    const stranger = coordinatorOf(found(seeded), 'Noor');
    const ending = coordinatorOf(organisation, 'Noor', { notAfter: NOW + 9 * DAY });
    const counsellor = certify(other.secretKey, 'counsellor', noor.key, 'Noor', seeded);
    const asCounsellor: Identity = {
      ...noor,
      role: 'counsellor',
      coordinator: other.coordinator,
      counsellor,
    };
    const good = renewal(noor, sam);
    const bent = good.slice();
    bent[300] = (bent[300] ?? 0) ^ 1;
    const cases: [string, Identity, Uint8Array][] = [
      ['another key', noor, renewal(noor, { ...sam, key: kim.key })],
      ['another name', noor, renewal(noor, { ...sam, name: 'Samantha' })],
      ['another role', noor, renewal(noor, { ...sam, role: 'interpreter' })],
      ['a buddy made of a counsellor', noor, renewal(noor, { ...buddy, key: sam.key })],
      ['by one who is no coordinator', kim, renewal({ ...kim, coordinator: kim.counsellor }, sam)],
      ['a counsellor who has a coordinator’s certificate at hand', kim, good],
      ['a coordinator who is on duty as a counsellor', asCounsellor, good],
      ['of another coordinator than whoever sent it', other, good],
      ['under the root of others', noor, renewal(stranger, sam)],
      ['a signature with one bit turned', noor, bent],
      ['the two in each other’s place', noor, join(good.subarray(154), good.subarray(0, 154))],
      ['no later than what he has', noor, join(sam.coordinator, sam.counsellor)],
      ['shorter than what he has', ending, renewal(ending, sam)],
      ['from tomorrow on', noor, renewal(noor, sam, NOW + 2 * DAY)],
    ];
    for (const [name, from, certificates] of cases) {
      const [hers, his] = onDuty(from, sam) as [Console, Console];
      expect(deliver(hers, his, 'Sam', certificates).duty.renewed, name).toBeUndefined();
    }
    const [hers, his] = onDuty(noor, sam) as [Console, Console];
    expect(deliver(hers, his, 'Sam', good).duty.renewed).toBeDefined();
  });

  test('is renewed by nobody who is not on duty, and by no letter twice', () => {
    const [hers, his] = onDuty(noor, sam) as [Console, Console];
    his.hear({ kind: 'colleagues', colleagues: [] });
    expect(deliver(hers, his, 'Sam', renewal(noor, sam)).duty.renewed).toBeUndefined();
  });

  test('that was renewed is not renewed to less afterwards, and saving it begins again when it is more', () => {
    const [hers, his] = onDuty(noor, sam) as [Console, Console];
    deliver(hers, his, 'Sam', renewal(noor, sam)).do({ kind: 'renewal', stage: 'done' });
    deliver(hers, his, 'Sam', renewal(noor, sam, NOW - DAY));
    expect(his.duty.renewed).toMatchObject({ until: NOW + 200 * DAY, stage: 'done' });
    deliver(hers, his, 'Sam', renewal(noor, sam, NOW + 60));
    expect(his.duty.renewed).toMatchObject({ until: NOW + 200 * DAY + 60, stage: 'told' });
  });

  test('is kept until it is saved, also through a lost line, and then not asked about again', () => {
    const [hers, his] = onDuty(noor, sam) as [Console, Console];
    const steps: [Event, boolean][] = [
      [{ kind: 'renewal', stage: 'saving' }, true],
      [{ kind: 'tick' }, true],
      [{ kind: 'renewal', stage: 'told' }, true],
      [{ kind: 'renewal', stage: 'saved' }, false],
      [{ kind: 'renewal', stage: 'done' }, false],
    ];
    expect(isUnsaved(his.duty)).toBe(false);
    deliver(hers, his, 'Sam', renewal(noor, sam)).back();
    for (const [event, unsaved] of steps) expect(isUnsaved(his.do(event).duty)).toBe(unsaved);
  });

  test('can be renewed again when the colleague was not there for the letter', () => {
    const [hers] = onDuty(noor, sam) as [Console];
    const key = keyIn(hers, 'Sam');
    hers.do({ kind: 'renew', to: key, certificates: renewal(noor, sam) });
    const { shift } = hers.duty.known.get(key) ?? {};
    hers.hear({ kind: 'not-there', shift: shift as Uint8Array });
    expect(hers.duty.renewals.size).toBe(0);
    expect(hers.do({ kind: 'renew', to: 'nobody', certificates: renewal(noor, sam) }).effects).toEqual([]);
  });
});

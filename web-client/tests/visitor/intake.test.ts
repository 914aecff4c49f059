import { describe, expect, test } from 'vitest';
import { EMPTY_FORM } from '../../src/crypto/intake.ts';
import { openIntake } from '../../src/crypto/open-intake.ts';
import { type Shift, startShift } from '../../src/crypto/shift.ts';
import { formOf } from '../../src/visitor/intake.ts';
import type { PageFrame, ServerFrame } from '../../src/wire/frames.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Page } from './page.ts';

const shown = ({ chain, encapsulationKey }: Shift): ServerFrame => ({
  kind: 'shift',
  chain,
  encapsulationKey,
});

function read(page: Page, shift: Shift, frame: PageFrame | undefined) {
  if (frame?.kind !== 'intake') throw new Error('no intake');
  const context = { root: page.organisation.root, conversation: page.conversation };
  return openIntake(context, shift, frame.slot, frame.sealedForm);
}

describe('a visitor who waits and is shown a shift', () => {
  test('seals to it what she has to say, or that it is nothing', () => {
    const page = new Page(80).wait();
    const shift = startShift(page.organisation.identity, NOW, 2, page.seeded.bytes);
    page.hear(shown(shift));
    expect(page.frames).toHaveLength(1);
    expect(page.frames[0]).toMatchObject({ kind: 'intake', shift: shift.signingKey });
    expect(read(page, shift, page.frames[0])).toEqual({ ...EMPTY_FORM, who: 'me' });
  });

  test('says the same to the next one, under another key: no two look the same, whomever she asks for', () => {
    const page = new Page(81).wait();
    const one = startShift(page.organisation.identity, NOW, 2, page.seeded.bytes);
    const two = startShift(page.organisation.identity, NOW, 2, page.seeded.bytes);
    const [first] = page.hear(shown(one)).frames;
    const [second] = page.hear(shown(two)).frames;
    expect(read(page, two, second)).toEqual(read(page, one, first));
    expect(second?.kind === 'intake' && second.sealedForm).not.toEqual(
      first?.kind === 'intake' && first.sealedForm,
    );
  });

  test('asks one of them for herself, and tells another only that it is not her', () => {
    const page = new Page(83).arrive();
    const shift = startShift(page.organisation.identity, NOW, 2, page.seeded.bytes);
    for (const [asksFor, topic] of [
      [shift.counsellor.key, 'asks-for-you'],
      [page.seeded.bytes(32), 'asks-for-another'],
    ] as const) {
      const asks = new Page(84).arrive();
      asks.do({ kind: 'answer', says: { asksFor: [asksFor] } });
      asks.do({ kind: 'skip' });
      if (asks.state.kind !== 'waiting') throw new Error('she does not wait');
      expect(formOf(asks.state.intake, shift.counsellor.key).topics).toEqual([topic]);
    }
  });

  test('says nothing to one that does not hold, and waits on', () => {
    const page = new Page(82).wait();
    const { identity } = page.organisation;
    const shift = startShift(identity, NOW, 2, page.seeded.bytes);
    const stranger = startShift(found(page.seeded).identity, NOW, 2, page.seeded.bytes);
    const late = startShift(identity, NOW - 3 * 86_400, 2, page.seeded.bytes);
    for (const forged of [
      stranger,
      late,
      { ...shift, encapsulationKey: stranger.encapsulationKey },
      { ...shift, encapsulationKey: new Uint8Array(1184).fill(255) },
      { ...shift, chain: new Uint8Array(494) },
    ]) {
      expect(page.hear(shown(forged)).effects).toEqual([]);
      expect(page.state.kind).toBe('waiting');
    }
    expect(page.hear(shown(shift)).frames).toHaveLength(1);
  });

  test('says nothing any more once she talks, or before she has a ticket', () => {
    const page = new Page(83);
    page.do({ kind: 'start' }).line('opened');
    const shift = startShift(page.organisation.identity, NOW, 2, page.seeded.bytes);
    expect(page.hear(shown(shift)).effects).toEqual([]);
    page.answeredBy();
    expect(page.hear(shown(shift)).effects).toEqual([]);
  });
});

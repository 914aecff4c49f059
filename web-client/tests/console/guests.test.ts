import { x25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { Noise } from '../../src/crypto/noise.ts';
import { prologue } from '../../src/crypto/participants.ts';
import { askFor } from '../../src/talk/cards/cards.ts';
import { PLAN } from '../visitor/template.ts';
import { Three } from './guests.ts';

test('a colleague who has agreed to come is told when the conversation ends first', () => {
  for (const [seed, kind] of [
    [500, 'end'],
    [501, 'pass-back'],
    [502, 'off-duty'],
  ] as const) {
    const three = new Three(seed);
    three.asked();
    if (kind === 'off-duty') three.noor.do({ kind });
    else three.noor.do({ kind, key: three.key });
    three.letters(three.noor, three.sam);
    expect(three.sam.duty.invitations, kind).toEqual([]);
  }
});

test('a colleague can be invited again when it was not heard that the first time came to nothing', () => {
  const three = new Three(510);
  three.asked();
  // The letter that says so is lost.
  three.noor.do({ kind: 'uninvite', key: three.key });
  three.invites();
  three.letters(three.noor, three.sam);
  expect(three.sam.duty.invitations).toMatchObject([{ accepted: false }]);
  three.samSays(true);
  three.letters(three.sam, three.noor);
  expect(three.open(three.noor, 1).guest?.stage).toBe('asked');
});

test('a colleague who agreed says that after all she cannot', () => {
  const three = new Three(520);
  three.asked();
  three.samSays(false);
  expect(three.sam.duty.invitations).toEqual([]);
  three.letters(three.sam, three.noor);
  expect(three.open(three.noor, 1)).toMatchObject({ guest: undefined, noGuest: { why: 'declined' } });
});

test('what a guest says before the counsellor has come reaches the counsellor too', () => {
  const three = new Three(530);
  const asked = three.asked();
  three.answers(asked.id);
  three.visitorCalls(asked);
  const { selected } = three.sam.duty;
  three.sam.do({ kind: 'write', key: `${selected}`, text: 'hello from Sam' });
  three.noorCalls();
  const { guest, talk } = three.open(three.noor, 1);
  expect(guest?.stage).toBe('here');
  expect(talk.lines.filter(({ by }) => by === 'Sam').map(({ text }) => text)).toEqual(['hello from Sam']);
});

test('a guest sees nobody who has only called, and has a number for her when she is there', () => {
  const three = new Three(540);
  const asked = three.asked();
  three.answers(asked.id);
  three.noorCalls();
  // The counsellor alone: the form stays, and no conversation is on the screen.
  expect(three.sam.duty.selected).toBeUndefined();
  expect(three.sam.duty.taken).toBe(0);
  three.visitorCalls(asked);
  expect(three.sam.visitor(1)).toMatchObject({ seat: { with: 'visitor' } });
  expect(three.sam.duty.selected).toBe(three.sam.visitor(1).key);
});

test('a guest does nothing that is for whoever has the conversation', () => {
  const three = new Three(550);
  const asked = three.asked();
  three.answers(asked.id);
  three.visitorCalls(asked);
  three.noorCalls();
  const { key } = three.sam.visitor(1);
  const before = three.sam.state;
  three.sam.do({ kind: 'brake', key, brake: { what: 'pause', reason: 'moment', seconds: 60 } });
  three.sam.do({ kind: 'pass-back', key });
  three.sam.do({ kind: 'offer', key, to: 'nobody', note: '' });
  three.sam.do({ kind: 'cards', key, does: (cards) => askFor(cards, PLAN) });
  expect(three.sam.state).toBe(before);
});

test('a guest who is sent away sits on neither line', () => {
  const three = new Three(560);
  const asked = three.asked();
  three.answers(asked.id);
  three.visitorCalls(asked);
  three.noorCalls();
  three.noor.do({ kind: 'uninvite', key: three.key });
  three.letters(three.noor, three.sam);
  expect(three.sam.duty.visitors).toMatchObject([{ kind: 'over', seat: { with: 'visitor' } }]);
  expect(three.sam.frames.filter(({ kind }) => kind === 'leave')).toHaveLength(2);
  expect(three.sam.duty.invitations).toEqual([]);
});

test('a call that is bad inside is given back, whoever made it', () => {
  const three = new Three(570);
  const { to } = three.asked();
  expect(to.counsellor.name).toBe('Sam');
  const { between } = three.open(three.noor, 1).talk.keys;
  // What the prologue is made of is no secret.
  const noise = new Noise(
    prologue(between, { purpose: 'guest', caller: 'visitor', counsellorKey: between.counsellorKey }),
  );
  const ephemeral = x25519.getPublicKey(three.noor.seeded.bytes(32));
  noise.mixEphemeral(ephemeral);
  three.call(join(ephemeral, noise.seal(new Uint8Array(1184).fill(0xff))));
  expect(three.sam.frames).toMatchObject([{ kind: 'leave', reason: 'refused' }]);
  expect(three.sam.duty.invitations).toMatchObject([{ accepted: true, answered: [] }]);
});

test('a visitor who said yes is not said to have said no when the guest cannot come', () => {
  const three = new Three(580);
  const { id } = three.asked();
  three.answers(id);
  three.ends(id);
  expect(three.open(three.noor, 1).noGuest?.why).toBe('not-there');
});

test('a guest does not hear of an answer that is about another', () => {
  const three = new Three(590);
  three.asked();
  three.answers(new Uint8Array(16).fill(7));
  three.ends(new Uint8Array(16).fill(7));
  expect(three.open(three.noor, 1).guest?.stage).toBe('asked');
});

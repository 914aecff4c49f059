import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, test } from 'vitest';
import { isZero } from '../../src/crypto/bytes.ts';
import { ChainRefused } from '../../src/crypto/certificates.ts';
import { replyFolder } from '../../src/crypto/folder.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import { LONGEST_LETTERBOX, verifyLetterbox } from '../../src/crypto/letterbox.ts';
import { deriveLetterboxKeys, signLetterbox, wipeLetterboxKeys } from '../../src/crypto/letterbox-keys.ts';
import {
  encodeMail,
  LONGEST_MAIL,
  type Mail,
  mailBindings,
  Refused,
  sealMail,
} from '../../src/crypto/mail.ts';
import { openMail } from '../../src/crypto/open-mail.ts';
import { onceUnder } from '../../src/crypto/slot.ts';
import { thrownBy } from './conversation.ts';
import { bytes, hex, load, operate, outcome, type Vector } from './frozen.ts';
import { certify, colleague, found, NOW } from './organisation.ts';
import { Seeded, scripted } from './seeded.ts';

const vectors: Vector = load('mail');

function identityOf({ secret, coordinator = '', counsellor = '' }: Vector): Identity {
  const secretKey = bytes(secret);
  const certificates =
    coordinator === ''
      ? { coordinator: new Uint8Array(154), counsellor: new Uint8Array(154) }
      : { coordinator: bytes(coordinator), counsellor: bytes(counsellor) };
  const key = ed25519.getPublicKey(secretKey);
  return { name: 'Noor', role: 'counsellor', key, secretKey, ...certificates };
}

const mailOf = ({ reply, reply_key, text }: Vector): Mail => ({
  reply: bytes(reply),
  replyKey: bytes(reply_key),
  text,
});

function seal(own: Vector, { root, letterbox, now }: Vector) {
  const random = bytes(own.random);
  const drawn = scripted(random.slice(0, 32), random.slice(32, 64), random.slice(64));
  return sealMail(bytes(root), mailOf(own), bytes(letterbox), now, drawn);
}

function open(own: Vector, ends: Vector, slot = bytes(own.slot), sealed = bytes(own.sealed)): Mail {
  const keys = deriveLetterboxKeys(identityOf({ secret: ends.secret }));
  return openMail(bytes(ends.root), bytes(ends.counsellor_key), keys, slot, sealed);
}

describe('the frozen letterboxes', () => {
  test('are made from the identity, come out byte for byte, and hold', () => {
    expect(vectors.letterboxes.length).toBeGreaterThanOrEqual(6);
    for (const own of vectors.letterboxes) {
      const identity = identityOf(own);
      const keys = deriveLetterboxKeys(identity);
      const kem = ml_kem768.keygen(bytes(own.encapsulation_seed));
      expect(hex(keys.agreementSecret), own.name).toBe(own.agreement_secret);
      expect(hex(keys.agreementKey)).toBe(own.agreement_key);
      expect(keys.encapsulationKey).toEqual(kem.publicKey);
      expect(keys.decapsulationSecret).toEqual(kem.secretKey);
      const terms = { when: own.when, notBefore: own.not_before, notAfter: own.not_after };
      expect(hex(signLetterbox(identity, keys, terms)), own.name).toBe(own.letterbox);
      expect(verifyLetterbox(bytes(own.letterbox), bytes(own.root), own.now), own.name).toEqual({
        counsellor: { name: own.counsellor_name, key: bytes(own.counsellor_key), role: own.role },
        agreementKey: keys.agreementKey,
        encapsulationKey: keys.encapsulationKey,
        when: own.when,
        notAfter: own.end,
      });
    }
  });

  test('do not hold where they must not, for the same reason', () => {
    expect(vectors.not_held.length).toBeGreaterThanOrEqual(50);
    for (const { name, letterbox, op, given, expected } of vectors.not_held) {
      // No frame brings revocations to a page (docs/decisions/0001).
      if (given?.revocations) continue;
      const own = { ...vectors.letterboxes[letterbox], ...given };
      const run = () => verifyLetterbox(operate(bytes(own.letterbox), op), bytes(own.root), own.now);
      expect(outcome(run), name).toBe(expected.split(':')[0]);
    }
  });
});

describe('the frozen mail', () => {
  test('comes out byte for byte, opens, and leads to where the answer is', () => {
    for (const own of vectors.mail) {
      const ends = vectors.letterboxes[own.letterbox];
      const sealed = seal(own, ends);
      expect(hex(sealed.to)).toBe(ends.counsellor_key);
      expect(hex(sealed.slot), own.name).toBe(own.slot);
      expect(hex(sealed.sealed), own.name).toBe(own.sealed);
      expect(hex(encodeMail(mailOf(own)))).toBe(own.plain);
      expect(open(own, ends), own.name).toEqual(mailOf(own));
      const { reply, replyKey } = mailOf(own);
      const folder = replyFolder(bytes(ends.root), reply, replyKey);
      expect([hex(folder.lookup), folder.seed]).toEqual([own.lookup, replyKey]);
    }
  });

  test('is refused where it must be, for the same reason', () => {
    expect(vectors.refused.length).toBeGreaterThanOrEqual(30);
    for (const { name, step, mail, what, op, given, expected } of vectors.refused) {
      const own = vectors.mail[mail];
      const ends = { ...vectors.letterboxes[own.letterbox], ...given };
      const altered = (which: string) => operate(bytes(own[which]), what === which ? op : undefined);
      const run = () =>
        step === 'seal' ? seal(own, ends) : open(own, ends, altered('slot'), altered('sealed'));
      expect(outcome(run), name).toBe(expected.split(':')[0]);
    }
  });

  test('that is none is refused whole', () => {
    expect(vectors.malformed.length).toBeGreaterThanOrEqual(15);
    for (const { name, mail, plain } of vectors.malformed) {
      const own = vectors.mail[mail];
      const ends = vectors.letterboxes[own.letterbox];
      const { bound } = mailBindings(bytes(ends.root), bytes(ends.counsellor_key));
      const sealed = onceUnder(bytes(own.random).slice(0, 32), bound).encrypt(bytes(plain));
      const error = thrownBy(() => open(own, ends, bytes(own.slot), sealed));
      // The page has one word for mail that breaks a rule.
      expect((error as Error).name, name).toBe('Damaged');
    }
  });
});

describe('a letterbox', () => {
  const seeded = new Seeded(120);
  const organisation = found(seeded);
  const { root, identity } = organisation;
  const keys = deriveLetterboxKeys(identity);
  const week = { when: 'donderdag', notBefore: NOW, notAfter: NOW + 7 * 86_400 };
  const refusal = (letterbox: Uint8Array, now = NOW) => {
    const error = thrownBy(() => verifyLetterbox(letterbox, root, now, 0));
    expect(error).toBeInstanceOf(ChainRefused);
    return (error as ChainRefused).why;
  };

  test('is the same for whichever shift of hers comes next, and another for everybody else', () => {
    expect(deriveLetterboxKeys(structuredClone(identity))).toEqual(keys);
    const other = deriveLetterboxKeys(colleague(organisation, 'Counsellor Sam', seeded));
    expect(other.agreementKey).not.toEqual(keys.agreementKey);
    expect(other.encapsulationKey).not.toEqual(keys.encapsulationKey);
  });

  test('is hers alone to sign, to the second', () => {
    const letterbox = signLetterbox(identity, keys, week);
    expect(verifyLetterbox(letterbox, root, week.notAfter, 0).when).toBe('donderdag');
    expect(refusal(letterbox, week.notAfter + 1)).toBe('expired');
    expect(refusal(letterbox, NOW - 1)).toBe('not-yet');
    const sam = colleague(organisation, 'Counsellor Sam', seeded);
    const forged = { ...sam, coordinator: identity.coordinator, counsellor: identity.counsellor };
    expect(refusal(signLetterbox(forged, keys, week))).toBe('signature');
  });

  test('is not had by those who take no visitors', () => {
    for (const [role, code] of [
      ['buddy', 3],
      ['interpreter', 4],
    ] as const) {
      const tag = `luwte/1 ${role} certificate` as const;
      const wishes = { role: code, tag };
      const { coordinatorSecret } = organisation;
      const counsellor = certify(coordinatorSecret, role, identity.key, 'Kim', seeded, wishes);
      expect(refusal(signLetterbox({ ...identity, role, counsellor }, keys, week))).toBe('role');
    }
  });

  test('that we would refuse is never signed', () => {
    const wrong = [
      { ...week, when: 'a'.repeat(121) },
      { ...week, when: 'é'.repeat(61) },
      { ...week, when: 'ma\nandag' },
      { ...week, when: '\u0085' },
      { ...week, notAfter: NOW },
      { ...week, notAfter: NOW + LONGEST_LETTERBOX + 1 },
    ];
    for (const terms of wrong) expect(() => signLetterbox(identity, keys, terms)).toThrow(RangeError);
    for (const terms of [
      { ...week, notBefore: 0.5 },
      { ...week, when: undefined as unknown as string },
    ])
      expect(() => signLetterbox(identity, keys, terms)).toThrow(TypeError);
    const longest = { ...week, when: 'é'.repeat(60), notAfter: NOW + LONGEST_LETTERBOX };
    expect(verifyLetterbox(signLetterbox(identity, keys, longest), root, NOW).when).toBe(longest.when);
  });

  test('is neither made nor opened with an identity that was wiped', () => {
    const wiped = { ...identity, secretKey: new Uint8Array(32) };
    expect(String(thrownBy(() => deriveLetterboxKeys(wiped)))).toContain('wiped');
    const over = deriveLetterboxKeys(identity);
    wipeLetterboxKeys(over);
    expect([over.agreementSecret, over.decapsulationSecret].every(isZero)).toBe(true);
    const call = () => openMail(root, identity.key, over, new Uint8Array(1168), new Uint8Array(784));
    expect(String(thrownBy(call))).toContain('wiped');
  });
});

describe('mail', () => {
  const seeded = new Seeded(121);
  const organisation = found(seeded);
  const { root, identity } = organisation;
  const keys = deriveLetterboxKeys(identity);
  const letterbox = signLetterbox(identity, keys, { when: '', notBefore: NOW, notAfter: NOW + 86_400 });
  const hello: Mail = { reply: seeded.bytes(16), replyKey: seeded.bytes(32), text: 'hoi' };
  const leave = (mail: Mail, now = NOW) => sealMail(root, mail, letterbox, now, seeded.bytes);

  test('looks like any other from outside, whatever it says', () => {
    const sealed = [hello, hello, { ...hello, text: 'a'.repeat(LONGEST_MAIL) }].map((mail) => leave(mail));
    for (const { to, slot, sealed: words } of sealed) {
      expect([slot.length, words.length]).toEqual([1168, 784]);
      expect(to).toEqual(identity.key);
    }
    expect(new Set(sealed.map(({ slot }) => hex(slot))).size).toBe(3);
    expect(new Set(sealed.map(({ sealed: words }) => hex(words))).size).toBe(3);
  });

  test('says the same to both, and is nobody else’s to read', () => {
    const { slot, sealed } = leave(hello);
    expect(openMail(root, identity.key, keys, slot, sealed)).toEqual(hello);
    const sam = colleague(organisation, 'Counsellor Sam', seeded);
    const other = deriveLetterboxKeys(sam);
    for (const key of [sam.key, identity.key])
      expect(outcome(() => openMail(root, key, other, slot, sealed))).toBe('Damaged');
  });

  test('is not left in a letterbox that does not hold, by a phone that is more than a day wrong', () => {
    expect(leave(hello, NOW + 2 * 86_400).slot.length).toBe(1168);
    expect(thrownBy(() => leave(hello, NOW + 2 * 86_400 + 1))).toBeInstanceOf(Refused);
    expect(outcome(() => leave(hello, NOW - 86_401))).toBe('NotYetValid');
  });

  test('that we would refuse is never sealed', () => {
    for (const text of ['', 'a'.repeat(LONGEST_MAIL + 1), 'é'.repeat(359)])
      expect(() => leave({ ...hello, text })).toThrow(RangeError);
    for (const wrong of [
      { ...hello, reply: new Uint8Array(15) },
      { ...hello, replyKey: new Uint8Array(33) },
      { ...hello, text: undefined as unknown as string },
    ])
      expect(() => leave(wrong)).toThrow(TypeError);
  });

  test('leaves nothing of what was drawn for it, and what was handed in as it was', () => {
    const drawn: Uint8Array[] = [];
    const random = (length: number) => {
      const made = seeded.bytes(length);
      drawn.push(made);
      return made;
    };
    const kept = structuredClone({ hello, letterbox, identity });
    sealMail(root, hello, letterbox, NOW, random);
    expect(drawn.map(({ length }) => length)).toEqual([32, 32, 32]);
    expect(drawn.every(isZero)).toBe(true);
    expect({ hello, letterbox, identity }).toEqual(kept);
  });
});

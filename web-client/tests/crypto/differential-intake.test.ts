import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { afterAll, expect, test } from 'vitest';
import { AGES, DANGER, encodeForm, type Form, SAFETY, TOPICS, WHO } from '../../src/crypto/form.ts';
import { Intake, type SealedFor } from '../../src/crypto/intake.ts';
import { openIntake } from '../../src/crypto/open-intake.ts';
import { bytes, hex, outcome, shiftOf, type Vector } from './frozen.ts';
import { accepted, flipped, Oracle } from './oracle.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const INTAKES = 300;
const NOW = 1_800_000_000;
const FAULTS = [
  'none',
  'none',
  'slot',
  'form',
  'ticket',
  'expired',
  'wrong-root',
  'wrong-role',
  'key',
] as const;

const rust = new Oracle();
afterAll(() => rust.stop());

/** Any form; its texts in any script, up to all the room there is. */
function anyForm(seeded: Seeded): Form {
  const letters = Array.from('ab é سل 你😀\n');
  const text = (longest: number) => {
    let made = '';
    const length = seeded.below(longest + 1);
    for (;;) {
      const more = made + seeded.pick(letters);
      if (new TextEncoder().encode(more).length > length) return made;
      made = more;
    }
  };
  return {
    language: seeded.pick(['', 'nl', 'en', 'ar']),
    who: seeded.pick(WHO),
    age: seeded.pick(AGES),
    topics: TOPICS.filter(() => seeded.below(2) === 1),
    safe: seeded.pick(SAFETY),
    danger: seeded.pick(DANGER),
    codeWord: text(48),
    message: text(708),
  };
}

/** One form goes from one side to the other. Returns what came of it. */
async function intake(number: number): Promise<string> {
  const seeded = new Seeded(SEED + number);
  const fault = seeded.pick(FAULTS);
  const chainFault = ['expired', 'wrong-root', 'wrong-role'].includes(fault) ? fault : undefined;
  const made: Vector = await rust.ask({
    do: 'organisation',
    seed: seeded.next(),
    now: NOW,
    fault: chainFault,
  });
  if (!made.ok) throw new Error(made.error);
  const ticket = seeded.bytes(16);
  const form = anyForm(seeded);
  const key = fault === 'key' ? flipped(bytes(made.intake_key), seeded) : bytes(made.intake_key);
  const mayStand = chainFault === undefined && fault !== 'key';
  const spoil = ({ slot, sealedForm }: Omit<SealedFor, 'shift'>) => ({
    slot: fault === 'slot' ? flipped(slot, seeded) : slot,
    sealedForm: fault === 'form' ? flipped(sealedForm, seeded) : sealedForm,
    ticket: fault === 'ticket' ? flipped(ticket, seeded) : ticket,
  });
  const opens = mayStand && fault === 'none';

  if (seeded.below(2) === 0) {
    let sealed: SealedFor | undefined;
    const found = outcome(() => {
      const intake = new Intake({ root: bytes(made.root), conversation: ticket }, form, seeded.bytes);
      sealed = intake.sealFor(bytes(made.chain), key, NOW);
    });
    expect(found === 'accepted').toBe(mayStand);
    if (!sealed) return 'not sealed by TypeScript';
    expect(hex(sealed.shift)).toBe(made.signing_key);
    const sent = spoil(sealed);
    const opened = await rust.ask({
      do: 'open_intake',
      root: made.root,
      ticket: hex(sent.ticket),
      signing_key: made.signing_key,
      agreement_secret: made.agreement_secret,
      intake_seed: made.intake_seed,
      slot: hex(sent.slot),
      sealed_form: hex(sent.sealedForm),
    });
    expect(accepted(opened)).toBe(opens);
    if (!opened.ok) return 'refused by Rust';
    expect(opened.form).toBe(hex(encodeForm(form)));
    return 'opened by Rust';
  }
  const sealed = await rust.ask({
    do: 'seal_intake',
    seed: seeded.next(),
    root: made.root,
    ticket: hex(ticket),
    form: hex(encodeForm(form)),
    chain: made.chain,
    intake_key: hex(key),
    now: NOW,
  });
  expect(accepted(sealed)).toBe(mayStand);
  if (!sealed.ok) return 'not sealed by Rust';
  const sent = spoil({ slot: bytes(sealed.slot), sealedForm: bytes(sealed.sealed_form) });
  const kem = ml_kem768.keygen(bytes(made.intake_seed));
  expect(hex(kem.publicKey)).toBe(made.intake_key);
  const shift = {
    ...shiftOf(bytes(made.chain), bytes(made.agreement_secret)),
    signingKey: bytes(made.signing_key),
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
  };
  expect(x25519.getPublicKey(shift.agreementSecret)).toEqual(shift.agreementKey);
  let opened: Form | undefined;
  const context = { root: bytes(made.root), conversation: sent.ticket };
  const found = outcome(() => {
    opened = openIntake(context, shift, sent.slot, sent.sealedForm);
  });
  expect(found === 'accepted').toBe(opens);
  if (!opened) return 'refused by TypeScript';
  expect(opened).toEqual(form);
  return 'opened by TypeScript';
}

test(`three hundred random intakes between Rust and TypeScript, seed ${SEED}`, async () => {
  const came = new Set<string>();
  for (let number = 0; number < INTAKES; number++) {
    came.add(
      await intake(number).catch((why) => {
        throw new Error(`intake ${number} of LUWTE_SEED=${SEED}`, { cause: why });
      }),
    );
  }
  // Each kind of ending must have been met, or the run has shown less than its name says.
  expect([...came].sort()).toEqual([
    'not sealed by Rust',
    'not sealed by TypeScript',
    'opened by Rust',
    'opened by TypeScript',
    'refused by Rust',
    'refused by TypeScript',
  ]);
}, 120_000);

import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { afterAll, expect, test } from 'vitest';
import {
  encodeLetter,
  LETTER_KINDS,
  type Letter,
  LONGEST_LETTER,
  LONGEST_NOTE,
} from '../../src/crypto/letter.ts';
import { openLetter, type SealedLetter, sealLetter } from '../../src/crypto/sealed-letter.ts';
import { bytes, hex, outcome, shiftOf, type Vector } from './frozen.ts';
import { accepted, flipped, Oracle } from './oracle.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const LETTERS = 300;
const NOW = 1_800_000_000;
const FAULTS = ['none', 'none', 'none', 'slot', 'sealed', 'recipient', 'root', 'key', 'clock'] as const;

const rust = new Oracle();
afterAll(() => rust.stop());

/** Any letter, its texts in any script, up to all the room there is. */
function anyLetter(seeded: Seeded): Letter {
  const letters = Array.from('ab é سل 你😀\n');
  const text = (least: number, longest: number) => {
    let made = 'x'.repeat(least);
    const length = seeded.below(longest + 1);
    for (;;) {
      const more = made + seeded.pick(letters);
      if (new TextEncoder().encode(more).length > length) return made;
      made = more;
    }
  };
  const sentAt = seeded.pick([0, NOW, 253_402_300_799, seeded.next()]);
  const conversation = seeded.bytes(16);
  const maybe = seeded.pick([undefined, conversation]);
  const kind = seeded.pick(LETTER_KINDS);
  switch (kind) {
    case 'room':
      return { kind, sentAt, text: text(1, LONGEST_LETTER) };
    case 'aside':
      return { kind, sentAt, text: text(1, LONGEST_LETTER), conversation: maybe };
    case 'heavy':
      return { kind, sentAt, text: text(0, LONGEST_LETTER), conversation: maybe };
    case 'offer':
      return { kind, sentAt, secret: seeded.bytes(32), note: text(0, LONGEST_NOTE), conversation };
    case 'invite':
      return { kind, sentAt, secret: seeded.bytes(32), note: text(0, LONGEST_NOTE), conversation };
    case 'decline':
    case 'does-not-come':
      return { kind, sentAt, text: text(0, LONGEST_LETTER), conversation };
    case 'renewed':
      return { kind, sentAt, certificates: seeded.bytes(308) };
    default:
      return { kind, sentAt, conversation };
  }
}

/** A shift as Rust made it. */
function shiftFrom(made: Vector) {
  const kem = ml_kem768.keygen(bytes(made.intake_seed));
  expect(hex(kem.publicKey)).toBe(made.intake_key);
  const signingSecret = bytes(made.signing_secret);
  expect(hex(ed25519.getPublicKey(signingSecret))).toBe(made.signing_key);
  return {
    ...shiftOf(bytes(made.chain), bytes(made.agreement_secret)),
    signingKey: bytes(made.signing_key),
    signingSecret,
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
  };
}

/** One letter goes from one side to the other. Returns what came of it. */
async function letter(number: number): Promise<string> {
  const seeded = new Seeded(SEED + number);
  const fault = seeded.pick(FAULTS);
  const made: Vector = await rust.ask({ do: 'organisation', seed: seeded.next(), now: NOW });
  const colleague = made.colleague;
  const words = anyLetter(seeded);
  const encoded = hex(encodeLetter(words, bytes(made.signing_key)));
  const key = fault === 'key' ? flipped(bytes(colleague.intake_key), seeded) : bytes(colleague.intake_key);
  const now = fault === 'clock' ? NOW + 10 * 86_400 : NOW;
  const mayStand = fault !== 'key' && fault !== 'clock';
  const opens = fault === 'none';
  const spoil = ({ slot, sealed }: Omit<SealedLetter, 'to'>) => ({
    slot: fault === 'slot' ? flipped(slot, seeded) : slot,
    sealed: fault === 'sealed' ? flipped(sealed, seeded) : sealed,
    root: fault === 'root' ? flipped(bytes(made.root), seeded) : bytes(made.root),
    to: fault === 'recipient' ? flipped(bytes(colleague.signing_key), seeded) : bytes(colleague.signing_key),
  });

  if (seeded.below(2) === 0) {
    let sent: SealedLetter | undefined;
    const found = outcome(() => {
      const to = { chain: bytes(colleague.chain), encapsulationKey: key };
      sent = sealLetter(bytes(made.root), words, shiftFrom(made), to, now, seeded.bytes);
    });
    expect(found === 'accepted').toBe(mayStand);
    if (!sent) return 'not sealed by TypeScript';
    expect(hex(sent.to)).toBe(colleague.signing_key);
    const came = spoil(sent);
    const opened = await rust.ask({
      do: 'open_letter',
      root: hex(came.root),
      signing_key: hex(came.to),
      agreement_secret: colleague.agreement_secret,
      intake_seed: colleague.intake_seed,
      slot: hex(came.slot),
      sealed: hex(came.sealed),
    });
    expect(accepted(opened)).toBe(opens);
    if (!opened.ok) return 'refused by Rust';
    expect(opened).toMatchObject({ sender: made.signing_key, letter: encoded });
    return 'opened by Rust';
  }
  const sealed = await rust.ask({
    do: 'seal_letter',
    seed: seeded.next(),
    root: made.root,
    letter: encoded,
    signing_secret: made.signing_secret,
    chain: colleague.chain,
    intake_key: hex(key),
    now,
  });
  expect(accepted(sealed)).toBe(mayStand);
  if (!sealed.ok) return 'not sealed by Rust';
  const came = spoil({ slot: bytes(sealed.slot), sealed: bytes(sealed.sealed) });
  let opened: { sender: Uint8Array; letter: Letter } | undefined;
  const found = outcome(() => {
    opened = openLetter(came.root, { ...shiftFrom(colleague), signingKey: came.to }, came.slot, came.sealed);
  });
  expect(found === 'accepted').toBe(opens);
  if (!opened) return 'refused by TypeScript';
  expect(opened).toEqual({ sender: bytes(made.signing_key), letter: words });
  return 'opened by TypeScript';
}

test(`three hundred random letters between Rust and TypeScript, seed ${SEED}`, async () => {
  const came = new Set<string>();
  for (let number = 0; number < LETTERS; number++) {
    came.add(
      await letter(number).catch((why) => {
        throw new Error(`letter ${number} of LUWTE_SEED=${SEED}`, { cause: why });
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

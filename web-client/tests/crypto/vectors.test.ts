import { expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { verifyChain } from '../../src/crypto/certificates.ts';
import { decodeContents, Joiner } from '../../src/crypto/contents.ts';
import { readIdentityFile, unlock } from '../../src/crypto/identity.ts';
import { verifyStrict } from '../../src/crypto/signature.ts';
import {
  begin,
  bytes,
  ends,
  hex,
  load,
  operate,
  outcome,
  play,
  reply,
  sealAt,
  type Vector,
} from './frozen.ts';

const sessions: Vector[] = load('sessions');
const same = (made: string, frozen: string) => expect(made).toBe(frozen);

/** No frame brings revocations to a page (docs/decisions/0001): what only a revocation refuses is not refused here. */
const revoked = (expected: string) => expected.startsWith('Revoked');

function attempt(refused: Vector): string {
  const session = sessions[refused.session ?? 0];
  const given = refused.given ?? {};
  const message = (own: string) => operate(bytes(given.message ?? own), refused.op);
  switch (refused.step) {
    case 'message_one':
      return outcome(() => reply(session, given, message(session.message_one)));
    case 'answer': {
      const handshake = begin(session, given);
      return outcome(() => handshake.finish(message(session.answer), given.now ?? session.now));
    }
    case 'chain': {
      const [root, now] = [bytes(given.root ?? session.root), given.now ?? session.now];
      return outcome(() => verifyChain(message(session.chain), root, now, 86_400));
    }
    case 'envelope': {
      const both = play(session, refused.envelope, same);
      const right = session.envelopes[refused.envelope];
      const { receiver } = ends(both, right);
      sealAt(session, both, refused.envelope);
      const found = outcome(() => receiver.open(message(right.envelope)));
      expect(
        outcome(() => receiver.open(bytes(right.envelope))),
        refused.name,
      ).toBe('accepted');
      return found;
    }
    case 'contents': {
      const joiner = new Joiner();
      return outcome(() => {
        for (const contents of given.contents) {
          const padded = new Uint8Array(2006);
          padded.set(bytes(contents));
          joiner.add(decodeContents(padded));
        }
      });
    }
    default:
      throw new Error(`a step that is not known: ${refused.step}`);
  }
}

test('every frozen conversation comes out byte for byte', () => {
  expect(sessions.length).toBeGreaterThanOrEqual(10);
  const kinds = sessions.flatMap(({ envelopes }) => envelopes.map(({ kind }: Vector) => kind));
  expect([...new Set(kinds)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 12, 13, 14, 15, 16]);
  for (const session of sessions) play(session, session.envelopes.length, same);
});

test('everything that must be refused is refused for the same reason', () => {
  const cases: Vector[] = load('refused');
  expect(cases.length).toBeGreaterThanOrEqual(300);
  const found = cases
    .filter(({ expected }) => !revoked(expected))
    .map((refused) => [refused.name, attempt(refused)]);
  const wanted = cases
    .filter(({ expected }) => !revoked(expected))
    // The page has one word for contents that break a rule.
    .map(({ name, step, expected }) => [name, step === 'contents' ? 'Damaged' : expected.split(':')[0]]);
  expect(found).toEqual(wanted);
});

test('chains hold and do not hold as they do in Rust', () => {
  for (const chain of load('certificates').chains) {
    const wanted = chain.holds ? 'accepted' : chain.refused.split(':')[0];
    if (revoked(wanted)) continue;
    const found = outcome(() =>
      verifyChain(bytes(chain.chain), bytes(chain.root), chain.now, chain.tolerance),
    );
    expect(found, chain.name).toBe(wanted);
    if (!chain.holds) continue;
    const verified = verifyChain(bytes(chain.chain), bytes(chain.root), chain.now, chain.tolerance);
    const { name, key, role } = verified.counsellor;
    const { counsellor_name, counsellor_key, role: written } = chain.holds;
    expect([name, hex(key), role], chain.name).toEqual([counsellor_name, counsellor_key, written]);
  }
});

test('duty proofs hold and do not hold as they do in Rust', () => {
  for (const proof of load('certificates').duty_proofs) {
    const signed = join(bytes(proof.nonce), bytes(proof.root));
    const holds = () =>
      verifyStrict(bytes(proof.signing_key), 'luwte/1 duty proof', signed, bytes(proof.proof));
    let found: boolean;
    try {
      found = holds();
    } catch {
      found = false;
    }
    expect(found, proof.name).toBe(proof.holds);
  }
});

test('identity files sealed by Rust open with their passphrase and with no other', async () => {
  const files = load('identity');
  for (const { file, passphrase, secret } of files.opens) {
    expect(hex((await unlock(readIdentityFile(file), passphrase)).secretKey)).toBe(secret);
  }
  for (const { name, file, passphrase } of files.refused) {
    const attempt = async () => unlock(readIdentityFile(file), passphrase);
    await expect(attempt(), name).rejects.toThrow();
  }
}, 60_000);

import { encode64, join } from '../../src/crypto/bytes.ts';
import { CipherKey } from '../../src/crypto/cipher-key.ts';
import { type Contents, encodeContents } from '../../src/crypto/contents.ts';
import { associatedData } from '../../src/crypto/participants.ts';
import { Session } from '../../src/crypto/session.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { nothing } from './conversation.ts';
import { found, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

/**
 * One end, and whoever is at the other, who is dishonest: the key with which the other end seals, and no session of ours
 * that would refuse to.
 */
export class Meeting {
  readonly seeded = new Seeded(90);
  readonly shift;
  readonly session: Session;
  readonly #theirs: CipherKey;
  readonly #associated: Uint8Array;

  /** @param withGuest whether it is a session with a guest, the counsellor's end being the guest's. */
  constructor(end: 'visitor' | 'counsellor', withGuest = false) {
    const { root, identity } = found(this.seeded);
    this.shift = startShift(identity, NOW, 1, this.seeded.bytes);
    const bytes = [this.seeded.bytes(32), this.seeded.bytes(32)] as const;
    const [fromInitiator, fromResponder] = bytes.map((key) => new CipherKey(key)) as [CipherKey, CipherKey];
    this.#theirs = new CipherKey(bytes[end === 'visitor' ? 1 : 0]);
    const guestKey = withGuest ? this.seeded.bytes(32) : undefined;
    this.#associated = associatedData(identity.key, guestKey);
    this.session = new Session(
      { fromInitiator, fromResponder, exported: this.seeded.bytes(32), hash: new Uint8Array(32) },
      { root, conversation: this.seeded.bytes(16) },
      identity.key,
      end === 'visitor' ? VisitorHandshake : undefined,
      guestKey,
    );
  }

  /** The other end says this. */
  hear(kind: Contents['kind'], length: number, acknowledged = 0): void {
    this.hearAll({ ...nothing(acknowledged), kind, body: this.seeded.bytes(length) });
  }

  /** The same with a body of its own. */
  hearAll(contents: Contents): void {
    const sequence = encode64(this.#theirs.counter);
    const plain = encodeContents(contents);
    const envelope = join(sequence, this.#theirs.encrypt(this.#associated, plain));
    this.#theirs.rekey();
    this.session.open(envelope);
  }

  ask(): void {
    const said = this.session.beginRejoin(this.seeded.bytes);
    if (said) this.session.seal({ ...nothing(), ...said });
  }
}

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Vector } from './frozen.ts';
import type { Seeded } from './seeded.ts';

const BINARY =
  process.env['LUWTE_INTEROP'] ?? fileURLToPath(new URL('../../../target/debug/interop', import.meta.url));

/** The Rust side: tests/interop says what it can be told. */
export class Oracle {
  readonly #child = spawn(BINARY, { stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #waiting: { resolve: (reply: Vector) => void; reject: (why: Error) => void }[] = [];

  constructor() {
    const fail = (why: Error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(why);
    };
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.#waiting.shift()?.resolve(JSON.parse(line)),
    );
    this.#child.on('error', fail);
    this.#child.on('exit', (code) => fail(new Error(`the Rust side ended with ${code}`)));
  }

  ask(command: Record<string, unknown>): Promise<Vector> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${JSON.stringify(command)}\n`);
    });
  }

  stop(): void {
    this.#child.stdin.end();
  }
}

/** Whether the Rust side accepted; a command it did not understand is a fault of the test. */
export function accepted(reply: Vector): boolean {
  if (!reply.ok && /^(Bad|Unknown)/.test(reply.error)) throw new Error(reply.error);
  return reply.ok;
}

/** A copy with one bit turned, anywhere. */
export function flipped(message: Uint8Array, seeded: Seeded): Uint8Array {
  const changed = new Uint8Array(message);
  const bit = seeded.below(8 * message.length);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

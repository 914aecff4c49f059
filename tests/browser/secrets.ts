import { createDecipheriv } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type Contents, decodeContents } from '../../web-client/src/crypto/contents.ts';
import type { Crossed } from './people.ts';

const ENVELOPE = 0x09;
/** A frame with an envelope: version 1, type 1, conversation 16; then sequence number 8, ciphertext, tag 16. */
const SEQUENCE = 18;
const CIPHERTEXT = SEQUENCE + 8;
const TAG_LENGTH = 16;
const KEY_LENGTH = 32;

type Noted = { noted: number[][] };

/**
 * Notes every secret that a page has, without a word of the page's own: what it draws at random, and whatever it
 * overwrites with zeros, as it was before. The page wipes each key, and what a key is made of, as soon as the next one
 * is made, so the keys that are in use now were wiped too, where they were derived.
 */
export function noteSecrets(): void {
  const noted: number[][] = [];
  Object.assign(window, { noted } satisfies Noted);
  const draw = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    const drawn = draw(array as never) as T;
    if (drawn) noted.push([...new Uint8Array(drawn.buffer, drawn.byteOffset, drawn.byteLength)]);
    return drawn;
  };
  const every = Object.getPrototypeOf(Uint8Array.prototype);
  const { fill } = every;
  every.fill = function (this: unknown, value: number, ...where: number[]) {
    if (value === 0 && this instanceof Uint8Array && this.some((byte) => byte !== 0)) noted.push([...this]);
    return fill.call(this, value, ...where);
  };
}

/** What was noted so far, in pieces of the length of a key, each once. */
export async function secretsOf(page: Page): Promise<Buffer[]> {
  // As one text: every number on its own takes a browser seconds to hand over.
  const noted = await page.evaluate(() => JSON.stringify((window as unknown as Noted).noted));
  const pieces = new Map<string, Buffer>();
  for (const bytes of withoutEffort(JSON.parse(noted))) {
    for (let at = 0; at < bytes.length; at += KEY_LENGTH) {
      const piece = Buffer.from(bytes.slice(at, at + KEY_LENGTH));
      // What is shorter, or has so few values, is a counter or padding, and lies about everywhere.
      if (piece.length >= 16 && new Set(piece).size >= 10) pieces.set(piece.toString('hex'), piece);
    }
  }
  return [...pieces.values()];
}

/**
 * Without what an effort leaves: thousands of blocks of 64 bytes that end in the same way, but for a counter. They are
 * no secrets, and all their forms together would take hours to look for.
 */
function withoutEffort(noted: Noted['noted']): Noted['noted'] {
  const alike = new Map<string, number[][]>();
  for (const bytes of noted) {
    const end = bytes.length === 64 ? String(bytes.slice(32, 41)) : '';
    const others = alike.get(end);
    if (others) others.push(bytes);
    else alike.set(end, [bytes]);
  }
  return [...alike].flatMap(([end, blocks]) => (end !== '' && blocks.length > 1_000 ? [] : blocks));
}

/** An envelope that crossed, and what opens it. */
export type OpenedEnvelope = { way: 'in' | 'out'; key: Buffer; contents: Contents };

/**
 * Opens every envelope that crossed, with one of these keys: so it is seen that they are all there. Those that were
 * sent again count once.
 *
 * @throws Error when there is one without a key.
 */
export function openedWith(keys: readonly Buffer[], crossed: Crossed): OpenedEnvelope[] {
  const envelopes = crossed.filter(({ bytes }) => bytes[1] === ENVELOPE);
  const once = new Map(envelopes.map((one) => [one.way + one.bytes.readBigUInt64BE(SEQUENCE), one]));
  return [...once].map(([name, { way, bytes }]) => {
    for (const key of keys) {
      const contents = contentsOf(bytes, key);
      if (contents !== undefined) return { way, key, contents };
    }
    throw new Error(`none of ${keys.length} secrets opens envelope ${name}`);
  });
}

/** What a key makes of an envelope: contents have so strict a form that a wrong key gives none. */
function contentsOf(frame: Buffer, key: Buffer): Contents | undefined {
  if (key.length !== KEY_LENGTH) return undefined;
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64LE(frame.readBigUInt64BE(SEQUENCE), 4);
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_LENGTH });
  try {
    return decodeContents(cipher.update(frame.subarray(CIPHERTEXT, -TAG_LENGTH)));
  } catch {
    return undefined;
  }
}

/** The key that comes after a key: Noise revision 34, section 11.3. */
export function keyAfter(key: Buffer): Buffer {
  const nonce = Buffer.concat([Buffer.alloc(4), Buffer.alloc(8, 0xff)]);
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG_LENGTH });
  return cipher.update(Buffer.alloc(KEY_LENGTH));
}

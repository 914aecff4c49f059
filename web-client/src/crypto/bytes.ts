/**
 * Refuses whatever is not a `Uint8Array` of exactly `length` bytes. The type alone does not help at run time: a
 * string or an array that slips in as a key would be coerced to zeros by the typed-array calls below it.
 *
 * @throws TypeError naming the value, never showing it.
 */
export function requireBytes(value: unknown, length: number, name: string): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array`);
  if (value.length !== length) throw new TypeError(`${name} must be ${length} bytes, not ${value.length}`);
  return value;
}

/**
 * Refuses a time that is not a whole number of seconds.
 *
 * @throws TypeError naming the value.
 */
export function requireSeconds(value: unknown, name: string): bigint {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new TypeError(`${name} must be a whole number of seconds`);
  }
  return BigInt(value as number);
}

/** Joins parts into a fresh array (`|` in docs/protocol.md, section 1). */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A copy with memory of its own. `slice` will not do: on node's Buffer it shares the memory. */
export function copy(bytes: Uint8Array, from = 0, to = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(from, to));
}

/** The bytes of a text that is known to be ASCII: tags and labels. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** An unsigned big-endian integer of eight bytes (docs/protocol.md, section 1). */
export function encode64(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Reads an unsigned big-endian integer of eight bytes at `offset`. */
export function decode64(bytes: Uint8Array, offset: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset);
}

/** Compares without stopping early. Both lengths are public. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= (one[i] as number) ^ (other[i] as number);
  return difference === 0;
}

/** Whether every byte is zero: padding, and keys that nobody may have. */
export function isZero(bytes: Uint8Array): boolean {
  let any = 0;
  for (const byte of bytes) any |= byte;
  return any === 0;
}

/** Overwrites secrets. The engine may have made copies we cannot reach; this shortens their life, no more. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

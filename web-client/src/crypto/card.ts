import { LONGEST_BODY } from './text.ts';

/** The most cards in one session, and the most fields of one card (docs/protocol.md, section 6.9). */
export const MOST_CARDS = 16;
export const MOST_FIELDS = 200;

/** The longest value of a field, in bytes of UTF-8. */
export const LONGEST_VALUE = 1900;

/** Length of a fingerprint: the first bytes of the SHA-256 of the card's file. */
export const FINGERPRINT_LENGTH = 16;

/** Which template a card is: what its file is called, what it calls itself, and what stands in it. */
export type CardName = Readonly<{
  /** 1 to 40 of a to z, 0 to 9 and -. */
  name: string;
  version: number;
  /** 32 hexadecimal digits. */
  fingerprint: string;
}>;

/** A template by what its file is called, and by what stands in it. */
type Meant = Pick<CardName, 'name' | 'fingerprint'>;

/** Whether a template is the one that is meant, word for word. */
export function isTemplate(template: Meant, meant: Meant): boolean {
  return template.name === meant.name && template.fingerprint === meant.fingerprint;
}

/** Why the visitor's end does not open a card, in the order of its numbers. */
export const NOT_OPENED = ['none', 'not-here', 'too-many', 'rather-not'] as const;

/** Why a card that the counsellor asked for is not open. */
export type NotOpened = Exclude<(typeof NOT_OPENED)[number], 'none'>;

/** One step with a card, as one end says it to the other (docs/protocol.md, section 6.9). */
export type CardStep = Readonly<
  | { step: 'ask'; card: CardName }
  | { step: 'open'; number: number; card: CardName }
  | { step: 'set'; number: number; field: number; seen: number; value: string }
  | { step: 'pen'; number: number; field: number | undefined }
  | { step: 'close'; number: number }
  | { step: 'not-opened'; reason: NotOpened; name: string }
  | { step: 'not-shown'; number: number }
>;

const STEPS = ['ask', 'open', 'set', 'pen', 'close', 'not-opened', 'not-shown'] as const;
const NOWHERE = 255;
const NAME = /^[a-z0-9-]{1,40}$/;
const FINGERPRINT = /^[0-9a-f]{32}$/;
const MOST_SEEN = 0xffff_ffff;

const encoder = new TextEncoder();

/** The longest beginning of a text that fits into a field. A character is never cut in two. */
export function fitting(value: string): string {
  if (encoder.encode(value).length <= LONGEST_VALUE) return value;
  const { read } = encoder.encodeInto(value, new Uint8Array(LONGEST_VALUE));
  return value.slice(0, read);
}

function demand(right: boolean, what: string): void {
  if (!right) throw new RangeError(`${what} is out of range`);
}

const within = (number: number, most: number) => Number.isInteger(number) && number >= 0 && number <= most;

function nameOfTemplate({ name, version, fingerprint }: CardName): number[] {
  demand(within(version, 0xffff) && FINGERPRINT.test(fingerprint) && NAME.test(name), 'the card');
  const digits = fingerprint.match(/../g) ?? [];
  return [
    version >> 8,
    version & 0xff,
    ...digits.map((two) => Number.parseInt(two, 16)),
    ...encoder.encode(name),
  ];
}

function four(seen: number): number[] {
  demand(within(seen, MOST_SEEN), 'seen');
  return [seen >>> 24, (seen >>> 16) & 0xff, (seen >>> 8) & 0xff, seen & 0xff];
}

function numberOf(number: number): number {
  demand(within(number, MOST_CARDS - 1), 'the card');
  return number;
}

function fieldOf(field: number): number {
  demand(within(field, MOST_FIELDS - 1), 'the field');
  return field;
}

function behind(step: CardStep): Iterable<number> {
  switch (step.step) {
    case 'ask':
      return nameOfTemplate(step.card);
    case 'open':
      return [numberOf(step.number), ...nameOfTemplate(step.card)];
    case 'set': {
      const value = encoder.encode(step.value);
      demand(value.length <= LONGEST_VALUE, 'the value');
      return [numberOf(step.number), fieldOf(step.field), ...four(step.seen), ...value];
    }
    case 'pen':
      return [numberOf(step.number), step.field === undefined ? NOWHERE : fieldOf(step.field)];
    case 'not-opened':
      demand(NAME.test(step.name), 'the card');
      return [NOT_OPENED.indexOf(step.reason), ...encoder.encode(step.name)];
    case 'close':
    case 'not-shown':
      return [numberOf(step.number)];
  }
}

/**
 * Encodes a step as the body of a record of kind 13: 2 to 1,907 bytes. A surrogate that stands alone becomes U+FFFD.
 *
 * @throws RangeError when something in it is not as in section 6.9.
 */
export function encodeCardStep(step: CardStep): Uint8Array {
  return Uint8Array.from([STEPS.indexOf(step.step), ...behind(step)]);
}

/** The text in these bytes, or nothing when they are not UTF-8. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    // ignoreBOM keeps a leading byte order mark: the text is shown as it was written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function template(bytes: Uint8Array): CardName | undefined {
  const name = utf8(bytes.subarray(2 + FINGERPRINT_LENGTH)) ?? '';
  if (!NAME.test(name)) return undefined;
  const digits = Array.from(bytes.subarray(2, 2 + FINGERPRINT_LENGTH), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const [high = 0, low = 0] = bytes;
  return { name, version: high * 256 + low, fingerprint: digits.join('') };
}

/** The step in the body of a record of kind 13, or nothing when it is none: it is passed over. */
export function decodeCardStep(body: Uint8Array): CardStep | undefined {
  if (body.length < 2 || body.length > LONGEST_BODY) return undefined;
  const [first = 0, number = 0, field = 0] = body;
  const step = STEPS[first];
  const numbered =
    step === 'open' || step === 'set' || step === 'pen' || step === 'close' || step === 'not-shown';
  if (numbered && number >= MOST_CARDS) return undefined;
  switch (step) {
    case 'ask': {
      const card = template(body.subarray(1));
      return card && { step, card };
    }
    case 'open': {
      const card = template(body.subarray(2));
      return card && { step, number, card };
    }
    case 'set': {
      if (body.length < 7 || body.length > 7 + LONGEST_VALUE || field >= MOST_FIELDS) return undefined;
      const seen = new DataView(body.buffer, body.byteOffset + 3).getUint32(0);
      const value = utf8(body.subarray(7));
      return value === undefined ? undefined : { step, number, field, seen, value };
    }
    case 'pen':
      if (body.length !== 3 || (field !== NOWHERE && field >= MOST_FIELDS)) return undefined;
      return { step, number, field: field === NOWHERE ? undefined : field };
    case 'not-opened': {
      const reason = NOT_OPENED[number];
      const name = utf8(body.subarray(2)) ?? '';
      if (reason === undefined || reason === 'none' || !NAME.test(name)) return undefined;
      return { step, reason, name };
    }
    case 'close':
    case 'not-shown':
      return body.length === 2 ? { step, number } : undefined;
    default:
      return undefined;
  }
}

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { ascii, isZero, join } from '../../src/crypto/bytes.ts';
import {
  FOLDER_LENGTH,
  FolderRefused,
  type FolderWords,
  LONGEST_FOLDER,
  openFolder,
  replyFolder,
  sealFolder,
  stretch,
  wipeFolderWords,
} from '../../src/crypto/folder.ts';
import { flip, thrownBy } from './conversation.ts';
import { bytes, hex, load, type Vector } from './frozen.ts';
import { Seeded, scripted } from './seeded.ts';

const vectors: Vector = load('folders');
const root = bytes(vectors.root);
const why = (call: () => unknown) => {
  const error = thrownBy(call);
  expect(error).toBeInstanceOf(FolderRefused);
  return (error as FolderRefused).why;
};

describe('the frozen folders', () => {
  const stretched = new Map<Vector, FolderWords>();
  beforeAll(async () => {
    for (const own of vectors.words) stretched.set(own, await stretch(root, own.words));
  }, 60_000);
  const wordsOf = (own: Vector) => stretched.get(own) as FolderWords;
  const folderOf = (own: Vector) =>
    sealFolder(wordsOf(own), bytes(own.share), bytes(own.contents), scripted(bytes(own.fresh)));

  test('are where their five words lead, and come out byte for byte', () => {
    expect(vectors.words.length).toBeGreaterThanOrEqual(3);
    for (const own of vectors.words) {
      const { lookup, seed } = wordsOf(own);
      expect([hex(lookup), hex(seed)], own.words).toEqual([own.lookup, own.seed]);
      const folder = folderOf(own);
      expect(folder.length).toBe(FOLDER_LENGTH);
      expect(hex(sha256(folder)), own.words).toBe(own.folder_sha256);
    }
  });

  test('open with their words and their share, and with no others', () => {
    for (const own of vectors.words) {
      const folder = folderOf(own);
      expect(hex(openFolder(wordsOf(own), bytes(own.share), folder)), own.words).toBe(own.contents);
      expect(why(() => openFolder(wordsOf(own), new Uint8Array(32), folder))).toBe('damaged');
      for (const other of vectors.words.filter((other: Vector) => other !== own))
        expect(why(() => openFolder(wordsOf(other), bytes(own.share), folder))).toBe('damaged');
      const elsewhere = { ...wordsOf(own), root: new Uint8Array(32).fill(8) };
      expect(why(() => openFolder(elsewhere, bytes(own.share), folder))).toBe('damaged');
    }
  });

  test('do not open with any byte changed', () => {
    const own = vectors.words[1];
    const folder = folderOf(own);
    for (const at of [0, 31, 32, 9_000, FOLDER_LENGTH - 17, FOLDER_LENGTH - 16, FOLDER_LENGTH - 1])
      expect(
        why(() => openFolder(wordsOf(own), bytes(own.share), flip(folder, 8 * at))),
        `byte ${at}`,
      ).toBe('damaged');
  });
});

describe('a folder', () => {
  const seeded = new Seeded(110);
  const words = { root, lookup: seeded.bytes(32), seed: seeded.bytes(32) };
  const share = seeded.bytes(32);

  /** A folder in which this stands, whatever it is. */
  function holding(...begins: number[]): Uint8Array {
    const fresh = seeded.bytes(32);
    const key = hkdf(sha256, join(words.seed, share), fresh, ascii('luwte/1 folder'), 32);
    const plain = new Uint8Array(16_272);
    plain.set(begins);
    const bound = join(ascii('luwte/1 folder'), root, words.lookup);
    return join(fresh, chacha20poly1305(key, new Uint8Array(12), bound).encrypt(plain));
  }

  test('of a newer page is told from one that is damaged', () => {
    const open = (...begins: number[]) => openFolder(words, share, holding(...begins));
    expect(why(() => open(2, 0, 0))).toBe('newer');
    expect(why(() => open(255, 0xff, 0xff))).toBe('newer');
    expect(why(() => open(0, 0, 0))).toBe('damaged');
    expect(why(() => open(1, 0xff, 0xff))).toBe('damaged');
    expect(why(() => open(1, 0, 1, 9, 1))).toBe('damaged');
    expect(open(1, 0, 1, 9)).toEqual(Uint8Array.of(9));
  });

  test('never looks the same twice, and always has one size', () => {
    const one = sealFolder(words, share, ascii('hers'), seeded.bytes);
    const other = sealFolder(words, share, new Uint8Array(LONGEST_FOLDER), seeded.bytes);
    const again = sealFolder(words, share, ascii('hers'), seeded.bytes);
    expect([one, other, again].map(({ length }) => length)).toEqual([16_320, 16_320, 16_320]);
    expect(hex(one)).not.toBe(hex(again));
    expect(() => sealFolder(words, share, new Uint8Array(LONGEST_FOLDER + 1), seeded.bytes)).toThrow(
      RangeError,
    );
    expect(() => openFolder(words, share, one.subarray(1))).toThrow(TypeError);
    expect(() => openFolder(words, share.subarray(1), one)).toThrow(TypeError);
  });

  test('is not looked for under what is not five words', async () => {
    for (const text of [
      '',
      'a b c d',
      'a b c d e f',
      'a  b c d',
      'A b c d e',
      'a b c d é',
      ' a b c d',
      'a b c d ',
      'a b c d e\n',
    ])
      await expect(stretch(root, text), text).rejects.toThrow(RangeError);
    await expect(stretch(new Uint8Array(31), 'a b c d e')).rejects.toThrow(TypeError);
  });

  test('with an answer is found by whoever asked, and opens for nobody else', () => {
    const [reply, key] = [seeded.bytes(16), seeded.bytes(32)];
    const hers = replyFolder(root, reply, key);
    const answer = sealFolder(hers, share, ascii('tot donderdag'), seeded.bytes);
    expect(openFolder(replyFolder(root, reply, key), share, answer)).toEqual(ascii('tot donderdag'));
    // The server knows where it is, and not the key.
    const guessed = replyFolder(root, reply, seeded.bytes(32));
    expect(guessed.lookup).toEqual(hers.lookup);
    expect(why(() => openFolder(guessed, share, answer))).toBe('damaged');
    expect(replyFolder(root, seeded.bytes(16), key).lookup).not.toEqual(hers.lookup);
    expect(() => replyFolder(root, seeded.bytes(15), key)).toThrow(TypeError);
    wipeFolderWords(hers);
    expect([isZero(hers.seed), isZero(hers.lookup), isZero(key)]).toEqual([true, true, false]);
  });
});

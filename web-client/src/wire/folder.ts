import {
  EFFORT_NONCE_LENGTH,
  FOLDER_PIECE_LENGTH,
  FOLDER_PIECES,
  KNOCK_LENGTH,
  LETTERBOX_LENGTH,
  LOOKUP_LENGTH,
  MOST_EFFORT_BITS,
  REPLY_LENGTH,
  SEALED_FORM_LENGTH,
  SLOT_LENGTH,
} from './lengths.ts';
import { BadFrame, type Reader } from './reader.ts';

/** For how many days a folder is kept, from the end of this one. */
export const KEPT_FOR = [1, 14, 90] as const;
export type KeptFor = (typeof KEPT_FOR)[number];

/** How a request about a folder or mail ended, from 1 on. */
export const FOLDER_ANSWERS = [
  'done',
  'nothing',
  'changed',
  'full',
  'too-often',
  'refused',
  'unreachable',
  'off',
] as const;
export type FolderAnswer = (typeof FOLDER_ANSWERS)[number];

/** How long what is kept lasts, from 0 on: nothing is kept, in memory, on a disk. */
export const LASTS = ['off', 'memory', 'disk'] as const;
export type Lasts = (typeof LASTS)[number];

/** What a page says about folders and mail (docs/protocol.md, section 13). */
export type FolderPageFrame =
  | { kind: 'knock' | 'mails' }
  | { kind: 'open-folder' | 'throw-away'; lookup: Uint8Array; effort: Uint8Array }
  | {
      kind: 'keep-folder';
      lookup: Uint8Array;
      effort: Uint8Array;
      days: KeptFor;
      /** The SHA-256 of the folder that it takes the place of, 32 bytes; none for a new one. */
      before: Uint8Array | undefined;
      /** Her right to a conversation, for a new one. */
      right: Uint8Array | undefined;
    }
  | { kind: 'folder-piece'; index: number; bytes: Uint8Array }
  | {
      kind: 'mail';
      to: Uint8Array;
      reply: Uint8Array;
      folder: Uint8Array;
      effort: Uint8Array;
      days: KeptFor;
      slot: Uint8Array;
      sealedMail: Uint8Array;
    }
  /** The letterbox of this counsellor, or of any. */
  | { kind: 'letterbox-of'; counsellor: Uint8Array | undefined }
  | { kind: 'letterbox'; letterbox: Uint8Array }
  | { kind: 'mail-done'; to: Uint8Array; reply: Uint8Array };

/** What the server says about them. */
export type FolderServerFrame =
  | { kind: 'knocked'; knock: Uint8Array; bits: number; lasts: Lasts }
  | { kind: 'folder'; answer: FolderAnswer; share: Uint8Array; until: number }
  | { kind: 'folder-piece'; index: number; bytes: Uint8Array }
  | { kind: 'folder-answer'; answer: FolderAnswer }
  | { kind: 'letterbox-is'; letterbox: Uint8Array | undefined }
  | { kind: 'mail-count'; count: number }
  | { kind: 'mail-for'; slot: Uint8Array; sealedMail: Uint8Array };

/** Their kinds. */
export const FOLDER_FRAMES: readonly string[] = [
  'knocked',
  'folder',
  'folder-piece',
  'folder-answer',
  'letterbox-is',
  'mail-count',
  'mail-for',
] satisfies readonly FolderServerFrame['kind'][];

/** The type of a frame, and its parts with the length that each must have. */
type Parts = readonly [type: number, ...parts: (readonly [Uint8Array, number])[]];

/** The parts of a frame about folders or mail. */
export function folderParts(say: FolderPageFrame): Parts {
  switch (say.kind) {
    case 'knock':
      return [0x22];
    case 'open-folder':
      return [0x23, [say.lookup, LOOKUP_LENGTH], [say.effort, EFFORT_NONCE_LENGTH]];
    case 'keep-folder':
      return [
        0x24,
        [say.lookup, LOOKUP_LENGTH],
        [say.effort, EFFORT_NONCE_LENGTH],
        [Uint8Array.of(say.days), 1],
        [say.before ?? new Uint8Array(32), 32],
        // The token is the last of its fields, and is left out as zeros.
        [say.right ?? new Uint8Array(97), 97],
      ];
    case 'folder-piece':
      return [0x25, [Uint8Array.of(say.index), 1], [say.bytes, FOLDER_PIECE_LENGTH]];
    case 'throw-away':
      return [0x26, [say.lookup, LOOKUP_LENGTH], [say.effort, EFFORT_NONCE_LENGTH]];
    case 'mail':
      return [
        0x27,
        [say.to, 32],
        [say.reply, REPLY_LENGTH],
        [say.folder, LOOKUP_LENGTH],
        [say.effort, EFFORT_NONCE_LENGTH],
        [Uint8Array.of(say.days), 1],
        [say.slot, SLOT_LENGTH],
        [say.sealedMail, SEALED_FORM_LENGTH],
      ];
    case 'letterbox-of':
      return [0x28, [say.counsellor ?? new Uint8Array(32), 32]];
    case 'letterbox':
      return [0x29, [say.letterbox, LETTERBOX_LENGTH]];
    case 'mails':
      return [0x2a];
    case 'mail-done':
      return [0x2b, [say.to, 32], [say.reply, REPLY_LENGTH]];
  }
}

/** Reads a frame about folders or mail. */
export function readFolderFrame(type: number, body: Reader): FolderServerFrame {
  switch (type) {
    case 0x4b: {
      const knock = body.bytes(KNOCK_LENGTH);
      const bits = body.number(1);
      const lasts = LASTS[body.number(1)];
      if (bits > MOST_EFFORT_BITS || lasts === undefined) throw new BadFrame('a knock is out of range');
      return { kind: 'knocked', knock, bits, lasts };
    }
    case 0x4c:
      return {
        kind: 'folder',
        answer: body.oneOf(FOLDER_ANSWERS),
        share: body.bytes(32),
        until: body.number(4),
      };
    case 0x4d: {
      const index = body.number(1);
      if (index >= FOLDER_PIECES) throw new BadFrame('a piece that is none of a folder');
      return { kind: 'folder-piece', index, bytes: body.bytes(FOLDER_PIECE_LENGTH) };
    }
    case 0x4e:
      return { kind: 'folder-answer', answer: body.oneOf(FOLDER_ANSWERS) };
    case 0x4f: {
      const letterbox = body.bytes(LETTERBOX_LENGTH);
      return {
        kind: 'letterbox-is',
        letterbox: letterbox.some((byte) => byte !== 0) ? letterbox : undefined,
      };
    }
    case 0x62:
      return { kind: 'mail-count', count: body.number(1) };
    case 0x63:
      return { kind: 'mail-for', slot: body.bytes(SLOT_LENGTH), sealedMail: body.bytes(SEALED_FORM_LENGTH) };
    default:
      throw new BadFrame('unknown type');
  }
}

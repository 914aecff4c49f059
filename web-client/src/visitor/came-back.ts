import { hexToBytes } from '@noble/hashes/utils.js';
import { join } from '../crypto/bytes.ts';
import { CODE_WORD_CHECK_LENGTH } from '../crypto/contents.ts';
import type { Card } from '../talk/cards/card.ts';
import { keptForHer, noCards } from '../talk/cards/cards.ts';
import * as talk from '../talk/conversation.ts';
import type { FolderContents } from '../talk/folder/contents.ts';
import type { OpenFolder } from '../talk/folder/folder.ts';
import type { HerCards } from './cards.ts';
import type { Decided } from './state.ts';
import { sends, type Talking } from './wait.ts';

/** Cards of hers that only she sees, until she shows them. */
export function onlyHers(cards: readonly Card[]): HerCards['cards'] {
  return keptForHer({ ...noCards('visitor'), cards }).cards;
}

/** What her code word is checked against, as it is said to the counsellor: zeros when she has none. */
export function checkOf(codeWord: FolderContents['codeWord']): Uint8Array {
  return codeWord
    ? join(hexToBytes(codeWord.salt), hexToBytes(codeWord.hash))
    : new Uint8Array(CODE_WORD_CHECK_LENGTH);
}

/** Her folder is open in a conversation. The counsellor hears it once; the cards are hers until she shows them. */
export function comesBack(before: Talking, folder: OpenFolder, from: HerCards, now: number): Decided {
  const own = before.conversation.cards;
  const has = own?.cards ?? [];
  const fresh = before.hasFolder
    ? []
    : from.cards.filter((card) => !has.some((other) => sameCard(card, other)));
  const cards = own && { ...own, cards: [...onlyHers(fresh), ...has].map(renumbered(has)) };
  const templates = [...before.templates, ...from.templates.filter((one) => !before.templates.includes(one))];
  const state: Talking = {
    ...before,
    templates,
    cameBack: true,
    hasFolder: true,
    conversation: { ...before.conversation, cards },
  };
  if (before.cameBack) return { state, effects: [] };
  return sends(
    state,
    talk.say(state.conversation, { kind: 'came-back', body: checkOf(folder.contents.codeWord) }, now),
  );
}

/** Whether two cards are the same, word for word. */
function sameCard(one: Card, other: Card): boolean {
  const said = ({ fields }: Card) =>
    JSON.stringify(
      [...fields]
        .map(([at, { value }]) => [at, value])
        .filter(([, value]) => value !== '')
        .sort(),
    );
  return one.template.name === other.template.name && said(one) === said(other);
}

/** Cards that only she sees have numbers below zero: none of them twice. */
function renumbered(has: readonly Card[]): (card: Card, place: number) => Card {
  const lowest = Math.min(0, ...has.map(({ number }) => number));
  return (card, place) => (has.includes(card) ? card : { ...card, number: lowest - 1 - place });
}

/** Her folder can bring this conversation back from now on: the counsellor's page remembers with what. */
export function folderKept(state: Talking, secret: Uint8Array, check: Uint8Array, now: number): Decided {
  return sends(
    { ...state, offered: false },
    talk.say(state.conversation, { kind: 'folder-kept', body: join(secret, check) }, now),
  );
}

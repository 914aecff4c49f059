import { bytesToHex } from '@noble/hashes/utils.js';
import { checkOf } from '../../crypto/code-word.ts';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import { browserRandom } from '../../talk/browser-random.ts';
import { type FolderContents, type KeptCard, MOST_TALKED_WITH } from '../../talk/folder/contents.ts';
import { KEPT_FOR, type KeptFor } from '../../wire/folder.ts';
import type { Words } from '../../words/words.ts';
import { type HerCards, herCards, NO_CARDS, templateOf } from '../cards.ts';
import { Choice } from '../choices.tsx';
import { LONGEST_CODE_WORD } from '../intake.ts';
import type { State, Visit } from '../state.ts';
import { kept } from './kept.ts';
import { counsellorOf, rightOf } from './way-back.ts';

/** What she wants to keep, and for how long. */
export type Wishes = Readonly<{
  days: KeptFor;
  /** The cards that stay out. */
  without: readonly string[];
  codeWord: string;
}>;

/** Everything that she has goes in, unless she takes it out. */
export function wishesAtFirst({ folder }: Visit): Wishes {
  return { days: folder?.contents.days ?? 14, without: [], codeWord: '' };
}

/** A card that can go in, by a name that stays the same whatever else is filled in meanwhile. */
type ToKeep = Readonly<{ id: string; card: KeptCard }>;

/** Her cards in a conversation, or after it. */
export function cardsOf(state: State): HerCards {
  if (state.kind === 'talking') return herCards(state);
  return state.kind === 'ended' ? state.cards : NO_CARDS;
}

/** The cards that can go into her folder: those of this conversation, and what lies in it that is not among them. */
export function cardsToKeep({ state, folder, folderCards }: Visit): readonly ToKeep[] {
  const hers = cardsOf(state);
  const fresh = hers.cards.flatMap((card): ToKeep[] => {
    const template = templateOf(hers, card);
    const found = template && kept(card, template);
    return found && found.fields.length > 0 ? [{ id: `now ${card.number}`, card: found }] : [];
  });
  // What came out of the folder and is filled in now takes the place of what lies there. One whose questions did not come
  // stays beside it.
  const came = (name: string) => folderCards.templates.some((template) => template.name === name);
  const old = (folder?.contents.cards ?? []).map((card, at): ToKeep => ({ id: `kept ${at}`, card }));
  return [
    ...fresh,
    ...old.filter(({ card }) => !came(card.name) || !fresh.some((other) => other.card.name === card.name)),
  ];
}

/** What goes into the folder. */
export async function contentsOf(
  visit: Visit,
  { days, without, codeWord }: Wishes,
  before: FolderContents,
): Promise<FolderContents> {
  const check = await checkOf(codeWord, browserRandom);
  const key = counsellorOf(visit.state);
  const counsellor = key && bytesToHex(key);
  const right = visit.state.kind === 'talking' ? rightOf(visit.state) : undefined;
  const known = counsellor
    ? [counsellor, ...before.talkedWith.filter((other) => other !== counsellor)]
    : before.talkedWith;
  return {
    ...before,
    days,
    cards: cardsToKeep(visit).flatMap(({ id, card }) => (without.includes(id) ? [] : [card])),
    talkedWith: known.slice(0, MOST_TALKED_WITH),
    codeWord: check ? { salt: bytesToHex(check.salt), hash: bytesToHex(check.hash) } : before.codeWord,
    wayBack:
      right && counsellor
        ? { right: bytesToHex(right), secret: bytesToHex(browserRandom(32)), counsellor }
        : before.wayBack,
  };
}

type Props = { visit: Visit; words: Words; wishes: Wishes; onChange: (wishes: Wishes) => void };

/** What goes in, for how long, and the word that only she and the counsellor know. */
export function Contain({ visit, words, wishes, onChange }: Props) {
  const {
    cards: question,
    noCards,
    nextPerson,
    days,
    daysQuestion,
    codeTitle,
    codeText,
    codeField,
    codeThere,
  } = words.folder.contain;
  const cards = cardsToKeep(visit);
  const { without } = wishes;
  return (
    <>
      {cards.length > 0 ? (
        <fieldset class="choice">
          <legend>{question}</legend>
          {cards.map(({ id, card: { title } }) => {
            const out = without.includes(id);
            const after = out ? without.filter((other) => other !== id) : [...without, id];
            return (
              <label key={id}>
                <input
                  type="checkbox"
                  {...ticked(!out)}
                  autocomplete="off"
                  onChange={() => onChange({ ...wishes, without: after })}
                />
                <span>{title}</span>
              </label>
            );
          })}
        </fieldset>
      ) : (
        <p>{noCards}</p>
      )}
      <p class="soft">{nextPerson}</p>
      <Choice
        name="days"
        question={daysQuestion}
        value={`${wishes.days}` as `${KeptFor}`}
        options={KEPT_FOR.map((each) => [`${each}` as const, days[`d${each}`]] as const)}
        onChange={(chosen) => onChange({ ...wishes, days: Number(chosen) as KeptFor })}
      />
      <h2>{codeTitle}</h2>
      <p>{codeText}</p>
      {visit.folder?.contents.codeWord && <p class="soft">{codeThere}</p>}
      <Line
        label={codeField}
        placeholder={codeField}
        value={wishes.codeWord}
        longest={LONGEST_CODE_WORD}
        onWrite={(codeWord) => onChange({ ...wishes, codeWord })}
      />
    </>
  );
}

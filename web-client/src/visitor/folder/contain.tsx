import { bytesToHex } from '@noble/hashes/utils.js';
import { checkOf } from '../../crypto/code-word.ts';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import { browserRandom } from '../../talk/browser-random.ts';
import {
  type FolderContents,
  type KeptCard,
  MOST_KEPT,
  MOST_TALKED_WITH,
} from '../../talk/folder/contents.ts';
import { KEPT_FOR, type KeptFor } from '../../wire/folder.ts';
import type { Words } from '../../words/words.ts';
import { herCards } from '../cards.ts';
import { Choice } from '../choices.tsx';
import { LONGEST_CODE_WORD } from '../intake.ts';
import type { Visit } from '../state.ts';
import { allKept } from './kept.ts';
import { counsellorOf, rightOf } from './way-back.ts';

/** What she wants to keep, and for how long. */
export type Wishes = Readonly<{
  days: KeptFor;
  /** The cards that stay out, by their place among all of them. */
  without: readonly number[];
  codeWord: string;
}>;

/** Everything that she has goes in, unless she takes it out. */
export function wishesAtFirst({ folder }: Visit): Wishes {
  return { days: folder?.contents.days ?? 14, without: [], codeWord: '' };
}

/** The cards that can go into her folder: those of this conversation, and what lies in it that is not among them. */
export function cardsToKeep(visit: Visit): readonly KeptCard[] {
  const { state, folder } = visit;
  const hers = state.kind === 'talking' ? herCards(state) : state.kind === 'ended' ? state.cards : undefined;
  const fresh = hers ? allKept(hers) : [];
  const before = folder?.contents.cards ?? [];
  // What is filled in now takes the place of what lies there of the same card.
  const old = before.filter(({ name }) => !fresh.some((card) => card.name === name));
  return [...fresh, ...old].slice(0, MOST_KEPT);
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
    cards: cardsToKeep(visit).filter((_, at) => !without.includes(at)),
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
          {cards.map(({ title }, at) => {
            const out = without.includes(at);
            const after = out ? without.filter((other) => other !== at) : [...without, at];
            return (
              <label key={at}>
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

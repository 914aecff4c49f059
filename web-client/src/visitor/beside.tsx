import type { Around } from '../talk/folder/line.ts';
import { count, fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Bar } from './bar.tsx';
import { Breathing } from './breathing.tsx';
import { CardsScreen } from './cards/screen.tsx';
import { herCards, keptFromAsked, templateOf } from './cards.ts';
import { Evidence } from './evidence.tsx';
import { FolderScreen } from './folder/screen.tsx';
import { Numbers } from './numbers.tsx';
import { Reading } from './reading.tsx';
import type { Screen } from './screen.ts';
import type { Visit } from './state.ts';
import { received } from './visit.ts';
import { placeText } from './waiting.tsx';

type Props = Screen & { visit: Visit; host: string; around: Around };

/** What she opened beside waiting or talking. How that goes on stands above it, and the way back is always there. */
export function BesideScreen({ visit, host, around, words, dispatch }: Props) {
  const { state, beside } = visit;
  const entrance = 'intake' in state ? state.intake.entrance : undefined;
  const { back, toConversation } = words.beside;
  const talks = state.kind === 'talking';
  const said = newsFrom(visit, words);
  const news = talks ? received(state) - visit.seen : 0;
  return (
    <>
      <div class="screen">
        <div role="status">
          {said !== '' && <p class={state.kind === 'waiting' ? 'soft' : 'notice'}>{said}</p>}
        </div>
        {beside === 'breathing' && <Breathing words={words} />}
        {beside === 'reading' && <Reading words={words} entrance={entrance} />}
        {beside === 'numbers' && <Numbers words={words} />}
        {beside === 'cards' && <CardsScreen visit={visit} words={words} dispatch={dispatch} />}
        {beside === 'folder' && (
          <FolderScreen visit={visit} words={words} around={around} dispatch={dispatch} />
        )}
        {beside === 'evidence' && <Evidence visit={visit} words={words} host={host} dispatch={dispatch} />}
      </div>
      <Bar>
        <button
          type="button"
          class={talks && said !== '' ? 'main' : 'other'}
          onClick={() => dispatch({ kind: 'beside', beside: undefined })}
        >
          {talks ? (news > 0 ? `${toConversation} (${news})` : toConversation) : back}
        </button>
      </Bar>
    </>
  );
}

/** What she should know of meanwhile: her place, that somebody is there, that there is something new, that it ended. */
function newsFrom({ state, seen }: Visit, words: Words): string {
  if (state.kind === 'waiting') return state.place ? placeText(words, state.place) : '';
  if (state.kind === 'ended') return words.endings[state.why].title;
  if (state.kind !== 'talking') return '';
  const news = received(state) - seen;
  if (news > 0) return count(words, words.beside.news, news);
  const { counsellor: name, ready, asked, guest } = state;
  if (asked !== undefined) return fill(words.handOver.title, { name, other: asked });
  if (guest?.stage === 'asked') return fill(words.guest.title, { name, other: guest.to.counsellor.name });
  const hers = herCards(state);
  const kept = hers.cards.find(({ number }) => number === keptFromAsked(state));
  const title = kept && templateOf(hers, kept)?.title;
  if (title !== undefined) return fill(words.cards.wantsToSee, { name, title });
  if (ready !== undefined) return fill(words.cards.ready, { name, title: ready });
  const { lines } = state.conversation;
  return lines.every((line) => line.mine) ? fill(words.beside.here, { name }) : '';
}

import { Bar } from './bar.tsx';
import { Danger } from './danger.tsx';
import type { Screen } from './screen.ts';
import type { Visit } from './state.ts';

type Props = Screen & { visit: Visit; failed: boolean; onLoad: () => void };

/** A part of the page is still on its way, or did not come. */
export function NotHere({ visit, failed, words, dispatch, onLoad }: Props) {
  const besides = visit.beside !== undefined;
  return (
    <>
      <div class="screen">
        <p role="status" class={failed ? 'notice' : ''}>
          {failed ? words.page.partFailed : words.page.oneMoment}
        </p>
        {failed && (
          <button type="button" class="main wide" onClick={onLoad}>
            {words.page.tryAgain}
          </button>
        )}
        <Danger words={words} />
      </div>
      <Bar>
        <button
          type="button"
          class="quiet"
          onClick={() => dispatch(besides ? { kind: 'beside', beside: undefined } : { kind: 'back' })}
        >
          {words.beside.back}
        </button>
      </Bar>
    </>
  );
}

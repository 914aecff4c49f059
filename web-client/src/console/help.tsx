import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { IdentityFile } from '../crypto/identity.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { AlertControls } from './alerts/alert-controls.tsx';
import type { AlertSettings } from './alerts/alerter.ts';
import type { Desk } from './desk-files.ts';
import { focusConversation, isToolField } from './focus.ts';
import type { Event, OnDuty } from './state.ts';
import { type AllNotes, noted } from './tools/notes.ts';
import { type CardsAtHand, Tools } from './tools/tools.tsx';

type Props = {
  /** What the organisation wrote for its counsellors, and how it is asked for again. */
  desk: Desk;
  onAgain: () => void;
  state: OnDuty;
  /** Her identity, sealed, for what a coordinator signs. */
  file: IdentityFile | undefined;
  words: ConsoleWords;
  alerts: AlertSettings;
  cards: CardsAtHand;
  dispatch: (event: Event) => void;
};

const NOTHING_NOTED: AllNotes = new Map();

/** What the mouse presses here does not take the cursor out of a message that is being written. A field does. */
function keepCursor(event: MouseEvent): void {
  const { target } = event;
  if (!(target instanceof Element) || isToolField(target)) return;
  if (target.closest('button, label, [role="option"]')) event.preventDefault();
}

/** What helps beside the conversation. What is noted here is in memory, as long as the conversation is on the screen. */
export function Help({ desk, onAgain, state, file, words, alerts, cards, dispatch }: Props) {
  const [notes, note] = useReducer(noted, NOTHING_NOTED);
  const keys = state.visitors.map(({ key }) => key);

  useLayoutEffect(() => note({ kind: 'keep-only', keys }), [keys.join()]);

  return (
    <aside
      class="column help"
      aria-labelledby="help-title"
      onMouseDown={keepCursor}
      // Not at once: a field that goes while the cursor is in it is left in the midst of a drawing.
      onFocusOut={() =>
        queueMicrotask(() => dispatch({ kind: 'noting', on: isToolField(document.activeElement) }))
      }
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        focusConversation();
      }}
    >
      <h2 id="help-title" class="unseen">
        {words.tools.title}
      </h2>
      <Tools
        state={state}
        file={file}
        words={words}
        desk={desk}
        onAgain={onAgain}
        notes={notes}
        noted={note}
        cards={cards}
        dispatch={dispatch}
      />
      <AlertControls alerts={alerts} words={words.tools.alerts} />
    </aside>
  );
}

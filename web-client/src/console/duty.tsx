import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { IdentityFile } from '../crypto/identity.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Language } from '../words/language.ts';
import type { AlertSettings } from './alerts/alerter.ts';
import type { DeskFiles } from './desk-files.ts';
import { DutyHead } from './duty-head.tsx';
import { useFiles } from './fetched.ts';
import { followConversation, isToolField, keepFocus } from './focus.ts';
import { Invitations } from './guest.tsx';
import { Offers } from './hand-over.tsx';
import { Help } from './help.tsx';
import { Mail } from './mail.tsx';
import type { Mailroom } from './mailroom.ts';
import { Queue } from './queue.tsx';
import { RenewedKey } from './renewed.tsx';
import { onShortcut } from './shortcuts.ts';
import { isShown } from './sitting-in.ts';
import type { Event, OnDuty } from './state.ts';
import { CardLine } from './tools/cards/line.tsx';
import { usePlaces } from './tools/cards/place.ts';
import { useTemplates } from './tools/cards/templates.ts';
import { VisitorPanel } from './visitor-panel.tsx';
import { VisitorTabs } from './visitor-tabs.tsx';
import type { Open } from './visitors.ts';

type Props = {
  state: OnDuty;
  /** Her identity, sealed, for what a coordinator signs. */
  file: IdentityFile | undefined;
  words: ConsoleWords;
  /** The languages in which visitors may write. */
  spoken: readonly Language[];
  alerts: AlertSettings;
  mailroom: Mailroom | undefined;
  dispatch: (event: Event) => void;
  onLanguage: (tag: string) => void;
};

/** A shift that is on: who waits, who is being talked with, and what helps. */
export function Duty({ state, file, words, spoken, alerts, mailroom, dispatch, onLanguage }: Props) {
  const { selected, taken, offers, invitations, enrolments, renewals, renewed, now } = state;
  const visitors = state.visitors.filter(isShown);

  const [desk, again] = useFiles<DeskFiles>(`desk/${words.shared.tag}`);
  const templates = useTemplates(state, words.shared.tag, dispatch);
  const places = usePlaces(state.visitors.map(({ key }) => key));
  /** How often she went from a conversation to a card of it. */
  const [looks, setLooks] = useState(0);

  // Renewed with every state, so that a key acts on what is on the screen.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onShortcut(event, state, dispatch);
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [state, dispatch]);

  // Another conversation is shown, or somebody was taken: writing comes next, where it was begun if it was.
  useLayoutEffect(followConversation, [selected, taken]);
  // What had the cursor may have gone: a conversation has ended, a question was answered, somebody was certified, a key renewed.
  const asking = visitors.map((each) =>
    each.kind === 'open'
      ? `${each.handing?.stage} ${each.guest?.stage} ${each.talk.brake?.until} ${each.talk.brake?.heldFrom} ${cardsOf(each)}`
      : each.kind,
  );
  const asked = [...offers, ...invitations].map(({ key, accepted }) => `${key} ${accepted}`);
  useLayoutEffect(keepFocus, [asking.join(), asked.join(), enrolments.length, renewals.size, renewed?.stage]);

  return (
    <div class="duty" onFocusIn={({ target }) => dispatch({ kind: 'noting', on: isToolField(target) })}>
      <div class="above">
        <DutyHead
          state={state}
          words={words}
          dispatch={dispatch}
          onOffDuty={() => dispatch({ kind: 'off-duty' })}
          onLanguage={onLanguage}
        />
        {file && <RenewedKey state={state} file={file} words={words} dispatch={dispatch} />}
      </div>
      <Queue state={state} spoken={spoken} words={words} dispatch={dispatch}>
        <Mail state={state} mailroom={mailroom} words={words} dispatch={dispatch} />
      </Queue>
      <main class="column conversations" tabIndex={-1} aria-labelledby="conversations-title">
        <h2 id="conversations-title" class="unseen">
          {words.conversationsTitle}
        </h2>
        <Offers state={state} words={words} dispatch={dispatch} />
        <Invitations state={state} words={words} dispatch={dispatch} />
        {visitors.length === 0 ? (
          <div class="empty">
            <p class="large">{words.none}</p>
            <p class="soft">{words.noneText}</p>
          </div>
        ) : (
          <VisitorTabs
            visitors={visitors}
            selected={selected}
            now={now}
            words={words}
            onSelect={(key) => dispatch({ kind: 'select', key })}
          />
        )}
        {visitors.map((visitor) => (
          <VisitorPanel
            key={visitor.key}
            state={state}
            visitor={visitor}
            form={state.forms.get(visitor.key)}
            shown={visitor.key === selected}
            now={now}
            words={words}
            outcomes={desk.kind === 'here' ? desk.files.outcomes : undefined}
            dispatch={dispatch}
          >
            <CardLine
              visitor={visitor}
              templates={templates}
              words={words}
              onLook={(number) => {
                places.go(visitor.key, { shown: 'card', number, part: 0 });
                setLooks(looks + 1);
              }}
            />
          </VisitorPanel>
        ))}
      </main>
      <Help
        desk={desk}
        onAgain={again}
        state={state}
        file={file}
        words={words}
        alerts={alerts}
        cards={{ templates, places, looks }}
        dispatch={dispatch}
      />
    </div>
  );
}

/** What of the cards in a conversation can be pressed. */
function cardsOf({ talk: { cards } }: Open): string {
  return cards ? `${cards.asking.length} ${cards.cards.map(({ state }) => state).join(' ')}` : '';
}

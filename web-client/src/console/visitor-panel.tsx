import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { checkValue, checkWords } from '../crypto/check-words.ts';
import type { Form } from '../crypto/form.ts';
import { Ask } from '../look/ask.tsx';
import { Composer } from '../look/composer.tsx';
import { Log } from '../look/log.tsx';
import { shownLines } from '../talk/brake.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { fill } from '../words/fill.ts';
import { BrakeForm, BrakeOn, HeldBack } from './brake.tsx';
import { CameBack, OfferFolder } from './came-back.tsx';
import type { DeskFiles } from './desk-files.ts';
import { focusConversation } from './focus.ts';
import { GuestStage, InviteForm } from './guest.tsx';
import { HandOverForm, HandOverStage } from './hand-over.tsx';
import { IntakeRead } from './intake.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { type Action, PanelActions } from './panel-actions.tsx';
import { presence } from './presence.ts';
import type { Event, OnDuty, Visitor } from './state.ts';

type Props = {
  state: OnDuty;
  visitor: Visitor;
  /** What she said beforehand, if it can be read. */
  form: Form | undefined;
  shown: boolean;
  now: number;
  words: ConsoleWords;
  /** What can be written down of a conversation that is over. */
  outcomes: DeskFiles['outcomes'] | undefined;
  dispatch: (event: Event) => void;
  /** What is said about it besides. */
  children?: ComponentChildren;
};

/** One conversation. It stays in the page while another is shown, and its draft with it. */
export function VisitorPanel({
  state,
  visitor,
  form,
  shown,
  now,
  words,
  outcomes,
  dispatch,
  children,
}: Props) {
  /** What she is about to do, and the button she pressed for it. */
  const [acting, setActing] = useState<{ action: Action; opener: HTMLElement }>();
  const { key, seat } = visitor;
  const { list } = words.shared.check;
  const name = words.visitor(visitor.number);
  const talk = visitor.kind === 'open' ? visitor.talk : undefined;
  const lines = visitor.kind === 'open' ? shownLines(visitor.talk).shown : visitor.lines;
  // That our own line is lost stands at the head of the page, once for all conversations.
  const failed = talk?.lines.some((line) => line.state === 'failed');
  let trouble = failed ? words.shared.talk.notDelivered : '';
  const mayAsk = visitor.kind === 'open' && state.accepted && !visitor.handing && !visitor.guest;
  const nothing = () => setActing(undefined);
  const closeForm = () => {
    focusConversation();
    nothing();
  };
  const noteFrom = seat ? words.guest.from : words.handOver.from;
  const here = talk?.up && talk.here;
  if (talk?.up && !here)
    trouble = visitor.kind === 'open' && visitor.exited ? words.exitedText : words.otherAway;
  return (
    <section class="panel" hidden={!shown} aria-label={name} data-conversation={visitor.number}>
      <header class="panel-head">
        <h3 tabIndex={-1}>{name}</h3>
        <span class={here ? 'presence here' : 'presence'}>{presence(visitor, now, words)}</span>
        <span class="soft">{words.waitedBefore(visitor.waited)}</span>
        {talk ? (
          <PanelActions
            visitor={visitor}
            words={words}
            hidden={acting !== undefined}
            mayAsk={mayAsk}
            onAction={(action, opener) => setActing({ action, opener })}
          />
        ) : (
          <button
            type="button"
            class="quiet"
            aria-keyshortcuts="Alt+X"
            onClick={() => dispatch({ kind: 'dismiss', key })}
          >
            {words.dismiss}
          </button>
        )}
      </header>
      {talk && acting?.action === 'end' && (
        <Ask
          question={seat ? words.guest.goesSure(seat.counsellor) : words.endSure}
          no={words.endNo}
          yes={seat ? words.guest.goesYes : words.endYes}
          quiet={true}
          opener={acting.opener}
          onNo={nothing}
          onYes={() => dispatch({ kind: 'end', key })}
        />
      )}
      {talk && acting?.action === 'pass-back' && (
        <Ask
          question={words.passBackSure}
          no={words.endNo}
          yes={words.passBackYes}
          quiet={true}
          opener={acting.opener}
          onNo={nothing}
          onYes={() => dispatch({ kind: 'pass-back', key })}
        />
      )}
      {visitor.kind === 'open' && acting?.action === 'hand-over' && (
        <HandOverForm visitor={visitor} state={state} words={words} dispatch={dispatch} onClose={closeForm} />
      )}
      {visitor.kind === 'open' && acting?.action === 'invite' && (
        <InviteForm visitor={visitor} state={state} words={words} dispatch={dispatch} onClose={closeForm} />
      )}
      <Log
        lines={lines}
        name={name}
        marks={visitor.marks}
        named={seat !== undefined || visitor.marks.length > 0}
        words={words.shared}
        shown={shown}
        onRetry={talk && (() => dispatch({ kind: 'retry', key }))}
      >
        {talk && (
          <>
            <p class="soft first">{seat ? words.guest.sits(seat.counsellor) : words.begun}</p>
            <p class="soft first">
              {words.checkTitle}: <strong>{checkWords(checkValue(talk.keys), list).join(' · ')}</strong>.{' '}
              {words.checkText}
            </p>
          </>
        )}
        <IntakeRead form={form} words={words} />
        {visitor.kind === 'open' && visitor.note && (
          <section class="beforehand" aria-label={noteFrom(visitor.note.from)}>
            <h4>{noteFrom(visitor.note.from)}</h4>
            <p class="own-words" dir="auto">
              {visitor.note.text}
            </p>
          </section>
        )}
      </Log>
      <div role="status">
        {trouble !== '' && <p class="notice">{trouble}</p>}
        {visitor.kind === 'open' && (
          <>
            <HandOverStage visitor={visitor} words={words} dispatch={dispatch} />
            <GuestStage visitor={visitor} words={words} dispatch={dispatch} />
            <BrakeOn visitor={visitor} words={words} dispatch={dispatch} />
            <CameBack visitor={visitor} words={words} dispatch={dispatch} />
            {children}
          </>
        )}
        {visitor.kind === 'over' && (
          <p class="notice">
            {seat && visitor.why !== 'exit' ? words.guest.over : words.over[visitor.why]}{' '}
            {lines.length > 0 ? words.shared.talk.stillReadable : words.nothingKept}
          </p>
        )}
      </div>
      {visitor.kind === 'over' && seat === undefined && outcomes && (
        <OutcomeForm state={state} visitor={visitor} outcomes={outcomes} words={words} dispatch={dispatch} />
      )}
      {talk && (
        <>
          <div class="under">
            <p class="typing">
              {talk.typingUntil > 0 && trouble === '' ? fill(words.shared.talk.isTyping, { name }) : ''}
            </p>
            {visitor.kind === 'open' && (
              <>
                <HeldBack visitor={visitor} words={words} dispatch={dispatch} />
                {seat === undefined && <OfferFolder visitor={visitor} words={words} dispatch={dispatch} />}
                {seat === undefined && (
                  <BrakeForm visitor={visitor} state={state} words={words} dispatch={dispatch} />
                )}
              </>
            )}
          </div>
          <Composer
            // Begun anew with what had not arrived when she comes back on another page.
            key={visitor.kind === 'open' ? visitor.folder.returned.length : 0}
            id={`message-${visitor.number}`}
            words={words.shared}
            begun={visitor.draft}
            onWrite={(text) => dispatch({ kind: 'write', key, text })}
            onTyped={(text) => dispatch({ kind: 'typed', key, text })}
          />
        </>
      )}
    </section>
  );
}

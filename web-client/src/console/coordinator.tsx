import { useState } from 'preact/hooks';
import { join as bytes, equal } from '../crypto/bytes.ts';
import { certify, requestWords, revoke } from '../crypto/certify.ts';
import type { IdentityFile } from '../crypto/identity.ts';
import { readIdentityCertificate } from '../crypto/identity-certificate.ts';
import { browserRandom } from '../talk/browser-random.ts';
import type { PageFrame } from '../wire/frames.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { others } from './colleagues.ts';
import { CountsTables } from './counts.tsx';
import type { Enrolment } from './enrolling.ts';
import { invitationLink } from './join.ts';
import type { Opened } from './opening.ts';
import { OpensKey, useKey } from './signing.tsx';
import type { Event, OnDuty } from './state.ts';
import { keyOf } from './visitors.ts';

type Props = { state: OnDuty; file: IdentityFile; words: ConsoleWords; dispatch: (event: Event) => void };

const MINUTES = [10, 20, 30];
const DAY = 86_400;
/** How long a new certificate holds, in days. */
const TERM = 200;

/** What only a coordinator does: open and close the desk, call others in, and say who is a counsellor. */
export function Coordinator({ state, file, words, dispatch }: Props) {
  const { coordinator } = words;
  const { opening, queue, now } = state;
  const longest = Math.max(0, ...queue.entries.map(({ waited }) => waited));
  const say = (frame: PageFrame) => dispatch({ kind: 'say', frame });
  const close = (minutes: number) =>
    dispatch({ kind: 'open-desk', opening: { kind: 'closes', at: now + minutes * 60_000 } });
  const standby = others(state).filter(({ status }) => status.doing === 'standby').length;
  return (
    <div class="staff">
      {/* Its key leads to the heading: whoever goes on typing must not close the desk. */}
      <h3 tabIndex={-1} data-first>
        {coordinator.desk}
      </h3>
      <p>
        {words.waiting(queue.waiting)}
        {longest > 0 && ` · ${coordinator.longest(words.waitedFor(longest))}`}
      </p>
      <p role="status">{words.deskIs(opening)}</p>
      <div class="choices wrap">
        {opening.kind === 'open' ? (
          MINUTES.map((minutes) => (
            <button key={minutes} type="button" class="other" onClick={() => close(minutes)}>
              {coordinator.closeIn(minutes)}
            </button>
          ))
        ) : (
          <button
            type="button"
            class="other"
            onClick={() => dispatch({ kind: 'open-desk', opening: { kind: 'open' } })}
          >
            {coordinator.open}
          </button>
        )}
        <button type="button" class="other" disabled={standby === 0} onClick={() => say({ kind: 'call-in' })}>
          {coordinator.callIn(standby)}
        </button>
      </div>
      <h3>{coordinator.people}</h3>
      <Invitation state={state} words={words} onInvite={() => say({ kind: 'invite' })} />
      {state.enrolments.map((enrolment) => (
        <Certify
          key={keyOf(enrolment.request)}
          enrolment={enrolment}
          file={file}
          words={words}
          onFrame={say}
        />
      ))}
      <TakeBack state={state} file={file} words={words} onFrame={say} />
      <h3>{words.counts.title}</h3>
      <CountsTables state={state} words={words} dispatch={dispatch} />
    </div>
  );
}

function Invitation({
  state,
  words,
  onInvite,
}: {
  state: OnDuty;
  words: ConsoleWords;
  onInvite: () => void;
}) {
  const { coordinator } = words;
  const { invitation } = state;
  return (
    <>
      <button type="button" class="other" onClick={onInvite}>
        {coordinator.invite}
      </button>
      {invitation && (
        <label>
          {coordinator.link}
          <input
            readOnly
            class="link"
            value={invitationLink(location.href, invitation)}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      )}
    </>
  );
}

type Signs = { file: IdentityFile; words: ConsoleWords; onFrame: (frame: PageFrame) => void };

/** Somebody waits: her words are compared by voice, and only then is she certified. */
function Certify({ enrolment, file, words, onFrame }: { enrolment: Enrolment } & Signs) {
  const { withKey, ...key } = useKey(file);
  const [role, setRole] = useState<'counsellor' | 'buddy' | 'interpreter'>('counsellor');
  const { coordinator } = words;
  const { invitation, request, name, subject } = enrolment;
  const sign = ({ identity }: Opened) => {
    const notBefore = Math.floor(Date.now() / 1000) - DAY;
    const notAfter = notBefore + (TERM + 1) * DAY;
    const own = certify(identity.secretKey, { role, name, subject, notBefore, notAfter }, browserRandom);
    onFrame({ kind: 'certify', invitation, certificates: bytes(identity.coordinator, own) });
  };
  return (
    <form
      class="enrolment"
      aria-label={coordinator.asks(name)}
      onSubmit={(event) => {
        event.preventDefault();
        void withKey(sign);
      }}
    >
      <p>
        <strong dir="auto">{coordinator.asks(name)}</strong>
      </p>
      <p>{coordinator.compare}</p>
      <p class="check">{requestWords(request, words.shared.check.list).join(' · ')}</p>
      <label>
        {coordinator.as}
        <select value={role} onChange={(event) => setRole(event.currentTarget.value as typeof role)}>
          {(['counsellor', 'buddy', 'interpreter'] as const).map((one) => (
            <option key={one} value={one}>
              {coordinator.roles[one]}
            </option>
          ))}
        </select>
      </label>
      <OpensKey label={coordinator.passphrase} words={words} {...key} />
      <button type="submit" class="main" disabled={key.busy}>
        {coordinator.certify}
      </button>
    </form>
  );
}

/** Somebody's certificate is taken back, at once and everywhere. */
function TakeBack({ state, file, words, onFrame }: { state: OnDuty } & Signs) {
  const { withKey, ...key } = useKey(file);
  const [who, setWho] = useState('');
  const { coordinator } = words;
  // Whom another coordinator certified only she, or the root, takes back.
  const own = file.coordinator.subarray(10, 42);
  const colleagues = others(state).filter(({ known }) => equal(known.chain.subarray(10, 42), own));
  const chosen = colleagues.find(({ key }) => key === who);
  const sign = ({ identity: { secretKey } }: Opened) => {
    const certificate = chosen && readIdentityCertificate(chosen.known.chain.subarray(154, 308));
    if (!certificate) return;
    onFrame({
      kind: 'revoke',
      revocation: revoke(secretKey, certificate.serial, Math.floor(Date.now() / 1000)),
    });
    setWho('');
  };
  return (
    <details>
      <summary>{coordinator.takeBack}</summary>
      <form
        class="enrolment"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) void withKey(sign);
        }}
      >
        <p class="soft">{coordinator.takeBackText}</p>
        <select
          aria-label={coordinator.takeBack}
          value={chosen ? who : ''}
          onChange={(event) => setWho(event.currentTarget.value)}
        >
          <option value="">{words.handOver.choose}</option>
          {colleagues.map(({ key, known }) => (
            <option key={key} value={key}>
              {known.name}
            </option>
          ))}
        </select>
        <OpensKey label={coordinator.passphrase} words={words} {...key} />
        <button type="submit" class="other" disabled={!chosen || key.busy}>
          {coordinator.takeBackNow}
        </button>
      </form>
    </details>
  );
}

import { useState } from 'preact/hooks';
import { requestWords } from '../crypto/certify.ts';
import { certifyUnder } from '../crypto/renewal.ts';
import { browserRandom } from '../talk/browser-random.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Enrolment } from './enrolling.ts';
import { invitationLink } from './join.ts';
import type { Opened } from './opening.ts';
import { OpensKey, type Signs, useKey } from './signing.tsx';
import type { OnDuty } from './state.ts';

/** Somebody is invited with a link for her alone. */
export function Invitation({
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

/** Somebody waits: her words are compared by voice, and only then is she certified. */
export function Certify({ enrolment, file, words, onFrame }: Signs & { enrolment: Enrolment }) {
  const { withKey, ...key } = useKey(file);
  const [role, setRole] = useState<'counsellor' | 'buddy' | 'interpreter'>('counsellor');
  const { coordinator } = words;
  const { invitation, request, name, subject } = enrolment;
  const sign = ({ identity }: Opened) => {
    const now = Math.floor(Date.now() / 1000);
    const certificates = certifyUnder(identity, { role, name, subject }, now, browserRandom);
    onFrame({ kind: 'certify', invitation, certificates });
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

import { useState } from 'preact/hooks';
import { equal } from '../crypto/bytes.ts';
import { certificatesIn } from '../crypto/certificates.ts';
import { revoke } from '../crypto/certify.ts';
import { others } from './colleagues.ts';
import type { Opened } from './opening.ts';
import { OpensKey, type Signs, useKey } from './signing.tsx';
import type { OnDuty } from './state.ts';

/** Somebody's certificate is taken back, at once and everywhere. */
export function TakeBack({ state, file, words, onFrame }: Signs & { state: OnDuty }) {
  const { withKey, ...key } = useKey(file);
  const [who, setWho] = useState('');
  const { coordinator } = words;
  // Whom another coordinator certified only she, or the root, takes back.
  const own = certificatesIn(state.shift.chain).coordinator.subject;
  const colleagues = others(state).filter(({ known }) => equal(known.certificates.coordinator.subject, own));
  const chosen = colleagues.find(({ key }) => key === who);
  const sign = ({ identity: { secretKey } }: Opened) => {
    if (!chosen) return;
    const { serial } = chosen.known.certificates.own;
    onFrame({ kind: 'revoke', revocation: revoke(secretKey, serial, Math.floor(Date.now() / 1000)) });
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

import { certificatesIn } from '../crypto/certificates.ts';
import type { IdentityFile } from '../crypto/identity.ts';
import { certifyUnder, endOf, termUnder } from '../crypto/renewal.ts';
import { browserRandom } from '../talk/browser-random.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { others, type Present } from './colleagues.ts';
import { endsSoon } from './renewal.ts';
import { OpensKey, useKey } from './signing.tsx';
import type { Event, OnDuty } from './state.ts';

type Props = { state: OnDuty; file: IdentityFile; words: ConsoleWords; dispatch: (event: Event) => void };

/** Until when the certificates of those on duty hold, the first to end first, and a button that renews one. */
export function Renewing({ state, file, words, dispatch }: Props) {
  const { withKey, ...key } = useKey(file);
  const { renewal } = words;
  const own = certificatesIn(state.shift.chain);
  const colleagues = others(state)
    .map((colleague) => ({ ...colleague, until: endOf(colleague.known.certificates) }))
    .sort((one, other) => one.until - other.until);
  const longest = termUnder(own.coordinator, Math.floor(state.now / 1000)).notAfter;
  const able = colleagues.filter(
    ({ key, role, until }) => role !== 'coordinator' && until < longest && !state.renewals.has(key),
  );
  const renew = ({ key: to, known }: Present) =>
    withKey(({ identity }) => {
      const { role, name, subject } = known.certificates.own;
      if (role === 'coordinator') return;
      const now = Math.floor(Date.now() / 1000);
      const certificates = certifyUnder(identity, { role, name, subject }, now, browserRandom);
      dispatch({ kind: 'renew', to, certificates });
    });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would put its legend into its edge.
    <div class="certificates" role="group" aria-labelledby="certificates-title">
      <h4 id="certificates-title">{renewal.title}</h4>
      {colleagues.length === 0 && <p class="soft">{words.staff.onDuty(0)}</p>}
      <ul class="present">
        {colleagues.map((colleague) => (
          <li key={colleague.key}>
            <span>
              <bdi>{colleague.known.name}</bdi>
              <Until
                until={colleague.until}
                now={state.now}
                words={words}
                sent={state.renewals.has(colleague.key)}
              />
            </span>
            {state.renewals.has(colleague.key) ? (
              <span class="soft">{renewal.sent}</span>
            ) : able.includes(colleague) ? (
              <button
                type="button"
                class="other"
                aria-label={renewal.renewOf(colleague.known.name)}
                disabled={key.busy}
                onClick={() => void renew(colleague)}
              >
                {renewal.renew}
              </button>
            ) : (
              <span class="soft">
                {colleague.role === 'coordinator' ? renewal.coordinator : renewal.notLonger}
              </span>
            )}
          </li>
        ))}
      </ul>
      {able.length > 0 && <OpensKey label={words.coordinator.passphrase} words={words} {...key} />}
      <p class="soft">{renewal.ownRoot(day(Number(own.coordinator.notAfter), words))}</p>
      <pre>luwte organisation certify-coordinator REQUEST</pre>
      <p class="soft">{renewal.ownDuty(day(endOf(own), words))}</p>
      <pre>luwte identity renew --identity FILE</pre>
    </div>
  );
}

function Until({
  until,
  now,
  sent,
  words,
}: {
  until: number;
  now: number;
  sent: boolean;
  words: ConsoleWords;
}) {
  const soon = sent ? undefined : endsSoon(until, now);
  return (
    <>
      <span class="soft">{words.renewal.until(day(until, words))}</span>
      {soon !== undefined && <span class="tag">{words.renewal.soon(soon)}</span>}
    </>
  );
}

/** A day as it is written in the language of the page. */
export function day(seconds: number, { tag }: ConsoleWords): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long' }).format(seconds * 1000);
}

import type { ConsoleWords } from '../words/console-en.ts';
import { useFiles } from './fetched.ts';

/** Which texts are in force, as one server read them: `/console/texts`. */
export type InForce = {
  /** When it read them, in milliseconds since 1970. */
  read: number;
  /** Whether there are other servers, which may have read others. */
  several: boolean;
  files: {
    /** Its path in the folder of the organisation. */
    file: string;
    /** The code of its language; null if it is in several. */
    language: string | null;
    /** The day on which the oldest of its facts was checked, of those that were, as `2026-11-24`. */
    checked: string | null;
    /** How many of its facts were not. */
    unchecked: number;
    /** How the SHA-256 of the file begins, in hex. */
    fingerprint: string;
  }[];
};

/** Which texts visitors and counsellors read now, for a coordinator to compare with her own. */
export function TextsInForce({ words }: { words: ConsoleWords }) {
  const [fetched, again] = useFiles<InForce>('texts');
  const { tools } = words;
  switch (fetched.kind) {
    case 'loading':
      return <p class="soft">{tools.loading}</p>;
    case 'failed':
      return (
        <>
          <p>{tools.failed}</p>
          <button type="button" class="other" onClick={again}>
            {tools.tryAgain}
          </button>
        </>
      );
    case 'here':
      return <TextsTable inForce={fetched.files} words={words} />;
  }
}

/** The table of them. */
export function TextsTable({ inForce, words }: { inForce: InForce; words: ConsoleWords }) {
  const { texts, tag } = words;
  const read = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', hour12: false });
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  return (
    <details>
      <summary>{texts.count(inForce.files.length)}</summary>
      <p class="soft">{texts.about(read.format(inForce.read))}</p>
      {inForce.several && <p class="soft">{texts.several}</p>}
      <table class="texts">
        <thead>
          <tr>
            <th scope="col">{texts.file}</th>
            <th scope="col">{texts.fingerprint}</th>
          </tr>
        </thead>
        <tbody>
          {inForce.files.map(({ file, language, checked, unchecked, fingerprint }) => (
            <tr key={file}>
              <th scope="row">
                <bdi>{file}</bdi>
                <span class="soft">
                  {[
                    language !== null && languages.of(language),
                    checked !== null && texts.checked(checked),
                    unchecked > 0 && texts.unchecked(unchecked),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </th>
              <td>
                <code>{fingerprint}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

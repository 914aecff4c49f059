import { useState } from 'preact/hooks';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import type { Template } from '../../talk/cards/template.ts';
import type { Words } from '../../words/words.ts';
import { Choice } from '../choices.tsx';
import { type Answered, FILES, type FileKind, fileName, fileOf, LONGEST_NAME } from './paper.ts';

type Props = { template: Template; answered: readonly Answered[]; words: Words };

/** So long a file can be fetched out of the page, in milliseconds. Safari begins later than it is told to. */
const FETCHING = 10_000;

/** A file with a name and of a kind that she chooses. It is made in the page, and goes into her downloads. */
export function SaveAs({ template, answered, words }: Props) {
  const { call, names, own, kind: kinds, kindOf, keepTitle, save, saved } = words.take.file;
  const [suggested, setSuggested] = useState(names[0] ?? '');
  const [written, setWritten] = useState('');
  const [kind, setKind] = useState<FileKind>('txt');
  const [withTitle, setWithTitle] = useState(false);
  const [done, setDone] = useState(false);
  const safe = fileName(suggested || written);
  const download = () => {
    const { type, text } = fileOf(kind, withTitle ? template.title : safe, answered, template);
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${safe}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), FETCHING);
    setDone(true);
  };
  return (
    <>
      <Choice
        name="called"
        question={call}
        value={suggested}
        options={[...names.map((each) => [each, each] as const), ['', own] as const]}
        onChange={setSuggested}
      />
      {suggested === '' && <Line label={own} value={written} longest={LONGEST_NAME} onWrite={setWritten} />}
      <Choice
        name="kind"
        question={kindOf}
        value={kind}
        options={FILES.map((each) => [each, kinds[each]] as const)}
        onChange={setKind}
      />
      <fieldset class="choice">
        <label>
          <input
            type="checkbox"
            {...ticked(withTitle)}
            autocomplete="off"
            onChange={() => setWithTitle(!withTitle)}
          />
          <span>{keepTitle}</span>
        </label>
      </fieldset>
      {safe !== '' && (
        <p class="large">
          <bdi>{`${safe}.${kind}`}</bdi>
        </p>
      )}
      <button type="button" class="main" disabled={safe === ''} onClick={download}>
        {save}
      </button>
      <p role="status">{done && saved}</p>
    </>
  );
}

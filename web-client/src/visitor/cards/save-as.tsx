import { useState } from 'preact/hooks';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import type { Words } from '../../words/words.ts';
import { Choice } from '../choices.tsx';
import { type Answered, FILES, type FileKind, fileName, fileOf, LONGEST_NAME } from './paper.ts';

type Props = { title: string; answered: readonly Answered[]; words: Words };

/** A file with a name and of a kind that she chooses. It is made in the page, and goes into her downloads. */
export function SaveAs({ title, answered, words }: Props) {
  const { call, names, own, kind: kinds, kindOf, keepTitle, save, saved } = words.take.file;
  const [name, setName] = useState(names[0] ?? '');
  const [kind, setKind] = useState<FileKind>('txt');
  const [withTitle, setWithTitle] = useState(false);
  const [done, setDone] = useState(false);
  const safe = fileName(name);
  const download = () => {
    const { type, text } = fileOf(kind, withTitle ? title : safe, answered);
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${safe}.${kind}`;
    link.click();
    URL.revokeObjectURL(address);
    setDone(true);
  };
  return (
    <>
      <Choice
        name="called"
        question={call}
        value={names.includes(name) ? name : ''}
        options={[...names.map((each) => [each, each] as const), ['', own] as const]}
        onChange={(chosen) => setName(chosen)}
      />
      {!names.includes(name) && (
        <Line label={own} value={name} longest={LONGEST_NAME} onWrite={(text) => setName(text)} />
      )}
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
      <button type="button" class="main" disabled={safe === ''} onClick={download}>
        {save}
      </button>
      <p role="status">{done && saved}</p>
    </>
  );
}

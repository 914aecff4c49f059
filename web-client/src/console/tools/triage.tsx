import type { ToolsWords } from '../../words/tools-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import type { NoteEvent, Notes } from './notes.ts';
import { Ticks } from './ticks.tsx';

type Props = {
  files: DeskFiles;
  words: ToolsWords;
  visitor: string;
  notes: Notes;
  noted: (event: NoteEvent) => void;
};

/** What she comes with, what may lie under it, how safe she seems, and free notes. */
export function Triage({ files: { triage }, words, visitor, notes, noted }: Props) {
  const own = words.triage;
  const note = (change: Partial<Notes>) => noted({ kind: 'note', key: visitor, change });
  const lists = [
    { list: 'on-top', title: own.onTop, about: own.onTopAbout, items: triage.onTop },
    { list: 'underneath', title: own.underneath, about: own.underneathAbout, items: triage.underneath },
  ];
  const risks = [{ id: '', title: own.noRisk, text: '' }, ...triage.risks];
  return (
    <div class="sheet-tool">
      <p class="soft">{words.signals.here}</p>
      <label class="field">
        <span>{own.notes}</span>
        <textarea
          key={visitor}
          rows={4}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          data-gramm="false"
          data-first
          value={notes.text}
          onInput={({ currentTarget }) => note({ text: currentTarget.value })}
        />
      </label>
      <fieldset class="ticks">
        <legend>{own.risk}</legend>
        {risks.map(({ id, title, text }) => (
          <label key={id} class="tick">
            <input type="radio" name="risk" checked={notes.risk === id} onChange={() => note({ risk: id })} />
            <span dir="auto">
              {title} {text !== '' && <span class="soft under">{text}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {lists.map(({ list, title, about, items }) => (
        <Ticks
          key={list}
          list={list}
          title={title}
          about={about}
          items={items}
          visitor={visitor}
          notes={notes}
          noted={noted}
        />
      ))}
    </div>
  );
}

import type { Form } from '../../crypto/form.ts';
import type { ToolsWords } from '../../words/tools-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import { isUnder18, type NoteEvent, type Notes, ticked } from './notes.ts';
import { Ticks } from './ticks.tsx';

type Props = {
  files: DeskFiles;
  words: ToolsWords;
  /** The conversation that this is about. */
  visitor: string;
  notes: Notes;
  form: Form | undefined;
  noted: (event: NoteEvent) => void;
};

/**
 * Acts, means and purpose: what may be seen of trafficking. It says what is ticked and weighs nothing: that is for
 * people.
 */
export function Signals({
  files: { signals },
  words: { signals: words },
  visitor,
  notes,
  form,
  noted,
}: Props) {
  const under18 = isUnder18(notes, form);
  const saidSo = notes.under18 === undefined && under18;
  return (
    <div class="sheet-tool">
      <p class="soft">{words.here}</p>
      <label class="tick">
        <input
          type="checkbox"
          checked={under18}
          data-first
          onChange={({ currentTarget }) =>
            noted({ kind: 'note', key: visitor, change: { under18: currentTarget.checked } })
          }
        />
        <span>
          {words.under18} {saidSo && <span class="soft">({words.saidSo})</span>}
        </span>
      </label>
      {signals.map(({ id, title, about, items }) => (
        <Ticks
          key={id}
          list={id}
          title={title}
          about={about}
          items={items}
          visitor={visitor}
          notes={notes}
          noted={noted}
        />
      ))}
      <section class="summary" aria-label={words.summary}>
        <h3>{words.summary}</h3>
        <dl>
          {signals.map(({ id, title, items }) => (
            <div key={id}>
              <dt>{title}</dt>
              {ticked(notes, id, items).map((item) => (
                <dd key={item} dir="auto">
                  {item}
                </dd>
              ))}
              {ticked(notes, id, items).length === 0 && <dd>{words.nothing}</dd>}
            </div>
          ))}
        </dl>
        {under18 && (
          <p>
            <strong>{words.meansDoNotMatter}</strong>
          </p>
        )}
        <p class="soft">{words.noVerdict}</p>
      </section>
    </div>
  );
}

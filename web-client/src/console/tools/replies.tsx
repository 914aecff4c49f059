import { useMemo, useState } from 'preact/hooks';
import type { ToolsWords } from '../../words/tools-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import { Choice } from './choice.tsx';
import { insert } from './insert.ts';
import { loadReplies, type OwnReplies } from './own-replies.ts';
import { OwnRepliesEditor } from './own-replies-editor.tsx';
import { Picker } from './picker.tsx';
import { search } from './search.ts';

type Props = {
  files: DeskFiles | undefined;
  words: ToolsWords;
  hint: string;
  /** Whether the counsellor's own are being changed, in the place of the search. */
  managing: boolean;
  onManage: (managing: boolean) => void;
};

/** The category of the counsellor's own. No file has one without a letter. */
const OWN = '';
const ALL = '*';

/** The storage of this browser. Only the console has this file, and only this line uses it. */
const storage = () => localStorage;

/** Texts that are at hand, the organisation's and the counsellor's own, to put into a message. */
export function Replies({ files, words, hint, managing, onManage }: Props) {
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState(ALL);
  const [own, setOwn] = useState<OwnReplies>(() => loadReplies(storage));

  const options = useMemo(() => {
    const labels = new Map(files?.categories.map(({ id, label }) => [id, label]));
    const mine = own.kind === 'damaged' ? [] : own.replies;
    const all = [...mine.map((reply) => ({ ...reply, category: OWN })), ...(files?.replies ?? [])].map(
      (reply, n) => ({ ...reply, id: `${n}`, aside: labels.get(reply.category) ?? words.replies.own }),
    );
    const inCategory = all.filter((reply) => category === ALL || reply.category === category);
    return search(inCategory, query, (reply) => reply);
  }, [files, own, query, category, words]);

  return (
    <>
      <div class="view" hidden={managing}>
        <Picker
          id="search-replies"
          label={words.replies.search}
          hint={hint}
          query={query}
          onQuery={setQuery}
          options={options}
          onChoose={({ text }) => insert(text)}
          none={words.nothingFound}
        >
          <div class="filters">
            <Choice
              label={words.replies.category}
              value={category}
              choices={[
                [ALL, words.replies.all],
                [OWN, words.replies.own],
                ...(files?.categories ?? []).map(({ id, label }) => [id, label] as const),
              ]}
              onChoose={setCategory}
            />
            <button type="button" class="quiet" onClick={() => onManage(true)}>
              {words.replies.manage}
            </button>
          </div>
          {own.kind === 'damaged' && <p class="notice">{words.replies.damagedElsewhere}</p>}
        </Picker>
      </div>
      <div class="view" hidden={!managing}>
        <OwnRepliesEditor
          shown={managing}
          own={own}
          storage={storage}
          words={words.replies}
          onChange={setOwn}
          onBack={() => onManage(false)}
        />
      </div>
    </>
  );
}

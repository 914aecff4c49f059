import { useId, useState } from 'preact/hooks';
import { type TypedWords, typedWords, type WordLists } from '../../talk/folder/typed.ts';
import { count, fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';

type Props = {
  lists: WordLists;
  words: Words;
  /** What stands on the button. */
  label: string;
  busy: boolean;
  onWords: (words: string) => void;
};

/** The field for five words. What is wrong with them is said before anything is asked of the server. */
export function TypeWords({ lists, words, label, busy, onWords }: Props) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const id = useId();
  const { field, hint } = words.folder.open;
  const submit = () => {
    const typed = typedWords(text, lists);
    if (typed.kind === 'words') {
      setWrong('');
      onWords(typed.words);
    } else setWrong(whatIsWrong(typed, words));
  };
  return (
    <form
      class="draft"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) submit();
      }}
    >
      <label for={id}>{field}</label>
      <p class="soft" id={`${id}-hint`}>
        {hint}
      </p>
      <input
        id={id}
        type="text"
        aria-describedby={`${id}-hint`}
        dir="auto"
        autocomplete="off"
        autoCorrect="off"
        autocapitalize="none"
        spellcheck={false}
        data-gramm="false"
        maxLength={200}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p role="status">{wrong}</p>
      <button type="submit" class="main wide" disabled={busy || text.trim() === ''}>
        {label}
      </button>
    </form>
  );
}

/** What is wrong with what she typed. */
export function whatIsWrong(typed: Exclude<TypedWords, { kind: 'words' }>, words: Words): string {
  const { howMany, unknown, like, mixed } = words.folder.open;
  switch (typed.kind) {
    case 'count':
      return count(words, howMany, typed.count);
    case 'mixed':
      return mixed;
    case 'unknown': {
      const said = fill(unknown, { word: typed.word });
      return typed.like.length > 0 ? `${said} ${fill(like, { words: typed.like.join(', ') })}` : said;
    }
  }
}

import { useId, useState } from 'preact/hooks';
import { equal } from '../crypto/bytes.ts';
import { hashOf } from '../crypto/code-word.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { type Check, isLocked } from './came-back.ts';
import type { Event } from './state.ts';
import type { Open } from './visitors.ts';

type Props = { visitor: Open; words: ConsoleWords; dispatch: (event: Event) => void };

/** She says that she was here before: whether that is so, before anything out of her folder is looked at. */
export function CameBack({ visitor, words, dispatch }: Props) {
  const { cameBack, proof } = visitor.folder;
  const says = words.cameBack;
  // Not before something of hers has opened: the first message of a handshake proves nothing.
  const returned = visitor.folder.returned.length > 0 && visitor.talk.keys.received > 0;
  if (!cameBack) return returned ? <p class="notice">{says.returned}</p> : null;
  const { check } = cameBack;
  if (check === undefined) return <p class="notice">{says.noWord}</p>;
  if (!isLocked(visitor.folder)) return <p class="notice">{proof === 'right' ? says.right : says.without}</p>;
  return <AskWord visitor={visitor} check={check} words={words} dispatch={dispatch} />;
}

function AskWord({ visitor, check, words, dispatch }: Props & { check: Check }) {
  const [word, setWord] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const { ask, field, look, looking, wrong, goOn } = words.cameBack;
  const { key, folder } = visitor;
  const submit = () => {
    if (busy || word.trim() === '') return;
    setBusy(true);
    hashOf(word, check.salt).then((hash) => {
      setBusy(false);
      setWord('');
      dispatch({ kind: 'code-word', key, proof: equal(hash, check.hash) ? 'right' : 'wrong' });
    });
  };
  return (
    <form
      class="came-back"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{ask}</p>
      <label class="unseen" for={id}>
        {field}
      </label>
      <div class="pair">
        <input
          id={id}
          type="text"
          placeholder={field}
          dir="auto"
          autocomplete="off"
          autoCorrect="off"
          spellcheck={false}
          maxLength={48}
          value={word}
          onInput={({ currentTarget }) => setWord(currentTarget.value)}
        />
        <button type="submit" class="other" aria-disabled={busy}>
          {look}
        </button>
      </div>
      {busy && <p class="soft">{looking}</p>}
      {!busy && folder.wrong > 0 && <p class="soft">{wrong(folder.wrong)}</p>}
      {folder.wrong > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => dispatch({ kind: 'code-word', key, proof: 'without' })}
        >
          {goOn}
        </button>
      )}
    </form>
  );
}

/** Offers her five words, with which she can come back. She decides. */
export function OfferFolder({ visitor, words, dispatch }: Props) {
  const { key, folder } = visitor;
  const { offer, offered, canComeBack } = words.cameBack;
  if (folder.secrets.length > 0) return <p class="soft">{canComeBack}</p>;
  if (folder.offered) return <p class="soft">{offered}</p>;
  return (
    <button type="button" class="quiet" onClick={() => dispatch({ kind: 'offer-folder', key })}>
      {offer}
    </button>
  );
}

import type { ConsoleWords } from '../words/console-en.ts';
import type { DeskFiles } from './desk-files.ts';
import { isCounted } from './outcomes.ts';
import type { Event, OnDuty, Visitor } from './state.ts';

type Props = {
  state: OnDuty;
  visitor: Extract<Visitor, { kind: 'over' }>;
  /** What the organisation lets its counsellors choose. */
  outcomes: DeskFiles['outcomes'];
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

type Question = DeskFiles['outcomes']['questions'][number];

/** How a conversation was, in a few choices. What is chosen is added to counters, and is nowhere as a whole. */
export function OutcomeForm({ state, visitor, outcomes, words, dispatch }: Props) {
  const { outcome } = words;
  if (visitor.written !== undefined) {
    return (
      <p class="soft outcome-done" role="status">
        {isCounted(state, visitor.written) ? outcome.done : outcome.onItsWay}
      </p>
    );
  }
  const id = `outcome-${visitor.number}`;
  return (
    <form
      class="outcome"
      aria-label={outcome.title}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const disposition = Number(data.get('disposition'));
        if (!disposition) return;
        const answers = outcomes.questions.flatMap(({ code }) =>
          data
            .getAll(`${code}`)
            .filter((choice) => choice !== '')
            .map((choice): [number, number] => [code, Number(choice)]),
        );
        dispatch({ kind: 'outcome', key: visitor.key, disposition, answers });
      }}
    >
      <h4>{outcome.title}</h4>
      <p class="soft">{outcome.about}</p>
      <label for={id}>{outcome.disposition}</label>
      <select id={id} name="disposition" required>
        <option value="">{outcome.choose}</option>
        {outcomes.dispositions.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
      {outcomes.questions.map((question) => (
        <Answers key={question.code} id={`${id}-${question.code}`} question={question} words={words} />
      ))}
      <button type="submit" class="other" aria-keyshortcuts="Alt+F">
        {outcome.count}
      </button>
    </form>
  );
}

function Answers({ id, question, words }: { id: string; question: Question; words: ConsoleWords }) {
  const { code, label, many, choices } = question;
  if (!many) {
    return (
      <>
        <label for={id}>{label}</label>
        <select id={id} name={`${code}`}>
          <option value="">{words.outcome.notKnown}</option>
          {choices.map((choice) => (
            <option key={choice.code} value={choice.code}>
              {choice.label}
            </option>
          ))}
        </select>
      </>
    );
  }
  return (
    <details>
      <summary>{label}</summary>
      <fieldset>
        <legend class="unseen">{label}</legend>
        {choices.map((choice) => (
          <label key={choice.code} class="tick">
            <input type="checkbox" name={`${code}`} value={choice.code} />
            {choice.label}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

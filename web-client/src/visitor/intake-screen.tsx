import { Heading } from '../look/heading.tsx';
import { Draft } from '../look/writing.tsx';
import { fill } from '../words/fill.ts';
import type { Language } from '../words/language.ts';
import { Bar } from './bar.tsx';
import { BesideLinks } from './beside-links.tsx';
import { Choice, Pick, Subjects } from './choices.tsx';
import { DangerNumber } from './danger.tsx';
import { AGES, type Intake, LONGEST_CODE_WORD } from './intake.ts';
import type { Screen } from './screen.ts';
import type { State } from './state.ts';

type Props = Screen & {
  state: Extract<State, { kind: 'intake' }>;
  /** All languages of the page. */
  languages: readonly Language[];
};

/** One screen of questions. Every one of them can be left as it is, and all of them with one button. */
export function IntakeScreen({ state, languages, words, dispatch }: Props) {
  const { intake, draft } = state;
  const asks = words.intake;
  const entrance = words.entrances[intake.entrance];
  const { leave } = words.exit;
  const answer = (says: Partial<Intake>) => dispatch({ kind: 'answer', says });
  return (
    <>
      <form
        class="screen"
        onSubmit={(event) => {
          event.preventDefault();
          dispatch({ kind: 'start' });
        }}
      >
        <Heading>{asks.title}</Heading>
        <p>{entrance.lead}</p>
        <p>{asks.optional}</p>
        <button type="button" class="other wide" onClick={() => dispatch({ kind: 'skip' })}>
          {asks.skip}
        </button>

        <Choice
          name="danger"
          question={asks.danger}
          value={intake.danger}
          options={[
            ['yes', asks.dangerYes],
            ['no', asks.dangerNo],
            ['not-said', asks.notSaid],
          ]}
          onChange={(danger) => answer({ danger })}
        />
        <div role="status">
          {intake.danger === 'yes' && (
            <div class="alarm">
              <p class="large">
                {words.danger.ask} <DangerNumber words={words} />
              </p>
              <p>{asks.dangerAdvice}</p>
              <BesideLinks words={words} to={['numbers']} dispatch={dispatch} />
            </div>
          )}
        </div>
        <Choice
          name="safe"
          question={asks.safe}
          value={intake.safe}
          options={[
            ['yes', asks.safeYes],
            ['not-sure', asks.safeUnsure],
            ['no', asks.safeNo],
            ['not-said', asks.notSaid],
          ]}
          onChange={(safe) => answer({ safe })}
        />
        <div role="status">
          {intake.safe === 'no' && <p class="notice">{fill(asks.safeAdvice, { leave })}</p>}
        </div>
        <Pick
          id="language"
          label={asks.language}
          value={intake.language}
          options={[['', asks.notSaid], ...languages.map(({ tag, name }) => [tag, name] as const)]}
          onChange={(language) => answer({ language })}
        />
        <Pick
          id="age"
          label={entrance.age}
          value={intake.age}
          options={[['not-said', asks.notSaid], ...AGES.map((age) => [age, asks.ages[age]] as const)]}
          onChange={(age) => answer({ age })}
        />
        <Subjects words={words} chosen={intake.topics} onChange={(topics) => answer({ topics })} />
        <Draft
          id="first"
          label={words.waiting.write}
          hint={words.waiting.writeHint}
          words={words}
          begun={draft}
          onTyped={(text) => dispatch({ kind: 'typed', text })}
        />
        <div class="draft">
          <label for="code">{asks.code}</label>
          <p class="soft" id="code-hint">
            {asks.codeHint}
          </p>
          <input
            id="code"
            type="text"
            dir="auto"
            maxLength={LONGEST_CODE_WORD}
            autocomplete="off"
            autoCorrect="off"
            spellcheck={false}
            aria-describedby="code-hint"
            value={intake.codeWord}
            onInput={({ currentTarget }) => answer({ codeWord: currentTarget.value })}
          />
        </div>
        <div class="pair">
          <button type="submit" class="main">
            {asks.goOn}
          </button>
          <button type="button" class="other" onClick={() => dispatch({ kind: 'skip' })}>
            {asks.skip}
          </button>
        </div>
      </form>
      <Bar>
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'back' })}>
          {words.beside.back}
        </button>
      </Bar>
    </>
  );
}

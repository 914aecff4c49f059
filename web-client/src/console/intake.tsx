import type { Form } from '../crypto/form.ts';
import type { ConsoleWords } from '../words/console-en.ts';

type Props = { form: Form | undefined; words: ConsoleWords };

/** What matters before anything else: whom she asks for, that somebody is in danger, or that she cannot write freely. */
function Warnings({ form, words }: { form: Form; words: ConsoleWords }) {
  const { danger, safe } = words.intake;
  return (
    <>
      {form.topics.includes('asks-for-you') && (
        <strong class="tag asks">{words.intake.topics['asks-for-you']}</strong>
      )}{' '}
      {form.danger === 'yes' && <strong class="tag danger">{danger}</strong>}{' '}
      {(form.safe === 'no' || form.safe === 'not-sure') && (
        <strong class="tag">{safe[form.safe]}</strong>
      )}{' '}
    </>
  );
}

const warns = ({ danger, safe, topics }: Form) =>
  danger === 'yes' || safe === 'no' || safe === 'not-sure' || topics.includes('asks-for-you');

function facts(form: Form, words: ConsoleWords): string[] {
  const { languages, who, age, topics } = words.intake;
  return [
    form.language && (languages[form.language] ?? form.language),
    form.who === 'not-said' ? '' : who[form.who],
    form.age === 'not-said' ? '' : age[form.age],
    ...form.topics.filter((topic) => topic !== 'asks-for-you').map((topic) => topics[topic]),
  ].filter((fact) => fact !== '');
}

/** What somebody in the line said beforehand, in short words. */
export function IntakeTags({ form, words }: Props) {
  if (form === undefined) return null;
  const known = facts(form, words);
  if (!warns(form) && known.length === 0) return null;
  return (
    <span class="tags">
      <Warnings form={form} words={words} />
      {known.length > 0 && <span class="soft">{known.join(' · ')}</span>}
    </span>
  );
}

/** The same when the conversation has begun, with her own words. */
export function IntakeRead({ form, words }: Props) {
  if (form === undefined) return null;
  const { title, codeWord } = words.intake;
  const known = facts(form, words);
  if (!warns(form) && known.length === 0 && form.codeWord === '' && form.message === '') return null;
  return (
    <section class="beforehand" aria-label={title}>
      <h4>{title}</h4>
      <p class="tags">
        <Warnings form={form} words={words} />
        {known.length > 0 && <span>{known.join(' · ')}</span>}
      </p>
      {form.codeWord !== '' && (
        <p>
          {codeWord}{' '}
          <strong>
            <bdi>{form.codeWord}</bdi>
          </strong>
        </p>
      )}
      {form.message !== '' && (
        <p class="own-words" dir="auto">
          {form.message}
        </p>
      )}
    </section>
  );
}

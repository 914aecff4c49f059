import type { Form } from '../crypto/form.ts';
import type { ConsoleWords } from '../words/console-en.ts';

type Props = { form: Form | undefined; words: ConsoleWords };

/** What matters before anything else: somebody is in danger, or cannot write freely. */
function Warnings({ form, words }: { form: Form; words: ConsoleWords }) {
  const { danger, safe } = words.intake;
  return (
    <>
      {form.danger === 'yes' && <strong class="tag danger">{danger}</strong>}{' '}
      {(form.safe === 'no' || form.safe === 'not-sure') && (
        <strong class="tag">{safe[form.safe]}</strong>
      )}{' '}
    </>
  );
}

const warns = ({ danger, safe }: Form) => danger === 'yes' || safe === 'no' || safe === 'not-sure';

function facts(form: Form, words: ConsoleWords): string[] {
  const { languages, who, age, topics } = words.intake;
  return [
    form.language && (languages[form.language] ?? form.language),
    form.who === 'not-said' ? '' : who[form.who],
    form.age === 'not-said' ? '' : age[form.age],
    ...form.topics.map((topic) => topics[topic]),
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

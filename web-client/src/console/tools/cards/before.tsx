import type { ComponentChildren } from 'preact';
import type { Template, TemplateField } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { useFiles } from '../../fetched.ts';
import { Advice, Facts } from './advice.tsx';
import { Instead, Title } from './first.tsx';

type Props = {
  /** What its file is called. */
  name: string;
  words: ConsoleWords;
  /** What can be done with it, when it is here. */
  children: (template: Template) => ComponentChildren;
};

/** A whole card, to be read before anybody is asked to open it. */
export function Before({ name, words: { tools, shared }, children }: Props) {
  const [fetched, again] = useFiles<Template>(`cards/${shared.tag}/${name}.json`);
  if (fetched.kind === 'loading') return <Instead>{tools.cards.loading}</Instead>;
  if (fetched.kind === 'failed') return <DidNotCome words={tools} onAgain={again} />;
  const template = fetched.files;
  const { language, direction, title, about, sections } = template;
  return (
    <div class="card">
      <div lang={language} dir={direction}>
        <Title>{title}</Title>
      </div>
      {children(template)}
      <div class="card" lang={language} dir={direction}>
        <p>{about}</p>
        {sections.map((section) => (
          <section key={section.id} class="part">
            <h2>{section.title}</h2>
            {section.text !== undefined && <p>{section.text}</p>}
            <Advice section={section} words={tools} />
            <ul class="questions">
              {section.fields.map((field) => (
                <Question key={field.id} field={field} />
              ))}
            </ul>
            <Facts facts={section.facts} words={tools} />
          </section>
        ))}
      </div>
    </div>
  );
}

function Question({ field: { kind, label, hint, choices = [], low, high } }: { field: TemplateField }) {
  const answers =
    kind === 'scale' ? [`0: ${low ?? ''}`, `10: ${high ?? ''}`] : choices.map(({ label }) => label);
  return (
    <li>
      <strong>{label}</strong>
      {hint !== undefined && <p class="soft">{hint}</p>}
      {answers.length > 0 && <p class="soft">{answers.join(' · ')}</p>}
    </li>
  );
}

/** That a card did not come, and a way to ask for it again. */
export function DidNotCome({ words, onAgain }: { words: ConsoleWords['tools']; onAgain: () => void }) {
  return (
    <div class="notice">
      <p>{words.cards.failed}</p>
      <button type="button" class="quiet" data-first onClick={onAgain}>
        {words.tryAgain}
      </button>
    </div>
  );
}

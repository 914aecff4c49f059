import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Heading } from '../../look/heading.tsx';
import type { Template } from '../../talk/cards/template.ts';
import type { Words } from '../../words/words.ts';
import { Choice } from '../choices.tsx';
import { ByHeart } from './by-heart.tsx';
import { answeredIn } from './paper.ts';
import { SaveAs } from './save-as.tsx';

type Props = {
  template: Template;
  values: ReadonlyMap<number, string>;
  words: Words;
  onBack: () => void;
};

const LOOKS = ['yes', 'maybe', 'no', 'not-said'] as const;
type Looks = (typeof LOOKS)[number];

/** The ways to take something with her: the safest first. */
const WAYS = ['nothing', 'heart', 'hand', 'print', 'file'] as const;
export type Way = (typeof WAYS)[number];

/** Which of them are offered at once, and which lie folded behind a warning: none is forbidden. */
export function offered(looks: Looks): { first: readonly Way[]; folded: readonly Way[] } {
  return looks === 'no' ? { first: WAYS, folded: [] } : { first: WAYS.slice(0, 3), folded: WAYS.slice(3) };
}

/** What she takes with her of a card, if anything. What she chooses here is kept nowhere. */
export function Take({ template, values, words, onBack }: Props) {
  const [looks, setLooks] = useState<Looks>();
  const [way, setWay] = useState<Way>();
  const { title, lead, asks, answers, ways, otherWays, found, back, toCard, photo } = words.take;
  if (way !== undefined) {
    return (
      <>
        <Heading key={way}>{ways[way].name}</Heading>
        <OneWay way={way} template={template} values={values} words={words} />
        <button type="button" class="other no-paper" onClick={() => setWay(undefined)}>
          {back}
        </button>
      </>
    );
  }
  const list = (some: readonly Way[]) => (
    <ul class="choices">
      {some.map((each) => (
        <li key={each}>
          <button type="button" class="other wide" onClick={() => setWay(each)}>
            <strong>{ways[each].name}</strong> <span class="soft">{ways[each].short}</span>
          </button>
        </li>
      ))}
    </ul>
  );
  const ask = looks && offered(looks);
  return (
    <>
      <Heading key="ways">{title}</Heading>
      <p>{lead}</p>
      <Choice
        name="looks"
        question={asks}
        value={looks ?? ('' as Looks)}
        options={LOOKS.map((each) => [each, answers[each]] as const)}
        onChange={setLooks}
      />
      {ask && list(ask.first)}
      {ask && ask.folded.length > 0 && (
        <details>
          <summary>{otherWays}</summary>
          <p class="notice">{found}</p>
          {list(ask.folded)}
        </details>
      )}
      <p class="soft">{photo}</p>
      <button type="button" class="other" onClick={onBack}>
        {toCard}
      </button>
    </>
  );
}

type WayProps = Omit<Props, 'onBack'> & { way: Way };

function OneWay({ way, template, values, words }: WayProps) {
  const { ways, empty, photo, print } = words.take;
  const answered = answeredIn(template, values);
  const text = <p class="no-paper">{ways[way].text}</p>;
  if (way === 'nothing') return text;
  if (way === 'heart') {
    return (
      <>
        {text}
        <ByHeart template={template} values={values} words={words} />
      </>
    );
  }
  if (answered.length === 0) return <p>{empty}</p>;
  if (way === 'file') {
    return (
      <>
        {text}
        <SaveAs title={template.title} answered={answered} words={words} />
      </>
    );
  }
  const paper: ComponentChildren = (
    <dl class="paper" lang={template.language} dir={template.direction}>
      {answered.map(({ question, lines }) => (
        <div key={question}>
          <dt>{question}</dt>
          {lines.map((line, n) => (
            <dd key={n} dir="auto">
              {line}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
  return (
    <>
      {text}
      {way === 'print' && (
        <button type="button" class="main no-paper" onClick={() => window.print()}>
          {print}
        </button>
      )}
      {way === 'hand' && <p class="soft no-paper">{photo}</p>}
      {paper}
    </>
  );
}

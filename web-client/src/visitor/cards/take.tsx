import { useState } from 'preact/hooks';
import { Heading } from '../../look/heading.tsx';
import type { Template } from '../../talk/cards/template.ts';
import type { Words } from '../../words/words.ts';
import { Choice } from '../choices.tsx';
import { ByHeart } from './by-heart.tsx';
import { type Answered, answeredIn } from './paper.ts';
import { SaveAs } from './save-as.tsx';

type Props = {
  template: Template;
  values: ReadonlyMap<number, string>;
  words: Words;
  onBack: () => void;
  /** She would keep it in her folder, which is a screen of its own. */
  onFolder: () => void;
};

const LOOKS = ['yes', 'maybe', 'no', 'not-said'] as const;
type Looks = (typeof LOOKS)[number];

/** The ways to take something with her: the safest first. */
const WAYS = ['nothing', 'heart', 'folder', 'hand', 'print', 'file'] as const;
export type Way = (typeof WAYS)[number];
/** Those that are shown here. The folder is a screen of its own. */
type Shown = Exclude<Way, 'folder'>;

/** Which of them are offered at once, and which lie folded behind a warning: none is forbidden. */
export function offered(looks: Looks): { first: readonly Way[]; folded: readonly Way[] } {
  return looks === 'no' ? { first: WAYS, folded: [] } : { first: WAYS.slice(0, 4), folded: WAYS.slice(4) };
}

/** What she takes with her of a card, if anything. What she chooses here is kept nowhere. */
export function Take({ template, values, words, onBack, onFolder }: Props) {
  const [looks, setLooks] = useState<Looks>();
  const [way, setWay] = useState<Shown>();
  const { title, lead, asks, answers, ways, otherWays, found, toCard, photo } = words.take;
  if (way !== undefined) {
    const chooses = () => setWay(undefined);
    return <OneWay way={way} template={template} values={values} words={words} onBack={chooses} />;
  }
  const list = (some: readonly Way[]) => (
    <ul class="choices">
      {some.map((each) => (
        <li key={each}>
          <button
            type="button"
            class="other wide"
            onClick={() => (each === 'folder' ? onFolder() : setWay(each))}
          >
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

/** One way, on a screen of its own. A picture of a screen is as near there as on the first. */
function OneWay({ way, template, values, words, onBack }: Omit<Props, 'onFolder'> & { way: Shown }) {
  const { ways, back, empty, photo, print } = words.take;
  const answered = answeredIn(template, values);
  const written = answered.length > 0;
  const picture = <p class="soft no-paper">{photo}</p>;
  return (
    <>
      {way === 'heart' ? (
        <ByHeart template={template} values={values} words={words} />
      ) : (
        <div class="part no-paper">
          <Heading>{ways[way].name}</Heading>
          <p>{way === 'nothing' || written ? ways[way].text : empty}</p>
        </div>
      )}
      {way === 'hand' && picture}
      {way === 'print' && written && (
        <button type="button" class="main no-paper" onClick={() => window.print()}>
          {print}
        </button>
      )}
      {way === 'file' && written && <SaveAs template={template} answered={answered} words={words} />}
      {(way === 'hand' || way === 'print') && written && <Paper template={template} answered={answered} />}
      {way !== 'hand' && picture}
      <button type="button" class="other no-paper" onClick={onBack}>
        {back}
      </button>
    </>
  );
}

/** What she filled in, as it comes on paper: nothing says where it comes from. */
function Paper({ template, answered }: { template: Template; answered: readonly Answered[] }) {
  return (
    <dl class="paper" lang={template.language} dir={template.direction}>
      {answered.map(({ question, lines }, n) => (
        <div key={n}>
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
}

import type { Card } from '../crypto/card.ts';
import type { ConsoleWords } from '../words/console-en.ts';

type Props = { card: Card | undefined; words: ConsoleWords };

/** What matters before anything else: somebody is in danger, or cannot write freely. */
function Warnings({ card, words }: { card: Card; words: ConsoleWords }) {
  const { danger, safe } = words.intake;
  return (
    <>
      {card.danger === 'yes' && <strong class="tag danger">{danger}</strong>}{' '}
      {(card.safe === 'no' || card.safe === 'not-sure') && (
        <strong class="tag">{safe[card.safe]}</strong>
      )}{' '}
    </>
  );
}

const warns = ({ danger, safe }: Card) => danger === 'yes' || safe === 'no' || safe === 'not-sure';

function facts(card: Card, words: ConsoleWords): string[] {
  const { languages, who, age, topics } = words.intake;
  return [
    card.language && (languages[card.language] ?? card.language),
    card.who === 'not-said' ? '' : who[card.who],
    card.age === 'not-said' ? '' : age[card.age],
    ...card.topics.map((topic) => topics[topic]),
  ].filter((fact) => fact !== '');
}

/** What somebody in the line said beforehand, in short words. */
export function IntakeTags({ card, words }: Props) {
  if (card === undefined) return null;
  const known = facts(card, words);
  if (!warns(card) && known.length === 0) return null;
  return (
    <span class="tags">
      <Warnings card={card} words={words} />
      {known.length > 0 && <span class="soft">{known.join(' · ')}</span>}
    </span>
  );
}

/** The same when the conversation has begun, with her own words. */
export function IntakeRead({ card, words }: Props) {
  if (card === undefined) return null;
  const { title, codeWord } = words.intake;
  const known = facts(card, words);
  if (!warns(card) && known.length === 0 && card.codeWord === '' && card.message === '') return null;
  return (
    <section class="beforehand" aria-label={title}>
      <h4>{title}</h4>
      <p class="tags">
        <Warnings card={card} words={words} />
        {known.length > 0 && <span>{known.join(' · ')}</span>}
      </p>
      {card.codeWord !== '' && (
        <p>
          {codeWord}{' '}
          <strong>
            <bdi>{card.codeWord}</bdi>
          </strong>
        </p>
      )}
      {card.message !== '' && (
        <p class="own-words" dir="auto">
          {card.message}
        </p>
      )}
    </section>
  );
}

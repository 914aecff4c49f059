import type { Fact } from '../../talk/cards/template.ts';
import type { Words } from '../../words/words.ts';
import { Away, SourceText } from '../reading.tsx';

/** What is true of the world in a part of a card. Where it comes from is folded: it is for who doubts. */
export function Facts({ facts, words }: { facts: readonly Fact[]; words: Words }) {
  if (facts.length === 0) return null;
  return (
    <div class="facts">
      {facts.map(({ text, tel, site }) => (
        <p key={text}>
          {text}
          {tel !== undefined && (
            <>
              {' '}
              <Away href={`tel:${tel.replace(/[^+\d]/g, '')}`} words={words} text={tel} />
            </>
          )}
          {site !== undefined && (
            <>
              {' '}
              <Away href={site} words={words} text={site.replace(/^https:\/\/(www\.)?/, '')} />
            </>
          )}
        </p>
      ))}
      <details>
        <summary>{words.reading.sources}</summary>
        <p class="soft">{words.cards.check}</p>
        <ul class="points soft">
          {facts.map(({ text, source }) => (
            <li key={text}>
              <SourceText source={source} words={words} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

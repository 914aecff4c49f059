import { useState } from 'preact/hooks';
import { Heading } from '../../look/heading.tsx';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import type { Template } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';
import { cut, LONGEST_LINE, linesToLearn, MOST_LINES } from './paper.ts';

type Props = { template: Template; values: ReadonlyMap<number, string>; words: Words };

/** A few lines to learn by heart: which of them, and in which words. Then she practises, and sees nothing else. */
export function ByHeart({ template, values, words }: Props) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [learns, setLearns] = useState(false);
  const { choose, enough, none, shorter, learn, change: other } = words.take.byHeart;
  const { name, text } = words.take.ways.heart;
  const lines = linesToLearn(template, values);
  const learnt = [...chosen.values()].filter((line) => line.trim() !== '');
  const change = (line: string, to: string | undefined) => {
    const next = new Map(chosen);
    if (to === undefined) next.delete(line);
    else next.set(line, to);
    setChosen(next);
  };
  if (learns) {
    return (
      <>
        <Heading key="learn">{learn}</Heading>
        <Practise lines={learnt} words={words} />
        <button type="button" class="other" onClick={() => setLearns(false)}>
          {other}
        </button>
      </>
    );
  }
  const full = chosen.size >= MOST_LINES;
  return (
    <>
      <Heading key="choose">{name}</Heading>
      <p>{lines.length === 0 ? none : text}</p>
      {lines.length > 0 && (
        <fieldset class="choice">
          <legend>{choose}</legend>
          {lines.map(({ line, about }) => (
            <label key={line}>
              <input
                type="checkbox"
                {...ticked(chosen.has(line))}
                autocomplete="off"
                disabled={full && !chosen.has(line)}
                onChange={() => change(line, chosen.has(line) ? undefined : cut(line, LONGEST_LINE))}
              />
              <span dir="auto">
                {line} {about !== '' && <span class="soft">{about}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <p role="status">{full && enough}</p>
      {chosen.size > 0 && (
        <>
          <h2>{shorter}</h2>
          <ol class="rows">
            {[...chosen].map(([line, text], n) => (
              <li key={line}>
                <Line
                  label={fill(words.cards.line, { count: n + 1 })}
                  value={text}
                  longest={LONGEST_LINE}
                  onWrite={(to) => change(line, to)}
                />
              </li>
            ))}
          </ol>
          <button type="button" class="main" disabled={learnt.length === 0} onClick={() => setLearns(true)}>
            {learn}
          </button>
        </>
      )}
    </>
  );
}

/** Her lines, large. Each of them can be hidden, and looked at again. */
function Practise({ lines, words }: { lines: readonly string[]; words: Words }) {
  const [hidden, setHidden] = useState<readonly number[]>([]);
  const { hide, show } = words.take.byHeart;
  return (
    <ol class="learn">
      {lines.map((line, n) => {
        const away = hidden.includes(n);
        const does = away ? show : hide;
        return (
          <li key={n}>
            <strong dir="auto">{away ? '· · ·' : line}</strong>
            <button
              type="button"
              class="quiet"
              aria-label={`${does}: ${fill(words.cards.line, { count: n + 1 })}`}
              onClick={() => setHidden(away ? hidden.filter((other) => other !== n) : [...hidden, n])}
            >
              {does}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

import { useState } from 'preact/hooks';
import { Line } from '../../look/line.tsx';
import { ticked } from '../../look/ticked.ts';
import type { Template } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';
import { LONGEST_LINE, linesToLearn, MOST_LINES } from './paper.ts';

type Props = { template: Template; values: ReadonlyMap<number, string>; words: Words };

/** A few lines to learn by heart: which, in which words, and hidden one by one to practise. */
export function ByHeart({ template, values, words }: Props) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const { choose, none, shorter, learn, hide, show } = words.take.byHeart;
  const lines = linesToLearn(template, values);
  if (lines.length === 0) return <p>{none}</p>;
  const change = (line: string, to: string | undefined) => {
    const next = new Map(chosen);
    if (to === undefined) next.delete(line);
    else next.set(line, to);
    setChosen(next);
  };
  return (
    <>
      <fieldset class="choice">
        <legend>{choose}</legend>
        {lines.map(({ line, about }) => (
          <label key={line}>
            <input
              type="checkbox"
              {...ticked(chosen.has(line))}
              autocomplete="off"
              disabled={!chosen.has(line) && chosen.size >= MOST_LINES}
              onChange={() => change(line, chosen.has(line) ? undefined : line.slice(0, LONGEST_LINE))}
            />
            <span dir="auto">
              {line} {about !== '' && <span class="soft">{about}</span>}
            </span>
          </label>
        ))}
      </fieldset>
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
                  onWrite={(text) => change(line, text)}
                />
              </li>
            ))}
          </ol>
          <h2>{learn}</h2>
          <ol class="learn">
            {[...chosen].map(([line, text], n) => {
              const away = hidden.includes(line);
              return (
                <li key={line}>
                  <strong dir="auto">{away ? '· · ·' : text}</strong>
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`${away ? show : hide}: ${fill(words.cards.line, { count: n + 1 })}`}
                    onClick={() =>
                      setHidden(away ? hidden.filter((other) => other !== line) : [...hidden, line])
                    }
                  >
                    {away ? show : hide}
                  </button>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </>
  );
}

import type { Fact, Section } from '../../../talk/cards/template.ts';
import type { ToolsWords } from '../../../words/tools-en.ts';
import { insert } from '../insert.ts';
import { NOT_CHECKED } from '../referral.ts';

/** What to ask and what to avoid in a part of a card: the counsellor's alone. A question goes into her message. */
export function Advice({
  section: { ask = [], avoid = [] },
  words,
}: {
  section: Section;
  words: ToolsWords;
}) {
  const { cards } = words;
  if (ask.length + avoid.length === 0) return null;
  return (
    <details class="advice" open>
      <summary>{cards.forYou}</summary>
      {ask.length > 0 && (
        <>
          <h3>{cards.ask}</h3>
          <ul>
            {ask.map((line) => (
              <li key={line}>
                <button type="button" class="quiet" title={words.intoDraft} onClick={() => insert(line)}>
                  {line}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {avoid.length > 0 && (
        <>
          <h3>{cards.avoid}</h3>
          <ul class="avoid">
            {avoid.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

/** A fact as it goes into a message: with nothing that is for the counsellor alone. */
function asText({ text, tel, site }: Fact): string {
  return [text, tel, site].filter((part) => part !== undefined).join('\n');
}

/** What is true of the world in a part of a card, and whether somebody has checked it. */
export function Facts({ facts, words }: { facts: readonly Fact[]; words: ToolsWords }) {
  const { referrals, cards } = words;
  return (
    <>
      {facts.map((fact) => {
        const { text, tel, site, source } = fact;
        const { checked } = source;
        return (
          <div key={text} class="fact">
            <p>
              {text} {tel !== undefined && <strong>{tel}</strong>} {site}
            </p>
            <p class="soft">
              {source.what}. {checked === NOT_CHECKED ? referrals.notChecked : referrals.confirm(checked)}
            </p>
            <button type="button" class="quiet" onClick={() => insert(asText(fact))}>
              {cards.put}
            </button>
          </div>
        );
      })}
    </>
  );
}

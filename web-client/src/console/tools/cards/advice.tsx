import type { Section } from '../../../talk/cards/template.ts';
import type { ToolsWords } from '../../../words/tools-en.ts';
import { insert } from '../insert.ts';

const NOT_CHECKED = 'not checked';

/** What a counsellor may ask in a part of a card, and what she rather avoids. It is for her alone: no other page has it. */
export function Advice({ section, words }: { section: Section; words: ToolsWords }) {
  const { ask = [], avoid = [] } = section;
  const { forYou, asks, avoids } = words.cards;
  if (ask.length + avoid.length === 0) return null;
  return (
    <details class="advice" open>
      <summary>{forYou}</summary>
      {ask.length > 0 && <h5>{asks}</h5>}
      <ul>
        {ask.map((text) => (
          <li key={text}>
            <button type="button" class="quiet inserts" dir="auto" onClick={() => insert(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      {avoid.length > 0 && <h5>{avoids}</h5>}
      <ul>
        {avoid.map((text) => (
          <li key={text} dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is true of the world in a part of a card, to put into a message, and whether somebody checked it. */
export function FactsForHer({ section, words }: { section: Section; words: ToolsWords }) {
  if (section.facts.length === 0) return null;
  const { confirm, notChecked } = words.referrals;
  return (
    <ul class="card-facts">
      {section.facts.map(({ text, tel, site, source }) => {
        const whole = [text, tel, site].filter((part) => part !== undefined).join(' ');
        return (
          <li key={text}>
            <button type="button" class="quiet inserts" dir="auto" onClick={() => insert(whole)}>
              {whole}
            </button>
            <p class="soft">{source.checked === NOT_CHECKED ? notChecked : confirm(source.checked)}</p>
          </li>
        );
      })}
    </ul>
  );
}

import { useEffect } from 'preact/hooks';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Month, Shown } from './counts.ts';
import type { Event, OnDuty } from './state.ts';

type Props = { state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

/** What may be known of the evenings: a few numbers of each month, none under five. */
export function CountsTables({ state, words, dispatch }: Props) {
  const { months } = state.counts;
  const { counts } = words;
  useEffect(() => dispatch({ kind: 'ask-counts' }), []);
  if (months === undefined) return <p class="soft">{counts.loading}</p>;
  if (months === 'nothing' || months.length === 0) {
    return <p class="soft">{months === 'nothing' ? counts.off : counts.none}</p>;
  }
  return (
    <>
      <p class="soft">{counts.about}</p>
      {months.map((month, at) => (
        <details key={month.month} open={at === 0}>
          <summary>{month.month}</summary>
          {month.tables.map(({ what, total, cells }) => (
            <Bars key={what} title={counts.what[what] ?? what} total={total} cells={cells} words={words} />
          ))}
          <Outcomes month={month} words={words} />
        </details>
      ))}
    </>
  );
}

function Outcomes({ month, words }: { month: Month; words: ConsoleWords }) {
  const { total, dispositions, questions } = month.outcomes;
  const { counts } = words;
  return (
    <>
      <Bars title={counts.outcomes} total={total} cells={dispositions} words={words} />
      {!month.over && <p class="soft">{counts.notOver}</p>}
      {questions.map(({ id, choices }) => (
        <Bars key={id} title={id} total={undefined} cells={choices} words={words} />
      ))}
    </>
  );
}

type BarsProps = {
  title: string;
  total: Shown | undefined;
  cells: readonly { code: number; label: string; count: Shown }[];
  words: ConsoleWords;
};

/** Numbers with a bar beside each. What is not told has none. */
function Bars({ title, total, cells, words }: BarsProps) {
  const most = Math.max(1, ...cells.map(({ count }) => (typeof count === 'number' ? count : 0)));
  const said = (shown: Shown) => (typeof shown === 'number' ? shown : (words.counts.hidden[shown] ?? shown));
  return (
    <table class="bars">
      <caption>
        {title}
        {total !== undefined && `: ${said(total)}`}
      </caption>
      <tbody>
        {cells.map(({ code, label, count }) => (
          <tr key={code}>
            <th scope="row">{label}</th>
            <td>
              {typeof count === 'number' && <meter min={0} max={most} value={count} aria-hidden="true" />}
            </td>
            <td>{said(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Heading } from '../look/heading.tsx';
import type { Words } from '../words/words.ts';
import { DangerNumber } from './danger.tsx';
import { Fetched } from './fetched.tsx';
import type { Contents } from './page.ts';
import { Away } from './reading.tsx';

/** Who else can help. The number for danger is there before anything has come, and stays when nothing comes. */
export function Numbers({ words }: { words: Words }) {
  return (
    <>
      <Heading>{words.numbers.title}</Heading>
      <p class="large">
        {words.danger.ask} <DangerNumber words={words} />
      </p>
      <p>{words.numbers.text}</p>
      <Fetched<Contents> path={`read/${words.tag}.json`} words={words}>
        {({ numbers }) => (
          <ul class="numbers">
            {numbers.map(({ id, name, when, what, tel, site }) => (
              <li key={id}>
                <h2>{name}</h2>
                <p>{what}</p>
                <p class="soft">{when}</p>
                <p>
                  {tel && <Away href={`tel:${tel}`} words={words} text={tel} />}{' '}
                  {site && <Away href={site} words={words} text={site} />}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </>
  );
}

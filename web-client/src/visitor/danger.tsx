import type { Words } from '../words/words.ts';

/** The number of the emergency services, to be pressed. */
export function DangerNumber({ words }: { words: Words }) {
  const { number } = words.danger;
  return (
    <a class="number" href={`tel:${number}`} dir="ltr">
      {number}
    </a>
  );
}

/** The one thing that may not wait for a conversation. */
export function Danger({ words }: { words: Words }) {
  return (
    <p class="soft">
      {words.danger.ask} <DangerNumber words={words} />
    </p>
  );
}

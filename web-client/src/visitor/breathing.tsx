import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../look/heading.tsx';
import type { Words } from '../words/words.ts';

/** How long a breath goes in, and how long out, in milliseconds. The styles have the same. */
const IN = 4_000;
const OUT = 6_000;

/** Whoever has asked for less motion reads the exercise, and may still let it move. */
function wantsStillness(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** A circle to breathe with: the only thing that moves by itself, and only here. */
export function Breathing({ words }: { words: Words }) {
  const { title, text, steps, pause, move } = words.breathing;
  const [moves, setMoves] = useState(() => !wantsStillness());
  const [grows, setGrows] = useState(false);
  useEffect(() => {
    if (!moves) return setGrows(false);
    const timer = setTimeout(() => setGrows(!grows), grows ? IN : OUT);
    return () => clearTimeout(timer);
  }, [moves, grows]);
  // It begins with a breath in, not with a wait.
  useEffect(() => {
    if (moves) setGrows(true);
  }, [moves]);
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text}</p>
      <div class={grows ? 'breath in' : 'breath'} hidden={!moves} aria-hidden="true">
        <span class="circle" />
        <span class="said">{grows ? words.breathing.in : words.breathing.out}</span>
      </div>
      <button type="button" class="other" onClick={() => setMoves(!moves)}>
        {moves ? pause : move}
      </button>
      <ol class="points">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}

import { type Braking, waitsUntil } from '../talk/brake.ts';
import type { Conversation } from '../talk/conversation.ts';
import { count, fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';

const MINUTE = 60_000;

/** Less than this is told in words. It counts in minutes above: nobody should have to watch a clock. */
const SHORT = 30_000;

type Asks = Pick<Braking, 'what' | 'reason'>;

/** What she is told of a brake, as one text. The console shows it too, before it is said. */
export function brakeText({ what, reason }: Asks, name: string, { brake }: Words): string {
  if (what === 'lifted' || reason === 'none') return brake.over;
  const how = what === 'slow' ? ` ${brake.slowHow}` : '';
  return `${fill(brake[what], { name })} ${fill(brake.why[reason], { name })}${how} ${brake.keep}`;
}

/** What stands on the button as long as it sends nothing. */
export function sendsWhen(
  conversation: Pick<Conversation, 'brake' | 'wroteAt'>,
  now: number,
  words: Words,
): string | undefined {
  const until = waitsUntil(conversation, now);
  if (until === 0) return undefined;
  const { sendSoon, sendIn } = words.brake;
  return until - now <= SHORT ? sendSoon : count(words, sendIn, Math.ceil((until - now) / MINUTE));
}

/** How long a brake still lasts. Told beside it, so that a screen reader does not count aloud. */
export function BrakeLeft({ brake, now, words }: { brake: Braking; now: number; words: Words }) {
  const left = brake.until - now;
  const { left: minutes, leftShort } = words.brake;
  return (
    <p class="brake-left soft" id="brake-left">
      {left <= SHORT ? leftShort : count(words, minutes, Math.ceil(left / MINUTE))}
    </p>
  );
}

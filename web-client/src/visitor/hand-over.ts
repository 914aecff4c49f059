import { wipe } from '../crypto/bytes.ts';
import * as talk from '../talk/conversation.ts';
import { stay, stop } from './over.ts';
import type { Decided, Tools } from './state.ts';
import { beginningOf, sends, type Talking } from './wait.ts';

/** Who is to go on with her, if she is asked that now. */
export function asked({ conversation }: Talking, now: number): string | undefined {
  const { handOver } = conversation.keys;
  if (handOver.stage !== 'asked') return undefined;
  return handOver.toWhom(Math.floor(now / 1000))?.name;
}

/** Something came of a hand-over. Whoever does not belong to the organisation is refused without a question. */
export function handOverCame(state: Talking, now: number): Decided {
  const askedFor = asked(state, now);
  const { conversation } = state;
  if (askedFor === undefined && conversation.keys.handOver.stage === 'asked') {
    return sends(
      { ...state, asked: undefined },
      talk.say(conversation, conversation.keys.handOver.refuse(), now),
    );
  }
  return stay({ ...state, asked: askedFor });
}

/** She is asked, and answers. */
export function answers(state: Talking, agrees: boolean, now: number, { random }: Tools): Decided {
  const { handOver } = state.conversation.keys;
  if (asked(state, now) === undefined) return stay({ ...state, asked: undefined });
  const said = agrees ? handOver.agree(Math.floor(now / 1000), random) : handOver.refuse();
  const next = { ...state, asked: undefined, goesTo: agrees ? state.asked : undefined };
  return sends(next, talk.say(state.conversation, said, now));
}

/** The colleague has answered: from here on she talks with her, and says again what the other may not have read. */
export function colleagueAnswered(
  state: Talking,
  answer: Uint8Array,
  right: Uint8Array,
  now: number,
): Decided {
  const { conversation, token, counsellor, earlier } = state;
  try {
    const { session, counsellor: next } = conversation.keys.handOver.finish(answer, Math.floor(now / 1000));
    wipe(token);
    const upTo = conversation.lines.length;
    const talking: Talking = {
      ...state,
      token: right,
      opened: beginningOf(answer),
      counsellor: next.name,
      goesTo: undefined,
      ready: undefined,
      offered: false,
      // Whoever goes on with her has not heard it.
      cameBack: state.madeHere,
      earlier: [...earlier, { name: counsellor, upTo }],
    };
    const decided = sends(talking, talk.goOnWith(conversation, session, now));
    const name = new Uint8Array(right.subarray(1, 17));
    const accept = { kind: 'send', frame: { kind: 'accept', conversation: name } } as const;
    return { state: decided.state, effects: [accept, ...decided.effects] };
  } catch {
    // To the other side every refusal looks the same (section 5.5).
    return stop(state, 'refused');
  }
}

import { proveDuty } from '../crypto/shift.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import { introduced } from './colleagues.ts';
import { conversationFrameCame, unnamed } from './conversations.ts';
import { countsCame } from './counts.ts';
import { enrolmentCame } from './enrolling.ts';
import { guestLetter, guestNotThere } from './guests.ts';
import { colleagueNotThere, handOverLetter } from './handing.ts';
import { letterFrom } from './letters.ts';
import { counted, sayOutcomes } from './outcomes.ts';
import { notRenewed, renewedCame } from './renewal.ts';
import { roomLetterCame } from './room.ts';
import { invitationLetter } from './sitting-in.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { tellStatus } from './status.ts';
import { intakeCame, notTaken, queueCame, taken } from './taking.ts';
import { both, type Step } from './visitors.ts';

const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/** A desk that began anew is open. The coordinator's console says again how it was. */
function tellOpening({ shift, opening }: OnDuty): Effect[] {
  if (shift.counsellor.role !== 'coordinator' || opening.kind === 'open') return [];
  return [send({ kind: 'desk', opening })];
}

/** A colleague has written. */
function letterCame(
  before: OnDuty,
  frame: Extract<ServerFrame, { kind: 'letter-for' }>,
  now: number,
  tools: Tools,
): Step {
  const opened = letterFrom(before, frame, tools);
  if (opened === undefined) return stay(before);
  const { state, from, letter } = opened;
  switch (letter.kind) {
    case 'room':
    case 'aside':
    case 'heavy':
      return stay(roomLetterCame(state, from, letter, now));
    case 'invite':
    case 'uninvited':
      return invitationLetter(state, from, letter);
    case 'renewed':
      return stay(renewedCame(state, from, letter, now, tools));
    case 'comes':
    case 'does-not-come':
      return guestLetter(state, from, letter, now, tools);
    default:
      return handOverLetter(state, from, letter, now, tools);
  }
}

/** The server says something. */
export function frameCame(state: OnDuty, frame: ServerFrame, now: number, tools: Tools): Step {
  switch (frame.kind) {
    case 'challenge': {
      const { shift } = state;
      const proof = proveDuty(shift, frame.nonce, tools.root);
      return {
        state,
        effects: [
          send({ kind: 'duty', chain: shift.chain, proof, encapsulationKey: shift.encapsulationKey }),
        ],
      };
    }
    case 'on-duty': {
      const begun = { ...unnamed(state, now), accepted: true, lost: false };
      const said = sayOutcomes(begun, true);
      return {
        state: said.state,
        effects: [
          ...tellStatus(begun),
          ...tellOpening(begun),
          ...begun.takenBack.map(send),
          ...said.effects,
          { kind: 'put-up-letterbox' },
        ],
      };
    }
    case 'colleagues':
      return stay({ ...state, colleagues: frame.colleagues });
    case 'colleague':
      return stay(introduced(state, frame, now, tools));
    case 'letter-for':
      return letterCame(state, frame, now, tools);
    case 'not-there':
      return both(colleagueNotThere(notRenewed(state, frame.shift), frame.shift, now, tools), (next) =>
        guestNotThere(next, frame.shift, now, tools),
      );
    case 'counted':
      return stay(counted(state, frame.outcome));
    case 'record':
      return stay({ ...state, counts: countsCame(state.counts, frame) });
    case 'invitation':
      return stay({ ...state, invitation: frame.token });
    case 'enrolment':
      return stay(enrolmentCame(state, frame));
    case 'called-in':
      return stay({ ...state, calledIn: true });
    case 'desk-is':
      return stay({ ...state, opening: frame.opening });
    case 'queue':
      return queueCame(state, frame, now);
    case 'intake-for':
      return stay(intakeCame(state, frame, tools));
    case 'not-taken':
      return notTaken(state, frame.why);
    case 'taken':
      return taken(state, frame, now, tools);
  }
  return 'conversation' in frame ? conversationFrameCame(state, frame, now, tools) : stay(state);
}

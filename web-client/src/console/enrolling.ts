import { readRequest } from '../crypto/certify.ts';
import type { ServerFrame } from '../wire/frames.ts';
import type { OnDuty } from './state.ts';
import { keyOf } from './visitors.ts';

/** Somebody who came with an invitation, and waits for a coordinator. */
export type Enrolment = {
  key: string;
  invitation: Uint8Array;
  request: Uint8Array;
  name: string;
  subject: Uint8Array;
};

/** Somebody asks to be certified, or no longer does. What is not signed by its own key is nobody's. */
export function enrolmentCame(
  state: OnDuty,
  { invitation, invited }: Extract<ServerFrame, { kind: 'enrolment' }>,
): OnDuty {
  const key = keyOf(invitation);
  const others = state.enrolments.filter((enrolment) => enrolment.key !== key);
  const read = invited && readRequest(invited);
  if (!invited || !read) return { ...state, enrolments: others };
  return { ...state, enrolments: [...others, { key, invitation, request: invited, ...read }] };
}

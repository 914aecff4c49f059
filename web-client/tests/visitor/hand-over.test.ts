import { expect, test } from 'vitest';
import { startShift } from '../../src/crypto/shift.ts';
import * as talk from '../../src/talk/conversation.ts';
import { colleague, NOW } from '../crypto/organisation.ts';
import { HERE, Page } from './page.ts';

/** She was asked whether Sam may go on with her, and has said yes. */
function agreed(page: Page) {
  const { answer, session } = page.answeredBy();
  const { seeded, organisation } = page;
  const sam = startShift(colleague(organisation, 'Sam', seeded), NOW, 2, seeded.bytes);
  const asked = session.handOver.ask(seeded.bytes(32), sam.chain);
  const { send } = talk.say(talk.beginConversation(session), asked, HERE);
  for (const envelope of send) page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
  page.do({ kind: 'hand-over', agrees: true, who: 'Sam' });
  return answer;
}

test('a visitor who goes on with a colleague is not stopped by the first answer, which comes once more', () => {
  const page = new Page(400);
  const answer = agreed(page);
  // The server died before she had said anything, and the first console gives the answer that she may never have got.
  page.hear(page.answered(answer));
  expect(page.state).toMatchObject({ kind: 'talking', counsellor: 'Counsellor Noor', goesTo: 'Sam' });
});

test('a visitor who goes on with a colleague stops when somebody else answers', () => {
  const page = new Page(401);
  const answer = new Uint8Array(agreed(page));
  answer[0] = (answer[0] as number) ^ 1;
  page.hear(page.answered(answer));
  expect(page.state).toMatchObject({ kind: 'ended', why: 'refused' });
});

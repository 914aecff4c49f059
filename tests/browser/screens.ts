import type { Page } from 'playwright-core';
import { fill } from '../../web-client/src/words/fill.ts';
import type { Words } from '../../web-client/src/words/words.ts';
import { brake, lift, type Person, reads, say, take } from './people.ts';

/** What a page says in a language, as the helpline serves it. */
export async function wordsOf(origin: string, tag: string): Promise<Words> {
  return (await fetch(`${origin}/words/${tag}.json`)).json() as Promise<Words>;
}

/** Who goes through the screens, in which language, and who is on duty and takes her. */
export type Walk = { her: Person; words: Words; noor: Person };

/** A screen of the visitor's page, and how she comes to it from the one before. */
export type Step = { name: string; go: (walk: Walk) => Promise<unknown> };

const button = (page: Page, name: string, exact = true) => page.getByRole('button', { name, exact });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const opens = (page: Page, name: string) => button(page, name).click();
const back = ({ her, words }: Walk) => opens(her.page, words.beside.back);

/** Every screen of a whole visit with a counsellor on duty, in the order in which somebody may see them. */
export const SCREENS: readonly Step[] = [
  { name: 'safety', go: ({ her, words }) => heading(her.page, words.safety.title) },
  {
    name: 'the entrance',
    async go({ her: { page }, words }) {
      await opens(page, words.safety.goOn);
      await heading(page, words.entrance.title);
    },
  },
  {
    name: 'other numbers',
    async go({ her: { page }, words }) {
      await opens(page, words.entrance.numbers);
      await heading(page, words.numbers.title);
      await page.locator('.numbers').waitFor();
    },
  },
  {
    name: 'what there is to read',
    async go(walk) {
      const { page } = walk.her;
      await back(walk);
      await opens(page, walk.words.entrance.reading);
      await heading(page, walk.words.reading.title);
      await page.locator('.choices button').first().waitFor();
    },
  },
  {
    name: 'a page to read',
    async go({ her: { page } }) {
      await page.locator('.choices button').first().click();
      await page.locator('article').waitFor();
    },
  },
  {
    name: 'the questions',
    async go(walk) {
      const { page } = walk.her;
      await back(walk);
      await button(page, walk.words.entrances.me.name, false).click();
      await heading(page, walk.words.intake.title);
    },
  },
  {
    name: 'the waiting room',
    async go({ her: { page }, words }) {
      await button(page, words.intake.skip).first().click();
      await heading(page, words.waiting.title);
      await page.getByText(words.waiting.next).waitFor();
    },
  },
  {
    name: 'breathing',
    async go({ her: { page }, words }) {
      await opens(page, words.breathing.name);
      await heading(page, words.breathing.title);
    },
  },
  {
    name: 'what is known about her',
    async go(walk) {
      const { page } = walk.her;
      await back(walk);
      await opens(page, walk.words.entrance.evidence);
      await heading(page, walk.words.evidence.title);
      await page.locator('.record').waitFor();
    },
  },
  {
    name: 'the conversation',
    async go(walk) {
      const { her, noor, words } = walk;
      await back(walk);
      await take(noor);
      await her.page.locator('#message').waitFor();
      await say(noor, 'a secret word');
      await reads(her, 'a secret word');
      await her.page.locator('#message').fill('hello');
      await opens(her.page, words.talk.send);
      await reads(noor, 'hello');
    },
  },
  {
    name: 'the question whether to end',
    async go({ her: { page }, words }) {
      await opens(page, words.conversation.end);
      await page.locator('.ask').waitFor();
    },
  },
  {
    name: 'the end',
    async go({ her: { page }, words }) {
      await opens(page, words.conversation.endYes);
      await heading(page, words.endings['said-goodbye'].title);
      await page.getByText(words.end.helped).waitFor();
    },
  },
];

/** Opens what lies beside the conversation. */
async function besideTalking({ her: { page }, words }: Walk, name: string, title: string): Promise<void> {
  await page.getByText(words.conversation.more, { exact: true }).click();
  await opens(page, name);
  await heading(page, title);
}

/** What she may see while she talks, after the conversation has begun. It ends without a line. */
export const WHILE_TALKING: readonly Step[] = [
  {
    name: 'the conversation, slower',
    async go({ her: { page }, words, noor }) {
      await brake(noor, 'A little slower', 'Words that hurt', '5');
      await page.getByText(fill(words.brake.slow, { name: 'Noor' })).waitFor();
      await page.locator('#message').fill('hello again');
      await opens(page, words.talk.send);
      await button(page, words.brake.sendSoon).waitFor();
    },
  },
  {
    name: 'the conversation in a pause',
    async go({ her: { page }, words, noor }) {
      await brake(noor, 'A short pause', 'I do not think this is serious', '3');
      await page.getByText(fill(words.brake.pause, { name: 'Noor' })).waitFor();
    },
  },
  {
    name: 'the conversation after the pause',
    async go({ her: { page }, words, noor }) {
      await lift(noor);
      await page.getByText(words.brake.over).waitFor();
    },
  },
  {
    name: 'what there is to read while she talks',
    async go(walk) {
      await besideTalking(walk, walk.words.entrance.reading, walk.words.reading.title);
      await walk.her.page.locator('.choices button').first().waitFor();
    },
  },
  {
    name: 'a page to read while she talks',
    async go({ her: { page } }) {
      await page.locator('.choices button').first().click();
      await page.locator('article').waitFor();
    },
  },
  {
    name: 'other numbers while she talks',
    async go(walk) {
      await opens(walk.her.page, walk.words.beside.toConversation);
      await besideTalking(walk, walk.words.entrance.numbers, walk.words.numbers.title);
      await walk.her.page.locator('.numbers').waitFor();
    },
  },
  {
    name: 'the cards',
    async go(walk) {
      await opens(walk.her.page, walk.words.beside.toConversation);
      await besideTalking(walk, walk.words.cards.name, walk.words.cards.title);
      await walk.her.page.locator('.choices button').first().waitFor();
    },
  },
  {
    name: 'a card',
    async go({ her: { page } }) {
      await page.locator('.choices button').first().click();
      await page.locator('.card-field').first().waitFor();
    },
  },
  {
    name: 'another part of it',
    async go({ her: { page } }) {
      await page.locator('.steps button').first().click();
      await page.locator('.parts li:nth-child(2) [aria-current]').waitFor();
    },
  },
  {
    name: 'the conversation with a card',
    async go({ her: { page }, words }) {
      await opens(page, words.beside.toConversation);
      await button(page, words.cards.look).waitFor();
    },
  },
  {
    name: 'the way to a folder',
    async go(walk) {
      await besideTalking(walk, walk.words.folder.name, walk.words.folder.title);
    },
  },
  {
    name: 'whether five words are safe',
    async go({ her: { page }, words }) {
      await opens(page, words.folder.make);
      await heading(page, words.folder.before.title);
    },
  },
  {
    name: 'her five words',
    async go({ her: { page }, words }) {
      await opens(page, words.folder.before.goOn);
      await heading(page, words.folder.five.title);
    },
  },
  {
    name: 'the five words typed',
    async go({ her: { page }, words }) {
      const five = (await page.locator('.five li').allInnerTexts()).join(' ');
      await opens(page, words.folder.five.know);
      await page.getByLabel(words.folder.open.field).fill(five);
    },
  },
  {
    name: 'what goes into her folder',
    async go({ her: { page }, words }) {
      await opens(page, words.folder.five.goOn);
      await heading(page, words.folder.five.containTitle);
    },
  },
  {
    name: 'her folder',
    async go({ her: { page }, words }) {
      await opens(page, words.folder.five.keep);
      await heading(page, words.folder.is.title);
      await page.getByText(words.folder.is.memory).waitFor();
    },
  },
  {
    name: 'the conversation when she can come back',
    async go({ her: { page }, words }) {
      await opens(page, words.beside.toConversation);
      await page.locator('#message').waitFor();
    },
  },
  {
    name: 'the conversation without a line',
    async go({ her: { context, page }, words }) {
      await context.setOffline(true);
      await page.getByRole('status').getByText(words.talk.lineLost).waitFor();
    },
  },
];

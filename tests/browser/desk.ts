import type { DeskFiles } from '../../web-client/src/console/desk-files.ts';
import type { Person } from './people.ts';

/** A small desk, as an organisation may write it. */
const DESK: DeskFiles = {
  categories: [
    { id: 'begin', label: 'Beginning' },
    { id: 'danger', label: 'Danger' },
    { id: 'end', label: 'Ending' },
  ],
  replies: [
    {
      category: 'begin',
      title: 'Welcome',
      text: 'Hello, good that you are here. I am here for you. You can start anywhere, or just say hi.',
    },
    {
      category: 'begin',
      title: 'Anonymous',
      text: 'You do not have to tell who you are. What we write is readable on your screen and on mine, and nowhere else.',
    },
    {
      category: 'begin',
      title: 'Still there',
      text: 'Are you still there? Take your time. There is no hurry.',
    },
    {
      category: 'danger',
      title: 'Danger now',
      text: 'It sounds as if you are in danger now. Can you call 112, or get to somebody near you? We can keep writing meanwhile.',
    },
    {
      category: 'danger',
      title: 'Café, shop, station',
      text: 'Is there a place near you with people in it, such as a shop or a station?',
    },
    {
      category: 'end',
      title: 'Goodbye',
      text: 'Thank you for what you told me. You are always welcome to come back.',
    },
  ],
  guides: [
    {
      id: 'first-time',
      title: 'Telling it for the first time',
      when: 'When somebody has told nobody yet.',
      questions: [
        { ask: 'What makes it that you want to tell it now?', note: 'Wait after it.' },
        { ask: 'Whom would you tell, if you could choose?' },
        {
          ask: 'What are you most afraid of, if somebody knew?',
          note: 'Do not say that it will not happen.',
        },
      ],
    },
    {
      id: 'pictures',
      title: 'Pictures and threats',
      when: 'When somebody has pictures of her.',
      questions: [
        { ask: 'What did he say that he would do with them?' },
        { ask: 'Who else has seen them, as far as you know?' },
      ],
    },
  ],
  signals: [
    {
      id: 'acts',
      title: 'Acts',
      about: 'What somebody does with her.',
      items: [
        'Takes her to places that she does not know',
        'Arranges appointments for her',
        'Keeps her phone or papers',
      ],
    },
    {
      id: 'means',
      title: 'Means',
      about: 'By what she is brought to it.',
      items: ['Threats', 'A debt that she has to pay off', 'Love that has conditions'],
    },
    {
      id: 'purpose',
      title: 'Purpose',
      about: 'What somebody else has of it.',
      items: ['Money that she earns goes to somebody else', 'She has to steal or carry something'],
    },
  ],
  triage: {
    onTop: ['Cannot sleep', 'Pictures that go round', 'A quarrel at home'],
    underneath: ['Violence at home before this', 'Drink or drugs', 'Debts', 'Learns with difficulty'],
    risks: [
      { id: 'danger', title: 'Danger now', text: 'Something may happen today.' },
      { id: 'worry', title: 'Not safe', text: 'It goes on, but nothing is about to happen.' },
      { id: 'safe', title: 'Safe for now', text: 'She is somewhere safe and thinks so herself.' },
    ],
  },
  referrals: [
    {
      id: 'line-of-example',
      name: 'Example line for the young',
      what: 'Somebody to talk with, by phone.',
      needs: ['talk'],
      from: 8,
      to: 18,
      regions: ['all'],
      tel: '0800-000000',
      hours: 'Every day from 11:00 to 21:00',
      checked: 'not checked',
    },
    {
      id: 'house-of-example',
      name: 'House of example',
      what: 'A safe place to stay, for some nights.',
      needs: ['shelter'],
      from: 18,
      to: 120,
      regions: ['all', 'north'],
      tel: '0900-000000',
      site: 'https://house.example.org/',
      hours: 'Day and night',
      checked: 'not checked',
    },
    {
      id: 'papers-of-example',
      name: 'Papers of example',
      what: 'Help with letters, debts and benefits.',
      needs: ['money'],
      from: 0,
      to: 120,
      regions: ['all'],
      site: 'https://papers.example.org/',
      hours: 'On working days',
      checked: 'not checked',
    },
  ],
  needs: [
    { id: 'talk', label: 'Talking' },
    { id: 'shelter', label: 'A place to stay' },
    { id: 'money', label: 'Money and letters' },
  ],
  regions: [
    { id: 'all', label: 'Whole country' },
    { id: 'north', label: 'North' },
  ],
  outcomes: { dispositions: [], questions: [] },
};

/** Answers a console that asks for the desk of an organisation. Goes when the helpline serves one itself. */
export async function serveDesk(them: Person): Promise<void> {
  await them.context.route('**/console/desk/*', (route) => route.fulfill({ json: DESK }));
}

/** The desk as a counsellor's console gets it. */
export function deskOf(them: Person, tag = 'en'): Promise<DeskFiles> {
  return them.page.evaluate(async (tag) => (await fetch(`desk/${tag}`)).json() as Promise<DeskFiles>, tag);
}

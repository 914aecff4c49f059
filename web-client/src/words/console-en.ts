import type { Opening } from '../wire/duty.ts';
import { coordinatorEn } from './coordinator-en.ts';
import { keysEn } from './keys-en.ts';
import { staffEn } from './staff-en.ts';
import { toolsEn } from './tools-en.ts';
import type { Words } from './words.ts';

const minutes = (seconds: number) => Math.floor(seconds / 60);

/** The counsellor's console in English. */
export const consoleEn = {
  ...staffEn,
  ...coordinatorEn,
  ...keysEn,
  tag: 'en',
  language: { tag: 'nl', name: 'Nederlands' },
  languageLabel: 'Language',
  otherAway: 'The visitor is away for a moment. You can go on writing; it arrives when the visitor is back.',
  exitedText:
    'The visitor left at once, by the exit. Her place is kept for a moment, in case she comes back.',

  unlockTitle: 'Go on duty',
  unlockText: (organisation: string) =>
    `For counsellors of ${organisation}. Your key is opened on this computer and never leaves it.`,
  whoAreYou: 'Who are you?',
  fromFile: 'Choose your identity file',
  otherFile: 'Not in the list? Choose your file',
  passphrase: 'Passphrase',
  capacity: 'Conversations at once',
  go: 'Go on duty',
  opening: 'Opening your key. This takes a second or two.',
  wrongPassphrase: 'This passphrase does not open this key. Nothing was sent. Check it and try again.',
  badFile:
    'This is not your identity file. Nothing was sent. Choose the file that you saved when you became a counsellor.',
  demoMissing: 'The demo keys could not be fetched. Reload the page, or choose a file.',
  chooseFirst: 'First choose your name or your identity file.',
  passphraseFirst: 'Type the passphrase first.',
  openFailed:
    'Your key could not be opened here. Nothing was sent. Use an up-to-date browser and open this page over https.',

  onDuty: (name: string) => `On duty: ${name}`,
  reporting: 'Going on duty. One moment.',
  lost: 'One moment. We are looking for the connection. What you wrote is safe. Conversations go on when the line is back.',
  goOffDuty: 'Go off duty',
  offDutySure: (open: number) =>
    open === 0
      ? 'Go off duty?'
      : open === 1
        ? 'One conversation is still open. It ends when you go off duty.'
        : `${open} conversations are still open. They end when you go off duty.`,
  offDutyYes: 'Yes, go off duty',
  offDutyNo: 'No, stay',
  endYes: 'Yes, end it',
  endNo: 'No, go on',

  queueTitle: 'Waiting room',
  fromBefore: 'This is from before the connection was lost.',
  waiting: (count: number) =>
    count === 0 ? 'Nobody is waiting' : count === 1 ? '1 person is waiting' : `${count} people are waiting`,
  colleagues: (count: number) =>
    count <= 1 ? 'You are the only one on duty' : `${count} counsellors on duty`,
  takeNext: 'Take next',
  takeOneMore: 'Take one more',
  take: 'Take',
  takeThis: (waited: string) => `Take the visitor who has waited ${waited}`,
  statusLabel: 'What you are doing',
  doing: { ready: 'Ready for visitors', 'wrap-up': 'Wrapping up', standby: 'Standing by' },
  breaks: ['Short break', 'Meal', 'Meeting', 'With a colleague', 'Away, other reason'],
  wrapUpLeft: (left: number) => `${left} min`,
  readyAgain: 'Ready again',
  filterTitle: 'Order and filter',
  iWrite: 'I write',
  urgentOnly: 'Only the urgent',
  filterLanguage: 'Language',
  filterWho: 'Who',
  everybody: 'Everybody',
  deskIs: (opening: Opening) =>
    opening.kind === 'open'
      ? 'The desk is open.'
      : opening.kind === 'closed'
        ? 'The desk is closed: nobody new can come.'
        : `The desk closes at ${new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(opening.at)}.`,
  taking: 'One moment',
  here: 'here',
  away: 'away',
  waitedFor: (seconds: number) => (seconds < 60 ? `${seconds} s` : `${minutes(seconds)} min`),
  andMore: (count: number) => `and ${count} more`,
  notices: {
    'nobody-waits': 'Nobody is waiting any more. Somebody else may have been a moment before you.',
    'at-capacity': 'You have as many conversations as you chose. End one first.',
    'taken-already': 'Somebody else took this visitor a moment before you, or she left.',
    'not-your-role': 'Your role does not take visitors from the line.',
    'not-readable':
      'The beginning of this conversation could not be read, so it was not opened. The visitor is told, and can start again.',
  },

  intake: {
    title: 'Said before the conversation',
    danger: 'danger now',
    safe: { no: 'not safe to write', 'not-sure': 'not sure it is safe to write' },
    codeWord: 'Code word:',
    languages: { en: 'English', nl: 'Dutch', ar: 'Arabic' } as Readonly<Record<string, string>>,
    who: {
      me: 'for themselves',
      parent: 'parent',
      worried: 'worried about somebody',
      professional: 'works with young people',
    },
    age: {
      'under-12': 'under 12',
      '12-14': '12 to 14',
      '15-17': '15 to 17',
      '18-20': '18 to 20',
      '21-24': '21 to 24',
      '25-or-older': '25 or older',
    },
    topics: {
      'something-else': 'something else',
      home: 'home',
      relationship: 'relationship',
      online: 'pictures or online',
      'against-my-will': 'sex against their will',
      'money-or-work': 'money or forced work',
      'not-wanting-to-live': 'thoughts of not wanting to live',
      'away-or-kept': 'running away or being kept',
      'somebody-else': 'about somebody else',
      'asks-for-you': 'talked with you before, and asks for you',
      'asks-for-another': 'asks for a colleague',
    },
  },

  mail: {
    title: (count: number) =>
      count === 1 ? '1 message was left for you' : `${count} messages were left for you`,
    hint: 'From people who have talked with you or a colleague before. Nobody can see who they are.',
    from: 'Somebody who was here before',
    answer: 'Your answer',
    field: 'They read it when they come back with their five words',
    send: 'Leave the answer',
    sending: 'One moment.',
    away: 'Put away without an answer',
    answered: 'A colleague has answered already.',
    failed: 'It did not work. Nothing is lost. Try again.',
    when: 'When are you here again? (If you like. Everybody who comes here can read it.)',
  },

  cameBack: {
    ask: 'The visitor was here before, and has a code word. Ask for it in the conversation, and type what they say. Until then nothing out of their folder is shown.',
    field: 'The code word as they say it',
    look: 'Look whether it is right',
    looking: 'One moment.',
    wrong: (count: number) =>
      `That is not the code word (${count} ${count === 1 ? 'try' : 'tries'}). It may be somebody else, who has found the five words.`,
    goOn: 'Go on without it, as with somebody new',
    right: 'The visitor was here before. The code word was right.',
    without:
      'The visitor says that they were here before. The code word was not right: take nothing for known.',
    returned: 'The visitor goes on from another page, on which nothing of before can be read.',
    noWord: 'The visitor says that they were here before. There is no code word, so nobody can know that.',
    locked: 'Out of a folder nothing is shown before the code word.',
    offer: 'Offer five words to come back with',
    offered: 'You offered five words. The visitor decides.',
    canComeBack: 'The visitor has five words, and can come back.',
  },

  conversationsTitle: 'Conversations',
  none: 'No conversation yet',
  noneText: 'When somebody waits, take the next with the button or with Alt+N.',
  visitor: (number: number) => `Visitor ${number}`,
  waitedBefore: (seconds: number) => `waited ${seconds < 60 ? `${seconds} s` : `${minutes(seconds)} min`}`,
  unread: (count: number) => `${count} new`,
  fresh: 'new, say hello',
  notKnown: 'not known now',
  exited: 'left by the exit',
  exitedFor: (seconds: number) =>
    `left by the exit ${seconds < 60 ? `${seconds} s` : `${minutes(seconds)} min`} ago`,
  awayFor: (seconds: number) =>
    seconds < 5 ? 'away' : `away for ${seconds < 60 ? `${seconds} s` : `${minutes(seconds)} min`}`,
  overMark: 'ended',
  end: 'End',
  endSure: 'End this conversation? The visitor is told that you ended it.',
  passBack: 'Give back to the line',
  passBackSure:
    'Give this visitor back? First tell her so. If she waits on, it is at the front of the line, and whoever takes her does not see what you two wrote.',
  passBackYes: 'Yes, give back',
  dismiss: 'Close and clear',
  checkTitle: 'Check words',
  checkText:
    'You need not do anything with them. If the visitor doubts that it is you: the same five words are, in their own language, under “What do you know about me?”.',
  begun: 'The visitor can see your name and that you are a counsellor here. Say hello.',
  nothingKept: 'Nothing of it is kept.',
  over: {
    'passed-back': 'You gave the visitor back. If she chooses to wait, it is at the front of the line.',
    'handed-over': 'Your colleague has the conversation now. Your keys are wiped.',
    closed: 'The desk was closed.',
    'ended-here': 'You ended the conversation.',
    'said-goodbye': 'The visitor ended the conversation.',
    exit: 'The visitor left at once: by the exit, or by closing the page.',
    gone: 'The visitor was away for too long. The conversation has ended.',
    'off-duty': 'Your shift ended, and the conversation with it.',
    unknown:
      'The server no longer knows this conversation. The visitor may be with a colleague by now, or can come back to the waiting room.',
    'away-too-long':
      'The connection was away for too long, so the conversation could not go on. The visitor can wait for somebody else, at the front of the line.',
    refused:
      'The visitor’s page did not accept your key, so it stopped before anything was said. If it happens again, tell your coordinator.',
    damaged:
      'A message reached the visitor damaged, so her page stopped to be safe. She can come back to the waiting room.',
    'damaged-here':
      'A message arrived damaged, so this page stopped to be safe. Nothing of that message is shown. The visitor is told and can come back.',
  },

  tools: toolsEn,

  shiftOver: {
    'off-duty': {
      title: 'You are off duty',
      text: 'Your keys and all texts are gone from this page. Thank you for being here.',
    },
    'taken-over': {
      title: 'Your shift goes on in another window',
      text: 'It was opened somewhere else, and this window has been cleared. If that was not you, tell your coordinator.',
    },
    refused: {
      title: 'You could not go on duty',
      text: 'The server did not accept your identity. It may have run out, or the clock of this computer is wrong. No conversation was touched. Ask your coordinator.',
    },
    revoked: {
      title: 'Your identity was withdrawn',
      text: 'Your organisation has taken your certificate back, so this shift has ended. Whoever you were talking with keeps their place at the front and is told that you went off duty. Your keys and all texts are gone from this page. If you did not expect this, call your coordinator.',
    },
    closed: {
      title: 'Your shift has ended',
      text: 'The server ended it, for example after 12 hours. Your keys and all texts are gone from this page.',
    },
  },
  again: 'Go on duty again',
};

/** The console's own texts. Every language has exactly these. */
export type OwnWords = typeof consoleEn;

/** All texts of the console: its own, and those that the conversation has on both pages. */
export type ConsoleWords = OwnWords & { shared: Words };

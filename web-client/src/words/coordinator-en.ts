/** Why nobody is certified with an invitation. */
export type JoinTrouble = 'used' | 'not-valid' | 'not-hers' | 'closed' | 'full';

/** Becoming a counsellor, and what a coordinator does, in English. */
export const coordinatorEn = {
  join: {
    title: (organisation: string) => `Become a counsellor of ${organisation}`,
    text: 'This takes five minutes. Have a telephone at hand: soon you call your coordinator. You choose a name and a passphrase. With those this computer makes your key, a file with which only you can go on duty.',
    name: 'The name that visitors see',
    nameHint: 'Not your real name. At most 32 letters.',
    passphrase: 'A passphrase',
    passphraseHint:
      'Four words or more, at least 16 characters together, that nobody would guess. Write it down where nobody looks. We cannot look it up or replace it.',
    again: 'The passphrase again',
    begin: 'Make my key',
    troubles: {
      name: 'Choose a name of 1 to 32 letters.',
      short: 'This passphrase is too short. Make it at least 16 characters, best four words or more.',
      differ: 'The two passphrases are not the same.',
    },
    waiting: (coordinators: number): string =>
      coordinators === 0
        ? 'No coordinator is on duty now. Call yours, and ask them to go on duty. If that does not work out, open the same link later; you then fill it all in again.'
        : 'Your coordinator sees that you are here.',
    compare:
      'Call your coordinator, on the number that you had already, and read these ten words out. They must see the same ones, perhaps in another language. Then this page goes on by itself.',
    stay: 'Keep this page open until you are certified. If you close it, you begin again.',
    over: {
      used: 'Somebody already made a key with this invitation. Was that you? See whether that window is still open. If it is closed, ask for a new link. Was it not you? Call your coordinator at once.',
      'not-valid':
        'This invitation does not hold, or no longer. Ask your coordinator for a new link, and copy it whole.',
      'not-hers':
        'What came back was not a certificate for your key. Nothing was kept. Tell your coordinator.',
      closed: 'The connection was ended. Open the link again.',
      full: 'Too many people are waiting to be certified. Try again in a while.',
    } as Readonly<Record<JoinTrouble, string>>,
    sealing: 'You are certified. Sealing your key with your passphrase.',
    certified: 'Almost done: save your file now.',
    save: 'Your key is in this file. If you close this window first, it is gone, and you begin again with a new link. Keep it where only you can get at it. You need it, and your passphrase, every time you go on duty.',
    saveFile: 'Save the file',
    onDuty: 'Go on to your shift',
  },
  outcome: {
    title: 'How was it?',
    about:
      'A few choices, added to the counts of this month. Nothing says which conversation it was, and small numbers are told to nobody.',
    disposition: 'How it ended',
    choose: 'Choose',
    notKnown: 'Not known, or rather not',
    count: 'Count it',
    onItsWay: 'On its way to be counted.',
    done: 'Counted. Nothing says which conversation it was.',
  },
  counts: {
    title: 'Counts',
    loading: 'One moment. The counts are on their way.',
    off: 'This helpline counts nothing.',
    none: 'Nothing has been counted yet.',
    about: 'No row for a conversation, no number under five. More in `luwte counts`.',
    notOver: 'What counsellors chose is told when the month is over.',
    outcomes: 'What counsellors wrote down',
    what: {
      arrived: 'Came',
      reached: 'Talked with somebody, by how long they waited',
      queued: 'Waited more than 15 seconds',
      left: 'Left the line, after',
      conversation: 'Conversations, by how long they lasted',
      exit: 'Left by the exit',
      'handed-over': 'Handed over',
    } as Readonly<Record<string, string>>,
    hidden: { '<5': 'under 5', hidden: 'not told' } as Readonly<Record<string, string>>,
  },
  texts: {
    title: 'Texts in force',
    count: (files: number) => `${files} files`,
    about: (read: string) =>
      `As this server read them when it started, on ${read}. A changed file counts from the next start on. To compare with your own: \`luwte texts FOLDER\`.`,
    several: 'There are several servers. This is what one of them read; another may have other texts.',
    file: 'File',
    checked: (day: string) => `facts of ${day}`,
    unchecked: (facts: number) => `${facts} not checked`,
    fingerprint: 'Fingerprint',
  },
  coordinator: {
    title: 'Coordinator',
    desk: 'The desk',
    longest: (waited: string) => `longest ${waited}`,
    closeIn: (minutes: number) => `Close in ${minutes} min`,
    open: 'Open the desk again',
    callIn: (standby: number) => `Call in those who stand by (${standby})`,
    people: 'Counsellors',
    invite: 'Invite somebody',
    link: 'A link for one person. It holds for a week.',
    asks: (name: string) => `${name} asks to be certified`,
    compare:
      'Let this person read their ten words to you by telephone. Only if they are these, it is their key:',
    as: 'As',
    roles: { counsellor: 'counsellor', buddy: 'buddy (learns, takes nobody)', interpreter: 'interpreter' },
    passphrase: 'Your passphrase, to sign with your key',
    certify: 'Certify',
    takeBack: 'Take a certificate back',
    takeBackText:
      'For a lost laptop or somebody who leaves. It works at once: conversations end, and the visitors stand at the front of the line.',
    takeBackNow: 'Take it back now',
    called: 'The coordinator calls: visitors need you now.',
  },
};

export type CoordinatorWords = typeof coordinatorEn;

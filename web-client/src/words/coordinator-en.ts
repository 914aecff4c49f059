/** Why nobody is certified with an invitation. */
export type JoinTrouble = 'used' | 'not-valid' | 'not-hers' | 'closed' | 'full';

/** Becoming a counsellor, and what a coordinator does, in English. */
export const coordinatorEn = {
  join: {
    title: (organisation: string) => `Become a counsellor of ${organisation}`,
    text: 'You make a key of your own here. It stays on this computer. Your coordinator then says that it is yours.',
    name: 'The name that visitors see',
    nameHint: 'Not your real name. At most 32 letters.',
    passphrase: 'A passphrase',
    passphraseHint:
      'Four words or more that nobody would guess. Without it your key is of no use to anybody, also not to you.',
    again: 'The passphrase again',
    begin: 'Make my key',
    troubles: {
      name: 'Choose a name of 1 to 32 letters.',
      short: 'This passphrase is too short. Take four words or more.',
      differ: 'The two passphrases are not the same.',
    },
    waiting: (coordinators: number): string =>
      coordinators === 0
        ? 'No coordinator is on duty now. Leave this page open, or come back with the same link.'
        : 'Your coordinator sees that you are here.',
    compare: 'Call your coordinator and read these ten words out. They must see the same ones.',
    stay: 'Keep this page open until you are certified. If you close it, you begin again.',
    over: {
      used: 'Somebody else already used this invitation. Ask your coordinator for a new one, and tell them so.',
      'not-valid':
        'This invitation does not hold, or no longer. Ask your coordinator for a new link, and copy it whole.',
      'not-hers':
        'What came back was not a certificate for your key. Nothing was kept. Tell your coordinator.',
      closed: 'The connection was ended. Open the link again.',
      full: 'Too many people are waiting to be certified. Try again in a while.',
    } as Readonly<Record<JoinTrouble, string>>,
    sealing: 'You are certified. Sealing your key with your passphrase.',
    certified: 'You are certified.',
    save: 'Save your identity file and keep it where only you can get at it. You need it, and your passphrase, every time you go on duty.',
    saveFile: 'Save the file',
    onDuty: 'Go on to the console',
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

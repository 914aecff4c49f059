/** What is said among those on duty, in English. */
export const staffEn = {
  staff: {
    onDuty: (count: number) =>
      count === 0
        ? 'Nobody else is on duty'
        : count === 1
          ? '1 colleague on duty'
          : `${count} colleagues on duty`,
    holds: (holds: number, limit = 1) => `${holds} of ${limit}`,
    roles: {
      coordinator: 'coordinator',
      counsellor: 'counsellor',
      buddy: 'buddy',
      interpreter: 'interpreter',
    },
    title: 'Staff room',
    about:
      'Only those on duty can read this, and it is gone when you go off duty. Do not copy words of a visitor here.',
    to: 'To',
    everybody: 'everybody on duty',
    toOne: (name: string) => `to ${name} alone`,
    toYou: 'to you alone',
    write: 'Write to your colleagues',
    tooLong: 'This is too long for one message. Make it shorter; nothing is lost.',
    nobody: 'Nobody is there to read this now.',
    heavy: 'That was heavy',
    heavyTo: (names: string) => `Asks ${names} to come to you. You need not explain anything.`,
    wasHeavy: 'That was heavy',
    noCoordinator: 'No coordinator is on duty now. Call the number that you agreed on.',
  },
  brake: {
    title: 'Slower, or a pause',
    what: 'What do you ask?',
    whats: { slow: 'A little slower', pause: 'A short pause' },
    why: 'Why?',
    reasons: {
      'too-fast': 'It goes too fast for me',
      moment: 'I need a moment',
      words: 'Words that hurt',
      'not-serious': 'I do not think this is serious',
    },
    howLong: 'How long?',
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    reads: 'The visitor reads:',
    ask: 'Begin now, and tell the visitor',
    on: {
      slow: (until: string) => `You asked the visitor to go slower, until ${until}.`,
      pause: (until: string) => `A pause until ${until}: the visitor can write, and not send yet.`,
    },
    lift: 'Lift it',
    held: (count: number) =>
      count === 1 ? '1 text came during the pause.' : `${count} texts came during the pause.`,
    show: 'Show',
  },
  handOver: {
    title: 'Hand over',
    to: 'Who goes on?',
    choose: 'Choose somebody',
    note: 'A note that only this colleague can read. What should the visitor not have to tell again?',
    ask: 'Ask this colleague',
    cancel: 'Cancel',
    nobody: 'Nobody on duty can take over now. You can give the visitor back to the front of the line.',
    withdraw: 'Take it back',
    stages: {
      offered: (name: string) => `Asking ${name}. The visitor knows nothing of it yet.`,
      asked: (name: string) => `${name} says yes. Now the visitor is asked whether it is all right.`,
      agreed: (name: string) => `The visitor says yes. ${name} is taking over.`,
    },
    not: {
      declined: (name: string) => `${name} cannot take over now.`,
      stays: (name: string) => `The visitor would rather stay with you. ${name} knows.`,
      'not-there': (name: string) => `${name} is not there any more. The visitor is still with you.`,
    },
    offer: {
      title: (name: string) => `${name} asks you to take over a visitor`,
      accept: 'Yes, I take over',
      decline: 'Not now',
      accepted: 'The visitor is asked now. You get the conversation when the answer is yes.',
    },
    from: (name: string) => `From ${name}, who handed over:`,
  },
  guest: {
    title: 'Invite a colleague',
    to: 'Who comes along?',
    choose: 'Choose somebody',
    note: 'A note that only this colleague can read; it may be empty. Your colleague sees nothing of before. After a yes the visitor is asked.',
    ask: 'Ask this colleague',
    cancel: 'Cancel',
    nobody: 'Nobody else is on duty now.',
    withdraw: 'Take it back',
    leave: (name: string) => `Ask ${name} to leave`,
    stages: {
      invited: (name: string) => `Asking ${name}. The visitor knows nothing of it yet.`,
      asked: (name: string) => `${name} can come. Now the visitor is asked whether it is all right.`,
      coming: (name: string) => `The visitor says yes. ${name} is coming.`,
      here: (name: string) => `${name} reads along and can write.`,
      away: (name: string) => `${name} is not there for a moment. What you both write waits for ${name}.`,
    },
    not: {
      declined: (name: string) => `${name} cannot come now.`,
      refused: (name: string) => `The visitor would rather be just with you. ${name} knows.`,
      'not-there': (name: string) => `${name} is not there any more.`,
      gone: (name: string) => `${name} has left. It is the two of you again.`,
    },
    invited: {
      title: (name: string) => `${name} asks you to come into a conversation`,
      accept: 'Yes, I come',
      decline: 'Not now',
      accepted: 'The visitor is asked now. When the answer is yes, the conversation comes to your list.',
      notAfterAll: 'I cannot come after all',
    },
    from: (name: string) => `From ${name}, who invited you:`,
    sits: (name: string) =>
      `You are a guest here. ${name} has this conversation. All three of you read what is written from now on; what was written before you do not see.`,
    over: 'You are not in this conversation any more.',
    goes: 'Leave',
    goesSure: (name: string) => `Leave this conversation? ${name} goes on.`,
    goesYes: 'Yes, leave',
  },
};

export type StaffWords = typeof staffEn;

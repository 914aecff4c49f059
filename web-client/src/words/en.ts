/** The visitor's page and the conversation in English. B1, calm, no exclamation marks. */
export const en = {
  send: 'Send',
  write: 'Your message',
  writeHere: 'Write here',
  startAnywhere: 'You can start anywhere. You may also just say hi.',
  conversation: 'Conversation',
  you: 'You',
  sending: 'Not sent yet',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Not delivered',
  unsent: 'Not sent. You were still writing this.',
  tryAgain: 'Try again',
  newBelow: 'New message below',
  isTyping: (name: string) => `${name} is writing`,
  tooLong: (over: number) =>
    `This is about ${over < 3000 ? `${over} characters` : `${Math.round(over / 2000)} pages`} too long to send in one go. Your text stays here. Make it shorter, or send it in parts.`,
  lineLost: 'One moment. We are looking for the connection. What you wrote is safe.',
  lineLostWaiting: 'One moment. We are looking for the connection. You keep your place.',
  stillLost: 'This takes long. Stay here: the page keeps trying by itself.',
  otherAway: (name: string) =>
    `${name} is away for a moment. You can go on writing; it arrives when ${name} is back.`,
  notDelivered: 'A message has not arrived. It is still here. You can press “Try again” under it.',
  opensElsewhere: 'Opens in a new window',

  startTitle: 'You can talk to someone here',
  startText: (organisation: string) =>
    `You chat with a counsellor of ${organisation}. We do not ask who you are: no name, no number, no account.`,
  startPrivate: 'Only you and the counsellor can read what you write. Nothing of it is kept.',
  start: 'Start a conversation',
  startExit:
    'With “Leave” you go to another page at once and your texts are gone. This device may still remember that you visited this address.',
  danger: 'In danger now? Call',
  language: 'Nederlands',
  languageTag: 'nl',

  waitingTitle: 'You are in the waiting room',
  connecting: 'One moment. We are getting a place for you.',
  place: (ahead: number, onDuty: number) =>
    ahead === 0
      ? `You are next${onDuty > 0 ? '' : ' when somebody comes'}.`
      : ahead === 1
        ? 'There is one person before you.'
        : `There are ${ahead < 10 ? ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'][ahead - 2] : ahead} people before you.`,
  onDuty: (count: number) =>
    `${count === 0 ? 'No counsellor is here right now' : count === 1 ? 'One counsellor is here' : `${count} counsellors are here`}. The conversation begins by itself.`,
  waitingKeep:
    'Your place is kept as long as this page is open. If you look at something else for a moment, that is fine.',
  waited: (minutes: number) =>
    `You have been waiting for ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  leaveWaiting: 'Stop waiting',

  talkingWith: (name: string) => `You are talking with ${name}`,
  talkedWith: (name: string) => `You talked with ${name}`,
  verified: (organisation: string) =>
    `Checked: a counsellor of ${organisation}. Only the two of you can read this.`,
  end: 'End the conversation',
  endSure: 'End the conversation?',
  endYes: 'Yes, end it',
  endNo: 'No, go on',

  stillReadable: 'It is all gone when you close this.',
  undelivered: 'Your last message was not delivered.',
  close: 'Close and clear',
  again: 'Start again',
  waitForAnother: 'Wait for another counsellor',
  frontOfLine: 'You are at the front of the line.',
  endings: {
    left: {
      title: 'You are no longer waiting',
      text: 'You gave up your place. You can come back at any time.',
    },
    'said-goodbye': {
      title: 'The conversation has ended',
      text: 'You ended it. Nothing of it is kept. You can come back at any time.',
    },
    ended: {
      title: 'The conversation has ended',
      text: 'The counsellor ended it. You can come back at any time.',
    },
    gone: {
      title: 'The counsellor did not come back',
      text: 'The connection with the counsellor was lost for too long. It is not because of anything you wrote.',
    },
    'off-duty': {
      title: 'The counsellor had to stop',
      text: 'The counsellor’s time here is over. It is not because of anything you wrote.',
    },
    'away-too-long': {
      title: 'The connection was away for too long',
      text: 'That is why the conversation is over. What you wrote did not go anywhere else.',
    },
    forgotten: {
      title: 'We lost the thread',
      text: 'Our computer no longer knows your place or your conversation. What you wrote did not go anywhere else. You can start again.',
    },
    refused: {
      title: 'We stopped',
      text: (organisation: string) =>
        `The answer did not come from ${organisation}, so we did not send anything you wrote. You did nothing wrong. Try again later, on another network if you can.`,
    },
    damaged: {
      title: 'We stopped',
      text: 'A message arrived damaged on the way, so we closed the conversation to be safe. Nobody else could read what you wrote. You can start again; that makes new keys.',
    },
    'taken-over': {
      title: 'It goes on in another window',
      text: 'Your place or your conversation was opened in another window, and goes on there. To be safe, this window is cleared. Was it not you? Nobody else can read what you wrote. Start again here.',
    },
    'no-room': {
      title: 'The waiting room is full',
      text: 'So many people are waiting that we cannot give you a place now. You did not lose anything. Try again in a while.',
    },
  },
};

/** All texts of the visitor's page. Every language has exactly these. */
export type Words = typeof en;

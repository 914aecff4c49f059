/** What opens a key, in English. */
export const keysEn = {
  passkey: {
    title: 'A passkey instead of the passphrase',
    text: 'With a passkey your key opens with your face, your finger or the code of this device. You get a second file for it. Type your passphrase above one more time, and then make the passkey.',
    wayBack:
      'Keep your first file and your passphrase, with a copy of the file somewhere else. If you lose this device, they are your way back. Call your coordinator then, at once.',
    make: 'Make a passkey',
    making: 'One moment. Your browser asks for your face, finger or code.',
    made: 'The passkey is made. Save its file. You need it on this device every time you go on duty.',
    with: 'with a passkey',
    asks: 'This file opens with your passkey. Your browser asks for your face, finger or code.',
    waits: 'Your browser asks for your passkey.',
  },
  wrongPasskey:
    'This passkey does not open this key. Nothing was sent. Choose the file that belongs to it, or the file with your passphrase.',
  passkeyCancelled:
    'No passkey was used. It was stopped, it took too long, or it is not on this device. Nothing is lost: try again, or choose the file with your passphrase.',
  passkeyNotAble:
    'This browser or this passkey cannot open a key, or not at this address. Nothing is lost: go on with your passphrase, or use another browser.',
  renewal: {
    title: 'Certificates',
    until: (day: string) => ` until ${day} `,
    soon: (days: number) =>
      days === 0 ? 'ends today' : days === 1 ? 'ends in 1 day' : `ends in ${days} days`,
    renew: 'Renew',
    renewOf: (name: string) => `Renew the certificate of ${name}`,
    sent: 'Renewed. They are asked to save the new file.',
    notLonger: 'Cannot hold longer than your own.',
    coordinator: 'A coordinator is not renewed here.',
    ownRoot: (day: string) =>
      `You are a coordinator until ${day}. Whoever holds the root key renews that, with your request:`,
    ownDuty: (day: string) => `You can go on duty until ${day}. You renew that yourself, with your file:`,
    renewed: (day: string) => `Your key was renewed until ${day}.`,
    save: 'Make the new file and save it. It takes a minute, and your conversations go on. Until you do, your old file goes on working as long as it did.',
    make: 'Make the new file',
    later: 'Later',
    saved:
      'The new file is saved. Put it in the place of the old one, and of its copies. Use it from your next shift on.',
    other:
      'Do you have your key in a second file, with a passphrase or a passkey? Choose it, to renew it too.',
    notHers: 'This is not a file of the same key. Nothing was changed.',
    done: 'Done',
    unsaved: 'The new file is not saved yet.',
    saveNow: 'Save it now',
    endsSoon: (day: string) =>
      `Your certificate ends on ${day}. Ask your coordinator to renew it; it takes a minute.`,
    coordinatorEndsSoon: (day: string) =>
      `You can go on duty until ${day}. How you renew that is under “Desk”, at the certificates.`,
  },
};

export type KeysWords = typeof keysEn;

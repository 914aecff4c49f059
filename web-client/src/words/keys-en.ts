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
};

export type KeysWords = typeof keysEn;

import { wipe } from '../crypto/bytes.ts';
import { type Identity, type IdentityFile, seal, unlock, WrongPassphrase } from '../crypto/identity.ts';
import { sealUnderPasskey, unlockByPasskey, WrongPasskey } from '../crypto/passkey-identity.ts';
import { browserRandom } from '../talk/browser-random.ts';
import { askPasskey, NoPasskey, type PasskeyTrouble } from './passkey.ts';

/** Why a key did not open, as the console says it. */
export type OpenTrouble = 'wrongPassphrase' | 'wrongPasskey' | 'openFailed' | PasskeyTrouble;

/** A key that is open. Its secret lives as long as something is done with it. */
export type Opened = {
  identity: Identity;
  /** Seals it, or what it has become, with what opened it. */
  sealAgain: (identity: Identity) => Promise<string>;
};

/**
 * Opens a key for one thing to be done with it, and forgets it right after.
 *
 * @param passphrase what was typed. A file that opens with a passkey asks for that instead.
 * @throws WrongPassphrase, WrongPasskey or NoPasskey; ChainRefused or TypeError when the file is no identity.
 */
export async function withIdentity<Done>(
  file: IdentityFile,
  passphrase: string,
  act: (opened: Opened) => Done | Promise<Done>,
): Promise<Done> {
  if (file.opensWith === 'passphrase') {
    const identity = await unlock(file, passphrase);
    return forgetting(identity, () =>
      act({ identity, sealAgain: (again) => seal(again, passphrase, browserRandom) }),
    );
  }
  const { credential } = file;
  const prf = await askPasskey(credential);
  try {
    const identity = unlockByPasskey(file, prf);
    const sealAgain = async (again: Identity) => sealUnderPasskey(again, { credential, prf }, browserRandom);
    return await forgetting(identity, () => act({ identity, sealAgain }));
  } finally {
    wipe(prf);
  }
}

async function forgetting<Done>(identity: Identity, act: () => Done | Promise<Done>): Promise<Done> {
  try {
    return await act();
  } finally {
    wipe(identity.secretKey);
  }
}

/** What to say when a key did not open. */
export function troubleOf(error: unknown): OpenTrouble {
  if (error instanceof WrongPassphrase) return 'wrongPassphrase';
  if (error instanceof WrongPasskey) return 'wrongPasskey';
  return error instanceof NoPasskey ? error.why : 'openFailed';
}

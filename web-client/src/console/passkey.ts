import { type Passkey, PRF_INPUT } from '../crypto/passkey-identity.ts';

/** Why a passkey did not answer. */
export type PasskeyTrouble = 'passkeyCancelled' | 'passkeyNotAble';

/** A passkey that did not answer: it was cancelled or is not there, or this browser or this passkey cannot do it. */
export class NoPasskey extends Error {
  readonly why: PasskeyTrouble;

  constructor(why: PasskeyTrouble) {
    super(`no passkey: ${why}`);
    this.name = 'NoPasskey';
    this.why = why;
  }
}

/** What every passkey is called in the list of a device. It says nothing about the person. */
const NAME = 'Luwte';
/** ES256, RS256 for Windows, and EdDSA (RFC 9053). We never look at a signature. */
const ALGORITHMS = [-7, -257, -8];
const PRF = { eval: { first: Uint8Array.from(PRF_INPUT) } };

/** Whether this browser can open a key with a passkey, as far as it tells. */
export async function canUsePasskey(): Promise<boolean> {
  // A passkey belongs to a name: an address of numbers has none.
  if (/^\[|^[\d.]+$/.test(location.hostname)) return false;
  if (!globalThis.PublicKeyCredential?.getClientCapabilities) return false;
  const can = await PublicKeyCredential.getClientCapabilities();
  // What a browser does not name, it does not know.
  return can['extension:prf'] !== false;
}

/** Random bytes where the protocol wants a challenge, which nobody checks, or a name that says nothing. */
const noise = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/**
 * Makes a passkey on this device, or on a security key. The server knows nothing of it.
 *
 * @throws NoPasskey when she cancels, or when it cannot answer with a secret.
 */
export async function makePasskey(): Promise<Passkey> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: { id: location.hostname, name: NAME },
    // Another name each time: one of before would be replaced.
    user: { id: noise(16), name: NAME, displayName: NAME },
    challenge: noise(32),
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    extensions: { prf: PRF },
  };
  const made = await answered(() => navigator.credentials.create({ publicKey }));
  const { prf } = made.getClientExtensionResults();
  if (!prf?.enabled) throw new NoPasskey('passkeyNotAble');
  const credential = new Uint8Array(made.rawId);
  // Many answer only when they are asked again.
  return { credential, prf: prf.results ? secretIn(made) : await askPasskey(credential) };
}

/**
 * Asks a passkey for its secret, 32 bytes.
 *
 * @throws NoPasskey when she cancels, when it is not on this device, or when it cannot answer with a secret.
 */
export async function askPasskey(credential: Uint8Array): Promise<Uint8Array> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    rpId: location.hostname,
    challenge: noise(32),
    allowCredentials: [{ type: 'public-key', id: Uint8Array.from(credential) }],
    userVerification: 'required',
    extensions: { prf: PRF },
  };
  return secretIn(await answered(() => navigator.credentials.get({ publicKey })));
}

function secretIn(answer: PublicKeyCredential): Uint8Array {
  const first = answer.getClientExtensionResults().prf?.results?.first;
  if (!(first instanceof ArrayBuffer)) throw new NoPasskey('passkeyNotAble');
  return new Uint8Array(first);
}

async function answered(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await ask();
    if (answer instanceof PublicKeyCredential) return answer;
  } catch (error) {
    // Browsers say the same of a passkey that was cancelled, came too late or is not there.
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') throw new NoPasskey('passkeyCancelled');
  }
  throw new NoPasskey('passkeyNotAble');
}

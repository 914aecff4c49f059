import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';

/** The addresses of demo identities that the server wrote into the page. Empty everywhere but in a demo. */
export function demoAddresses(document: Document): readonly string[] {
  return (document.body.dataset['demo'] ?? '').split(',').filter((address) => /^demo\/\d+$/.test(address));
}

/**
 * Fetches the sealed demo identities.
 *
 * @throws Error when one cannot be fetched or is not an identity.
 */
export async function fetchDemo(addresses: readonly string[]): Promise<readonly IdentityFile[]> {
  return Promise.all(
    addresses.map(async (address) => {
      const response = await fetch(address, { cache: 'no-store', credentials: 'omit' });
      if (!response.ok) throw new Error('a demo identity is missing');
      return readIdentityFile(await response.text());
    }),
  );
}

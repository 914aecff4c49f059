/** Every request is so long, whatever it asks for: the answers are of one size too (docs/decisions/0006). */
const REQUEST_LENGTH = 96;

/** Our own server says that it has no such file: to ask again changes nothing. */
export class NotThere extends Error {}

/**
 * Gets a file of our own server, beside the page. Nothing of it is kept by the browser, and nothing is told with it.
 *
 * @throws NotThere when there is none; Error when it does not come, or is no JSON.
 */
export async function getJson(path: string): Promise<unknown> {
  const answer = await fetch(`${path}?`.padEnd(REQUEST_LENGTH, '.'), {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  if (answer.status === 404) throw new NotThere(`${path} is not there`);
  if (!answer.ok) throw new Error(`${path} did not come`);
  return answer.json();
}

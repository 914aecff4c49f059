/** Samples in a second of every sound. Enough for soft tones, and small in memory. */
export const RATE = 22_050;

/** Who waits is heard again after so many seconds. */
export const AGAIN_AFTER = 20;

/** One soft tone: frequency in Hz, when it begins and how long it takes, in seconds, and how loud it is at most. */
type Note = { frequency: number; from: number; seconds: number; loudness: number };

/** Two notes that rise, like a question. */
const WAITING: readonly Note[] = [
  { frequency: 523.25, from: 0, seconds: 0.7, loudness: 0.5 },
  { frequency: 783.99, from: 0.28, seconds: 1, loudness: 0.45 },
];

/** One low and short, like a knock on wood. */
const MESSAGE: readonly Note[] = [{ frequency: 311.13, from: 0, seconds: 0.35, loudness: 0.6 }];

/** In seconds: a tone that is there at once clicks. */
const ATTACK = 0.015;

function add(samples: Float32Array, { frequency, from, seconds, loudness }: Note): void {
  const first = Math.round(from * RATE);
  const count = Math.min(Math.round(seconds * RATE), samples.length - first);
  for (let n = 0; n < count; n++) {
    const time = n / RATE;
    const left = 1 - n / count;
    const shape = Math.min(1, time / ATTACK) * left * left * left;
    const at = first + n;
    samples[at] = (samples[at] ?? 0) + Math.sin(2 * Math.PI * frequency * time) * shape * loudness;
  }
}

function sound(notes: readonly Note[], seconds: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(seconds * RATE));
  for (const note of notes) add(samples, note);
  return samples;
}

/** Somebody waits, and silence until it is heard again. */
export const waitingSound = () => sound(WAITING, AGAIN_AFTER);

/** A new text. */
export const messageSound = () => sound(MESSAGE, 0.4);

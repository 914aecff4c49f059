import { messageSound, RATE, waitingSound } from './sounds.ts';

/** Texts that come fast sound once in so many seconds. */
const MESSAGE_EVERY = 2;

/**
 * The sounds of the console. Who waits is heard again and again by a loop with silence in it, which the audio of the
 * browser repeats: a hidden window has its timers slowed down to one a minute, and needs none for this.
 */
export class Tones {
  readonly #changed: () => void;
  #context: AudioContext | undefined;
  #loudness: GainNode | undefined;
  #waiting: AudioBuffer | undefined;
  #message: AudioBuffer | undefined;
  #ring: AudioBufferSourceNode | undefined;
  #volume: number;
  #messageAt = Number.NEGATIVE_INFINITY;

  /**
   * @param volume from 0 to 1.
   * @param changed is told when sound becomes possible, or is not any more.
   */
  constructor(volume: number, changed: () => void) {
    this.#volume = volume;
    this.#changed = changed;
  }

  /** Makes sound possible. Browsers allow it only while somebody presses something. */
  wake(): void {
    if (this.awake) return;
    try {
      this.#context ??= this.#begin();
      // Where it is refused it stays as it is, which `awake` tells.
      this.#context.resume().catch(() => undefined);
    } catch {
      // A browser without sound. The title, the icon and the notices are still there.
    }
  }

  #begin(): AudioContext {
    const context = new AudioContext({ latencyHint: 'playback' });
    context.onstatechange = () => this.#changed();
    this.#loudness = context.createGain();
    this.#loudness.gain.value = this.#volume;
    this.#loudness.connect(context.destination);
    this.#waiting = buffer(context, waitingSound());
    this.#message = buffer(context, messageSound());
    return context;
  }

  /** Whether a sound would be heard now. */
  get awake(): boolean {
    return this.#context?.state === 'running';
  }

  /** How loud, from 0 to 1. */
  set volume(volume: number) {
    this.#volume = volume;
    this.#volume = volume;
    // A jump of the loudness would click.
    if (this.#context) this.#loudness?.gain.setTargetAtTime(volume, this.#context.currentTime, 0.02);
  }

  /** Somebody waits: it sounds now, and from then on until `hush`. */
  ring(): void {
    this.hush();
    this.#ring = this.#play(this.#waiting, true);
  }

  hush(): void {
    this.#ring?.stop();
    this.#ring = undefined;
  }

  /** A new text. */
  message(): void {
    const now = this.#context?.currentTime ?? 0;
    if (now - this.#messageAt < MESSAGE_EVERY) return;
    this.#messageAt = now;
    this.#play(this.#message, false);
  }

  /** Both, one after the other, so that they can be told apart. */
  both(): void {
    this.#play(this.#waiting, false);
    this.#play(this.#message, false, 2);
  }

  #play(sound: AudioBuffer | undefined, loop: boolean, after = 0): AudioBufferSourceNode | undefined {
    if (!this.#context || !this.#loudness || !sound) return undefined;
    const source = this.#context.createBufferSource();
    source.buffer = sound;
    source.loop = loop;
    source.connect(this.#loudness);
    source.start(this.#context.currentTime + after);
    return source;
  }
}

function buffer(context: AudioContext, samples: Float32Array<ArrayBuffer>): AudioBuffer {
  const made = context.createBuffer(1, samples.length, RATE);
  made.copyToChannel(samples, 0);
  return made;
}

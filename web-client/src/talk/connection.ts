import { decodeFrame } from '../wire/decode.ts';
import { encodeFrame } from '../wire/encode.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import { afterRestart, backoff } from './backoff.ts';

/** After this long without a word the socket counts as dead, whatever it says of itself: two heartbeats and some. */
export const SILENCE = 12_000;

/** A line may take longer to come about: on a bad network that alone is many round trips. */
export const OPENING = 20_000;

/** The server is going down and asks us to come back at once (docs/protocol.md, section 2.7). */
const RESTARTING = 4018;

/** Codes after which coming back would not help (section 2.7). */
const FINAL: ReadonlySet<number> = new Set([1000, 4009, 4015, 4016, 4017, 4019, 4020, 4021]);

/** What the connection tells. `lost` may be followed by `opened`; nothing follows `closed`. */
export type LineEvent =
  | { kind: 'opened' }
  | { kind: 'frame'; frame: ServerFrame }
  | { kind: 'lost' }
  | { kind: 'closed'; code: number };

/** A line to the server that looks for itself when it is lost. The only place with a WebSocket. */
export class Connection {
  readonly #address: string;
  readonly #tell: (event: LineEvent) => void;
  #socket: WebSocket | undefined;
  /** How many this page has opened: an older one that is still on its way takes nobody's seat. */
  #sockets: number;
  #attempt = 0;
  #heard = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #over = false;

  /** @param earlier how many sockets count as opened before its first. */
  constructor(address: string, tell: (event: LineEvent) => void, earlier = 0) {
    this.#sockets = earlier;
    this.#address = address;
    this.#tell = tell;
    addEventListener('online', this.#comeBack);
    addEventListener('offline', this.#gone);
    document.addEventListener('visibilitychange', this.#seen);
    document.addEventListener('resume', this.#comeBack);
    this.#connect();
  }

  /** Says something, or nothing at all when the line is lost: the delivery sends it again. */
  send(say: PageFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(encodeFrame(say, this.#sockets - 1) as Uint8Array<ArrayBuffer>);
    }
  }

  /** Ends it. What was sent before still leaves; nothing is told any more. */
  close(): void {
    this.#over = true;
    clearTimeout(this.#retry);
    removeEventListener('online', this.#comeBack);
    removeEventListener('offline', this.#gone);
    document.removeEventListener('visibilitychange', this.#seen);
    document.removeEventListener('resume', this.#comeBack);
    this.#drop();
  }

  #connect(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const socket = new WebSocket(this.#address);
    this.#sockets += 1;
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#heard = Date.now();
    // Only the socket of this moment may speak: an older one can still fire after it was given up.
    const current = (act: () => void) => () => {
      if (this.#socket === socket) act();
    };
    socket.onopen = current(() => {
      this.#heard = Date.now();
      this.#tell({ kind: 'opened' });
    });
    socket.onmessage = (event) => current(() => this.#hear(event.data))();
    socket.onclose = (event) => current(() => this.#closed(event.code))();
    this.#watch = setInterval(this.#listen, 1_000);
  }

  #hear(data: unknown): void {
    this.#heard = Date.now();
    let frame: ServerFrame;
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('not binary');
      frame = decodeFrame(new Uint8Array(data));
    } catch {
      // Whoever speaks like this is not our server. Another attempt may reach it.
      this.#lost();
      return;
    }
    this.#attempt = 0;
    if (frame.kind === 'heartbeat') this.send({ kind: 'heartbeat' });
    else this.#tell({ kind: 'frame', frame });
  }

  #closed(code: number): void {
    if (FINAL.has(code)) {
      this.close();
      this.#tell({ kind: 'closed', code });
      return;
    }
    this.#lost(code === RESTARTING);
  }

  #lost(restarting = false): void {
    this.#drop();
    if (this.#over) return;
    // The attempts of before say nothing about a server that was there until now.
    if (restarting) this.#attempt = 0;
    const wait = restarting ? afterRestart(Math.random()) : backoff(this.#attempt++, Math.random());
    this.#retry = setTimeout(() => this.#connect(), wait);
    this.#tell({ kind: 'lost' });
  }

  #drop(): void {
    clearInterval(this.#watch);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  readonly #listen = (): void => {
    const patience = this.#socket?.readyState === WebSocket.OPEN ? SILENCE : OPENING;
    if (Date.now() - this.#heard >= patience) this.#lost();
  };

  /** The browser knows that there is no network before any silence tells. */
  readonly #gone = (): void => {
    if (this.#socket !== undefined) this.#lost();
  };

  readonly #seen = (): void => {
    if (document.visibilityState !== 'hidden') this.#comeBack();
  };

  /** A phone that wakes up, thaws or finds a network, also in a pocket, does not wait for a timer. */
  readonly #comeBack = (): void => {
    if (this.#socket !== undefined) this.#listen();
    if (this.#socket === undefined && !this.#over) this.#connect();
  };
}

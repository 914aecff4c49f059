import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, type LineEvent, OPENING, SILENCE } from '../../src/talk/connection.ts';
import { encodeFrame } from '../../src/wire/encode.ts';
import { FRAME_LENGTH } from '../../src/wire/frames.ts';

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = '';
  sent: Uint8Array[] = [];
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onclose: ((event: { code: number }) => void) | undefined;

  constructor() {
    FakeSocket.all.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(type: number): void {
    const bytes = new Uint8Array(FRAME_LENGTH);
    bytes.set([1, type]);
    this.onmessage?.({ data: bytes.buffer });
  }

  send(bytes: Uint8Array): void {
    this.sent.push(bytes);
  }

  close(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const last = () => FakeSocket.all[FakeSocket.all.length - 1] as FakeSocket;
const listeners = new Map<string, () => void>();
let told: string[];

function call(): Connection {
  return new Connection('ws://here/ws', (event: LineEvent) =>
    told.push(
      event.kind === 'frame'
        ? event.frame.kind
        : event.kind === 'closed'
          ? `closed ${event.code}`
          : event.kind,
    ),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  listeners.clear();
  told = [];
  const listen = (name: string, act: () => void) => listeners.set(name, act);
  const forget = (name: string) => listeners.delete(name);
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('addEventListener', listen);
  vi.stubGlobal('removeEventListener', forget);
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    addEventListener: listen,
    removeEventListener: forget,
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the line to the server', () => {
  test('answers a heartbeat, and tells nobody', () => {
    call();
    last().open();
    last().say(0x08);
    expect(last().sent).toEqual([encodeFrame({ kind: 'heartbeat' }, 0)]);
    expect(told).toEqual(['opened']);
  });

  test('looks for itself when it is lost', () => {
    call();
    last().open();
    last().close();
    expect(told).toEqual(['opened', 'lost']);
    vi.advanceTimersByTime(1_000);
    expect(FakeSocket.all).toHaveLength(2);
    last().open();
    expect(told).toEqual(['opened', 'lost', 'opened']);
  });

  test('says on each line how many there were before', () => {
    const line = call();
    last().open();
    last().close();
    vi.advanceTimersByTime(1_000);
    last().open();
    const token = new Uint8Array(97).fill(1);
    line.send({ kind: 'return', token });
    expect(last().sent).toEqual([encodeFrame({ kind: 'return', token }, 1)]);
  });

  test('is given up after twelve seconds of silence, whatever the socket says of itself', () => {
    call();
    last().open();
    vi.advanceTimersByTime(SILENCE - 1_000);
    last().say(0x08);
    vi.advanceTimersByTime(SILENCE - 1_000);
    expect(told).toEqual(['opened']);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual(['opened', 'lost']);
    expect(SILENCE).toBe(12_000);
  });

  test('has more time to come about, on a network that is hardly there', () => {
    call();
    vi.advanceTimersByTime(OPENING - 1_000);
    expect(told).toEqual([]);
    last().open();
    vi.advanceTimersByTime(SILENCE - 1_000);
    expect(told).toEqual(['opened']);
  });

  test('is given up when it does not come about', () => {
    call();
    vi.advanceTimersByTime(OPENING);
    expect(told).toEqual(['lost']);
  });

  test('is lost at once when the phone has no network, and back at once when it has', () => {
    call();
    last().open();
    listeners.get('offline')?.();
    expect(told).toEqual(['opened', 'lost']);
    listeners.get('offline')?.();
    expect(told).toEqual(['opened', 'lost']);
    listeners.get('online')?.();
    last().open();
    expect(told).toEqual(['opened', 'lost', 'opened']);
  });

  test.each([1000, 4009, 4015, 4016, 4017, 4019])(
    'does not come back after the server closed it with %i',
    (code) => {
      call();
      last().open();
      last().close(code);
      vi.advanceTimersByTime(120_000);
      expect(FakeSocket.all).toHaveLength(1);
      expect(told).toEqual(['opened', `closed ${code}`]);
    },
  );

  test('comes back at once when a phone wakes up or finds a network', () => {
    call();
    for (let i = 0; i < 12; i++) {
      last().close();
      vi.advanceTimersByTime(30_000);
    }
    last().close();
    const before = FakeSocket.all.length;
    listeners.get('online')?.();
    expect(FakeSocket.all).toHaveLength(before + 1);
    last().close();
    listeners.get('visibilitychange')?.();
    expect(FakeSocket.all).toHaveLength(before + 2);
  });

  test('comes back within a second to a server that restarts, however often it was lost before', () => {
    call();
    for (let i = 0; i < 12; i++) {
      last().close();
      vi.advanceTimersByTime(30_000);
    }
    last().open();
    const before = FakeSocket.all.length;
    last().close(4018);
    vi.advanceTimersByTime(199);
    expect(FakeSocket.all).toHaveLength(before);
    vi.advanceTimersByTime(801);
    expect(FakeSocket.all).toHaveLength(before + 1);
    // It is not there yet: from here on it is a server like any other that was lost.
    last().close();
    vi.advanceTimersByTime(499);
    expect(FakeSocket.all).toHaveLength(before + 1);
    vi.advanceTimersByTime(501);
    expect(FakeSocket.all).toHaveLength(before + 2);
  });

  test('comes back at once when a page that nobody looks at finds a network', () => {
    call();
    last().close();
    Object.assign(document, { visibilityState: 'hidden' });
    listeners.get('visibilitychange')?.();
    expect(FakeSocket.all).toHaveLength(1);
    listeners.get('online')?.();
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('notices on waking up that it died while the phone slept', () => {
    call();
    last().open();
    vi.setSystemTime(Date.now() + 60_000);
    listeners.get('visibilitychange')?.();
    expect(told).toEqual(['opened', 'lost']);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('notices when the phone thaws that it died meanwhile, also while nobody looks', () => {
    call();
    last().open();
    Object.assign(document, { visibilityState: 'hidden' });
    // Frozen: no timer runs and no event comes, but time goes by.
    vi.setSystemTime(Date.now() + 5 * 60_000);
    listeners.get('resume')?.();
    expect(told).toEqual(['opened', 'lost']);
    expect(FakeSocket.all).toHaveLength(2);
  });

  test('is left alone when the phone thaws in time', () => {
    call();
    last().open();
    vi.setSystemTime(Date.now() + SILENCE / 2);
    listeners.get('resume')?.();
    expect(told).toEqual(['opened']);
    expect(FakeSocket.all).toHaveLength(1);
  });

  test('believes nothing that is not a frame', () => {
    call();
    last().open();
    last().onmessage?.({ data: 'hello' });
    expect(told).toEqual(['opened', 'lost']);
  });

  test('tells nothing any more once it was closed here', () => {
    const connection = call();
    last().open();
    const socket = last();
    connection.close();
    expect([...listeners.keys()]).toEqual([]);
    socket.say(0x52);
    vi.advanceTimersByTime(120_000);
    expect(told).toEqual(['opened']);
    expect(FakeSocket.all).toHaveLength(1);
  });
});

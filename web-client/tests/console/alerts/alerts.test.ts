import { describe, expect, test } from 'vitest';
import { type Alerts, alerts, QUIET, RETURN_AFTER } from '../../../src/console/alerts/alerts.ts';
import { AGAIN_AFTER, messageSound, RATE, waitingSound } from '../../../src/console/alerts/sounds.ts';
import { LIFTED } from '../../../src/crypto/brake.ts';
import * as talk from '../../../src/talk/conversation.ts';
import { Console, HERE } from '../console.ts';

/** A counsellor with a window, who hears and sees what the console calls with. */
class Desk {
  readonly console: Console;
  unseen = false;
  heard: Alerts = QUIET;
  #before;

  constructor(seed: number, capacity = 2) {
    this.console = new Console(seed, capacity).begin();
    this.#before = this.console.duty;
  }

  /** What calls because of something that happens. */
  when(act: (console: Console) => unknown): Alerts {
    act(this.console);
    const after = this.console.state.kind === 'on-duty' ? this.console.state : undefined;
    this.heard = alerts(this.#before, after, this.unseen, this.heard.missed);
    if (after) this.#before = after;
    return this.heard;
  }
}

/** A line of people. The server shows only the first of a long one. */
function line(console: Console, tickets: readonly Uint8Array[], waiting = tickets.length): Console {
  const entries = tickets.map((ticket) => ({ ticket, waited: 1, presence: 'here' as const }));
  return console.hear({ kind: 'queue', waiting, onDuty: 1, entries });
}

const ticket = (n: number) => new Uint8Array(16).fill(n);

describe('a counsellor hears', () => {
  test('who begins to wait, at once and until somebody takes her', () => {
    const desk = new Desk(200);
    expect(desk.when((console) => line(console, [])).ring).toBe('silent');
    expect(desk.when((console) => line(console, [ticket(1)])).ring).toBe('begin');
    expect(desk.when((console) => console.do({ kind: 'tick' })).ring).toBe('go-on');
    expect(desk.when((console) => line(console, [ticket(1), ticket(2)])).ring).toBe('begin');
    expect(desk.when((console) => line(console, [ticket(2)])).ring).toBe('go-on');
    expect(desk.when((console) => line(console, [])).ring).toBe('silent');
  });

  test('the next one when one leaves and another comes in the same moment', () => {
    const desk = new Desk(201);
    desk.when((console) => line(console, [ticket(1)]));
    expect(desk.when((console) => line(console, [ticket(2)])).ring).toBe('begin');
  });

  test('a visitor who comes back after a while or after the exit, and not one who was gone for a moment', () => {
    const desk = new Desk(216);
    const { conversation } = desk.console.take();
    desk.when((console) => console);
    desk.unseen = true;
    const comesBack = (from: 'away' | 'exited', after: number) => {
      desk.when((console) => console.presence(conversation, from));
      desk.when((console) => console.later(after));
      return desk.when((console) => console.presence(conversation, 'here'));
    };
    expect(comesBack('away', RETURN_AFTER - 1)).toMatchObject({ message: false, notice: undefined });
    expect(comesBack('away', RETURN_AFTER)).toMatchObject({ message: true, notice: 'message' });
    expect(comesBack('exited', 1)).toMatchObject({ message: true, notice: 'message' });
    desk.unseen = false;
    // She stands on the screen that is looked at.
    expect(comesBack('away', RETURN_AFTER).message).toBe(false);
  });

  test('nothing of what comes during a pause, and all of it when the pause is over', () => {
    const desk = new Desk(215);
    const { conversation, talk: hers } = desk.console.take();
    const key = desk.console.visitor(1).key;
    desk.when((console) => console);
    desk.unseen = true;
    desk.when((console) =>
      console.do({ kind: 'brake', key, brake: { what: 'pause', reason: 'moment', seconds: 60 } }),
    );
    const [envelope] = talk.write(hers, 'hoi', HERE).send;
    const during = desk.when((console) => console.say(conversation, envelope));
    expect(during).toMatchObject({ message: false, notice: undefined, missed: 0 });
    const after = desk.when((console) => console.do({ kind: 'brake', key, brake: LIFTED }));
    expect(after).toMatchObject({ message: true, notice: 'message', missed: 1 });
  });

  test('what a pause held back when the conversation ends', () => {
    const desk = new Desk(216);
    const first = desk.console.take();
    desk.console.take();
    const { key } = desk.console.visitor(1);
    desk.console.do({ kind: 'select', key: desk.console.visitor(2).key });
    desk.when((console) =>
      console.do({ kind: 'brake', key, brake: { what: 'pause', reason: 'moment', seconds: 60 } }),
    );
    const [envelope] = talk.write(first.talk, 'hoi', HERE).send;
    expect(desk.when((console) => console.say(first.conversation, envelope)).message).toBe(false);
    expect(desk.console.visitor(1).unread).toBe(0);
    expect(desk.when((console) => console.ended(first.conversation, 'said-goodbye')).message).toBe(true);
    expect(desk.console.visitor(1).unread).toBe(1);
  });

  test('no newcomer when a long line only moves up', () => {
    const desk = new Desk(202);
    desk.when((console) => line(console, [ticket(1), ticket(2)], 4));
    expect(desk.when((console) => line(console, [ticket(2), ticket(3)], 3)).ring).toBe('go-on');
    expect(desk.when((console) => line(console, [ticket(2), ticket(3)], 4)).ring).toBe('begin');
  });

  test('nobody while they talk or wrap up, and who waits once they are ready again', () => {
    const desk = new Desk(203, 1);
    const her = { conversation: new Uint8Array() };
    desk.when((console) => Object.assign(her, console.take()));
    expect(desk.when((console) => line(console, [ticket(1)])).ring).toBe('silent');
    desk.unseen = true;
    expect(desk.when((console) => console.ended(her.conversation, 'exit')).ring).toBe('silent');
    const ready = { kind: 'status', doing: 'ready', reason: 0 } as const;
    expect(desk.when((console) => console.do(ready))).toMatchObject({
      ring: 'begin',
      notice: 'waiting',
    });
  });

  test('nothing of a waiting room of which nobody knows how it is, and who waits when the line is back', () => {
    const desk = new Desk(204);
    desk.when((console) => line(console, [ticket(1)]));
    desk.unseen = true;
    expect(desk.when((console) => console.do({ kind: 'line', event: { kind: 'lost' } })).ring).toBe('silent');
    const back = desk.when((console) => {
      console.do({ kind: 'line', event: { kind: 'opened' } }).hear({ kind: 'on-duty' });
    });
    expect(back).toMatchObject({ ring: 'begin', notice: undefined });
    expect(desk.when((console) => line(console, [])).ring).toBe('silent');
  });

  test('nothing any more when the shift is over', () => {
    const desk = new Desk(205);
    desk.when((console) => line(console, [ticket(1)]));
    expect(desk.when((console) => console.do({ kind: 'off-duty' }))).toEqual(QUIET);
  });

  test('a text that they are not looking at, and not one that they are', () => {
    const desk = new Desk(206);
    const [first, second] = [desk.console.take(), desk.console.take()];
    desk.when(() => undefined);
    const says = (her: typeof first) => (console: Console) =>
      console.say(her.conversation, talk.write(her.talk, 'hoi', HERE).send[0]);
    expect(desk.console.duty.selected).toBe(desk.console.visitor(2).key);
    expect(desk.when(says(first))).toMatchObject({ message: true, notice: undefined, missed: 0 });
    expect(desk.when(says(second)).message).toBe(false);
  });

  test('a text of whoever is on the screen, when the window is hidden, and sees later how many', () => {
    const desk = new Desk(207);
    const her = desk.console.take();
    desk.when(() => undefined);
    desk.unseen = true;
    let hers = her.talk;
    const says = (console: Console) => {
      const { conversation, send } = talk.write(hers, 'hoi', HERE);
      hers = conversation;
      console.say(her.conversation, send[0]);
    };
    expect(desk.when(says)).toMatchObject({ message: true, notice: 'message', missed: 1 });
    expect(desk.when(says)).toMatchObject({ message: true, notice: 'message', missed: 2 });
    expect(desk.when((console) => console.do({ kind: 'tick' }))).toMatchObject({
      message: false,
      notice: undefined,
      missed: 2,
    });
    desk.unseen = false;
    expect(desk.when(() => undefined).missed).toBe(0);
  });

  test('nothing of what they write themselves', () => {
    const desk = new Desk(208);
    desk.console.take();
    desk.when(() => undefined);
    desk.unseen = true;
    const { key } = desk.console.visitor(1);
    expect(desk.when((console) => console.do({ kind: 'write', key, text: 'hoi' }))).toEqual(QUIET);
  });
});

test('a notice has nothing in it but one of two words', () => {
  const desk = new Desk(209);
  desk.unseen = true;
  expect(desk.when((console) => line(console, [ticket(1)])).notice).toBe('waiting');
  expect(desk.when((console) => console.do({ kind: 'tick' })).notice).toBeUndefined();
});

describe('the sounds', () => {
  const loudest = (samples: Float32Array) => samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

  test('are soft, and begin and end without a click', () => {
    for (const samples of [waitingSound(), messageSound()]) {
      expect(loudest(samples)).toBeGreaterThan(0.2);
      expect(loudest(samples)).toBeLessThanOrEqual(1);
      expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.001);
      expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
      const steps = samples.slice(1).map((one, n) => one - (samples[n] ?? 0));
      expect(loudest(steps)).toBeLessThan(0.2);
    }
  });

  test('for who waits come again every 20 seconds, with silence between', () => {
    const samples = waitingSound();
    expect(samples.length).toBe(AGAIN_AFTER * RATE);
    expect(AGAIN_AFTER).toBe(20);
    expect(loudest(samples.subarray(1.5 * RATE))).toBe(0);
  });

  test('are two that nobody confuses: one rises and is long, one is low and short', () => {
    const crossings = (samples: Float32Array) =>
      samples.reduce((count, one, n) => count + (n > 0 && one > 0 !== (samples[n - 1] ?? 0) > 0 ? 1 : 0), 0);
    const early = (samples: Float32Array) => crossings(samples.subarray(0, RATE / 4));
    expect(early(waitingSound())).toBeGreaterThan(1.5 * early(messageSound()));
    expect(messageSound().length).toBeLessThan(RATE / 2);
  });
});

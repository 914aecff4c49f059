import { describe, expect, test } from 'vitest';
import { Queue } from '../../src/console/queue.tsx';
import { VisitorPanel } from '../../src/console/visitor-panel.tsx';
import { EMPTY_FORM, type Form, Intake } from '../../src/crypto/intake.ts';
import { NOW } from '../crypto/organisation.ts';
import { Screen } from '../look/screen.ts';
import { consoleEn, consoleNl } from '../words/texts.ts';
import { Console, HERE, SPOKEN } from './console.ts';

const ignore = () => undefined;

const FORM: Form = {
  language: 'ar',
  who: 'me',
  age: '15-17',
  topics: ['online', 'money-or-work'],
  safe: 'no',
  danger: 'yes',
  codeWord: 'lighthouse',
  message: 'I would rather write.',
};

/** Somebody in the line says this to this console. */
function says(console: Console, ticket: Uint8Array, form: Form): Console {
  const { shift } = console.duty;
  const intake = new Intake({ root: console.root, conversation: ticket }, form, console.seeded.bytes);
  const { slot, sealedForm } = intake.sealFor(shift.chain, shift.encapsulationKey, NOW);
  return console.hear({ kind: 'intake-for', ticket, slot, sealedForm });
}

function waits(console: Console, ...tickets: Uint8Array[]): Console {
  const entries = tickets.map((ticket) => ({ ticket, waited: 5, presence: 'here' as const }));
  return console.hear({ kind: 'queue', waiting: tickets.length, onDuty: 1, entries });
}

const queue = ({ duty }: Console, words = consoleEn) =>
  new Screen(<Queue state={duty} words={words} spoken={SPOKEN} dispatch={ignore} />).words;

const panel = ({ duty }: Console) =>
  new Screen(
    duty.visitors.map((visitor) => (
      <VisitorPanel
        outcomes={undefined}
        state={duty}
        key={visitor.key}
        visitor={visitor}
        form={duty.forms.get(visitor.key)}
        shown={true}
        now={HERE}
        words={consoleEn}
        dispatch={ignore}
      />
    )),
  ).lines.join('\n');

describe('a counsellor', () => {
  test('reads in the line what somebody said beforehand, danger first, and not her own words', () => {
    const console = new Console(90).begin();
    const ticket = console.seeded.bytes(16);
    waits(says(console, ticket, FORM), ticket);
    expect(queue(console)).toMatch(
      /danger now.*not safe to write.*Arabic · for themselves · 15 to 17 · pictures/s,
    );
    expect(queue(console, consoleNl)).toMatch(
      /nu gevaar.*schrijven is niet veilig.*Arabisch · voor zichzelf/s,
    );
    expect(queue(console)).not.toMatch(/lighthouse|rather write/);
  });

  test('sees nothing of somebody who said nothing, or of what cannot be read', () => {
    const console = new Console(91).begin();
    const [one, two] = [console.seeded.bytes(16), console.seeded.bytes(16)];
    waits(console, one, two);
    const before = queue(console);
    says(console, one, EMPTY_FORM);
    const noise = { slot: console.seeded.bytes(1168), sealedForm: console.seeded.bytes(784) };
    console.hear({ kind: 'intake-for', ticket: two, ...noise });
    expect(queue(console)).toBe(before);
    // And what was readable before is not, once something else came in its place.
    says(console, two, FORM).hear({ kind: 'intake-for', ticket: two, ...noise });
    expect(queue(console)).toBe(before);
  });

  test('reads the first message and the code word in the conversation, until it is closed', () => {
    const console = new Console(92).begin();
    const { conversation } = console.take();
    says(console, conversation, FORM);
    waits(console);
    expect(panel(console)).toMatch(/Code word: lighthouse\nI would rather write\./s);
    const { key } = console.visitor(1);
    console.do({ kind: 'end', key });
    expect(panel(console)).toContain('I would rather write.');
    console.do({ kind: 'dismiss', key });
    expect(console.duty.forms.size).toBe(0);
  });

  test('keeps nothing of who left the line or was taken by somebody else', () => {
    const console = new Console(93).begin();
    const [one, two] = [console.seeded.bytes(16), console.seeded.bytes(16)];
    waits(says(says(console, one, FORM), two, FORM), one, two);
    expect(console.duty.forms.size).toBe(2);
    expect([...waits(console, two).duty.forms.values()]).toEqual([FORM]);
    // On a lost line the last that was known stays, and is replaced when it is back.
    console.back();
    expect(console.duty.forms.size).toBe(1);
    expect(waits(console).duty.forms.size).toBe(0);
  });
});

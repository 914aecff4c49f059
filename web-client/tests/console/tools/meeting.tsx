import { useState } from 'preact/hooks';
import { vi } from 'vitest';
import type { Event } from '../../../src/console/state.ts';
import { CardLine } from '../../../src/console/tools/cards/line.tsx';
import { usePlaces } from '../../../src/console/tools/cards/place.ts';
import { useTemplates } from '../../../src/console/tools/cards/templates.ts';
import { Tools } from '../../../src/console/tools/tools.tsx';
import { type Cards, openCard } from '../../../src/talk/cards/cards.ts';
import type { Template } from '../../../src/talk/cards/template.ts';
import * as talk from '../../../src/talk/conversation.ts';
import { Screen } from '../../look/screen.ts';
import { PLAN } from '../../visitor/template.ts';
import { consoleEn, consoleNl } from '../../words/texts.ts';
import { Console, HERE, hear } from '../console.ts';

const [now, after] = PLAN.sections as [Template['sections'][number], Template['sections'][number]];

/** The card of the visitor's page as the counsellor's has it. */
export const HER_PLAN: Template = {
  ...PLAN,
  sections: [{ ...now, ask: ['Which word would fit?'], avoid: ['Asking for names.'] }, after],
};

/** The list of all cards. */
export const LIST = { cards: [{ ...PLAN, short: 'For when it is not safe.', for: ['me'] }] };

/** What the server has, by its path. A number is how it says that something did not come, a promise what is on its way. */
type Files = Record<string, unknown>;

/** A counsellor beside a conversation, with her tools, and the visitor's page at the other end. */
export class Meeting {
  readonly console: Console;
  readonly screen: Screen;
  readonly conversation: Uint8Array;
  readonly key: string;
  readonly asked: string[] = [];
  readonly files: Files;
  private readonly toConsole: Uint8Array[] = [];
  private readonly toHer: Uint8Array[] = [];
  hers: talk.Conversation;
  /** The language of the console. */
  words = consoleEn;

  constructor(seed: number, files: Files = {}) {
    this.files = { '../cards/en.json': LIST, 'cards/en/safety-plan.json': HER_PLAN, ...files };
    vi.stubGlobal('HTMLInputElement', class {});
    vi.stubGlobal('fetch', async (padded: string) => {
      const path = padded.split('?')[0] as string;
      this.asked.push(path);
      const file = (await this.files[path]) ?? 404;
      return typeof file === 'number'
        ? new Response('', { status: file })
        : new Response(JSON.stringify(file));
    });
    this.console = new Console(seed).begin();
    const { conversation, talk: hers } = this.console.take();
    this.conversation = conversation;
    this.hers = hers;
    this.key = this.console.visitor(1).key;
    this.sheSaid(talk.write(hers, 'hoi', HERE));
    this.carries();
    this.screen = new Screen(<Beside meeting={this} />);
  }

  /** What her page and the console have said comes to the other end, in order, until nobody says anything more. */
  private carries(): void {
    for (;;) {
      const toConsole = this.toConsole.shift();
      const toHer = toConsole ? undefined : this.toHer.shift();
      if (toConsole) {
        this.console.say(this.conversation, toConsole);
        this.consoleSaid();
      } else if (toHer) this.sheSaid(hear(this.hers, toHer));
      else return;
    }
  }

  private sheSaid({ conversation, send }: talk.Step): void {
    this.hers = conversation;
    this.toConsole.push(...send);
  }

  private consoleSaid(): void {
    for (const frame of this.console.frames) if (frame.kind === 'envelope') this.toHer.push(frame.envelope);
  }

  /** The visitor does something with her cards. */
  async visitor(does: (cards: Cards) => Cards): Promise<this> {
    this.sheSaid(talk.changeCards(this.hers, does, HERE));
    this.carries();
    return this.settles();
  }

  /** She opens the card. */
  opens(): Promise<this> {
    return this.visitor((cards) => openCard(cards, PLAN));
  }

  /** Both do something with the cards at once: neither has heard of the other's yet. */
  async atOnce(visitor: (cards: Cards) => Cards, counsellor: (cards: Cards) => Cards): Promise<this> {
    this.sheSaid(talk.changeCards(this.hers, visitor, HERE));
    this.console.do({ kind: 'cards', key: this.key, does: counsellor });
    this.consoleSaid();
    this.carries();
    return this.settles();
  }

  /** The server says whether her page is there. */
  async presence(presence: 'here' | 'away'): Promise<this> {
    this.console.presence(this.conversation, presence);
    this.consoleSaid();
    this.carries();
    return this.settles();
  }

  readonly dispatch = (event: Event) => {
    this.console.do(event);
    this.consoleSaid();
    this.carries();
    this.show();
  };

  /** She chooses the other language. */
  speaksDutch(): Promise<this> {
    this.words = consoleNl;
    return this.settles();
  }

  private show(): void {
    this.screen?.show(<Beside meeting={this} />);
  }

  /** What was fetched has come, and the screen shows it. */
  async settles(): Promise<this> {
    this.show();
    await vi.advanceTimersByTimeAsync(300);
    return this;
  }

  async press(name: string): Promise<this> {
    this.screen.press(name);
    return this.settles();
  }

  /** The counsellor chooses the first card in the list. */
  async chooses(): Promise<this> {
    this.screen.part('div', { id: 'search-cards-0' }).fire('click');
    return this.settles();
  }

  get reads(): string {
    return this.screen.lines.join('\n');
  }

  /** What her page knows of the cards. */
  get herCards(): Cards {
    if (!this.hers.cards) throw new Error('no cards');
    return this.hers.cards;
  }
}

function Beside({ meeting: { console, dispatch, words } }: { meeting: Meeting }) {
  const { duty } = console;
  const templates = useTemplates(duty, words.tag, dispatch);
  const places = usePlaces(duty.visitors.map(({ key }) => key));
  const [looks, setLooks] = useState(0);
  return (
    <>
      {duty.visitors.map((visitor) => (
        <CardLine
          key={visitor.key}
          visitor={visitor}
          templates={templates}
          words={words}
          onLook={(number) => {
            places.go(visitor.key, { shown: 'card', number, part: 0 });
            setLooks(looks + 1);
          }}
        />
      ))}
      <Tools
        state={duty}
        file={undefined}
        words={words}
        desk={{ kind: 'loading' }}
        onAgain={() => undefined}
        notes={new Map()}
        noted={() => undefined}
        cards={{ templates, places, looks }}
        dispatch={dispatch}
      />
    </>
  );
}

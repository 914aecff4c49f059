import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { IdentityFile } from '../../crypto/identity.ts';
import type { ConsoleWords } from '../../words/console-en.ts';
import type { ToolsWords } from '../../words/tools-en.ts';
import { Coordinator } from '../coordinator.tsx';
import type { Desk } from '../desk-files.ts';
import { StaffRoom } from '../staff-room.tsx';
import type { Event, OnDuty } from '../state.ts';
import { openVisitor } from '../visitors.ts';
import { CardsTool } from './cards/cards.tsx';
import type { Places } from './cards/place.ts';
import type { Templates } from './cards/templates.ts';
import { Guides } from './guides.tsx';
import { Keys } from './keys.tsx';
import { type AllNotes, type NoteEvent, type Notes, notesOf } from './notes.ts';
import { Referrals } from './referrals.tsx';
import { Replies } from './replies.tsx';
import { Signals } from './signals.tsx';
import { Tabs } from './tabs.tsx';
import { Triage } from './triage.tsx';

/** What the cards of the conversations need, in the tools and beside them. */
export type CardsAtHand = Readonly<{
  templates: Templates;
  places: Places;
  /** How often she went from a conversation to a card of it. */
  looks: number;
}>;

type Props = {
  state: OnDuty;
  words: ConsoleWords;
  desk: Desk;
  onAgain: () => void;
  notes: AllNotes;
  noted: (event: NoteEvent) => void;
  cards: CardsAtHand;
  /** Her identity, sealed, for what a coordinator signs. */
  file: IdentityFile | undefined;
  dispatch: (event: Event) => void;
};

/** The tools and the keys that open them. */
const TOOLS = [
  ['replies', 'Alt+R'],
  ['guides', 'Alt+G'],
  ['signals', 'Alt+S'],
  ['triage', 'Alt+T'],
  ['cards', 'Alt+0'],
  ['referrals', 'Alt+V'],
  ['staff', 'Alt+P'],
  ['coordinator', 'Alt+D'],
  ['keys', 'Alt+K'],
] as const;

export type Tool = (typeof TOOLS)[number][0];

/** The tools, one of them shown. Those that were opened before keep what was searched in them. */
export function Tools({ state, file, words, desk, onAgain, notes, noted, cards, dispatch }: Props) {
  const [{ open, entered }, setOpen] = useState<{ open: Tool; entered: number }>({
    open: 'replies',
    entered: 0,
  });
  const [opened, setOpened] = useState<readonly Tool[]>(['replies']);
  const [managing, setManaging] = useState(false);
  /** How many cards of each visitor were there when she last looked, by the numbers of the visitors. */
  const [seen, setSeen] = useState<ReadonlyMap<number, number>>(new Map());
  const box = useRef<HTMLDivElement>(null);
  const { selected, forms, visitors } = state;
  const visitor = visitors.find(({ key }) => key === selected);
  const form = selected === undefined ? undefined : forms.get(selected);
  const own = notesOf(notes, selected);
  const files = desk.kind === 'here' ? desk.files : undefined;
  const writes = selected !== undefined && openVisitor(state, selected) !== undefined;

  // Opened by its key: the cursor goes there. A click leaves it in the message.
  useLayoutEffect(() => {
    if (entered === 0) return;
    const first = box.current?.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden]) [data-first]');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }, [entered]);

  const show = (tool: Tool, enter: boolean) => {
    setOpen({ open: tool, entered: enter ? entered + 1 : entered });
    if (!opened.includes(tool)) setOpened([...opened, tool]);
    // The key of the replies leads to the search, whatever was there.
    if (enter) setManaging(false);
  };
  useLayoutEffect(() => {
    if (cards.looks > 0) show('cards', true);
  }, [cards.looks]);

  const herCards = visitor?.kind === 'open' ? (visitor.talk.cards?.cards.length ?? 0) : 0;
  const newCards = visitor ? Math.max(0, herCards - (seen.get(visitor.number) ?? 0)) : 0;
  useLayoutEffect(() => {
    if (visitor && newCards > 0 && open === 'cards') setSeen(new Map(seen).set(visitor.number, herCards));
  }, [visitor?.number, newCards, open]);

  const runsDesk = file !== undefined && state.shift.counsellor.role === 'coordinator';
  const tools = TOOLS.filter(([tool]) => tool !== 'coordinator' || runsDesk);
  const asks: Partial<Record<Tool, number>> = {
    cards: newCards,
    staff: state.room.unread,
    coordinator: state.enrolments.length,
  };
  const nameOf = (tool: Tool) => {
    const count = asks[tool] ?? 0;
    return count > 0 ? `${words.tools.names[tool]} (${count})` : words.tools.names[tool];
  };
  const hint = writes ? words.tools.intoDraft : words.tools.noDraft;
  const fetched = <Fetched desk={desk} words={words.tools} onAgain={onAgain} />;

  const inside = (tool: Tool): ComponentChild => {
    if (tool === 'keys') return <Keys words={words.tools} />;
    if (tool === 'staff')
      return <StaffRoom state={state} shown={open === 'staff'} words={words} dispatch={dispatch} />;
    if (tool === 'coordinator')
      return file && <Coordinator state={state} file={file} words={words} dispatch={dispatch} />;
    if (tool === 'cards') {
      const { templates, places } = cards;
      return (
        <CardsTool
          visitor={visitor}
          templates={templates}
          places={places}
          words={words}
          dispatch={dispatch}
        />
      );
    }
    if (tool === 'replies') {
      return (
        <>
          {!files && fetched}
          <Replies files={files} words={words.tools} hint={hint} managing={managing} onManage={setManaging} />
        </>
      );
    }
    if (!files) return fetched;
    if (tool === 'guides') return <Guides files={files} words={words.tools} hint={hint} />;
    if (tool === 'referrals') {
      const onSeek = (change: Partial<Notes>) => visitor && noted({ kind: 'note', key: visitor.key, change });
      return <Referrals files={files} words={words} hint={hint} notes={own} form={form} onSeek={onSeek} />;
    }
    if (!visitor) return <p class="soft">{words.tools.chooseFirst}</p>;
    const about = { files, words: words.tools, visitor: visitor.key, notes: own, noted };
    return (
      <>
        <p class="about">{words.visitor(visitor.number)}</p>
        {tool === 'signals' ? <Signals {...about} form={form} /> : <Triage {...about} />}
      </>
    );
  };

  return (
    <div ref={box} class="tools">
      <Tabs
        tabs={tools.map(([tool, key]) => ({ id: tool, key, name: nameOf(tool) }))}
        open={open}
        label={words.tools.title}
        onOpen={show}
      />
      {tools.map(([tool]) => (
        <div
          key={tool}
          id={`tool-${tool}`}
          class="tool"
          role="tabpanel"
          aria-labelledby={`tab-${tool}`}
          hidden={tool !== open}
        >
          {opened.includes(tool) && inside(tool)}
        </div>
      ))}
    </div>
  );
}

/** That the organisation's texts are on their way, or did not come. */
function Fetched({ desk, words, onAgain }: { desk: Desk; words: ToolsWords; onAgain: () => void }) {
  if (desk.kind === 'loading') return <p class="soft">{words.loading}</p>;
  return (
    <div class="notice">
      <p>{words.failed}</p>
      <button type="button" class="quiet" data-first onClick={onAgain}>
        {words.tryAgain}
      </button>
    </div>
  );
}

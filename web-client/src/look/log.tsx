import { type ComponentChildren, Fragment } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Line } from '../talk/conversation.ts';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Bubble } from './bubble.tsx';

/** Somebody with whom the conversation began, and up to which line it was with her. */
export type Earlier = { name: string; upTo: number };

/** That a guest came into the conversation, or left it, before the line of this number. */
export type Mark = { at: number; name: string; came: boolean };

type Props = {
  lines: readonly Line[];
  name: string;
  /** Where guests came and left. Once there was one, every text says whose it is. */
  marks?: readonly Mark[];
  /** Whether it does in any case. */
  named?: boolean;
  /** Who was at the other end before, in their order. */
  earlier?: readonly Earlier[];
  words: Words;
  /** Whether it can be seen now: a hidden log has no height to scroll. */
  shown: boolean;
  onRetry: (() => void) | undefined;
  children?: ComponentChildren;
};

/** What was pressed is gone: the cursor goes to the texts, and no keyboard comes up on a phone. */
export function stayWithTexts(): void {
  document.querySelector<HTMLElement>('.log')?.focus();
}

const NEAR = 80;

/** The texts of a conversation. Follows the newest, unless somebody is reading back. */
export function Log({
  lines,
  name,
  marks = [],
  named = marks.length > 0,
  earlier = [],
  words,
  shown,
  onRetry,
  children,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  /** As high as it was when it was last put to its end, in pixels. */
  const height = useRef<number>(undefined);
  const [below, setBelow] = useState(false);
  const lastMine = lines.reduce((last, line) => (line.mine && line.state !== 'unsent' ? line.id : last), -1);
  const newest = lines[lines.length - 1];

  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    following.current = true;
    setBelow(false);
  };

  // "Not delivered" and its button take room: whoever is at the end stays there. Whoever reads back is not moved.
  useLayoutEffect(() => {
    const element = box.current;
    if (shown && element && following.current) element.scrollTop = element.scrollHeight;
  }, [lines, shown]);

  // A new text of one's own moves the log in any case.
  useLayoutEffect(() => {
    if (!shown || !newest) return;
    if (following.current || newest.mine) toEnd();
    else setBelow(true);
  }, [lines.length, shown]);

  // The keyboard of a phone takes half the screen: what was at the end stays at the end.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      height.current = element.clientHeight;
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  /** What is pressed here goes away with it; the cursor stays with the texts. */
  const stay = (act: () => void) => () => {
    act();
    box.current?.focus();
  };

  const onScroll = () => {
    const element = box.current;
    // A log that grew or shrank was not scrolled by anybody: what was at the end will be there again at once.
    if (!element || (height.current !== undefined && height.current !== element.clientHeight)) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (following.current) setBelow(false);
  };

  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log"
        role="log"
        aria-label={words.talk.conversation}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll back.
        tabIndex={0}
        onScroll={onScroll}
      >
        {children}
        <ol>
          {lines.map((line) => (
            <Fragment key={line.id}>
              <From before={line.id} earlier={earlier} name={name} words={words} />
              <Marks marks={marks.filter(({ at }) => firstFrom(lines, at) === line.id)} words={words} />
              <Bubble
                line={line}
                name={line.by ?? earlier.find(({ upTo }) => line.id < upTo)?.name ?? name}
                named={named}
                words={words}
                last={line.id === lastMine}
                onRetry={onRetry && stay(onRetry)}
              />
            </Fragment>
          ))}
          <From before={lines.length} earlier={earlier} name={name} words={words} />
          <Marks marks={marks.filter(({ at }) => firstFrom(lines, at) === undefined)} words={words} />
        </ol>
      </div>
      {below && (
        <button type="button" class="below" onClick={stay(toEnd)}>
          {words.talk.newBelow}
        </button>
      )}
    </div>
  );
}

/** That from here on it is somebody else. */
function From({
  before,
  earlier,
  name,
  words,
}: Pick<Props, 'name' | 'words'> & { before: number; earlier: readonly Earlier[] }) {
  return earlier.map(({ upTo }, at) =>
    upTo === before ? (
      <li key={`from-${at}`} class="soft from-here">
        {fill(words.talk.fromHere, { name: earlier[at + 1]?.name ?? name })}
      </li>
    ) : null,
  );
}

/** The first line that is shown from this one on: some may be held back. */
function firstFrom(lines: readonly Line[], at: number): number | undefined {
  return lines.find(({ id }) => id >= at)?.id;
}

/** That guests came or left here. */
function Marks({ marks, words }: { marks: readonly Mark[]; words: Words }) {
  return marks.map(({ name, came }, nth) => (
    // They only become more, and keep their order.
    <li key={`mark-${nth}`} class="soft from-here">
      {fill(came ? words.talk.guestCame : words.talk.guestLeft, { name })}
    </li>
  ));
}

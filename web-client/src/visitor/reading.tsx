import { useState } from 'preact/hooks';
import { Heading } from '../look/heading.tsx';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Fetched } from './fetched.tsx';
import { longDate } from './hours.ts';
import type { Entrance } from './intake.ts';
import { type Block, type Contents, type Inline, inOrder, type Page, type Source } from './page.ts';

type Props = { words: Words; entrance: Entrance | undefined };

/** The information pages: a list, and one of them at a time. */
export function Reading({ words, entrance }: Props) {
  const [open, setOpen] = useState<string>();
  const { title, text, all } = words.reading;
  if (open !== undefined) {
    return (
      <Fetched<Page> key={open} path={`read/${words.tag}/${open}.json`} words={words}>
        {(page) => (
          <>
            <PageText words={words} page={page} />
            <button type="button" class="other" onClick={() => setOpen(undefined)}>
              {all}
            </button>
          </>
        )}
      </Fetched>
    );
  }
  return (
    <>
      <Heading>{title}</Heading>
      <p>{text}</p>
      <Fetched<Contents> path={`read/${words.tag}.json`} words={words}>
        {({ pages }) => (
          <ul class="choices">
            {inOrder(pages, entrance).map(({ page, title, short }) => (
              <li key={page}>
                <button type="button" class="other wide" onClick={() => setOpen(page)}>
                  <strong>{title}</strong> <span class="soft">{short}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Fetched>
    </>
  );
}

// A page never changes, so a place in it is a name.
function PageText({ words, page }: { words: Words; page: Page }) {
  return (
    <article>
      <Heading>{page.title}</Heading>
      {page.blocks.map((block, i) => (
        <BlockText key={i} block={block} words={words} />
      ))}
      {page.sources.length > 0 && (
        // Folded: they are for who doubts, and not what she came to read.
        <details>
          <summary>{words.reading.sources}</summary>
          <ul class="points soft">
            {page.sources.map((source) => (
              <li key={source.what}>
                <SourceText source={source} words={words} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function BlockText({ block, words }: { block: Block; words: Words }) {
  if (block.kind === 'heading') {
    return (
      <h2>
        <Line pieces={block.text} words={words} />
      </h2>
    );
  }
  if (block.kind === 'paragraph') {
    return (
      <p>
        <Line pieces={block.text} words={words} />
      </p>
    );
  }
  return (
    <ul class="points">
      {block.items.map((item, i) => (
        <li key={i}>
          <Line pieces={item} words={words} />
        </li>
      ))}
    </ul>
  );
}

function Line({ pieces, words }: { pieces: readonly Inline[]; words: Words }) {
  return (
    <>
      {pieces.map(({ text, strong, href }, i) => {
        const inside = strong ? <strong key={i}>{text}</strong> : text;
        return href === undefined ? inside : <Away key={i} href={href} words={words} text={inside} />;
      })}
    </>
  );
}

type AwayProps = { href: string; words: Words; text: preact.ComponentChildren };

/** A link out of the page. It opens beside it: nothing of hers is lost. */
export function Away({ href, words, text }: AwayProps) {
  if (href.startsWith('tel:')) {
    return (
      <a class="number" href={href} dir="ltr">
        {text}
      </a>
    );
  }
  // The organisation's files hold only these two kinds of links; the server refuses others.
  if (!href.startsWith('https://')) return <>{text}</>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      title={words.talk.opensElsewhere}
    >
      {text}
    </a>
  );
}

export function SourceText({ source, words }: { source: Source; words: Words }) {
  const { what, where, checked } = source;
  const linked = where.startsWith('https://');
  const day = Date.parse(checked);
  const when = Number.isNaN(day)
    ? words.reading.unchecked
    : fill(words.reading.checked, { date: longDate(words, day) });
  return (
    <>
      <bdi>{linked ? <Away href={where} words={words} text={what} /> : what}</bdi>
      {!linked && (
        <>
          : <bdi>{where}</bdi>
        </>
      )}
      , {when}
    </>
  );
}

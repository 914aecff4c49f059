import { pieces } from '../talk/links.ts';

/** A text with its addresses made clickable. Only text nodes: nothing in it is ever read as HTML. */
export function LinkedText({ text, hint }: { text: string; hint: string }) {
  return (
    <>
      {pieces(text).map((piece, i) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <a
            // A text never changes, so a place in it is a name.
            key={i}
            href={piece.address}
            target="_blank"
            rel="noopener noreferrer nofollow"
            referrerpolicy="no-referrer"
            title={hint}
            dir="ltr"
          >
            {piece.scheme}
            <strong>{piece.host}</strong>
            {piece.rest}
          </a>
        ),
      )}
    </>
  );
}

import { type Piece, pieces } from '../talk/links.ts';

/** A text with its addresses made clickable. Only text nodes: nothing in it is ever read as HTML. */
export function LinkedText({ text, hint }: { text: string; hint: string }) {
  // A text never changes, so a place in it is a name.
  return (
    <>
      {pieces(text).map((piece, i) => (
        <PieceText key={i} piece={piece} hint={hint} />
      ))}
    </>
  );
}

function PieceText({ piece, hint }: { piece: Piece; hint: string }) {
  if (piece.kind === 'plain') return <>{piece.text}</>;
  if (piece.kind === 'digits') return <bdi dir="ltr">{piece.text}</bdi>;
  return (
    <a
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
  );
}

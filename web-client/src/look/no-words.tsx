type Props = { onAgain: () => void };

/** The texts did not come. These few are built in, in two languages, because there are no others. */
export function NoWords({ onAgain }: Props) {
  return (
    <div class="screen">
      <p lang="nl">De pagina kwam niet helemaal aan. Je bent niets kwijt. Probeer het opnieuw.</p>
      <p lang="en">The page did not arrive as a whole. You did not lose anything. Try again.</p>
      <button type="button" class="main wide" onClick={onAgain}>
        <span lang="nl">Probeer opnieuw</span> / <span lang="en">Try again</span>
      </button>
    </div>
  );
}

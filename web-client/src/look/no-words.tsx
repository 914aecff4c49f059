type Props = { onAgain: () => void };

/** All that is built in, because nothing else has come. */
const BUILT_IN = [
  ['nl', 'ltr', 'De pagina kwam niet helemaal aan', 'Je bent niets kwijt. Probeer het opnieuw.'],
  ['en', 'ltr', 'The page did not arrive as a whole', 'You did not lose anything. Try again.'],
  ['ar', 'rtl', 'لم تصل الصفحة كاملة', 'لم يضع منك شيء. يمكن المحاولة مرة أخرى.'],
] as const;

/** The texts did not come. It says so in all three languages at once, whichever is hers. */
export function NoWords({ onAgain }: Props) {
  return (
    <div class="screen">
      {BUILT_IN.map(([tag, direction, title, text]) => (
        <div key={tag} lang={tag} dir={direction}>
          <h1>{title}</h1>
          <p>{text}</p>
        </div>
      ))}
      <button type="button" class="main wide" onClick={onAgain}>
        <bdi lang="nl">Probeer opnieuw</bdi> / <bdi lang="en">Try again</bdi> /{' '}
        <bdi lang="ar">محاولة أخرى</bdi>
      </button>
    </div>
  );
}

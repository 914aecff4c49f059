import { stayWithTexts } from '../look/log.tsx';

type Props = {
  title: string;
  text: string;
  yes: string;
  no: string;
  onAnswer: (agrees: boolean) => void;
};

/** The counsellor asks her something about who is to read along. It lies under what was written, and waits for her. */
export function Asked({ title, text, yes, no, onAnswer }: Props) {
  const answer = (agrees: boolean) => () => {
    onAnswer(agrees);
    stayWithTexts();
  };
  return (
    <section class="ask asked" role="alert" aria-label={title}>
      <p>
        <strong>{title}</strong>
      </p>
      <p class="soft">{text}</p>
      <div class="pair">
        <button type="button" class="main" onClick={answer(true)}>
          {yes}
        </button>
        <button type="button" class="other" onClick={answer(false)}>
          {no}
        </button>
      </div>
    </section>
  );
}

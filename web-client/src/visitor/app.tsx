import type { Words } from '../words/en.ts';
import { Ended } from './ended.tsx';
import { Start } from './start.tsx';
import type { Event, State } from './state.ts';
import { Talking } from './talking.tsx';
import { Waiting } from './waiting.tsx';

type Props = {
  state: State;
  words: Words;
  organisation: string;
  dispatch: (event: Event) => void;
  onLanguage: () => void;
};

/** The visitor's page: one screen at a time. */
export function App({ state, words, organisation, dispatch, onLanguage }: Props) {
  switch (state.kind) {
    case 'start':
      return (
        <Start
          words={words}
          organisation={organisation}
          onStart={() => dispatch({ kind: 'start' })}
          onLanguage={onLanguage}
        />
      );
    case 'waiting':
      return (
        <Waiting
          state={state}
          words={words}
          onLeave={() => dispatch({ kind: 'leave' })}
          onLanguage={onLanguage}
        />
      );
    case 'talking':
      return <Talking state={state} words={words} organisation={organisation} dispatch={dispatch} />;
    case 'ended':
      return <Ended state={state} words={words} organisation={organisation} dispatch={dispatch} />;
  }
}

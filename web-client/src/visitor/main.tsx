import { render } from 'preact';
import { VisitorHandshake } from '../crypto/visitor-handshake.ts';
import { followViewHeight } from '../look/view-height.ts';
import { browserRandom } from '../talk/browser-random.ts';
import { Connection } from '../talk/connection.ts';
import { readOrganisation } from '../talk/organisation.ts';
import { Store } from '../talk/store.ts';
import { en } from '../words/en.ts';
import { chooseLanguage, otherLanguage } from '../words/language.ts';
import { nl } from '../words/nl.ts';
import { App } from './app.tsx';
import { decide, goodbye } from './decide.ts';
import { prepareExit } from './exit.ts';
import type { Effect, Event, State } from './state.ts';

const organisation = readOrganisation(document);
const address = new URL('ws', location.href.replace(/^http/, 'ws')).href;
let language = chooseLanguage(navigator.languages, organisation.language);
let connection: Connection | undefined;
let gone = false;

function perform(effect: Effect): void {
  switch (effect.kind) {
    case 'connect':
      connection = new Connection(address, (event) => store.dispatch({ kind: 'line', event }));
      break;
    case 'send':
      connection?.send(effect.frame);
      break;
    case 'hang-up':
      connection?.close();
      connection = undefined;
      break;
  }
}

function show(state: State): void {
  const page = document.getElementById('page');
  if (gone || !page) return;
  document.documentElement.lang = language;
  const words = language === 'nl' ? nl : en;
  const app = (
    <App
      state={state}
      words={words}
      organisation={organisation.name}
      dispatch={store.dispatch}
      onLanguage={() => {
        language = otherLanguage(language);
        show(store.state);
      }}
    />
  );
  render(app, page);
}

const tools = { root: organisation.root, random: browserRandom, begin: VisitorHandshake.begin };
const store = new Store<State, Event, Effect>({ kind: 'start' }, decide(tools), perform, show);

const forget = () => {
  gone = true;
  // Handed to the browser without waiting: the counsellor hears that she had to go, if it still gets out.
  for (const effect of goodbye(store.state, 'exit')) perform(effect);
  store.dispatch({ kind: 'wipe' });
};
prepareExit(organisation.exit, forget, () => store.state.kind === 'talking');
setInterval(() => store.dispatch({ kind: 'tick' }), 1_000);
followViewHeight();
show(store.state);

import { render } from 'preact';
import type { Shift } from '../crypto/shift.ts';
import { browserRandom } from '../talk/browser-random.ts';
import { Connection } from '../talk/connection.ts';
import { readOrganisation } from '../talk/organisation.ts';
import { Store } from '../talk/store.ts';
import { consoleEn } from '../words/console-en.ts';
import { consoleNl } from '../words/console-nl.ts';
import { chooseLanguage, otherLanguage } from '../words/language.ts';
import { App } from './app.tsx';
import { beginDuty, decide } from './decide.ts';
import { demoAddresses } from './demo.ts';
import type { Effect, Event, State } from './state.ts';
import { newsCount } from './visitors.ts';

const organisation = readOrganisation(document);
const demo = demoAddresses(document);
// The socket is beside the visitor's page, one folder up.
const address = new URL('../ws', location.href.replace(/^http/, 'ws')).href;
let language = chooseLanguage(navigator.languages, organisation.language);
let store: Store<State, Event, Effect> | undefined;
let connection: Connection | undefined;

function perform(effect: Effect): void {
  if (effect.kind === 'send') {
    connection?.send(effect.frame);
    return;
  }
  connection?.close();
  connection = undefined;
}

function dispatch(event: Event): void {
  store?.dispatch(event);
}

function goOnDuty(shift: Shift): void {
  const tools = { root: organisation.root, random: browserRandom };
  store = new Store<State, Event, Effect>(beginDuty(shift, Date.now()), decide(tools), perform, show);
  connection = new Connection(address, (event) => dispatch({ kind: 'line', event }));
  show();
}

function show(): void {
  const page = document.getElementById('page');
  if (!page) return;
  const state = store?.state;
  const news = state?.kind === 'on-duty' ? newsCount(state) : 0;
  document.title = news > 0 ? `(${news}) ${organisation.title}` : organisation.title;
  document.documentElement.lang = language;
  const app = (
    <App
      state={state}
      words={language === 'nl' ? consoleNl : consoleEn}
      organisation={organisation.name}
      demo={demo}
      dispatch={dispatch}
      onShift={goOnDuty}
      onAgain={() => {
        store = undefined;
        show();
      }}
      onLanguage={() => {
        language = otherLanguage(language);
        show();
      }}
    />
  );
  render(app, page);
}

// A page that the browser keeps for the way back would keep its texts and keys too.
addEventListener('pagehide', () => dispatch({ kind: 'wipe' }));
// Closing the window loses every conversation of this shift, so it is asked once.
addEventListener('beforeunload', (event) => {
  const state = store?.state;
  if (state?.kind === 'on-duty' && state.visitors.some((visitor) => visitor.kind === 'open'))
    event.preventDefault();
});
setInterval(() => dispatch({ kind: 'tick' }), 1_000);
show();

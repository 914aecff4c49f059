import { render } from 'preact';
import { NoWords } from '../look/no-words.tsx';
import { followViewHeight } from '../look/view-height.ts';
import { browserRandom } from '../talk/browser-random.ts';
import { getTemplate, type Template } from '../talk/cards/template.ts';
import { Connection } from '../talk/connection.ts';
import type { Around } from '../talk/folder/line.ts';
import { getJson } from '../talk/get-json.ts';
import { readOrganisation } from '../talk/organisation.ts';
import { Store } from '../talk/store.ts';
import { count } from '../words/fill.ts';
import { chooseLanguage } from '../words/language.ts';
import { loadWords } from '../words/load.ts';
import type { Words } from '../words/words.ts';
import { App } from './app.tsx';
import { prepareExit } from './exit.ts';
import { goodbyeToGuest } from './guest.ts';
import { areHours } from './hours.ts';
import type * as laterParts from './later.tsx';
import { goodbye } from './over.ts';
import type { Effect, Event, Tools, Visit } from './state.ts';
import { BEGIN, decide } from './visit.ts';

const organisation = readOrganisation(document);
const address = new URL('ws', location.href.replace(/^http/, 'ws')).href;
/** A page that comes back stands in for whatever pages there were: none has opened as many sockets as seconds have passed. */
const LATER = Math.floor(Date.now() / 1000);
const CLOCK = { now: () => performance.now(), later: (call: () => void) => void setTimeout(call) };
const around: Around = {
  connect: (tell) => new Connection(address, tell),
  root: organisation.root,
  clock: CLOCK,
};
let words: Words | undefined;
let later: typeof laterParts | 'coming' | 'failed' | undefined;
let attempts = 0;
let connection: Connection | undefined;
/** The line to a guest in her conversation. */
let guestConnection: Connection | undefined;
let gone = false;
let stopEffort: (() => void) | undefined;

function perform(effect: Effect): void {
  switch (effect.kind) {
    case 'connect':
      connection = new Connection(address, (event) => store.dispatch({ kind: 'line', event }));
      break;
    case 'connect-again':
      connection = new Connection(address, (event) => store.dispatch({ kind: 'line', event }), LATER);
      break;
    case 'send':
      connection?.send(effect.frame);
      break;
    case 'hang-up':
      stopEffort?.();
      connection?.close();
      connection = undefined;
      break;
    case 'connect-guest':
      guestConnection = new Connection(address, (event) => store.dispatch({ kind: 'guest-line', event }));
      break;
    case 'send-guest':
      guestConnection?.send(effect.frame);
      break;
    case 'hang-up-guest':
      guestConnection?.close();
      guestConnection = undefined;
      break;
    case 'make-effort': {
      stopEffort?.();
      // She waits, so it is here.
      if (typeof later !== 'object') break;
      const { ticket, bits } = effect;
      const search = later.EffortSearch.forTicket(organisation.root, ticket, bits);
      stopEffort = later.makeEffort(search, CLOCK, (nonce) =>
        store.dispatch({ kind: 'effort', ticket, nonce, bits }),
      );
      break;
    }
    case 'get-card': {
      const { name } = effect;
      const come = (template?: Template) => store.dispatch({ kind: 'asked-card', name, template });
      // Without its text there is no card, and the counsellor hears that.
      getTemplate('cards', document.documentElement.lang, name).then(come, () => come());
      break;
    }
    case 'look-at-hours':
      getJson('now').then(
        (hours) => areHours(hours) && store.dispatch({ kind: 'hours', hours }),
        // Nothing is known about the hours then, and nothing is said about them.
        () => undefined,
      );
      break;
  }
}

/** Loads what is not needed at once. Always at the same moment, whatever of it is needed. */
function loadLater(): void {
  later = 'coming';
  attempts += 1;
  const come = (parts: typeof later) => {
    later = parts;
    show(store.state);
  };
  // Some browsers remember that a file did not come, and ask for it again only under another name.
  const again: string = `./later.js?${attempts}`;
  const parts: Promise<typeof laterParts> =
    attempts === 1 ? import('./later.tsx') : import(/* @vite-ignore */ again);
  parts.then(come, () => come('failed'));
}

/** Speaks a language: all of the page at once, when its texts are here. Until then the one of before. */
function speak(tag: string): void {
  loadWords('', tag).then(
    (loaded) => {
      words = loaded;
      document.documentElement.lang = tag;
      document.documentElement.dir = loaded.direction;
      const exit = document.getElementById('exit');
      if (exit) exit.textContent = loaded.exit.leave;
      show(store.state);
    },
    () => {
      const page = document.getElementById('page');
      if (!gone && !words && page) render(<NoWords onAgain={() => speak(tag)} />, page);
    },
  );
}

function show(visit: Visit): void {
  const page = document.getElementById('page');
  if (gone || !page || !words) return;
  if (later === undefined && visit.state.kind !== 'safety') loadLater();
  const { tag } = words;
  const { name, languages } = organisation;
  const app = (
    <App
      visit={visit}
      words={words}
      organisation={name}
      languages={languages}
      others={languages.filter((language) => language.tag !== tag)}
      host={location.host}
      around={around}
      later={later ?? 'coming'}
      dispatch={store.dispatch}
      onLanguage={speak}
      onLoad={() => {
        loadLater();
        show(store.state);
      }}
    />
  );
  render(app, page);
}

const tools: Tools = {
  root: organisation.root,
  random: browserRandom,
  begin(context, random) {
    // She comes to the waiting room by the intake, which is one of those parts.
    if (typeof later !== 'object') throw new Error('the handshake is not here yet');
    return later.VisitorHandshake.begin(context, random);
  },
  back() {
    if (typeof later !== 'object') throw new Error('nobody can come back yet');
    return later.back;
  },
  seal(context, form, random) {
    if (typeof later !== 'object') throw new Error('sealing is not here yet');
    return new later.Intake(context, form, random);
  },
  guests() {
    if (typeof later !== 'object') throw new Error('nobody can be let in yet');
    return later.guests;
  },
};
const store = new Store<Visit, Event, Effect>(BEGIN, decide(tools), perform, show);

prepareExit({
  address: organisation.exit,
  wipe() {
    gone = true;
    // Handed to the browser without waiting: the counsellor hears that she had to go, if it still gets out.
    const { state } = store.state;
    const guest = state.kind === 'talking' ? goodbyeToGuest(state, 'exit') : [];
    for (const effect of [...goodbye(state, 'exit'), ...guest]) perform(effect);
    store.dispatch({ kind: 'wipe' });
  },
  loses() {
    const { state } = store.state;
    const { draft = '' } = state.kind === 'entrance' ? (state.hers ?? {}) : 'draft' in state ? state : {};
    const cards = 'cards' in state ? state.cards.cards.length : 0;
    return state.kind === 'talking' || draft.trim() !== '' || cards > 0;
  },
  pressMore: (times) => (words ? count(words, words.exit.press, times) : ''),
});
setInterval(() => store.dispatch({ kind: 'tick' }), 1_000);
followViewHeight();
store.dispatch({ kind: 'tick' });
speak(chooseLanguage(navigator.languages, organisation.languages, organisation.language));

import { render } from 'preact';
import type { IdentityFile } from '../crypto/identity.ts';
import type { Shift } from '../crypto/shift.ts';
import { NoWords } from '../look/no-words.tsx';
import { browserRandom } from '../talk/browser-random.ts';
import { Connection, type LineEvent } from '../talk/connection.ts';
import type { Around } from '../talk/folder/line.ts';
import { readOrganisation } from '../talk/organisation.ts';
import { Store } from '../talk/store.ts';
import { FOLDER_FRAMES } from '../wire/folder.ts';
import { type ConsoleWords, consoleEn } from '../words/console-en.ts';
import { consoleNl } from '../words/console-nl.ts';
import { chooseLanguage } from '../words/language.ts';
import { loadWords } from '../words/load.ts';
import type { Words } from '../words/words.ts';
import { Alerter } from './alerts/alerter.ts';
import { App } from './app.tsx';
import { decide } from './decide.ts';
import { demoAddresses } from './demo.ts';
import { invitationIn } from './join.ts';
import { type Left, type LetterboxOf, Mailroom } from './mailroom.ts';
import { beginDuty } from './on-duty.ts';
import type { Effect, Event, State } from './state.ts';

const organisation = readOrganisation(document);
const demo = demoAddresses(document);
// The socket is beside the visitor's page, one folder up.
const address = new URL('../ws', location.href.replace(/^http/, 'ws')).href;
/** The console speaks these two. The words that it shares with the visitor's page come with them. */
const SPOKEN = [consoleNl, consoleEn];
const alerter = new Alerter(organisation.title, () => words?.tools.alerts, show);
let words: ConsoleWords | undefined;
let store: Store<State, Event, Effect> | undefined;
let connection: Connection | undefined;
/** The lines to guests, by the conversations in which they are. */
const guestLines = new Map<string, Connection>();

function perform(effect: Effect): void {
  switch (effect.kind) {
    case 'send':
      connection?.send(effect.frame);
      break;
    case 'send-guest':
      guestLines.get(effect.key)?.send(effect.frame);
      break;
    case 'connect-guest': {
      const { key } = effect;
      guestLines.set(key, new Connection(address, (event) => dispatch({ kind: 'guest-line', key, event })));
      break;
    }
    case 'hang-up-guest':
      guestLines.get(effect.key)?.close();
      guestLines.delete(effect.key);
      break;
    case 'put-up-letterbox':
      looks(mailroom?.putUp());
      break;
    case 'look-for-mail':
      looks(mailroom?.look());
      break;
    case 'hang-up':
      for (const tell of [...folderLines]) tell({ kind: 'lost' });
      mailroom?.wipe();
      mailroom = undefined;
      connection?.close();
      connection = undefined;
  }
}

function dispatch(event: Event): void {
  store?.dispatch(event);
}

/** The languages that she writes, as far as her browser tells. */
function languagesAtFirst(): readonly string[] {
  const hers = navigator.languages.map((tag) => tag.slice(0, 2));
  const known = organisation.languages.map(({ tag }) => tag).filter((tag) => hers.includes(tag));
  return known.length > 0 ? known : [organisation.language];
}

/** Her identity, sealed. A coordinator signs with it. */
let file: IdentityFile | undefined;
/** The address is not kept: whoever looks at this browser later should not find an invitation. */
let invitation = invitationIn(location.hash);
if (invitation) history.replaceState(null, '', location.pathname);

/** What hears of folders and mail on the line of the shift, one request at a time. */
const folderLines = new Set<(event: LineEvent) => void>();
let mailroom: Mailroom | undefined;
const around: Around = {
  connect(tell) {
    folderLines.add(tell);
    queueMicrotask(() => tell({ kind: 'opened' }));
    return { send: (frame) => connection?.send(frame), close: () => void folderLines.delete(tell) };
  },
  root: organisation.root,
  clock: { now: () => performance.now(), later: (call) => void setTimeout(call) },
};

function lineSaid(event: LineEvent): void {
  const forFolders = event.kind !== 'frame' || FOLDER_FRAMES.includes(event.frame.kind);
  if (forFolders) for (const tell of [...folderLines]) if (event.kind !== 'opened') tell(event);
  if (event.kind !== 'frame' || !forFolders) dispatch({ kind: 'line', event });
}

/** What was left for her comes when it comes; without a line it is looked for again later. */
function looks(looking: Promise<readonly Left[]> | undefined): void {
  looking?.then((mail) => dispatch({ kind: 'mail-came', mail })).catch(() => undefined);
}

function goOnDuty(shift: Shift, opened: IdentityFile, letterbox: LetterboxOf | undefined): void {
  mailroom = letterbox && new Mailroom(around, letterbox, browserRandom);
  file = opened;
  const tools = { root: organisation.root, random: browserRandom };
  const begun = beginDuty(shift, Date.now(), languagesAtFirst());
  store = new Store<State, Event, Effect>(begun, decide(tools), perform, show);
  connection = new Connection(address, lineSaid);
  show();
}

/** Speaks a language. An organisation may have no texts of its own in it: then the shared ones stay in its own. */
function speak(tag: string): void {
  const own = SPOKEN.find((spoken) => spoken.tag === tag) ?? consoleEn;
  const shared = loadWords('../', own.tag).catch(() => loadWords('../', organisation.language));
  shared.then(
    (shared: Words) => {
      words = { ...own, shared };
      show();
    },
    () => {
      const page = document.getElementById('page');
      if (!words && page) render(<NoWords onAgain={() => speak(tag)} />, page);
    },
  );
}

function show(): void {
  const page = document.getElementById('page');
  if (!page || !words) return;
  const state = store?.state;
  alerter.see(state);
  document.documentElement.lang = words.tag;
  const app = (
    <App
      state={state}
      words={words}
      spoken={organisation.languages}
      organisation={organisation.name}
      demo={demo}
      root={organisation.root}
      address={address}
      invitation={invitation}
      file={file}
      onFile={(made) => {
        file = made;
        invitation = undefined;
        show();
      }}
      alerts={alerter.settings}
      mailroom={mailroom}
      dispatch={dispatch}
      onShift={goOnDuty}
      onAgain={() => {
        store = undefined;
        file = undefined;
        show();
      }}
      onLanguage={speak}
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
speak(
  chooseLanguage(
    navigator.languages,
    SPOKEN.map(({ tag }) => ({ tag, name: tag })),
    organisation.language,
  ),
);

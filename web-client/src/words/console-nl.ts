import type { Opening } from '../wire/duty.ts';
import type { OwnWords } from './console-en.ts';
import { coordinatorNl } from './coordinator-nl.ts';
import { keysNl } from './keys-nl.ts';
import { staffNl } from './staff-nl.ts';
import { toolsNl } from './tools-nl.ts';

const time = (seconds: number) => (seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`);

/** De pagina van de hulpverlener in het Nederlands. */
export const consoleNl: OwnWords = {
  ...staffNl,
  ...coordinatorNl,
  ...keysNl,
  tag: 'nl',
  language: { tag: 'en', name: 'English' },
  languageLabel: 'Taal',
  otherAway: 'De bezoeker is even weg. Je kunt doorschrijven; het komt aan als de bezoeker terug is.',
  exitedText:
    'De bezoeker ging meteen weg, met de uitgang. Haar plek blijft even vrij, voor als ze terugkomt.',

  unlockTitle: 'Begin je dienst',
  unlockText: (organisation) =>
    `Voor hulpverleners van ${organisation}. Je sleutel gaat open op deze computer en verlaat hem nooit.`,
  whoAreYou: 'Wie ben je?',
  fromFile: 'Kies je identiteitsbestand',
  otherFile: 'Sta je er niet bij? Kies je bestand',
  passphrase: 'Wachtzin',
  capacity: 'Gesprekken tegelijk',
  go: 'Begin je dienst',
  opening: 'Je sleutel gaat open. Dat duurt een paar tellen.',
  wrongPassphrase:
    'Deze wachtzin opent deze sleutel niet. Er is niets verstuurd. Kijk hem na en probeer het opnieuw.',
  badFile:
    'Dit is niet je identiteitsbestand. Er is niets verstuurd. Kies het bestand dat je bewaarde toen je hulpverlener werd.',
  demoMissing: 'De demosleutels konden niet worden opgehaald. Laad de pagina opnieuw, of kies een bestand.',
  chooseFirst: 'Kies eerst je naam of je identiteitsbestand.',
  passphraseFirst: 'Typ eerst de wachtzin.',
  openFailed:
    'Je sleutel kon hier niet open. Er is niets verstuurd. Gebruik een browser die bij is en open deze pagina via https.',

  onDuty: (name) => `In dienst: ${name}`,
  reporting: 'Je dienst begint. Een moment.',
  lost: 'Een moment. We zoeken de verbinding. Wat je schreef is veilig. Gesprekken gaan verder als de verbinding er weer is.',
  goOffDuty: 'Stop je dienst',
  offDutySure: (open) =>
    open === 0
      ? 'Wil je je dienst stoppen?'
      : open === 1
        ? 'Er is nog één gesprek open. Het stopt als je je dienst stopt.'
        : `Er zijn nog ${open} gesprekken open. Ze stoppen als je je dienst stopt.`,
  offDutyYes: 'Ja, stop mijn dienst',
  offDutyNo: 'Nee, ik blijf',
  endYes: 'Ja, stop',
  endNo: 'Nee, ga door',

  queueTitle: 'Wachtkamer',
  fromBefore: 'Zo was het voordat de verbinding wegviel.',
  waiting: (count) =>
    count === 0 ? 'Er wacht niemand' : count === 1 ? 'Er wacht 1 persoon' : `Er wachten ${count} mensen`,
  colleagues: (count) => (count <= 1 ? 'Jij bent de enige in dienst' : `${count} hulpverleners in dienst`),
  takeNext: 'Neem de volgende',
  takeOneMore: 'Neem er een bij',
  take: 'Neem',
  takeThis: (waited: string) => `Neem de bezoeker die ${waited} wacht`,
  statusLabel: 'Wat je nu doet',
  doing: { ready: 'Klaar voor bezoekers', 'wrap-up': 'Aan het afronden', standby: 'Achter de hand' },
  breaks: ['Korte pauze', 'Eten', 'Overleg', 'Met een collega', 'Weg, andere reden'],
  wrapUpLeft: (left: number) => `${left} min`,
  readyAgain: 'Weer klaar',
  filterTitle: 'Volgorde en filter',
  iWrite: 'Ik schrijf',
  urgentOnly: 'Alleen wie haast heeft',
  filterLanguage: 'Taal',
  filterWho: 'Wie',
  everybody: 'Iedereen',
  deskIs: (opening: Opening) =>
    opening.kind === 'open'
      ? 'De hulplijn is open.'
      : opening.kind === 'closed'
        ? 'De hulplijn is dicht: er kan niemand bij komen.'
        : `De hulplijn sluit om ${new Intl.DateTimeFormat('nl', { hour: '2-digit', minute: '2-digit', hour12: false }).format(opening.at)}.`,
  taking: 'Een moment',
  here: 'hier',
  away: 'even weg',
  waitedFor: time,
  andMore: (count) => `en nog ${count}`,
  notices: {
    'nobody-waits': 'Er wacht niemand meer. Misschien was iemand anders je net voor.',
    'at-capacity': 'Je hebt zoveel gesprekken als je koos. Rond er eerst een af.',
    'taken-already': 'Iemand anders nam deze bezoeker net voor je, of de bezoeker is weggegaan.',
    'not-your-role': 'Met jouw rol neem je geen bezoekers uit de rij.',
    'not-readable':
      'Het begin van dit gesprek was niet te lezen, dus het is niet geopend. De bezoeker hoort dat, en kan opnieuw beginnen.',
  },

  intake: {
    title: 'Verteld voor het gesprek',
    danger: 'nu gevaar',
    safe: { no: 'schrijven is niet veilig', 'not-sure': 'weet niet of schrijven veilig is' },
    codeWord: 'Codewoord:',
    languages: { en: 'Engels', nl: 'Nederlands', ar: 'Arabisch' },
    who: {
      me: 'voor zichzelf',
      parent: 'ouder',
      worried: 'maakt zich zorgen om iemand',
      professional: 'werkt met jongeren',
    },
    age: {
      'under-12': 'jonger dan 12',
      '12-14': '12 tot en met 14',
      '15-17': '15 tot en met 17',
      '18-20': '18 tot en met 20',
      '21-24': '21 tot en met 24',
      '25-or-older': '25 of ouder',
    },
    topics: {
      'something-else': 'iets anders',
      home: 'thuis',
      relationship: 'relatie',
      online: 'foto’s of online',
      'against-my-will': 'seks tegen de wil',
      'money-or-work': 'geld of werk onder dwang',
      'not-wanting-to-live': 'gedachten om niet meer te willen leven',
      'away-or-kept': 'weglopen of vastgehouden worden',
      'somebody-else': 'over iemand anders',
      'asks-for-you': 'sprak al met jou, en vraagt naar jou',
      'asks-for-another': 'vraagt naar een collega',
    },
  },

  mail: {
    title: (count: number) =>
      count === 1
        ? 'Er is 1 bericht voor je achtergelaten'
        : `Er zijn ${count} berichten voor je achtergelaten`,
    hint: 'Van mensen die al eens met jou of een collega spraken. Niemand kan zien wie het zijn.',
    from: 'Iemand die hier eerder was',
    answer: 'Jouw antwoord',
    field: 'Die leest het bij terugkomst met de vijf woorden',
    send: 'Antwoord achterlaten',
    sending: 'Een moment.',
    away: 'Wegleggen zonder antwoord',
    answered: 'Een collega heeft al geantwoord.',
    failed: 'Dat lukte niet. Er is niets verloren. Probeer het nog eens.',
    when: 'Wanneer ben je er weer? (Als je wilt. Iedereen die hier komt kan het lezen.)',
  },

  cameBack: {
    ask: 'De bezoeker was hier eerder, en heeft een codewoord. Vraag ernaar in het gesprek, en typ wat die zegt. Tot dan wordt er niets uit de map getoond.',
    field: 'Het codewoord zoals de bezoeker het zegt',
    look: 'Kijken of het klopt',
    looking: 'Een moment.',
    wrong: (count: number) =>
      `Dat is niet het codewoord (${count} ${count === 1 ? 'poging' : 'pogingen'}). Het kan iemand anders zijn, die de vijf woorden heeft gevonden.`,
    goOn: 'Zonder verdergaan, als met iemand die nieuw is',
    right: 'De bezoeker was hier eerder. Het codewoord klopte.',
    without:
      'De bezoeker zegt hier eerder te zijn geweest. Het codewoord klopte niet: neem niets voor bekend aan.',
    returned: 'De bezoeker gaat verder op een andere pagina, waarop niets van eerder te lezen is.',
    noWord: 'De bezoeker zegt hier eerder te zijn geweest. Er is geen codewoord, dus niemand kan dat weten.',
    locked: 'Uit een map wordt niets getoond voor het codewoord.',
    offer: 'Vijf woorden aanbieden om terug te komen',
    offered: 'Je hebt vijf woorden aangeboden. De bezoeker beslist.',
    canComeBack: 'De bezoeker heeft vijf woorden, en kan terugkomen.',
  },

  conversationsTitle: 'Gesprekken',
  none: 'Nog geen gesprek',
  noneText: 'Als er iemand wacht, neem je de volgende met de knop of met Alt+N.',
  visitor: (number) => `Bezoeker ${number}`,
  waitedBefore: (seconds) => `wachtte ${time(seconds)}`,
  unread: (count) => `${count} nieuw`,
  fresh: 'nieuw, zeg hallo',
  notKnown: 'nu niet te zien',
  exited: 'weg met de uitgang',
  exitedFor: (seconds) => `${time(seconds)} geleden weg met de uitgang`,
  awayFor: (seconds) => (seconds < 5 ? 'even weg' : `al ${time(seconds)} weg`),
  overMark: 'gestopt',
  end: 'Stop',
  endSure: 'Wil je dit gesprek stoppen? De bezoeker ziet dat jij stopte.',
  passBack: 'Teruggeven aan de rij',
  passBackSure:
    'Deze bezoeker teruggeven? Zeg het haar eerst. Wil zij verder wachten, dan is dat vooraan in de rij, en wie haar neemt ziet niet wat jullie schreven.',
  passBackYes: 'Ja, teruggeven',
  dismiss: 'Sluit en wis',
  checkTitle: 'Controlewoorden',
  checkText:
    'Je hoeft er niets mee te doen. Twijfelt de bezoeker of jij het bent: dezelfde vijf woorden staan, in de eigen taal, onder “Wat weten jullie van mij?”.',
  begun: 'De bezoeker ziet je naam en dat je hier hulpverlener bent. Zeg maar hallo.',
  nothingKept: 'Er wordt niets van bewaard.',
  over: {
    'passed-back': 'Je gaf de bezoeker terug. Wil de bezoeker verder wachten, dan is dat vooraan in de rij.',
    'handed-over': 'Je collega heeft het gesprek nu. Je sleutels zijn gewist.',
    closed: 'De hulplijn is gesloten.',
    'ended-here': 'Jij stopte het gesprek.',
    'said-goodbye': 'De bezoeker stopte het gesprek.',
    exit: 'De bezoeker ging meteen weg: met de uitgang, of door de pagina te sluiten.',
    gone: 'De bezoeker was te lang weg. Het gesprek is gestopt.',
    'off-duty': 'Je dienst is voorbij, en het gesprek ook.',
    unknown:
      'De server kent dit gesprek niet meer. Misschien praat de bezoeker nu met een collega. Anders kan ze terugkomen in de wachtkamer.',
    'away-too-long':
      'De verbinding was te lang weg, dus het gesprek kon niet verder. De bezoeker kan op iemand anders wachten en staat dan vooraan.',
    refused:
      'De pagina van de bezoeker nam je sleutel niet aan en stopte voordat er iets gezegd was. Gebeurt het nog eens, vertel het dan je coördinator.',
    damaged:
      'Een bericht kwam beschadigd aan bij de bezoeker. Haar pagina stopte voor de zekerheid. Ze kan terugkomen in de wachtkamer.',
    'damaged-here':
      'Een bericht kwam beschadigd aan. Deze pagina stopte voor de zekerheid. Van dat bericht is niets te zien. De bezoeker hoort het en kan terugkomen.',
  },

  tools: toolsNl,

  shiftOver: {
    'off-duty': {
      title: 'Je dienst is voorbij',
      text: 'Je sleutels en alle teksten zijn weg van deze pagina. Dank je dat je er was.',
    },
    'taken-over': {
      title: 'Je dienst gaat verder in een ander venster',
      text: 'Je dienst is ergens anders geopend, en dit venster is gewist. Was jij dat niet, vertel het dan je coördinator.',
    },
    refused: {
      title: 'Je dienst kon niet beginnen',
      text: 'De server nam je identiteit niet aan. Misschien is ze verlopen, of staat de klok van deze computer verkeerd. Er is geen gesprek geraakt. Vraag het je coördinator.',
    },
    revoked: {
      title: 'Je identiteit is ingetrokken',
      text: 'Je organisatie heeft je certificaat ingetrokken, en daarom is je dienst gestopt. Wie met jou in gesprek was, houdt een plek vooraan en leest dat jouw dienst voorbij is. Je sleutels en alle teksten zijn weg van deze pagina. Had je dit niet verwacht, bel dan je coördinator.',
    },
    closed: {
      title: 'Je dienst is voorbij',
      text: 'De server stopte hem, bijvoorbeeld na 12 uur. Je sleutels en alle teksten zijn weg van deze pagina.',
    },
  },
  again: 'Begin weer een dienst',
};

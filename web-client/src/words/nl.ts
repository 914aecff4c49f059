import type { Words } from './en.ts';

/** De pagina van de bezoeker en het gesprek in het Nederlands. B1, rustig, je en jij. */
export const nl: Words = {
  send: 'Stuur',
  write: 'Jouw bericht',
  writeHere: 'Schrijf hier',
  startAnywhere: 'Je kunt overal beginnen. Alleen hoi zeggen mag ook.',
  conversation: 'Gesprek',
  you: 'Jij',
  sending: 'Onderweg',
  sent: 'Verstuurd',
  delivered: 'Aangekomen',
  failed: 'Niet aangekomen',
  tryAgain: 'Probeer opnieuw',
  newBelow: 'Nieuw bericht hieronder',
  isTyping: (name) => `${name} schrijft`,
  tooLong:
    'Dit is te lang om in één keer te sturen. Er is niets weg: je tekst blijft hier staan. Maak hem korter, of stuur hem in stukken.',
  lineLost: 'Een moment. We zoeken de verbinding. Wat je schreef is veilig.',
  lineLostWaiting: 'Een moment. We zoeken de verbinding. Je houdt je plek.',
  otherAway: (name) =>
    `${name} is even weg. Waarschijnlijk viel de verbinding uit. Je kunt gewoon doorschrijven; het komt aan als ${name} terug is.`,
  notDelivered:
    'Een bericht kwam niet aan. Het staat hier nog. Je kunt eronder op “Probeer opnieuw” drukken.',
  opensElsewhere: 'Opent in een nieuw venster',

  startTitle: 'Hier kun je met iemand praten',
  startText: (organisation) =>
    `Je chat met een hulpverlener van ${organisation}. We vragen niet wie je bent: geen naam, geen nummer, geen account.`,
  startPrivate: 'Alleen jij en de hulpverlener kunnen lezen wat je schrijft. Er wordt niets van bewaard.',
  start: 'Begin een gesprek',
  startExit:
    'Met “Weg hier” ga je meteen naar een andere pagina en zijn je teksten weg. Dit toestel kan nog wel onthouden dat je op dit adres was.',
  danger: 'Nu in gevaar? Bel',
  language: 'English',
  languageTag: 'en',

  waitingTitle: 'Je bent in de wachtkamer',
  connecting: 'Een moment. We halen een plek voor je.',
  place: (ahead) =>
    ahead === 0
      ? 'Jij bent de volgende.'
      : ahead === 1
        ? 'Er is één iemand voor je.'
        : `Er zijn ${ahead < 10 ? ['twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'][ahead - 2] : ahead} mensen voor je.`,
  onDuty: (count) =>
    count === 0
      ? 'Er is nu geen hulpverlener. Je mag deze pagina open laten: je houdt je plek, en het begint vanzelf als er iemand komt.'
      : count === 1
        ? 'Er is één hulpverlener. Het gesprek begint vanzelf.'
        : `Er zijn ${count} hulpverleners. Het gesprek begint vanzelf.`,
  waitingKeep: 'Je houdt je plek zolang deze pagina open staat. Even iets anders bekijken mag.',
  waited: (minutes) =>
    minutes < 1
      ? 'De lijn is open.'
      : minutes === 1
        ? 'De lijn is open. Je wacht nu één minuut.'
        : `De lijn is open. Je wacht nu ${minutes} minuten.`,
  leaveWaiting: 'Stop met wachten',

  talkingWith: (name) => `Je praat met ${name}`,
  verified: (organisation) =>
    `Nagekeken: hulpverlener van ${organisation}. Alleen jullie twee kunnen dit lezen.`,
  end: 'Stop het gesprek',
  endSure: 'Wil je het gesprek stoppen?',
  endYes: 'Ja, stop',
  endNo: 'Nee, ga door',

  nothingKept: 'Er wordt niets van bewaard.',
  stillReadable: 'Je kunt het hier nog lezen. Als je het sluit, is het weg.',
  undelivered: 'Je laatste bericht is niet aangekomen.',
  close: 'Sluit en wis',
  again: 'Begin opnieuw',
  waitForAnother: 'Wacht op een andere hulpverlener',
  endings: {
    left: { title: 'Je wacht niet meer', text: 'Je hebt je plek losgelaten. Je kunt altijd terugkomen.' },
    'said-goodbye': { title: 'Het gesprek is gestopt', text: 'Jij stopte het. Je kunt altijd terugkomen.' },
    ended: {
      title: 'Het gesprek is gestopt',
      text: 'De hulpverlener stopte het. Je kunt altijd terugkomen.',
    },
    gone: {
      title: 'De hulpverlener kwam niet terug',
      text: 'De verbinding met de hulpverlener was te lang weg. Dat ligt niet aan wat je schreef. Iemand anders kan je helpen.',
    },
    'off-duty': {
      title: 'De hulpverlener moest stoppen',
      text: 'De tijd van de hulpverlener zit erop. Dat ligt niet aan wat je schreef. Iemand anders kan je helpen.',
    },
    forgotten: {
      title: 'We zijn het gesprek kwijt',
      text: 'Onze computer is opnieuw begonnen en kent het niet meer. Wat je schreef is nergens anders terechtgekomen. Je kunt opnieuw beginnen.',
    },
    refused: {
      title: 'We zijn gestopt',
      text: (organisation) =>
        `Het antwoord kwam niet van ${organisation}. Daarom hebben we niets gestuurd van wat je schreef. Jij deed niets fout. Probeer het later nog eens, als het kan via een ander netwerk.`,
    },
    damaged: {
      title: 'We zijn gestopt',
      text: 'Een bericht raakte onderweg beschadigd. Voor de zekerheid hebben we het gesprek gesloten. Niemand anders kon lezen wat je schreef. Je kunt opnieuw beginnen; dan maken we nieuwe sleutels.',
    },
    'taken-over': {
      title: 'Het gaat verder in een ander venster',
      text: 'Het gesprek is ergens anders geopend. Dit venster is gewist. Was jij dat niet, begin hier dan opnieuw.',
    },
    'no-room': {
      title: 'De wachtkamer is vol',
      text: 'Er wachten nu zoveel mensen dat we je geen plek kunnen geven. Je bent niets kwijt. Probeer het over een tijdje nog eens.',
    },
  },
};

import type { Words } from './en.ts';

/** De pagina van de bezoeker en het gesprek in het Nederlands. B1, rustig, je en jij. */
export const nl: Words = {
  send: 'Stuur',
  write: 'Jouw bericht',
  writeHere: 'Schrijf hier',
  startAnywhere: 'Je kunt overal beginnen. Alleen hoi zeggen mag ook.',
  conversation: 'Gesprek',
  you: 'Jij',
  sending: 'Nog niet verstuurd',
  sent: 'Verstuurd',
  delivered: 'Aangekomen',
  failed: 'Niet aangekomen',
  unsent: 'Niet verstuurd. Dit was je nog aan het schrijven.',
  tryAgain: 'Probeer opnieuw',
  newBelow: 'Nieuw bericht hieronder',
  isTyping: (name) => `${name} schrijft`,
  tooLong: (over) =>
    `Dit is ongeveer ${over < 3000 ? `${over} tekens` : `${Math.round(over / 2000)} bladzijden`} te lang om in één keer te sturen. Je tekst blijft hier staan. Maak hem korter, of stuur hem in stukken.`,
  lineLost: 'Een moment. We zoeken de verbinding. Wat je schreef is veilig.',
  lineLostWaiting: 'Een moment. We zoeken de verbinding. Je houdt je plek.',
  stillLost: 'Het duurt lang. Blijf hier: de pagina probeert het steeds zelf.',
  otherAway: (name) =>
    `${name} is even weg. Je kunt gewoon doorschrijven; het komt aan als ${name} terug is.`,
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
  place: (ahead, onDuty) =>
    ahead === 0
      ? `Jij bent de volgende${onDuty > 0 ? '' : ' als er iemand komt'}.`
      : ahead === 1
        ? 'Er is één iemand voor je.'
        : `Er zijn ${ahead < 10 ? ['twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'][ahead - 2] : ahead} mensen voor je.`,
  onDuty: (count) =>
    `Er ${count === 0 ? 'is nu geen hulpverlener' : count === 1 ? 'is één hulpverlener' : `zijn ${count} hulpverleners`}. Het gesprek begint vanzelf.`,
  waitingKeep: 'Je houdt je plek zolang deze pagina open staat. Even iets anders bekijken mag.',
  waited: (minutes) => `Je wacht nu ${minutes === 1 ? 'één minuut' : `${minutes} minuten`}.`,
  leaveWaiting: 'Stop met wachten',

  talkingWith: (name) => `Je praat met ${name}`,
  talkedWith: (name) => `Je praatte met ${name}`,
  verified: (organisation) =>
    `Nagekeken: hulpverlener van ${organisation}. Alleen jullie twee kunnen dit lezen.`,
  end: 'Stop het gesprek',
  endSure: 'Wil je het gesprek stoppen?',
  endYes: 'Ja, stop',
  endNo: 'Nee, ga door',

  stillReadable: 'De teksten zijn weg als je dit sluit.',
  undelivered: 'Je laatste bericht is niet aangekomen.',
  close: 'Sluit en wis',
  again: 'Begin opnieuw',
  waitForAnother: 'Wacht op iemand anders',
  frontOfLine: 'Je staat vooraan in de rij.',
  endings: {
    left: { title: 'Je wacht niet meer', text: 'Je hebt je plek losgelaten. Je kunt altijd terugkomen.' },
    'said-goodbye': {
      title: 'Het gesprek is gestopt',
      text: 'Jij stopte het. Er wordt niets van bewaard. Je kunt altijd terugkomen.',
    },
    ended: {
      title: 'Het gesprek is gestopt',
      text: 'De hulpverlener stopte het. Je kunt altijd terugkomen.',
    },
    gone: {
      title: 'De hulpverlener kwam niet terug',
      text: 'De verbinding met de hulpverlener was te lang weg. Dat ligt niet aan wat je schreef.',
    },
    'off-duty': {
      title: 'De hulpverlener moest stoppen',
      text: 'De tijd van de hulpverlener zit erop. Dat ligt niet aan wat je schreef.',
    },
    'away-too-long': {
      title: 'De verbinding was te lang weg',
      text: 'Daarom is het gesprek voorbij. Wat je schreef is nergens anders terechtgekomen.',
    },
    forgotten: {
      title: 'We zijn de draad kwijt',
      text: 'Onze computer kent je plek of je gesprek niet meer. Wat je schreef is nergens anders terechtgekomen. Je kunt opnieuw beginnen.',
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
      text: 'Je plek of je gesprek is in een ander venster geopend en gaat daar verder. Voor de zekerheid is dit venster gewist. Was jij dat niet? Niemand anders kan lezen wat je schreef. Begin hier opnieuw.',
    },
    'no-room': {
      title: 'De wachtkamer is vol',
      text: 'Er wachten nu zoveel mensen dat we je geen plek kunnen geven. Je bent niets kwijt. Probeer het over een tijdje nog eens.',
    },
  },
};

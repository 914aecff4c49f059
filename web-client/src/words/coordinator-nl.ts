import type { CoordinatorWords } from './coordinator-en.ts';

/** Becoming a counsellor, and what a coordinator does, in Dutch. */
export const coordinatorNl: CoordinatorWords = {
  join: {
    title: (organisation: string) => `Word hulpverlener bij ${organisation}`,
    text: 'Dit duurt vijf minuten. Houd een telefoon bij de hand: zo meteen bel je je coördinator. Je kiest een naam en een wachtzin. Daarmee maakt deze computer je sleutel, een bestand waarmee alleen jij je dienst kunt beginnen.',
    name: 'De naam die bezoekers zien',
    nameHint: 'Niet je echte naam. Hooguit 32 letters.',
    passphrase: 'Een wachtzin',
    passphraseHint:
      'Vier woorden of meer, samen minstens 16 tekens, die niemand raadt. Schrijf hem op waar niemand kijkt. Wij kunnen hem niet opzoeken of vervangen.',
    again: 'De wachtzin nog een keer',
    begin: 'Maak mijn sleutel',
    troubles: {
      name: 'Kies een naam van 1 tot 32 letters.',
      short: 'Deze wachtzin is te kort. Maak hem minstens 16 tekens lang, liefst vier woorden of meer.',
      differ: 'De twee wachtzinnen zijn niet gelijk.',
    },
    waiting: (coordinators: number) =>
      coordinators === 0
        ? 'Er heeft nu geen coördinator dienst. Bel je coördinator, en vraag om in dienst te gaan. Lukt dat niet, open dan later dezelfde link; je vult dan alles opnieuw in.'
        : 'Je coördinator ziet dat je er bent.',
    compare:
      'Bel je coördinator, op het nummer dat je al had, en lees deze tien woorden voor. Daar moeten dezelfde staan, misschien in een andere taal. Dan gaat deze pagina vanzelf verder.',
    stay: 'Laat deze pagina open tot het klaar is. Sluit je hem, dan begin je opnieuw.',
    over: {
      used: 'Met deze uitnodiging is al een sleutel gemaakt. Was jij dat? Kijk of dat venster nog open is. Is het dicht, vraag dan een nieuwe link. Was jij het niet? Bel meteen je coördinator.',
      'not-valid':
        'Deze uitnodiging geldt niet, of niet meer. Vraag je coördinator om een nieuwe link, en kopieer hem helemaal.',
      'not-hers':
        'Wat terugkwam hoort niet bij jouw sleutel. Er is niets bewaard. Vertel het je coördinator.',
      closed: 'De verbinding is gestopt. Open de link opnieuw.',
      full: 'Er wachten te veel mensen. Probeer het straks nog eens.',
    },
    sealing: 'Het is gelukt. Je sleutel wordt met je wachtzin afgesloten.',
    certified: 'Bijna klaar: bewaar nu je bestand.',
    save: 'In dit bestand zit je sleutel. Sluit je dit venster eerst, dan is hij weg, en begin je opnieuw met een nieuwe link. Zet het waar alleen jij bij kunt. Je hebt het, met je wachtzin, elke dienst nodig.',
    saveFile: 'Bewaar het bestand',
    onDuty: 'Verder naar je dienst',
  },
  outcome: {
    title: 'Hoe was het?',
    about:
      'Een paar keuzes, opgeteld bij de aantallen van deze maand. Nergens staat welk gesprek het was, en kleine aantallen krijgt niemand te zien.',
    disposition: 'Hoe het eindigde',
    choose: 'Kies',
    notKnown: 'Weet ik niet, of liever niet',
    count: 'Tel mee',
    onItsWay: 'Onderweg om geteld te worden.',
    done: 'Geteld. Nergens staat welk gesprek het was.',
  },
  counts: {
    title: 'Aantallen',
    loading: 'Een ogenblik. De aantallen komen eraan.',
    off: 'Deze hulplijn telt niets.',
    none: 'Er is nog niets geteld.',
    about: 'Geen regel per gesprek, geen aantal onder de vijf. Meer in `luwte counts`.',
    notOver: 'Wat hulpverleners kozen is te zien als de maand voorbij is.',
    outcomes: 'Wat hulpverleners opschreven',
    what: {
      arrived: 'Kwamen',
      reached: 'Praatten met iemand, naar hoe lang ze wachtten',
      queued: 'Wachtten langer dan 15 seconden',
      left: 'Gingen uit de rij, na',
      conversation: 'Gesprekken, naar hoe lang ze duurden',
      exit: 'Gingen weg met de uitgang',
      'handed-over': 'Overgedragen',
    },
    hidden: { '<5': 'onder 5', hidden: 'niet verteld' },
  },
  texts: {
    title: 'Teksten die nu gelden',
    count: (files: number) => `${files} bestanden`,
    about: (read: string) =>
      `Zoals deze server ze las toen hij startte, op ${read}. Een bestand dat veranderd is geldt vanaf de volgende start. Vergelijken met die van jou: \`luwte texts MAP\`.`,
    several: 'Er zijn meer servers. Dit is wat één ervan las; een andere kan andere teksten hebben.',
    file: 'Bestand',
    checked: (day: string) => `feiten van ${day}`,
    unchecked: (facts: number) => `${facts} niet nagekeken`,
    fingerprint: 'Vingerafdruk',
  },
  coordinator: {
    title: 'Coördinator',
    desk: 'De hulplijn',
    longest: (waited: string) => `langst ${waited}`,
    closeIn: (minutes: number) => `Sluit over ${minutes} min`,
    open: 'Open de hulplijn weer',
    callIn: (standby: number) => `Roep op wie achter de hand is (${standby})`,
    people: 'Hulpverleners',
    invite: 'Nodig iemand uit',
    link: 'Een link voor één persoon. Hij geldt een week.',
    asks: (name: string) => `${name} wil hulpverlener worden`,
    compare:
      'Laat deze persoon de tien woorden voorlezen door de telefoon. Alleen als het deze zijn, is het hun sleutel:',
    as: 'Als',
    roles: { counsellor: 'hulpverlener', buddy: 'maatje (leert, neemt niemand)', interpreter: 'tolk' },
    passphrase: 'Je wachtzin, om te tekenen',
    certify: 'Teken',
    takeBack: 'Een certificaat intrekken',
    takeBackText:
      'Bij een kwijtgeraakte laptop of iemand die weggaat. Het werkt meteen: gesprekken stoppen, en de bezoekers staan vooraan in de rij.',
    takeBackNow: 'Trek nu in',
    called: 'De coördinator roept: bezoekers hebben je nu nodig.',
  },
};

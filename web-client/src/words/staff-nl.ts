import type { StaffWords } from './staff-en.ts';

/** What is said among those on duty, in Dutch. */
export const staffNl: StaffWords = {
  staff: {
    onDuty: (count: number) =>
      count === 0
        ? 'Er heeft niemand anders dienst'
        : count === 1
          ? '1 collega heeft dienst'
          : `${count} collega’s hebben dienst`,
    holds: (holds: number, limit = 1) => `${holds} van ${limit}`,
    roles: { coordinator: 'coördinator', counsellor: 'hulpverlener', buddy: 'maatje', interpreter: 'tolk' },
    title: 'Teamkamer',
    about:
      'Alleen wie dienst heeft kan dit lezen, en het is weg als je dienst stopt. Zet hier geen woorden van een bezoeker neer.',
    to: 'Aan',
    everybody: 'iedereen met dienst',
    toOne: (name: string) => `alleen aan ${name}`,
    toYou: 'alleen aan jou',
    write: 'Schrijf aan je collega’s',
    tooLong: 'Dit is te lang voor één bericht. Maak het korter; er gaat niets verloren.',
    nobody: 'Er is nu niemand die dit leest.',
    heavy: 'Dat was zwaar',
    heavyTo: (names: string) => `Vraagt ${names} om bij je te komen. Je hoeft niets uit te leggen.`,
    wasHeavy: 'Dat was zwaar',
    noCoordinator: 'Er heeft nu geen coördinator dienst. Bel het nummer dat jullie hebben afgesproken.',
  },
  brake: {
    title: 'Langzamer, of een pauze',
    what: 'Wat vraag je?',
    whats: { slow: 'Iets langzamer', pause: 'Een korte pauze' },
    why: 'Waarom?',
    reasons: {
      'too-fast': 'Het gaat mij te snel',
      moment: 'Ik heb even tijd nodig',
      words: 'Woorden die pijn doen',
      'not-serious': 'Ik denk dat dit niet serieus is',
    },
    howLong: 'Hoe lang?',
    minutes: (count: number) => (count === 1 ? '1 minuut' : `${count} minuten`),
    reads: 'De bezoeker leest:',
    ask: 'Begin nu, en zeg het de bezoeker',
    on: {
      slow: (until: string) => `Je vroeg de bezoeker om langzamer te gaan, tot ${until}.`,
      pause: (until: string) => `Pauze tot ${until}: de bezoeker kan schrijven, en nog niet sturen.`,
    },
    lift: 'Hef het op',
    held: (count: number) =>
      count === 1 ? 'In de pauze kwam 1 bericht.' : `In de pauze kwamen ${count} berichten.`,
    show: 'Toon',
  },
  handOver: {
    title: 'Overdragen',
    to: 'Wie gaat verder?',
    choose: 'Kies iemand',
    note: 'Een briefje dat alleen deze collega kan lezen. Wat hoeft de bezoeker niet opnieuw te vertellen?',
    ask: 'Vraag deze collega',
    cancel: 'Niet doen',
    nobody: 'Niemand met dienst kan nu overnemen. Je kunt de bezoeker teruggeven aan het begin van de rij.',
    withdraw: 'Terugnemen',
    stages: {
      offered: (name: string) => `${name} wordt gevraagd. De bezoeker weet nog van niets.`,
      asked: (name: string) => `${name} zegt ja. Nu wordt de bezoeker gevraagd of het goed is.`,
      agreed: (name: string) => `De bezoeker zegt ja. ${name} neemt het over.`,
    },
    not: {
      declined: (name: string) => `${name} kan nu niet overnemen.`,
      stays: (name: string) => `De bezoeker blijft liever bij jou. ${name} weet het.`,
      'not-there': (name: string) => `${name} is er niet meer. De bezoeker is nog bij jou.`,
    },
    offer: {
      title: (name: string) => `${name} vraagt je een bezoeker over te nemen`,
      accept: 'Ja, ik neem over',
      decline: 'Nu niet',
      accepted: 'De bezoeker wordt het nu gevraagd. Bij een ja krijg jij het gesprek.',
    },
    from: (name: string) => `Van ${name}, die overdroeg:`,
  },
  guest: {
    title: 'Collega erbij',
    to: 'Wie komt erbij?',
    choose: 'Kies iemand',
    note: 'Een briefje dat alleen deze collega kan lezen; het mag leeg blijven. Je collega ziet niets van daarvoor. Na een ja wordt het de bezoeker gevraagd.',
    ask: 'Vraag deze collega',
    cancel: 'Niet doen',
    nobody: 'Er heeft nu niemand anders dienst.',
    withdraw: 'Terugnemen',
    leave: (name: string) => `Vraag ${name} om weg te gaan`,
    stages: {
      invited: (name: string) => `${name} wordt gevraagd. De bezoeker weet nog van niets.`,
      asked: (name: string) => `${name} kan komen. Nu wordt de bezoeker gevraagd of het goed is.`,
      coming: (name: string) => `De bezoeker zegt ja. ${name} komt eraan.`,
      here: (name: string) => `${name} leest mee en kan schrijven.`,
      away: (name: string) => `${name} is er even niet. Wat jullie schrijven wacht op ${name}.`,
    },
    not: {
      declined: (name: string) => `${name} kan nu niet komen.`,
      refused: (name: string) => `De bezoeker is liever alleen met jou. ${name} weet het.`,
      'not-there': (name: string) => `${name} is er niet meer.`,
      gone: (name: string) => `${name} is weggegaan. Jullie zijn weer met z’n tweeën.`,
    },
    invited: {
      title: (name: string) => `${name} vraagt je om bij een gesprek te komen`,
      accept: 'Ja, ik kom',
      decline: 'Nu niet',
      accepted: 'De bezoeker wordt het nu gevraagd. Bij een ja komt het gesprek in je lijst.',
      notAfterAll: 'Ik kan toch niet komen',
    },
    from: (name: string) => `Van ${name}, die je uitnodigde:`,
    sits: (name: string) =>
      `Je bent hier te gast. ${name} heeft dit gesprek. Jullie lezen alle drie wat er vanaf nu geschreven wordt; wat daarvoor geschreven is, zie je niet.`,
    over: 'Je bent niet meer in dit gesprek.',
    goes: 'Weggaan',
    goesSure: (name: string) => `Uit dit gesprek gaan? ${name} gaat verder.`,
    goesYes: 'Ja, weggaan',
  },
};

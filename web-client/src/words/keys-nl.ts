import type { KeysWords } from './keys-en.ts';

/** What opens a key, in Dutch. */
export const keysNl: KeysWords = {
  passkey: {
    title: 'Een passkey in plaats van de wachtzin',
    text: 'Met een passkey gaat je sleutel open met je gezicht, je vinger of de code van dit apparaat. Je krijgt er een tweede bestand voor. Typ hierboven nog één keer je wachtzin, en maak dan de passkey.',
    wayBack:
      'Houd je eerste bestand en je wachtzin, met een kopie van het bestand ergens anders. Raak je dit apparaat kwijt, dan zijn ze je weg terug. Bel dan ook meteen je coördinator.',
    make: 'Maak een passkey',
    making: 'Een moment. Je browser vraagt om je gezicht, vinger of code.',
    made: 'De passkey is gemaakt. Bewaar het bestand ervan. Je hebt het op dit apparaat elke dienst nodig.',
    with: 'met een passkey',
    asks: 'Dit bestand gaat open met je passkey. Je browser vraagt om je gezicht, vinger of code.',
    waits: 'Je browser vraagt om je passkey.',
  },
  wrongPasskey:
    'Deze passkey opent deze sleutel niet. Er is niets verstuurd. Kies het bestand dat erbij hoort, of het bestand met je wachtzin.',
  passkeyCancelled:
    'Er is geen passkey gebruikt. Het is gestopt, het duurde te lang, of hij staat niet op dit apparaat. Er is niets verloren: probeer het opnieuw, of kies het bestand met je wachtzin.',
  passkeyNotAble:
    'Deze browser of deze passkey kan geen sleutel openen, of niet op dit adres. Er is niets verloren: ga verder met je wachtzin, of neem een andere browser.',
  renewal: {
    title: 'Certificaten',
    until: (day) => ` tot ${day} `,
    soon: (days) =>
      days === 0 ? 'eindigt vandaag' : days === 1 ? 'eindigt over 1 dag' : `eindigt over ${days} dagen`,
    renew: 'Verleng',
    renewOf: (name) => `Verleng het certificaat van ${name}`,
    sent: 'Verlengd. Je collega krijgt de vraag om het nieuwe bestand te bewaren.',
    notLonger: 'Kan niet langer gelden dan dat van jou.',
    coordinator: 'Een coördinator wordt hier niet verlengd.',
    ownRoot: (day) =>
      `Je bent coördinator tot ${day}. Wie de hoofdsleutel heeft verlengt dat, met jouw aanvraag:`,
    ownDuty: (day) => `Je kunt in dienst tot ${day}. Dat verleng je zelf, met je bestand:`,
    renewed: (day) => `Je sleutel is verlengd tot ${day}.`,
    save: 'Maak het nieuwe bestand en bewaar het. Het duurt een minuut, en je gesprekken gaan door. Tot dan blijft je oude bestand werken zo lang als het gold.',
    make: 'Maak het nieuwe bestand',
    later: 'Later',
    saved:
      'Het nieuwe bestand is bewaard. Zet het in de plaats van het oude, en van kopieën daarvan. Gebruik het vanaf je volgende dienst.',
    other:
      'Heb je je sleutel in een tweede bestand, met een wachtzin of een passkey? Kies het, om het ook te verlengen.',
    notHers: 'Dit is geen bestand van dezelfde sleutel. Er is niets veranderd.',
    done: 'Klaar',
    unsaved: 'Het nieuwe bestand is nog niet bewaard.',
    saveNow: 'Bewaar het nu',
    endsSoon: (day) =>
      `Je certificaat eindigt op ${day}. Vraag je coördinator om het te verlengen; het duurt een minuut.`,
    coordinatorEndsSoon: (day) =>
      `Je kunt in dienst tot ${day}. Hoe je dat verlengt staat bij “Hulplijn”, bij de certificaten.`,
  },
};

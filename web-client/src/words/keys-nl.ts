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
};

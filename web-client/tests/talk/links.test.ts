import { describe, expect, test } from 'vitest';
import { pieces } from '../../src/talk/links.ts';

const links = (text: string) =>
  pieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.address] : []));
const shown = (text: string) =>
  pieces(text)
    .map((piece) => (piece.kind === 'link' ? piece.scheme + piece.host + piece.rest : piece.text))
    .join('');

describe('an address in a text', () => {
  test('can be opened, and is shown exactly as it was written', () => {
    const text = 'kijk op https://Example.org:8443/a?b=c#d, of (http://x.nl/wiki/A_(b)).';
    expect(links(text)).toEqual(['https://Example.org:8443/a?b=c#d', 'http://x.nl/wiki/A_(b)']);
    expect(shown(text)).toBe(text);
  });

  test('does not take the full stop, the comma or the quote behind it along', () => {
    expect(links('https://x.nl. https://y.nl, "https://z.nl"')).toEqual([
      'https://x.nl',
      'https://y.nl',
      'https://z.nl',
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://x.nl/',
    'www.example.org',
    'https://bank.nl@evil.example/',
    'https://bank.nl:pass@evil.example/',
    'https://раураl.com/',
    'https://x.nl/\u202Egnp.exe',
    'https://x.nl\\@evil.example/',
    'https://1.2.3.4/',
    'https://0x7f000001/',
    'https://',
    'https://x.nl:99999/',
  ])('is only text when it could be taken for something else: %s', (text) => {
    expect(links(text)).toEqual([]);
    expect(shown(text)).toBe(text);
  });

  test('leaves everything around it alone, whatever it is', () => {
    const text = '<b>hoi</b> & مرحبا 🙂\nhttps://x.nl/<script> tot zo';
    expect(shown(text)).toBe(text);
  });
});

const digits = (text: string) =>
  pieces(text).flatMap((piece) => (piece.kind === 'digits' ? [piece.text] : []));

describe('digits in a text', () => {
  test('of a telephone or a date run from left to right, whatever the language around them', () => {
    const text = 'رقم 0800-2000 أو 06 12 34 56 78، ‏+31 6 1234 5678. في 24-11-2026';
    expect(digits(text)).toEqual(['0800-2000', '06 12 34 56 78', '+31 6 1234 5678', '24-11-2026']);
    expect(shown(text)).toBe(text);
  });

  test('in a row, alone or in an address are left as they are', () => {
    const text = '1 2 3 of 112, om 22:00, https://x.nl/0800-2000';
    expect(digits(text)).toEqual([]);
    expect(links(text)).toEqual(['https://x.nl/0800-2000']);
    expect(shown(text)).toBe(text);
  });
});

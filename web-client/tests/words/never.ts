/** What no text for people may have: what she would not call herself, and words of machines. */
export const NEVER = [
  /!/,
  /\b(victims?|slachtoffers?|clients?|cliënt(en)?|sessions?|sessies?|users?|gebruikers?|patient(en|s)?|patiënt(en)?)\b|ضحية|مستخدم|مريض/i,
  /undefined|NaN|\berror\b/,
  /^$/,
];

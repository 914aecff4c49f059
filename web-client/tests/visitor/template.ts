import type { Template } from '../../src/talk/cards/template.ts';

/** A small card. */
export const PLAN: Template = {
  name: 'safety-plan',
  version: 1,
  fingerprint: 'ab'.repeat(16),
  language: 'en',
  direction: 'ltr',
  title: 'My safety plan',
  about: 'Fill in what helps you.',
  sections: [
    {
      id: 'now',
      title: 'Now',
      facts: [
        {
          text: 'When there is danger now.',
          tel: '112',
          source: { what: 'The emergency number', where: 'a book', checked: '2026-11-24' },
        },
      ],
      fields: [
        { id: 'word', kind: 'text', label: 'Which word means: it is not safe?' },
        {
          id: 'keep',
          kind: 'choice',
          label: 'What do you do with this plan?',
          choices: [
            { id: 'nothing', label: 'Keep nothing' },
            { id: 'paper', label: 'Something on paper' },
          ],
        },
      ],
    },
    {
      id: 'after',
      title: 'After',
      facts: [],
      fields: [{ id: 'helper', kind: 'people', label: 'Who is there for you?' }],
    },
  ],
};

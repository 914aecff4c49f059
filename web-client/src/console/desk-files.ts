import type { Fetched } from './fetched.ts';

/** What the organisation wrote for its counsellors: on its way, here, or it did not come. */
export type Desk = Fetched<DeskFiles>;

/** What the organisation wrote for its counsellors, in one language: `/console/desk/{language}`. */
export type DeskFiles = {
  categories: { id: string; label: string }[];
  replies: { category: string; title: string; text: string }[];
  guides: { id: string; title: string; when: string; questions: { ask: string; note?: string }[] }[];
  signals: { id: string; title: string; about: string; items: string[] }[];
  triage: { onTop: string[]; underneath: string[]; risks: { id: string; title: string; text: string }[] };
  referrals: {
    id: string;
    name: string;
    what: string;
    /** Ids of `needs`. */
    needs: string[];
    /** Ages in years, both of them included: 0 and 120 where there is no limit. */
    from: number;
    to: number;
    /** Ids of `regions`: all of them, if it is for the whole country. */
    regions: string[];
    tel?: string;
    site?: string;
    hours: string;
    /** The day on which somebody checked it, as `2026-11-24`, or "not checked". */
    checked: string;
  }[];
  needs: { id: string; label: string }[];
  regions: { id: string; label: string }[];
  outcomes: {
    /** Only codes travel to the server, and only they are counted: 1 to 255. */
    dispositions: { code: number; label: string }[];
    questions: {
      code: number;
      id: string;
      label: string;
      /** Whether more than one choice may be made. */
      many: boolean;
      choices: { code: number; label: string }[];
    }[];
  };
};

import type { Around } from '../talk/folder/line.ts';
import type { Language } from '../words/language.ts';
import { Closed } from './closed.tsx';
import { Ended } from './ended.tsx';
import { Entrance } from './entrance.tsx';
import type * as later from './later.tsx';
import { NotHere } from './not-here.tsx';
import { Safety } from './safety.tsx';
import type { Screen } from './screen.ts';
import type { Visit } from './state.ts';
import { Talking } from './talking.tsx';
import { Waiting } from './waiting.tsx';

type Props = Screen & {
  visit: Visit;
  languages: readonly Language[];
  host: string;
  /** What a request about a folder needs. */
  around: Around;
  /** What is loaded when it is needed: not here yet, or not to be had. */
  later: typeof later | 'coming' | 'failed';
  /** Tries to load it again. */
  onLoad: () => void;
};

/** The visitor's page: one screen at a time. */
export function App({ visit, languages, host, around, later, onLoad, ...screen }: Props) {
  const { state, beside, hours, looked } = visit;
  if (beside !== undefined || state.kind === 'intake') {
    if (typeof later === 'string') {
      return <NotHere {...screen} visit={visit} failed={later === 'failed'} onLoad={onLoad} />;
    }
    // By its name, so that another one begins with its heading.
    if (beside !== undefined) {
      return <later.BesideScreen key={beside} {...screen} visit={visit} host={host} around={around} />;
    }
  }
  switch (state.kind) {
    case 'safety':
      return <Safety {...screen} />;
    case 'entrance': {
      const closed = hours && (!hours.open || (hours.onDuty === 0 && !state.anyway));
      if (hours && closed) {
        return <Closed key={`${hours.open}`} {...screen} hours={hours} now={looked} />;
      }
      return <Entrance {...screen} />;
    }
    case 'intake':
      return typeof later === 'string' ? null : (
        <later.IntakeScreen {...screen} state={state} languages={languages} />
      );
    case 'waiting':
      return <Waiting {...screen} state={state} hours={hours} />;
    case 'returning':
      return typeof later === 'string' ? null : <later.Returning {...screen} state={state} />;
    case 'talking':
      return <Talking {...screen} state={state} />;
    case 'ended':
      return <Ended {...screen} state={state} />;
  }
}

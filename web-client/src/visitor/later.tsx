/**
 * Everything that is not needed for the first two screens, in one file of its own: the cryptography, and what she may
 * open later. Whoever watches the wire sees that it was loaded, and not for which of its parts.
 */
import * as guest from '../crypto/guest.ts';
import { VisitorHandshake } from '../crypto/visitor-handshake.ts';

import { comesBack, folderKept } from './came-back.ts';
import { returningFrame, returningInTime, returns } from './returning.ts';

export { EffortSearch } from '../crypto/effort.ts';
export { Intake } from '../crypto/intake.ts';
export { makeEffort } from '../talk/effort.ts';
export { BesideScreen } from './beside.tsx';
export { IntakeScreen } from './intake-screen.tsx';
export { Returning } from './returning.tsx';
export { VisitorHandshake };

/** What a guest in her conversation needs of the cryptography. */
export const guests = { ...guest, begin: VisitorHandshake.guest };

/** What somebody needs who comes back with her folder. */
export const back = { comesBack, folderKept, returns, returningFrame, returningInTime };

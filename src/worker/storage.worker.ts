// Must come first: lightning-fs needs it while it is loaded.
import './global-scope.ts';

import { LibraryStore } from '../core/library/store.ts';
import { announceChange } from './library-changes.ts';
import { libraryLock } from './library-lock.ts';
import { openLightning } from './lightning.ts';
import { serve } from './protocol.ts';

const store = new LibraryStore(openLightning('chartroom'), libraryLock(), announceChange);

serve(self, store);

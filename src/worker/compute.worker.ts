// Must precede js-untar, whose worker needs it.
import './allow-blobs.ts';

import { createInlineCompute } from '../core/compute/inline.ts';
import { serviceOf } from './compute-service.ts';
import { jsUntarExtract, wakeUntar } from './extract.ts';
import { serve } from './protocol.ts';

serve(self, serviceOf(createInlineCompute({ extract: jsUntarExtract }), wakeUntar));

// First of all: js-untar may start its worker as soon as it is loaded.
import './allow-blobs.ts';

import { createInlineCompute } from '../core/compute/inline.ts';
import { jsUntarExtract } from './extract.ts';
import { serve } from './protocol.ts';

serve(self, createInlineCompute({ extract: jsUntarExtract }));

import { createInlineRendering } from '../core/compute/render-inline.ts';
import { serve } from './protocol.ts';

serve(self, createInlineRendering());

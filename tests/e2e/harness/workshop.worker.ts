import { serve } from '../../../src/worker/protocol.ts';
import { workshop } from './workshop.ts';

serve(self, workshop);

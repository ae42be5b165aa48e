import { config, createMessage, enums, readKeys, readSignature } from 'openpgp/lightweight';
import { createVerifier } from '../core/provenance/verify.ts';
import { serve } from './protocol.ts';

serve(self, createVerifier({ config, createMessage, enums, readKeys, readSignature }));

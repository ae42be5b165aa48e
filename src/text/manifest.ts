import type { ManifestFault } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';

const WORDS: ReasonWords<ManifestFault> = {
  'not-json': 'not JSON',
  'not-object': 'not a JSON object',
  'schema-version': 'schemaVersion is not 2',
  'manifest-and-index': 'is a manifest and an index at once',
  'other-type': ({ inside, outside }) => `says it is ${inside}, was sent as ${outside}`,
  'not-list': ({ key }) => `${key} is not a list`,
  'ambiguous-key': ({ key, field }) =>
    key === field ? `${field} stands there twice` : `other tools read “${key}” as ${field}`,
  'no-descriptor': ({ where }) => `${where}: not an object`,
  'no-media-type': ({ where }) => `${where}: no mediaType`,
  'no-digest': ({ where }) => `${where}: no usable digest`,
  'no-size': ({ where }) => `${where}: no usable size`,
  annotations: ({ where }) => `${where}: annotations are not a map of strings`,
  'too-large': ({ limit }) => `over ${limit} bytes`,
  'too-deep': 'it lies too deep within others, or what refers to it does',
  'too-many-referrers': ({ limit }) => `more than ${limit} manifests refer to it`,
  'metadata-layer': 'the metadata layer is not a JSON object',
};

/** Why a manifest can't be used, to stand behind a colon. */
export function manifestFault(fault: ManifestFault): string {
  return reasonWords(WORDS, fault);
}

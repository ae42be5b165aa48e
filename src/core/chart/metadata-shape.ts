import type { Decoded, Shape } from '../yaml/decode.ts';

const TEXTS = { list: 'text' } as const satisfies Shape;

export const MAINTAINER = {
  struct: { name: 'text', email: 'text', url: 'text' },
} as const satisfies Shape;

/** helm `pkg/chart/v2/dependency.go`. */
export const DEPENDENCY = {
  struct: {
    name: 'text',
    version: 'text',
    repository: 'text',
    condition: 'text',
    tags: TEXTS,
    enabled: 'flag',
    'import-values': { list: 'any' },
    alias: 'text',
  },
} as const satisfies Shape;

export const DEPENDENCIES = { list: DEPENDENCY } as const satisfies Shape;

/** The fields of Chart.yaml and their types (helm `pkg/chart/v2/metadata.go`). */
export const METADATA = {
  struct: {
    name: 'text',
    home: 'text',
    sources: TEXTS,
    version: 'text',
    description: 'text',
    keywords: TEXTS,
    maintainers: { list: MAINTAINER },
    icon: 'text',
    apiVersion: 'text',
    condition: 'text',
    tags: 'text',
    appVersion: 'text',
    deprecated: 'flag',
    annotations: { mapOf: 'text' },
    kubeVersion: 'text',
    dependencies: DEPENDENCIES,
    type: 'text',
  },
} as const satisfies Shape;

/** Metadata as decoded, before any check: even the name may be missing. */
export type LooseMetadata = Decoded<typeof METADATA>;

import type { Shape } from '../yaml/decode.ts';

const TEXTS: Shape = { list: 'text' };

const MAINTAINER: Shape = { struct: { name: 'text', email: 'text', url: 'text' } };

/** helm `pkg/chart/v2/dependency.go`. */
const DEPENDENCY: Shape = {
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
};

export const DEPENDENCIES: Shape = { list: DEPENDENCY };

/** The fields of Chart.yaml, and what each holds (helm `pkg/chart/v2/metadata.go`). */
export const METADATA: Shape = {
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
};

import { ChartroomError, type MetadataFault } from '../errors.ts';
import type { ChartMetadata, Dependency, Maintainer } from './metadata.ts';
import { sanitise } from './sanitise.ts';
import { isLenientVersion } from '../semver/version.ts';

/** Metadata as decoded, before anybody has checked it. */
export type LooseMetadata = Partial<Omit<ChartMetadata, 'maintainers' | 'dependencies'>> & {
  maintainers?: (Maintainer | undefined)[];
  dependencies?: (Partial<Dependency> | undefined)[];
};

/** Which line a field is on, for the error about it. */
type LineOf = (...path: (string | number)[]) => number | undefined;

const ALIAS = /^[a-zA-Z0-9_-]+$/;

/**
 * What Helm demands of a chart it loads or packages, in its order, and the cleaning it does
 * on the way (helm `pkg/chart/v2/metadata.go`, Validate). Annotations, type and versions are
 * left as they are.
 */
export function validateMetadata(loose: LooseMetadata, lineOf: LineOf): ChartMetadata {
  const refuse = (fault: MetadataFault, ...path: (string | number)[]): never => {
    const line = lineOf(...path);
    const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
    throw new ChartroomError('chart.metadata-invalid', {
      field: field.join('').slice(1),
      ...fault,
      line,
    });
  };
  const metadata = sanitised(loose);
  const { name = '', version = '', apiVersion = '', type = '' } = metadata;
  if (apiVersion === '') refuse({ reason: 'required' }, 'apiVersion');
  if (name === '') refuse({ reason: 'required' }, 'name');
  if (name === '.' || name === '..') refuse({ reason: 'dots' }, 'name');
  if (name.includes('/')) refuse({ reason: 'slash' }, 'name');
  if (!isLenientVersion(version)) throw new ChartroomError('chart.version-invalid', { version });
  if (!['', 'application', 'library'].includes(type)) {
    refuse({ reason: 'chart-type' }, 'type');
  }
  const maintainers = metadata.maintainers?.map((maintainer, i) =>
    maintainer
      ? clean(maintainer, 'name', 'email', 'url')
      : refuse({ reason: 'empty' }, 'maintainers', i),
  );
  const keys = new Set<string>();
  const dependencies = metadata.dependencies?.map((dependency, i) => {
    if (!dependency) return refuse({ reason: 'empty' }, 'dependencies', i);
    const cleaned = clean(dependency, 'name', 'version', 'repository', 'condition', 'tags');
    const { name: own = '', alias = '', repository = '' } = cleaned;
    if (alias !== '' && !ALIAS.test(alias)) {
      refuse({ reason: 'alias' }, 'dependencies', i, 'alias');
    }
    const key = alias || own;
    if (keys.has(key)) refuse({ reason: 'repeated', name: key }, 'dependencies', i);
    keys.add(key);
    return { ...cleaned, name: own, repository };
  });
  return {
    ...metadata,
    name,
    version,
    apiVersion,
    ...(maintainers && { maintainers }),
    ...(dependencies && { dependencies }),
  } as ChartMetadata;
}

function sanitised(metadata: LooseMetadata): LooseMetadata {
  return clean(
    metadata,
    ...(['name', 'description', 'home', 'icon', 'condition', 'tags'] as const),
    ...(['appVersion', 'kubeVersion', 'sources', 'keywords'] as const),
  );
}

/** `record` with these fields cleaned; a null in a list of texts is an empty text to Go. */
function clean<T extends object>(record: T, ...fields: (keyof T)[]): T {
  const copy = { ...record };
  for (const field of fields) {
    const value: unknown = record[field];
    if (typeof value === 'string') copy[field] = sanitise(value) as T[keyof T];
    if (Array.isArray(value)) {
      copy[field] = value.map((item: string | undefined) => sanitise(item ?? '')) as T[keyof T];
    }
  }
  return copy;
}

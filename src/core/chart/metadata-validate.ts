import { ChartroomError, type MetadataFault } from '../errors.ts';
import type { LooseMetadata } from './metadata-shape.ts';
import type { ChartMetadata } from './metadata.ts';
import { sanitise } from './sanitise.ts';
import { isLenientVersion } from '../semver/version.ts';

/** Gives the place of a field, for errors. */
type PlaceOf = (...steps: (string | number)[]) => { path: string; line?: number | undefined };

const ALIAS = /^[a-zA-Z0-9_-]+$/;

/**
 * Helm's checks of the metadata of a chart that it loads or packages, in Helm's order, and the
 * cleaning that it does with them (helm `pkg/chart/v2/metadata.go`, Validate). Annotations, type
 * and versions aren't cleaned.
 */
export function validateMetadata(loose: LooseMetadata, placeOf: PlaceOf): ChartMetadata {
  const refuse = (fault: MetadataFault, ...path: (string | number)[]): never => {
    const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
    throw new ChartroomError('chart.metadata-invalid', {
      ...placeOf(...path),
      field: field.join('').slice(1),
      ...fault,
    });
  };
  const name = clean(loose.name) ?? '';
  const { version = '', apiVersion = '', type = '' } = loose;
  if (apiVersion === '') refuse({ reason: 'required' }, 'apiVersion');
  if (name === '') refuse({ reason: 'required' }, 'name');
  if (name === '.' || name === '..') refuse({ reason: 'dots' }, 'name');
  if (name.includes('/')) refuse({ reason: 'slash' }, 'name');
  if (!isLenientVersion(version)) throw new ChartroomError('chart.version-invalid', { version });
  if (!['', 'application', 'library'].includes(type)) {
    refuse({ reason: 'chart-type' }, 'type');
  }
  const maintainers = loose.maintainers?.map((maintainer, i) => {
    if (!maintainer) return refuse({ reason: 'empty' }, 'maintainers', i);
    const { name, email, url } = maintainer;
    return { name: clean(name), email: clean(email), url: clean(url) };
  });
  const keys = new Set<string>();
  const dependencies = loose.dependencies?.map((dependency, i) => {
    if (!dependency) return refuse({ reason: 'empty' }, 'dependencies', i);
    const cleaned = {
      ...dependency,
      name: clean(dependency.name) ?? '',
      version: clean(dependency.version),
      repository: clean(dependency.repository) ?? '',
      condition: clean(dependency.condition),
      tags: cleanAll(dependency.tags),
    };
    const { alias = '' } = dependency;
    if (alias !== '' && !ALIAS.test(alias)) {
      refuse({ reason: 'alias' }, 'dependencies', i, 'alias');
    }
    const key = alias || cleaned.name;
    if (keys.has(key)) refuse({ reason: 'repeated', name: key }, 'dependencies', i);
    keys.add(key);
    return cleaned;
  });
  return {
    ...loose,
    name,
    version,
    apiVersion,
    description: clean(loose.description),
    home: clean(loose.home),
    icon: clean(loose.icon),
    condition: clean(loose.condition),
    tags: clean(loose.tags),
    appVersion: clean(loose.appVersion),
    kubeVersion: clean(loose.kubeVersion),
    sources: cleanAll(loose.sources),
    keywords: cleanAll(loose.keywords),
    maintainers,
    dependencies,
  };
}

function clean(text: string | undefined): string | undefined {
  return text === undefined ? undefined : sanitise(text);
}

/** Go reads a null in a list of strings as an empty string. */
function cleanAll(texts: readonly (string | undefined)[] | undefined): string[] | undefined {
  return texts?.map((text = '') => sanitise(text));
}

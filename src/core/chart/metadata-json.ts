import { goJson } from '../go/json.ts';
import type { ChartMetadata, Dependency, Maintainer } from './metadata.ts';

/**
 * The config blob of a chart: Helm's `Metadata` struct as Go writes it, in the struct's order,
 * without empty fields (helm `pkg/chart/v2/metadata.go`).
 */
export function configJson(metadata: ChartMetadata): string {
  return goJson(struct(metadata));
}

/**
 * The meta layer of the two-layer format of 2019: Helm 2's `Metadata` struct, which has the same
 * order, with name and version left out. Fields that Helm 2 didn't have come at the end, if they
 * are present.
 */
export function helm2MetaJson(metadata: ChartMetadata): string {
  const { type, dependencies, ...rest } = struct(metadata);
  return goJson({ ...rest, name: undefined, version: undefined, type, dependencies });
}

function struct(metadata: ChartMetadata) {
  return {
    name: filled(metadata.name),
    home: filled(metadata.home),
    sources: filled(metadata.sources),
    version: filled(metadata.version),
    description: filled(metadata.description),
    keywords: filled(metadata.keywords),
    maintainers: filled(metadata.maintainers?.map(maintainer)),
    icon: filled(metadata.icon),
    apiVersion: filled(metadata.apiVersion),
    condition: filled(metadata.condition),
    tags: filled(metadata.tags),
    appVersion: filled(metadata.appVersion),
    deprecated: filled(metadata.deprecated),
    annotations: annotations(metadata),
    kubeVersion: filled(metadata.kubeVersion),
    dependencies: filled(metadata.dependencies?.map(dependency)),
    type: filled(metadata.type),
  };
}

function annotations(metadata: ChartMetadata): Map<string, string> | undefined {
  const entries = Object.entries(metadata.annotations ?? {});
  return entries.length > 0 ? new Map(entries) : undefined;
}

function maintainer(of: Maintainer): object {
  return { name: filled(of.name), email: filled(of.email), url: filled(of.url) };
}

/** A list of dependencies as Go writes it: the input of a lock file's digest. */
export function dependenciesJson(list: readonly Dependency[] | undefined): string {
  return goJson(list?.map(dependency));
}

/** `name` and `repository` carry no `omitempty` (helm `pkg/chart/v2/dependency.go`). */
function dependency(of: Dependency): object {
  return {
    name: of.name,
    version: filled(of.version),
    repository: of.repository,
    condition: filled(of.condition),
    tags: filled(of.tags),
    enabled: filled(of.enabled),
    'import-values': filled(of['import-values']?.map(freeForm)),
    alias: filled(of.alias),
  };
}

/** A value from YAML or JSON that Go decodes without a struct: all its objects are maps. */
function freeForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(freeForm);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, freeForm(member)]));
}

/** Go's `omitempty`: undefined for "", false and an empty list. */
function filled<T extends string | boolean | unknown[]>(value: T | undefined): T | undefined {
  return value === false || (value !== true && value?.length === 0) ? undefined : value;
}

import type { ChartMetadata, Dependency, Maintainer } from '../../chart/metadata.ts';
import { newTable, type Table } from '../../go/table.ts';
import { GoList, GoMap, GoObject, struct, TypedNil, type NamedType } from '../../go/value.ts';
import type { HelmMajor } from '../loaded.ts';

/** What `.Chart` is made of. */
export interface ChartFacts {
  metadata: ChartMetadata;
  /** Its alias, if it has one. */
  name: string;
  isRoot: boolean;
}

type Fields = Record<string, unknown>;

/** The fields of a chart's metadata by their names in Go, in their order (`pkg/chart/v2/metadata.go`). */
function fieldsOf({ metadata, name }: ChartFacts): Fields {
  const { home, sources, version, description, keywords, icon, apiVersion } = metadata;
  const { condition, tags, appVersion, deprecated, annotations, kubeVersion, type } = metadata;
  return {
    ...{ Name: name, Home: home ?? '', Sources: sources ?? [], Version: version },
    ...{ Description: description ?? '', Keywords: keywords ?? [] },
    Maintainers: metadata.maintainers ?? [],
    ...{ Icon: icon ?? '', APIVersion: apiVersion, Condition: condition ?? '', Tags: tags ?? '' },
    ...{ AppVersion: appVersion ?? '', Deprecated: deprecated ?? false },
    Annotations: annotations
      ? new GoMap('map[string]string', Object.assign(newTable(), annotations))
      : new TypedNil('map[string]string'),
    ...{ KubeVersion: kubeVersion ?? '', Dependencies: metadata.dependencies ?? [] },
    Type: type ?? '',
  };
}

/** `.Chart`: in Helm 4 a map, in Helm 3 a struct. */
export function chartObject(facts: ChartFacts, helm: HelmMajor): unknown {
  const fields = fieldsOf(facts);
  const { maintainers = [], dependencies = [] } = facts.metadata;
  if (helm === 4)
    return tableOf({
      ...fields,
      Maintainers: maintainers.map((each) => tableOf(maintainerFields(each))),
      Dependencies: dependencies.map((each) => tableOf(dependencyFields(each))),
      IsRoot: facts.isRoot,
    });
  const type: NamedType<GoObject> = {
    name: 'struct { chart.Metadata; IsRoot bool }',
    marshal: () => struct({ ...jsonOf(facts), IsRoot: facts.isRoot }),
  };
  const metadata = new GoObject(
    { name: 'chart.Metadata' },
    {
      ...fields,
      Sources: new GoList('[]string', fields['Sources'] as unknown[]),
      Keywords: new GoList('[]string', fields['Keywords'] as unknown[]),
      Maintainers: listOf('Maintainer', maintainers, maintainerFields),
      Dependencies: listOf('Dependency', dependencies, dependencyFields),
    },
  );
  return new GoObject(type, promoting(metadata, { Metadata: metadata, IsRoot: facts.isRoot }));
}

/** With the fields of a struct within it, which are there by their own names but aren't printed twice. */
function promoting({ fields }: GoObject, own: Fields): Fields {
  const hidden = Object.entries(fields).map(([name, value]) => [name, { value }] as const);
  return Object.defineProperties(own, Object.fromEntries(hidden));
}

function tableOf(fields: Fields): Table {
  return Object.assign(newTable(), fields);
}

function listOf<T extends object>(
  name: string,
  items: readonly T[],
  fields: (item: T) => Fields,
): GoList {
  const objects = items.map((item) => {
    const type: NamedType<GoObject> = {
      name: `*chart.${name}`,
      marshal: () => struct(item as Fields),
    };
    return new GoObject(type, fields(item));
  });
  return new GoList(`[]*chart.${name}`, objects);
}

function maintainerFields({ name = '', email = '', url = '' }: Maintainer): Fields {
  return { Name: name, Email: email, URL: url };
}

function dependencyFields(dependency: Dependency): Fields {
  const { name, version = '', repository, condition = '', tags = [], alias = '' } = dependency;
  return {
    ...{ Name: name, Version: version, Repository: repository, Condition: condition },
    ...{ Tags: tags, Enabled: dependency.enabled ?? false },
    ...{ ImportValues: dependency['import-values'] ?? [], Alias: alias },
  };
}

/** Without what is empty, as `omitempty` has it. */
function jsonOf({ metadata, name }: ChartFacts): Fields {
  const { annotations } = metadata;
  const all = {
    ...metadata,
    name,
    annotations: annotations && Object.assign(newTable(), annotations),
    maintainers: metadata.maintainers?.map((each) => struct({ ...each })),
    dependencies: metadata.dependencies?.map((each) => struct({ ...each })),
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== undefined && value !== '' && value !== false && !isEmptyList(value),
    ),
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

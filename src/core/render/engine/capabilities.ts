import { quote } from '../../go/quote.ts';
import { fixed } from '../../go/template/function.ts';
import { GoList, GoObject, struct, type NamedType } from '../../go/value.ts';
import type { HelmMajor } from '../loaded.ts';
import { API_VERSIONS } from './api-versions.ts';

export interface KubeVersion {
  /** As it was given to Helm 4, with a `v`; Helm 3 keeps only the normalized one. */
  version: string;
  /** What it prints as, and what a chart's range is compared with: without suffixes. */
  normalized: string;
  major: string;
  minor: string;
}

/** What each Helm takes for the cluster's version without a switch, as its tests build it. */
const DEFAULT_VERSION = { 3: 'v1.20.0', 4: 'v1.37.0' } as const;

const VERSION = /^\s*v?(\d+(?:\.\d+)*).*$/;
const MAX_COMPONENT = 2n ** 64n - 1n;

/**
 * `--kube-version` (helm `pkg/chart/common/capabilities.go`, ParseKubeVersion; apimachinery
 * `pkg/util/version`, ParseGeneric); a string is Helm's error.
 */
export function parseKubeVersion(text: string, helm: HelmMajor): KubeVersion | string {
  const components = VERSION.exec(text)?.[1]?.split('.');
  const wrong = faultOf(text, components);
  if (wrong !== undefined) return `invalid kube version '${text}': ${wrong}`;
  const numbers = (components as string[]).map((component) => String(BigInt(component)));
  const normalized = `v${numbers.join('.')}`;
  const given = text.startsWith('v') ? text : `v${text}`;
  return {
    version: helm === 3 ? normalized : given,
    normalized,
    major: numbers[0] as string,
    minor: numbers[1] as string,
  };
}

function faultOf(text: string, components: readonly string[] | undefined): string | undefined {
  if (!components) return `could not parse ${quote(text)} as version`;
  const [first = ''] = components;
  if (components.length < 2) return `illegal version string ${quote(text)}`;
  if (/^0./.test(first))
    return `illegal zero-prefixed version component ${quote(first)} in ${quote(text)}`;
  const large = components.find((component) => BigInt(component) > MAX_COMPONENT);
  return (
    large &&
    `illegal non-numeric version component ${quote(large)} in ${quote(text)}: strconv.ParseUint: parsing ${quote(large)}: value out of range`
  );
}

export function defaultKubeVersion(helm: HelmMajor): KubeVersion {
  return parseKubeVersion(DEFAULT_VERSION[helm], helm) as KubeVersion;
}

/** `.Capabilities`: the API versions that the Helms know without a cluster, and more. */
export function capabilities(
  helm: HelmMajor,
  { version, normalized, major, minor }: KubeVersion,
  apiVersions: readonly string[],
): GoObject {
  const packageName = helm === 3 ? 'chartutil' : 'common';
  const versions = [...API_VERSIONS, ...apiVersions];
  const known = new Set(versions);
  const versionSet: NamedType<GoList> = {
    name: `${packageName}.VersionSet`,
    methods: { Has: () => fixed(['string'], (asked) => known.has(asked)) },
  };
  const hidden = helm === 3 ? {} : { normalizedVersion: normalized };
  const kubeVersion: NamedType<GoObject> = {
    name: `${packageName}.KubeVersion`,
    methods: {
      String: () => fixed([], () => normalized),
      GitVersion: () => fixed([], () => version),
    },
    printInPlace: () => normalized,
    marshal: () => struct({ Version: version, Major: major, Minor: minor }),
  };
  const fields = { Version: version, ...hidden, Major: major, Minor: minor };
  return new GoObject(
    { name: `*${packageName}.Capabilities` },
    {
      KubeVersion: new GoObject(kubeVersion, fields),
      APIVersions: new GoList(versionSet, versions),
      HelmVersion: helmVersion(helm),
    },
  );
}

function helmVersion(helm: HelmMajor): GoObject {
  const version = helm === 3 ? 'v3.22' : 'v4.3';
  const go = 'go1.26.8';
  const client = helm === 3 ? undefined : 'v1.37';
  const type: NamedType<GoObject> = {
    name: 'version.BuildInfo',
    marshal: () =>
      struct({ version, go_version: go, ...(client && { kube_client_version: client }) }),
  };
  return new GoObject(type, {
    ...{ Version: version, GitCommit: '', GitTreeState: '', GoVersion: go },
    ...(client && { KubeClientVersion: client }),
  });
}

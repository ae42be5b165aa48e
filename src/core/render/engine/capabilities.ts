import { fixed } from '../../go/template/function.ts';
import { GoList, GoObject, struct, type NamedType } from '../../go/value.ts';
import type { HelmMajor } from '../loaded.ts';
import { API_VERSIONS } from './api-versions.ts';

export interface KubeVersion {
  /** As it was given, with a `v`. */
  version: string;
  /** What Helm 4 compares a chart's range with: without suffixes. */
  normalized: string;
  major: string;
  minor: string;
}

/** What each Helm takes for the cluster's version without a switch, as its tests build it. */
const DEFAULT_VERSION = { 3: 'v1.20.0', 4: 'v1.37.0' } as const;

const VERSION = /^\s*v?(\d+(?:\.\d+)+)(.*)$/s;

/**
 * `--kube-version` (helm `pkg/chart/common/capabilities.go`, ParseKubeVersion; apimachinery
 * `pkg/util/version`, ParseGeneric); a string is Helm's error.
 */
export function parseKubeVersion(text: string): KubeVersion | string {
  const numbers = VERSION.exec(text)?.[1]?.split('.');
  const wrong = numbers?.find((number) => /^0\d/.test(number));
  if (!numbers) return `invalid kube version '${text}': could not parse "${text}" as version`;
  if (wrong !== undefined)
    return `invalid kube version '${text}': illegal zero-prefixed version component "${wrong}" in "${text}"`;
  while (numbers.length < 3) numbers.push('0');
  return {
    version: text.startsWith('v') ? text : `v${text}`,
    normalized: `v${numbers.join('.')}`,
    major: numbers[0] as string,
    minor: numbers[1] as string,
  };
}

export function defaultKubeVersion(helm: HelmMajor): KubeVersion {
  return parseKubeVersion(DEFAULT_VERSION[helm]) as KubeVersion;
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
  const printed = helm === 3 ? version : normalized;
  const kubeVersion: NamedType<GoObject> = {
    name: `${packageName}.KubeVersion`,
    methods: {
      String: () => fixed([], () => printed),
      GitVersion: () => fixed([], () => version),
    },
    printInPlace: () => printed,
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

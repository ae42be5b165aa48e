/** The metadata in Chart.yaml as Helm loads it (`pkg/chart/v2/metadata.go`, `dependency.go`). */
export interface ChartMetadata {
  name: string;
  home?: string | undefined;
  sources?: string[] | undefined;
  version: string;
  description?: string | undefined;
  keywords?: string[] | undefined;
  maintainers?: Maintainer[] | undefined;
  icon?: string | undefined;
  apiVersion: string;
  condition?: string | undefined;
  tags?: string | undefined;
  appVersion?: string | undefined;
  deprecated?: boolean | undefined;
  annotations?: Record<string, string> | undefined;
  kubeVersion?: string | undefined;
  dependencies?: Dependency[] | undefined;
  type?: string | undefined;
}

export interface Maintainer {
  name?: string | undefined;
  email?: string | undefined;
  url?: string | undefined;
}

/** A chart that this one needs, from Chart.yaml (or requirements.yaml of a v1 chart). */
export interface Dependency {
  name: string;
  version?: string | undefined;
  repository: string;
  condition?: string | undefined;
  tags?: string[] | undefined;
  enabled?: boolean | undefined;
  'import-values'?: unknown[] | undefined;
  alias?: string | undefined;
}

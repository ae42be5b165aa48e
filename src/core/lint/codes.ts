import type { FaultRecord } from '../chart/part.ts';
import type {
  ArchiveFault,
  CheckFault,
  IgnoreFault,
  ProvenanceFault,
  WorkFault,
  YamlFault,
} from '../errors.ts';
import type { Deprecation } from './deprecated-apis.ts';
import type { NameRule } from './object-name.ts';
import type { InvalidSchema, SchemaTextFault, ValuesMismatch } from './values-schema-faults.ts';

/**
 * What a finding means, from the gravest on.
 *
 * - `error`: Helm 3.22 and 4.3 both refuse the chart in at least one of `helm package`, `helm lint`
 *   and `helm template` with its default values (a library chart in one of the first two).
 * - `unchecked`: part of the chart could not be checked, for the reason that the finding gives.
 * - `warning`: only one of the two refuses it, or something is likely wrong.
 * - `hint`: something could be better.
 */
export type Severity = 'error' | 'unchecked' | 'warning' | 'hint';

/** What a rule of .helmignore keeps out of the chart, or the rule that Helm adds by itself. */
export interface LeftOut {
  path: string;
  pattern: string;
  isOfHelm?: true;
}

/** Set where only this Helm finds it. */
export interface OfOneHelm {
  helm?: 3 | 4 | undefined;
}

/** The arguments of a rule whose sentence needs none. */
type Nothing = Record<string, never>;

/**
 * Every finding, with the arguments of its sentence. Where only one of Helm 3.22 and 4.3 complains,
 * the words say which.
 */
export interface FindingArgs {
  'chart.yaml-missing': { misnamed?: string };
  'chart.yaml-ignored': { pattern: string };
  'chart.yaml-unreadable': { fault: FaultRecord };
  'chart.key-unknown': { key: string };
  'chart.key-repeated': { key: string };
  'chart.name-missing': Nothing;
  'chart.name-invalid': { name: string };
  'chart.name-not-oci': { name: string };
  'chart.api-version-missing': Nothing;
  'chart.api-version-invalid': { apiVersion: string };
  'chart.version-missing': Nothing;
  'chart.version-not-text': { version: string };
  'chart.version-invalid': { version: string };
  'chart.version-zero': { version: string };
  'chart.version-prefixed': { version: string };
  'chart.version-not-strict': { version: string };
  'chart.version-not-tag': { version: string; length: number };
  'chart.app-version-not-text': { appVersion: string };
  'chart.maintainer-empty': Nothing;
  'chart.maintainer-unnamed': Nothing;
  'chart.maintainer-email': { email: string; name: string };
  'chart.maintainer-url': { url: string; name: string };
  'chart.source-invalid': { source: string };
  'chart.icon-missing': Nothing;
  'chart.icon-invalid': { icon: string };
  'chart.type-invalid': { type: string };
  'chart.type-needs-v2': Nothing;
  'chart.dependencies-need-v2': Nothing;
  'chart.kube-version-invalid': { kubeVersion: string };
  'chart.annotation-overrides': { key: string; field: string };
  'chart.annotation-dropped': { key: string };
  'chart.over-size-limit': { size: number; limit: number };

  'dependency.empty': Nothing;
  'dependency.alias-invalid': { name: string; alias: string };
  'dependency.duplicate': { name: string };
  'dependency.version-invalid': { name: string; version: string };
  'dependency.missing': { name: string; leftOut?: LeftOut };
  'dependency.undeclared': { name: string };
  'dependency.version-mismatch': { name: string; declared: string; found: string };
  'dependency.ambiguous': { name: string; paths: string };
  'dependency.subchart-unreadable': { fault: FaultRecord };
  'lock.unreadable': { fault: FaultRecord };
  'lock.outdated': { lock: string; chart: string };

  'values.missing': { leftOut?: LeftOut };
  'values.unreadable': { fault: FaultRecord };
  'values.documents': { documents: number };
  'values.document-unreadable': YamlFault;
  'values.only-helm-3': YamlFault;
  /** What the chart sets for the subchart of this name isn't a map; `refused` says where it matters. */
  'values.subchart-no-map': { name: string; refused: 'by-both' | 3 | 4 | 'dependents' };
  'values.schema-unreadable': SchemaTextFault;
  'values.schema-invalid': InvalidSchema;
  'values.schema-mismatch': ValuesMismatch;
  /** The address that Helm can't resolve and takes for a schema that allows everything. */
  'values.schema-unresolved': { address: string };
  'values.schema-unchecked': CheckFault | { reason: 'elsewhere'; address: string };

  'templates.missing': { leftOut?: LeftOut };
  'templates.not-folder': Nothing;
  /** `words` are Go's. `isOfHelm3`: it calls a function that Helm 4 has. */
  'template.unparsable': { words: string; isOfHelm3?: true };
  /** What ends rendering; `words` are Go's. */
  'template.failed': OfOneHelm & { words: string };
  /** Rendering reached a bound of this page. */
  'template.unfinished': OfOneHelm & WorkFault;
  'template.not-yaml': OfOneHelm & { fault: FaultRecord };
  /** `helm lint` doesn't look at it, other commands do. */
  'template.not-installable': OfOneHelm & { fault: FaultRecord };
  'template.indent': OfOneHelm;
  'template.object-name': OfOneHelm & { kind: string; name: string; rule: NameRule };
  'template.api-deprecated': OfOneHelm & Deprecation & { apiVersion: string; kind: string };
  'template.selector-missing': OfOneHelm & { kind: string; name: string };
  'template.list-annotation': OfOneHelm;
  /** What `required` and `fail` say of the chart's own values. */
  'templates.want-values': OfOneHelm & { words: string };
  'template.extension': { extension: string };
  'template.crd-hook': Nothing;
  'template.release-time': Nothing;
  'template.file-absent': { file: string };
  'template.name-undefined': { name: string };

  'crds.not-folder': Nothing;
  'crd.unreadable': { fault: FaultRecord };
  'crd.api-version': { apiVersion: string };
  'crd.kind': { kind: string };

  'ignore.refused': { pattern: string; reason: IgnoreFault };
  'ignore.negation': { pattern: string };
  'ignore.repository-packed': { folder: string; files: number };
  'file.repeated': { copies: number };
  /** Characters that turn the direction of writing, the first of them as `U+202E`. */
  'file.name-turned': { count: number; sign: string };
  'file.text-turned': { count: number; sign: string };
  'archive.loose-end': ArchiveFault;
  'file.over-helm-3-limit': { size: number; limit: number };

  /** Something of a chart, or all of it, could not be checked. */
  'checks.unfinished': CheckFault;

  'provenance.unreadable': { reason: ProvenanceFault };
  'provenance.archive-differs': { archive: string };
  'provenance.archive-not-listed': { archive: string; listed: string };
  'provenance.metadata-differs': { fields: string };
}

export type FindingCode = keyof FindingArgs;

/** `tests/interop/verdict-parity.test.ts` holds the errors to what both helms refuse. */
export const SEVERITIES: Record<FindingCode, Severity> = {
  'chart.yaml-missing': 'error',
  'chart.yaml-ignored': 'error',
  'chart.yaml-unreadable': 'error',
  'chart.key-unknown': 'warning',
  'chart.key-repeated': 'warning',
  'chart.name-missing': 'error',
  'chart.name-invalid': 'error',
  'chart.name-not-oci': 'warning',
  'chart.api-version-missing': 'error',
  'chart.api-version-invalid': 'error',
  'chart.version-missing': 'error',
  'chart.version-not-text': 'error',
  'chart.version-invalid': 'error',
  'chart.version-zero': 'error',
  'chart.version-prefixed': 'warning',
  'chart.version-not-strict': 'warning',
  'chart.version-not-tag': 'warning',
  'chart.app-version-not-text': 'error',
  'chart.maintainer-empty': 'error',
  'chart.maintainer-unnamed': 'error',
  'chart.maintainer-email': 'error',
  'chart.maintainer-url': 'error',
  'chart.source-invalid': 'error',
  'chart.icon-missing': 'hint',
  'chart.icon-invalid': 'error',
  'chart.type-invalid': 'error',
  'chart.type-needs-v2': 'error',
  'chart.dependencies-need-v2': 'error',
  'chart.kube-version-invalid': 'error',
  'chart.annotation-overrides': 'warning',
  'chart.annotation-dropped': 'warning',
  'chart.over-size-limit': 'error',

  'dependency.empty': 'error',
  'dependency.alias-invalid': 'error',
  'dependency.duplicate': 'error',
  'dependency.version-invalid': 'warning',
  'dependency.missing': 'error',
  'dependency.undeclared': 'error',
  'dependency.version-mismatch': 'warning',
  'dependency.ambiguous': 'warning',
  'dependency.subchart-unreadable': 'error',
  'lock.unreadable': 'error',
  'lock.outdated': 'warning',

  'values.missing': 'hint',
  'values.unreadable': 'error',
  'values.documents': 'warning',
  'values.document-unreadable': 'warning',
  'values.only-helm-3': 'warning',
  'values.subchart-no-map': 'error',
  'values.schema-unreadable': 'error',
  'values.schema-invalid': 'error',
  'values.schema-mismatch': 'error',
  'values.schema-unresolved': 'warning',
  'values.schema-unchecked': 'unchecked',

  'templates.missing': 'warning',
  'templates.not-folder': 'warning',
  'template.unparsable': 'error',
  'template.failed': 'error',
  'template.unfinished': 'unchecked',
  'template.not-yaml': 'error',
  'template.not-installable': 'error',
  'template.indent': 'warning',
  'template.object-name': 'warning',
  'template.api-deprecated': 'warning',
  'template.selector-missing': 'error',
  'template.list-annotation': 'error',
  'templates.want-values': 'hint',
  'template.extension': 'error',
  'template.crd-hook': 'warning',
  'template.release-time': 'warning',
  'template.file-absent': 'warning',
  'template.name-undefined': 'warning',

  'crds.not-folder': 'warning',
  'crd.unreadable': 'warning',
  'crd.api-version': 'warning',
  'crd.kind': 'warning',

  'ignore.refused': 'error',
  'ignore.negation': 'warning',
  'ignore.repository-packed': 'warning',
  'file.repeated': 'warning',
  'file.name-turned': 'warning',
  'file.text-turned': 'warning',
  'archive.loose-end': 'warning',
  'file.over-helm-3-limit': 'warning',

  'checks.unfinished': 'unchecked',

  'provenance.unreadable': 'warning',
  'provenance.archive-differs': 'warning',
  'provenance.archive-not-listed': 'warning',
  'provenance.metadata-differs': 'warning',
};

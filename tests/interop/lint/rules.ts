import type { FindingCode } from '../../../src/core/lint/codes.ts';

export type HelmMajor = 3 | 4;

/** A rule of `helm lint`, and our codes for the same. */
export interface Rule {
  subject: string;
  /** What Helm says, after the severity: the path, a colon and the message. */
  says: RegExp;
  /** Ours, each of which means this. */
  codes: FindingCode[];
  /** The only file that Helm says it of. */
  in?: string;
  /** For rules that only one Helm has, or that have another severity in each. */
  severity?: Partial<Record<HelmMajor, 'ERROR' | 'WARNING'>>;
  /** Whether the file that Helm names belongs to the subject. */
  perFile?: boolean;
}

/** Every rule of `helm lint`, but for what ends rendering, which is told with its place. */
export const RULES: readonly Rule[] = [
  { subject: 'no chart', says: /^unable to check Chart.yaml/, codes: ['chart.yaml-missing'] },
  {
    subject: 'Chart.yaml',
    says: /^Chart.yaml: unable to parse YAML/,
    codes: ['chart.yaml-unreadable'],
    in: 'Chart.yaml',
  },
  {
    subject: 'load',
    says: /^: unable to load chart/,
    codes: [
      ...(['chart.yaml-unreadable', 'chart.yaml-ignored', 'chart.name-missing'] as const),
      ...(['chart.name-invalid', 'chart.version-missing', 'chart.version-invalid'] as const),
      ...(['chart.type-invalid', 'chart.maintainer-empty', 'dependency.empty'] as const),
      ...(['dependency.alias-invalid', 'dependency.duplicate'] as const),
      ...(['dependency.subchart-unreadable', 'lock.unreadable', 'values.unreadable'] as const),
      'ignore.refused' as const,
    ],
  },
  {
    subject: 'load',
    says: /^: unable to load chart/,
    codes: ['values.document-unreadable', 'values.only-helm-3'],
    severity: { 4: 'ERROR' },
  },
  {
    subject: 'strict keys',
    says: /^Chart.yaml: failed to strictly parse/,
    codes: ['chart.key-unknown', 'chart.key-repeated'],
    severity: { 4: 'WARNING' },
  },
  {
    subject: 'name',
    says: /^Chart.yaml: (name is required|chart name .* is invalid)/,
    codes: ['chart.name-missing', 'chart.name-invalid'],
  },
  {
    subject: 'apiVersion',
    says: /^Chart.yaml: apiVersion /,
    codes: ['chart.api-version-missing', 'chart.api-version-invalid'],
  },
  {
    subject: 'version type',
    says: /^Chart.yaml: version should be of type string/,
    codes: ['chart.version-not-text'],
  },
  {
    subject: 'version',
    says: /^Chart.yaml: version (is required|'.*' is not a valid SemVer$|.*is less than or equal to)/s,
    codes: ['chart.version-missing', 'chart.version-invalid', 'chart.version-zero'],
  },
  {
    subject: 'strict version',
    says: /^Chart.yaml: version '.*' is not a valid SemVerV2/s,
    codes: ['chart.version-prefixed', 'chart.version-not-strict'],
    severity: { 4: 'WARNING' },
  },
  {
    subject: 'appVersion type',
    says: /^Chart.yaml: appVersion should be of type string/,
    codes: ['chart.app-version-not-text'],
  },
  {
    subject: 'maintainer',
    says: /^Chart.yaml: (a maintainer entry is empty|each maintainer requires|invalid (email|url) .* for maintainer)/s,
    codes: [
      'chart.maintainer-empty',
      'chart.maintainer-unnamed',
      'chart.maintainer-email',
      'chart.maintainer-url',
    ],
  },
  { subject: 'source', says: /^Chart.yaml: invalid source URL/, codes: ['chart.source-invalid'] },
  {
    subject: 'icon recommended',
    says: /^Chart.yaml: icon is recommended/,
    codes: ['chart.icon-missing'],
  },
  { subject: 'icon', says: /^Chart.yaml: invalid icon URL/, codes: ['chart.icon-invalid'] },
  {
    subject: 'type',
    says: /^Chart.yaml: chart type is not valid in/,
    codes: ['chart.type-needs-v2'],
  },
  {
    subject: 'dependencies',
    says: /^Chart.yaml: dependencies are not valid in the Chart file/,
    codes: ['chart.dependencies-need-v2'],
  },
  {
    subject: 'values recommended',
    says: /^values.yaml: file does not exist/,
    codes: ['values.missing'],
  },
  {
    subject: 'values',
    says: /^values.yaml: (?!file does)/,
    codes: [
      ...(['values.unreadable', 'values.schema-unreadable'] as const),
      ...(['values.schema-invalid', 'values.schema-mismatch'] as const),
    ],
  },
  {
    subject: 'templates recommended',
    says: /^templates\/: directory does not exist/,
    codes: ['templates.missing'],
    severity: { 4: 'WARNING' },
  },
  {
    subject: 'templates folder',
    says: /^templates\/: not a directory/,
    codes: ['templates.not-folder'],
    severity: { 3: 'WARNING', 4: 'ERROR' },
  },
  { subject: 'parse', says: /^templates\/: parse error at /, codes: ['template.unparsable'] },
  {
    subject: 'YAML',
    says: /^templates\/.+: unable to parse YAML: /,
    codes: ['template.not-yaml'],
    perFile: true,
  },
  {
    subject: 'indent',
    says: /^templates\/.+: document starts with an illegal indent/,
    codes: ['template.indent'],
    severity: { 3: 'WARNING', 4: 'WARNING' },
    perFile: true,
  },
  {
    subject: 'object name',
    says: /^templates\/.+: object name does not conform/,
    codes: ['template.object-name'],
    perFile: true,
  },
  {
    subject: 'deprecated',
    says: /^templates\/.+: \S+ \S+ is deprecated in v/,
    codes: ['template.api-deprecated'],
    perFile: true,
  },
  {
    subject: 'selector',
    says: /^templates\/.+: a \w+ must contain matchLabels or matchExpressions/,
    codes: ['template.selector-missing'],
    perFile: true,
  },
  {
    subject: 'list annotation',
    says: /^templates\/.+: annotation 'helm.sh\/resource-policy' within List/i,
    codes: ['template.list-annotation'],
    perFile: true,
  },
  {
    subject: 'extension',
    says: /^templates\/.+: file extension '.*' not valid/s,
    codes: ['template.extension'],
    perFile: true,
  },
  {
    subject: 'crd-install',
    says: /^templates\/.+: manifest is a crd-install hook/,
    codes: ['template.crd-hook'],
    severity: { 3: 'WARNING' },
    perFile: true,
  },
  {
    subject: '.Release.Time',
    says: /^templates\/.+: \.Release\.Time has been removed/,
    codes: ['template.release-time'],
    severity: { 3: 'ERROR' },
    perFile: true,
  },
  {
    subject: 'undeclared',
    says: /^\/.*: chart metadata is missing these dependencies/,
    codes: ['dependency.undeclared'],
  },
  {
    subject: 'missing',
    says: /^\/.*: chart directory is missing these dependencies/,
    codes: ['dependency.missing'],
    severity: { 3: 'WARNING', 4: 'WARNING' },
  },
  {
    subject: 'crds folder',
    says: /^crds\/: not a directory/,
    codes: ['crds.not-folder'],
    severity: { 4: 'ERROR' },
  },
  {
    subject: 'CRD',
    says: /^crds\/.+: unable to parse YAML: /,
    codes: ['crd.unreadable'],
    severity: { 4: 'ERROR' },
    perFile: true,
  },
  {
    subject: 'CRD apiVersion',
    says: /^crds\/.+: apiVersion is not in 'apiextensions/,
    codes: ['crd.api-version'],
    severity: { 4: 'ERROR' },
    perFile: true,
  },
  {
    subject: 'CRD kind',
    says: /^crds\/.+: object kind is not/,
    codes: ['crd.kind'],
    severity: { 4: 'ERROR' },
    perFile: true,
  },
];

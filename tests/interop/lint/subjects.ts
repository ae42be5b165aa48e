import { loadOrder } from '../../../src/core/chart/load-order.ts';
import { SEVERITIES, type Severity } from '../../../src/core/lint/codes.ts';
import type { Finding } from '../../../src/core/lint/finding.ts';
import { RULES, type HelmMajor, type Rule } from './rules.ts';

export type { HelmMajor } from './rules.ts';

/** A message of `helm lint`, or a finding of ours, as what it is about: `ERROR version`. */
export type Subject = string;

/** What Helm says of all charts whose values don't fit their schemas, the outermost among them. */
const OF_SCHEMAS = /^templates\/: values don't meet the specifications[^\n]*\n([^]*)$/;

/** What Helm says of fields of Chart.yaml. */
const OF_FIELDS =
  /(?: (?:strict keys|name|apiVersion|(?:strict )?version|maintainer|source|icon|dependencies)| type| recommended)$/;
/** What Helm says of the templates one by one, once all are rendered. */
const NEEDS_RENDERING =
  /(?:extension|crd-install|\.Release\.Time|YAML|indent|object name|deprecated|selector|list annotation) (templates\/.*)$/s;
/** What Helm says of what ends the rendering, with its place. */
const RENDERING = /^ERROR rendering/;
/** What Helm says only after it has loaded the chart. */
const NEEDS_LOADING = /undeclared|missing|parse|CRD|values of/;
/** What goes unsaid where a dependency that may define it is missing. */
const NOT_DEFINED = /no template ".*" associated|template ".*" not defined/s;

/** Our codes for values that aren't as a schema wants them, and for what is no schema. */
const OF_VALUES = /^values\.schema-(?:unreadable|invalid|mismatch)$/;

/** What Helm says where it renders no templates at all. */
const RENDERS_NOTHING = / templates (?:folder|recommended)$/;

/** A chart: what is said of it on either side, and the paths of its files. */
export interface Linted {
  messages: readonly string[];
  findings: readonly Finding[];
  /** Its name, and the names and aliases of all charts in it. */
  names: readonly string[];
  paths: readonly string[];
}

/**
 * What Helm says of a chart, from its messages, and what we say. Left out are, by name: what one side doesn't get to, since Helm stops at a chart that doesn't load, at
 * templates that don't render and at the first CRD that isn't YAML, and we where .helmignore leaves
 * Chart.yaml out; what Helm 3 doesn't get to where the values of a subchart are no map, at which its
 * lint ends without a word (`helm template` refuses the chart: "type mismatch on"); Helm 4's remark that a missing version isn't a strict version; CRDs of subcharts
 * where the chart has no crds/ of its own, since Helm 4 then looks at none; and a schema that
 * is empty, or that of a subchart that isn't JSON, which `helm lint` sees only as it renders.
 */
export function compare(
  { messages, findings, names, paths }: Linted,
  major: HelmMajor,
): { helm: Subject[]; ours: Subject[] } {
  let helm = messages.flatMap((message) => subjectsOfMessage(message, names));
  let ours = findings
    .filter((finding) => !isOnDisk(finding))
    .flatMap((finding) => subjectsOfFinding(finding, major));
  const codes = new Set(findings.map(({ code }) => code));
  const drop = (subjects: Subject[], pattern: RegExp) =>
    subjects.filter((subject) => !pattern.test(subject));

  if (codes.has('chart.yaml-ignored')) {
    helm = helm.filter((subject) => subject === 'ERROR load');
    ours = ours.filter((subject) => subject === 'ERROR load');
  }
  // Helm checks no field of a Chart.yaml of which one has another type.
  if (helm.includes('ERROR Chart.yaml'))
    ours = ours.filter((subject) => !OF_FIELDS.test(subject) || helm.includes(subject));
  if (helm.includes('ERROR no chart')) ours = ours.filter((subject) => helm.includes(subject));
  if (helm.includes('ERROR load')) {
    ours = drop(drop(drop(ours, NEEDS_LOADING), NEEDS_RENDERING), RENDERING);
    helm = drop(helm, RENDERING);
    // The schema by itself is looked at only with values.yaml; and for us refused rules are no more.
    if (codes.has('values.missing') || codes.has('ignore.refused'))
      ours = ours.filter((subject) => subject !== 'ERROR values' || helm.includes(subject));
  }
  // Without values.yaml the schema is looked at only in rendering, for which there must be a folder.
  if (codes.has('values.missing') && helm.some((subject) => RENDERS_NOTHING.test(subject)))
    ours = ours.filter((subject) => subject !== 'ERROR values' || helm.includes(subject));
  if (messages.some(isRenderingFailure)) {
    ours = drop(ours, NEEDS_RENDERING);
    if (!helm.some((subject) => RENDERING.test(subject))) ours = drop(ours, RENDERING);
    if (!helm.includes('ERROR parse')) ours = drop(ours, / parse$/);
  }
  if (codes.has('dependency.missing') && messages.some((message) => NOT_DEFINED.test(message)))
    helm = drop(helm, RENDERING);
  // Values that one command refuses aren't rendered by us, whatever another does.
  if (findings.some(({ code, severity }) => severity === 'error' && OF_VALUES.test(code)))
    helm = drop(drop(helm, NEEDS_RENDERING), RENDERING);
  if (helm.some((subject) => RENDERS_NOTHING.test(subject))) ours = drop(ours, RENDERING);
  // A machine that has much to do may not come to an end, with one Helm's rules or both.
  const isUnfinished = findings.some(
    ({ code, args }) => code === 'template.unfinished' && (args.helm ?? major) === major,
  );
  if (isUnfinished) {
    helm = drop(drop(helm, NEEDS_RENDERING), RENDERING);
    ours = drop(drop(ours, NEEDS_RENDERING), RENDERING);
  }
  // Helm looks at no template behind one that made no YAML.
  const unread = helm.find((subject) => subject.startsWith('ERROR YAML templates/'));
  if (unread) ours = ours.filter((subject) => !isBehind(subject, unread));
  if (major === 3 && codes.has('values.subchart-no-map'))
    ours = drop(drop(ours, NEEDS_RENDERING), /values of/);
  if (codes.has('chart.version-missing') || codes.has('chart.version-invalid'))
    helm = drop(helm, /strict version/);
  // `filepath.Base` of `.` and `..` is itself; they are refused on loading only.
  const isDots = findings.some(
    ({ code, args }) => code === 'chart.name-invalid' && ['.', '..'].includes(args.name),
  );
  if (isDots) ours = drop(ours, /^ERROR name$/);
  // Of what is null only one Helm complains, maybe in another command.
  const ofOne = findings.filter(
    ({ code, severity }) => code === 'values.schema-mismatch' && severity === 'warning',
  );
  // What isn't rendered isn't held against the schemas of subcharts.
  if (!paths.some((path) => path.startsWith('templates/'))) ours = drop(ours, /values of/);
  const told = new Set(helm);
  const unsure = new Set([
    ...ofOne.flatMap((finding) => subjectsOfFinding(finding, major)),
    ...findings
      .filter(isForPackage)
      .flatMap((finding) => subjectsOfFinding(finding, major))
      .filter((subject) => !told.has(subject)),
  ]);
  helm = helm.filter((subject) => !unsure.has(subject));
  ours = ours.filter((subject) => !unsure.has(subject));
  if (!paths.some((path) => path.startsWith('crds/'))) ours = drop(ours, / CRD /);
  const broken = helm.find((subject) => subject.startsWith('ERROR CRD crds/'));
  if (broken) {
    helm = drop(helm, / CRD (apiVersion|kind) /);
    ours = ours.filter((subject) => !subject.includes(' CRD ') || subject === broken);
  }
  return { helm: distinct(helm), ours: distinct(ours) };
}

/** Whether a subject is about a template that Helm looks at later than at that of another. */
function isBehind(subject: Subject, other: Subject): boolean {
  const [, path] = NEEDS_RENDERING.exec(subject) ?? [];
  const [, before] = NEEDS_RENDERING.exec(other) ?? [];
  return path !== undefined && before !== undefined && loadOrder({ path }, { path: before }) > 0;
}

/** Whether something is left out by a rule: `helm lint` looks for it on the disk, and is content. */
function isOnDisk({ code, args }: Finding): boolean {
  return (code === 'values.missing' || code === 'templates.missing') && 'leftOut' in args;
}

function subjectsOfMessage(message: string, names: readonly string[]): Subject[] {
  const [, severity = 'ERROR', text = ''] = /^(?:\[(\w+)\] )?([^]*)$/.exec(message) ?? [];
  const [, ofCharts] = OF_SCHEMAS.exec(text) ?? [];
  if (ofCharts !== undefined) {
    // Helm puts no line break between what a library says and the next chart's name.
    const lines = ofCharts.split('\n');
    const told = lines.flatMap((line) =>
      longest(names.filter((each) => line.endsWith(`${each}:`))),
    );
    return told.map((each) => ofValues(severity, each === names[0] ? '' : each));
  }
  const rule = RULES.find(({ says }) => says.test(text));
  if (!rule && text.startsWith('templates/: ')) return [`ERROR rendering${placeIn(text)}`];
  if (rule) return [subject(severity, rule, text.slice(0, text.indexOf(': ')))];
  // Once more why the chart doesn't load.
  if (/^crds\/: /.test(text)) return [];
  throw new Error(`A message of helm lint that no rule here knows: ${message}`);
}

function subjectsOfFinding(finding: Finding, major: HelmMajor): Subject[] {
  const { code, path } = finding;
  const { helm, isOfHelm3 } = { helm: undefined, isOfHelm3: undefined, ...finding.args };
  if ((helm ?? major) !== major || (isOfHelm3 && major === 4)) return [];
  if (code === 'template.failed') {
    const { line, column = 1 } = finding;
    const place = line === undefined ? '' : ` ${ofTemplates(path)}:${line}:${column - 1}`;
    return [`ERROR rendering${place}`];
  }
  const inner = innerWithSchema(finding);
  if (inner !== undefined) return [ofValues('ERROR', inner)];
  const rules = RULES.filter(
    (rule) =>
      rule.codes.includes(code) &&
      (rule.in ?? path) === path &&
      // That a subchart's file can't be read, Helm says only of the chart as a whole.
      !(isInner(path) && code === 'values.unreadable' && rule.subject === 'values'),
  );
  return rules.flatMap((rule) => {
    const severity = rule.severity ? rule.severity[major] : HELMS_WORDS[SEVERITIES[code]];
    return severity ? [subject(severity, rule, path)] : [];
  });
}

/** A blank and the innermost place that an error names; nothing where it names none. */
function placeIn(text: string): string {
  const place = [...text.matchAll(/\S*?(templates\/[^\s:]+:\d+:\d+)/g)].at(-1)?.[1];
  return place === undefined ? '' : ` ${ofTemplates(place)}`;
}

/** A path without the charts that it is in: Helm names them by what they are called. */
function ofTemplates(path: string): string {
  return path.slice(path.lastIndexOf('/templates/') + 1);
}

/** The chart in charts/ whose schema a finding is about, by the name that Helm has for it. */
function innerWithSchema(finding: Finding): string | undefined {
  const { code, path } = finding;
  if (code === 'values.schema-mismatch') {
    const depth = (finding.args.schema ?? '').match(/(?:^|\/)charts\//g)?.length ?? 0;
    return depth === 0 ? undefined : finding.args.at.split('.')[depth - 1];
  }
  const isOfSchema = code === 'values.schema-invalid' || code === 'values.schema-unreadable';
  if (!isOfSchema || !isInner(path)) return undefined;
  return path
    .split('/')
    .at(-2)
    ?.replace(/-[\d.]+\.tgz$/, '');
}

/** What `helm package` refuses, while `helm lint` may get to it or not. */
function isForPackage(finding: Finding): boolean {
  if (finding.code !== 'values.schema-unreadable') return false;
  return isInner(finding.path) || finding.args.reason === 'empty';
}

/** The values of the chart itself, or of one in it; an alias of the generated charts is the same. */
function ofValues(severity: string, inner: string): Subject {
  return `${severity} values${inner && ` of ${inner.replace(/_b$/, '')}`}`;
}

/** The longest of these names, of which the others are the ends; none if there are none. */
function longest(names: readonly string[]): string[] {
  return [...names].sort((a, b) => b.length - a.length).slice(0, 1);
}

function isInner(path: string): boolean {
  return path.startsWith('charts/');
}

/** Helm's word for each severity; it has none for what couldn't be checked. */
const HELMS_WORDS: Partial<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  hint: 'INFO',
};

function subject(severity: string, rule: Rule, path: string): Subject {
  return `${severity} ${rule.subject}${rule.perFile ? ` ${ownPath(path)}` : ''}`;
}

/** Helm 4 names the CRDs of subcharts as if they were the chart's own. */
function ownPath(path: string): string {
  return path.replace(/^charts\/.*\/(?=crds\/)/, '');
}

function isRenderingFailure(message: string): boolean {
  return message.startsWith('[ERROR] templates/: ');
}

function distinct(subjects: Subject[]): Subject[] {
  return [...new Set(subjects)].sort();
}

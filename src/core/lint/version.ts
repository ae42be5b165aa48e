import type { ChartTree } from '../chart/tree.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { isStrictVersion, parseVersion } from '../semver/version.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isTag, tagOf } from '../oci/reference.ts';
import { finding, type Finding } from './finding.ts';
import { placeOf } from './place.ts';

const ANY_VERSION = parseConstraint('>0.0.0-0');

/**
 * helm `chartfile.go`: validateChartVersionType, validateChartVersion and, in Helm 4 only,
 * validateChartVersionStrictSemVerV2. In a registry the version becomes the tag, and Helm
 * recognises only strict versions among tags (helm#32348).
 */
export function* version(chart: ChartTree): Iterable<Finding> {
  const { version = '' } = chart.written;
  const place = placeOf(chart, 'version');
  if (isNotText(chart.document, 'version'))
    yield finding('chart.version-not-text', place, { version });
  if (version === '') return yield finding('chart.version-missing', place, {});
  const parsed = parseVersion(version);
  if (!parsed) return yield finding('chart.version-invalid', place, { version });
  if (!ANY_VERSION?.accepts(parsed)) yield finding('chart.version-zero', place, { version });
  if (version.startsWith('v')) yield finding('chart.version-prefixed', place, { version });
  else if (!isStrictVersion(version)) yield finding('chart.version-not-strict', place, { version });
  if (!isTag(tagOf(version)))
    yield finding('chart.version-not-tag', place, { version, length: version.length });
}

/** helm `chartfile.go`, validateChartAppVersionType. */
export function* appVersion(chart: ChartTree): Iterable<Finding> {
  const { appVersion = '' } = chart.written;
  if (isNotText(chart.document, 'appVersion'))
    yield finding('chart.app-version-not-text', placeOf(chart, 'appVersion'), { appVersion });
}

/** Whether a key, in exactly this spelling, has a value that isn't a YAML string. */
function isNotText(document: YamlNode | undefined, key: string): boolean {
  const value = document?.kind === 'map' ? document.entries.get(key)?.value : undefined;
  return value?.kind === 'scalar' && typeof value.value !== 'string';
}

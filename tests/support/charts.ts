import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The sample chart of the 2019 demo. */
export const MYCHART = join(import.meta.dirname, '../fixtures/mychart');

/** Writes files, given by their path below `folder`, and returns the folder. */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A small chart that Helm takes, with more files or other ones as wanted. */
export function writeChart(
  folder: string,
  { name = 'sample', version = '1.0.0', extra = '', files = {} as Record<string, string> } = {},
): string {
  return writeFiles(folder, {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\ndescription: A sample\n${extra}`,
    'values.yaml': 'replicas: 1\n',
    'templates/configmap.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  replicas: "{{ .Values.replicas }}"\n',
    ...files,
  });
}

/**
 * A chart of real size: hundreds of files, subcharts as a folder and as a `.tgz`, a CRD of
 * several hundred kB, names in UTF-8 and of 200 characters, and bytes that aren't text.
 */
export function writeLargeChart(folder: string): string {
  const files: Record<string, string | Uint8Array> = {
    'Chart.yaml': [
      'apiVersion: v2',
      'name: grand-banks',
      'version: 3.4.5+build.7',
      'appVersion: "1.10"',
      'description: Fog, cod and icebergs — a chart of real size',
      'type: application',
      'maintainers:',
      '  - name: Zoë Ångström',
      '    email: zoe@example.com',
      'annotations:',
      '  example.com/depth: "40"',
      'dependencies:',
      '  - name: buoy',
      '    version: 0.1.0',
      '    repository: ""',
      '  - name: lantern',
      '    version: 0.2.0',
      '    repository: ""',
      '',
    ].join('\n'),
    '.helmignore': '*.bak\n/notes/\n',
    'values.yaml': 'fathoms: 40\nbuoy:\n  enabled: true\n',
    'values.schema.json': '{"type":"object","properties":{"fathoms":{"type":"integer"}}}\n',
    'README.md': '# Grand Banks\n\nSoundings in fathoms.\n',
    'crds/soundings.yaml': crd(400_000),
    'left-out.bak': 'never packed',
    'notes/private.txt': 'never packed',
    'files/Grüße/日本語/naïve café.txt': 'ünïcödé\n',
    [`files/${'long-'.repeat(39)}name.txt`]: 'a name of 200 characters\n',
    [`files/${'deep/'.repeat(45)}sounding.txt`]: 'a path of 250 characters\n',
    'files/blob.bin': noise(70_000, 7),
    'files/empty.txt': '',
    'files/bom.txt': '\uFEFFstarts with a byte order mark\r\n',
  };
  for (let i = 0; i < 300; i++) {
    const group = String(i % 12).padStart(2, '0');
    files[`templates/zone-${group}/buoy-${i}.yaml`] = configMap(`buoy-${i}`);
  }
  writeFiles(folder, files);
  writeChart(join(folder, 'charts/buoy'), { name: 'buoy', version: '0.1.0' });
  writeArchive(folder, 'lantern', '0.2.0');
  return folder;
}

/** `charts/<name>-<version>.tgz`, made by GNU tar as any other program might. */
function writeArchive(folder: string, name: string, version: string): void {
  const work = join(folder, '../.subcharts');
  writeChart(join(work, name), { name, version });
  execFileSync('tar', ['czf', join(folder, `charts/${name}-${version}.tgz`), '-C', work, name]);
}

function configMap(name: string): string {
  const data = Array.from({ length: 20 }, (_, i) => `  key-${i}: "${name} ${i * 37}"`).join('\n');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data}\n`;
}

function crd(size: number): string {
  const head =
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: soundings.example.com\nspec:\n  group: example.com\n  names: {kind: Sounding, plural: soundings}\n  scope: Namespaced\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n';
  let text = head;
  for (let i = 0; text.length < size; i++) {
    text += `          field${i}: {type: string, description: "The depth at station ${i * 7919}"}\n`;
  }
  return text;
}

/** Bytes that don't compress, the same for the same seed (a linear congruential generator). */
export function noise(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed >>> 0;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** Every file below `folder` with its bytes, by path with `/` between its parts. */
export function readTree(folder: string): Map<string, Buffer> {
  const paths = (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative('.', path).split(sep).join('/'))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, noise, writeChart, writeFiles } from '../support/charts.ts';

/** The sample chart with something to say about it, and something left out. */
export function annotated(folder: string): string {
  const chart = join(folder, 'mychart');
  cpSync(MYCHART, chart, { recursive: true });
  return writeFiles(chart, {
    '.helmignore': '*.bak\n.git/\n',
    'values.yaml.bak': 'old: true\n',
    '.git/HEAD': 'ref: refs/heads/main\n',
  });
}

/** Megabytes that don't compress, so that they take a while on a slow line. */
export function heavy(folder: string, name = 'heavy', size = 3_000_000): string {
  const chart = join(folder, name);
  writeChart(chart, { name });
  return writeFiles(chart, { 'files/noise.bin': noise(size, name.length) });
}

export const FLEET = ['anchor', 'beacon', 'compass', 'depth-sounder', 'ensign'];

/** A folder of charts, one of them broken. */
export function fleet(folder: string): string {
  const charts = join(folder, 'charts');
  FLEET.forEach((name, i) => writeChart(join(charts, name), { name, version: `1.${i}.0` }));
  writeFiles(charts, { 'fog/Chart.yaml': 'name: [fog\n' });
  return charts;
}

export function heavyFleet(folder: string): string {
  const charts = join(folder, 'charts');
  FLEET.forEach((name, i) => heavy(charts, name, 1_500_000 * i));
  return charts;
}

const LONG = 'harbour-master-notification-gateway-for-the-northern-approaches';

/** All that can be long, is. */
export function longNamed(folder: string): string {
  return writeChart(join(folder, LONG), {
    name: LONG,
    version: '10.20.30-beta.4.northern.approaches+build.20261121.1522',
    extra: 'maintainers: [{ name: The harbour master }]\n',
    files: {
      [`templates/${LONG}/${LONG}-deployment-with-sidecars.yaml`]: `# ${LONG.repeat(4)}\n`,
      [`files/${LONG.repeat(2)}.txt`]: 'long\n',
    },
  });
}

/** A chart that needs others: one from `place`, one that was never there. */
export function dependent(folder: string, place: string): string {
  return writeChart(join(folder, 'pilot-boat'), {
    name: 'pilot-boat',
    extra: [
      'dependencies:',
      `  - { name: radar, version: ^1.0.0, repository: "${place}" }`,
      `  - { name: foghorn, version: 2.x, repository: "${place}" }`,
      '  - { name: lamp, version: "*", repository: "file://../lamp" }',
      '',
    ].join('\n'),
  });
}

/** A chart with a README, dependencies and metadata. */
export function documented(folder: string): string {
  return writeFiles(join(folder, 'lighthouse'), {
    'Chart.yaml': LIGHTHOUSE,
    'values.yaml': VALUES,
    'templates/deployment.yaml': DEPLOYMENT,
    'templates/_helpers.tpl': '{{- define "lighthouse.name" -}}{{ .Release.Name }}{{- end -}}\n',
    'templates/NOTES.txt': 'The light is on.\n',
    'README.md': README,
  });
}

const LIGHTHOUSE = `apiVersion: v2
name: lighthouse
version: 1.4.2
appVersion: "3.1"
description: Keeps a light burning, and tells who passes by
type: application
kubeVersion: ">=1.27.0-0"
home: https://lighthouse.example.com
icon: https://lighthouse.example.com/icon.svg
keywords: [light, fog, signals]
sources: [https://git.example.com/lighthouse]
maintainers: [{ name: The keeper, email: keeper@example.com }]
dependencies:
  - { name: fog-horn, version: ^2.0.0, repository: "oci://registry.example.com/charts" }
  - { name: redis, version: 18.1.0, repository: "https://charts.example.com" }
`;

const VALUES = `# How many lights burn.
replicas: 2
image:
  repository: registry.example.com/lighthouse
  tag: "3.1" # the chart’s own app version by default
signal:
  period: 10s
  colours: [white, red, green]
`;

const DEPLOYMENT = `{{- /* One light a node. */}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "lighthouse.name" . }}
  labels: {{- include "lighthouse.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }} # see values.yaml
`;

const README = `# Lighthouse

Keeps a light burning. See [its own page](https://lighthouse.example.com).

![a lighthouse](https://lighthouse.example.com/picture.png)

## Install

\`\`\`sh
helm install light oci://registry.example.com/charts/lighthouse --version 1.4.2
\`\`\`

## Values

| Key | Default | What it is |
|---|---|---|
| \`replicas\` | \`2\` | How many lights burn |
| \`signal.period\` | \`10s\` | How long a turn of the light takes |

- Works by day *and* by night.
- Fog needs the \`fog-horn\` dependency.
`;

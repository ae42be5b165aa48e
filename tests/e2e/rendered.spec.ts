/** What a chart renders to: as Helm prints it, with the values that a person types. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { packArchive } from '../../src/core/chart/archive.ts';
import { readTree, writeChart, writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { notInstalled } from '../support/programs.ts';
import { stockChart } from '../support/stock.ts';
import { chooseFolder, drop, expect, test } from './site.ts';

const LIGHTS = {
  'values.yaml':
    '# -- How many lamps\nreplicas: 1\nlamp:\n  colour: white\nadmin:\n  password: ""\n',
  'values.schema.json': JSON.stringify({
    properties: { replicas: { type: 'integer', minimum: 1 } },
  }),
  'ci/red-values.yaml': 'lamp:\n  colour: red\n',
  'templates/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-lamp\nspec:\n  replicas: {{ .Values.replicas }}\n  colour: {{ .Values.lamp.colour }}\n  image: lamp:{{ .Values.lamp.colour }}\n',
  'templates/fail.yaml': '{{- if .Values.boom }}\n\n  {{ fail "it went out" }}\n{{- end }}\n',
  'templates/job.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: check\n  annotations: {"helm.sh/hook": test}\n',
  'templates/NOTES.txt': 'It burns {{ .Values.lamp.colour }} in {{ .Release.Namespace }}.\n',
};

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a chart is rendered as values are typed, and a link shows the same', async ({
  page,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/rendered/lights:1.0.0`;
  const chart = writeChart(join(folder, 'lights'), { name: 'lights', files: LIGHTS });
  await stockChart(chart, [reference]);
  const address = `${site.url}/#/chart/${encodeURIComponent(reference)}`;
  await page.goto(`${address}/files/templates%2Fdeployment.yaml`);
  const values = page.getByRole('textbox', { name: 'Your values' });
  const object = (name: RegExp) => page.getByRole('button', { name });

  // From a template to what it makes, and from there to all.
  await page.getByRole('link', { name: 'What it renders to' }).click();
  await expect(object(/^Deployment release-name-lamp/)).toHaveAttribute('aria-expanded', 'true');
  await expect(object(/^ConfigMap/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all objects' }).click();
  await expect(page.getByText(/^2 objects and 1 hook in \d+ lines, rendered in/)).toBeVisible();
  await expect(page.getByText('hook: test')).toBeVisible();
  await page.getByRole('button', { name: '1 image' }).click();
  await expect(page.getByRole('region', { name: 'Images' }).getByRole('listitem')).toHaveText(
    /^lamp:white\s+Deployment release-name-lamp$/,
  );
  await page.getByRole('button', { name: 'Copy images' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('lamp:white\n');

  // The keyboard alone: unfold, go from object to object, search.
  await object(/^ConfigMap/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('replicas: "1"')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(object(/^Deployment/)).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('colour');
  await expect(page.getByText('Found in 1 line of 1 object.').first()).toBeVisible();
  await expect(page.locator('mark')).toHaveText('colour');
  await page.getByRole('searchbox').fill('');

  // Each change is rendered; the address has it. The defaults stand beside what is typed.
  await page.getByRole('button', { name: 'The chart’s defaults' }).click();
  await expect(page.getByRole('region', { name: 'The chart’s defaults' })).toContainText(
    '# -- How many lamps',
  );
  await values.fill('replicas: 3\n');
  await page
    .getByRole('combobox', { name: 'Values from the chart' })
    .selectOption('ci/red-values.yaml');
  await page.getByRole('button', { name: 'Release and cluster' }).click();
  await page.getByRole('textbox', { name: 'Namespace' }).fill('harbour');
  await expect(page.getByText('It burns red in harbour.')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await expect(page.getByText('replicas: 3', { exact: true }).last()).toBeVisible();
  await expect(page).toHaveURL(/namespace=harbour/);
  await expect(page).toHaveURL(/open=all/);
  await page.reload();
  await expect(values).toHaveValue('replicas: 3\n');
  await expect(page.getByText('It burns red in harbour.')).toBeVisible();
  await page.getByRole('button', { name: 'Copy command' }).last().click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain('--namespace harbour');
  expect(command).toContain("--values - <<'VALUES'\nreplicas: 3\nVALUES");

  // What the schema refuses is told in Helm's words, and goes when it is mended.
  await values.fill('lampe: 1\nreplicas: many\n');
  await expect(page.getByRole('alert')).toContainText("- at '/replicas': got string, want integer");
  await page.getByRole('button', { name: "'/replicas'" }).click();
  await expect(values).toBeFocused();
  expect(await values.evaluate(selected)).toBe('replicas: many');
  await expect(page.getByText('The chart doesn’t name lampe among its values')).toBeVisible();
  await values.press('Control+End');
  await values.press('ArrowUp');
  await expect(page.getByText('How many lamps')).toBeVisible();
  await values.fill('boom: true\n');
  await expect(page.getByRole('alert')).toContainText('it went out');
  await page.getByRole('link', { name: 'lights/templates/fail.yaml:3:5' }).click();
  await expect(page).toHaveURL(/files\/templates%2Ffail\.yaml\?line=3$/);
  await page.goBack();
  await expect(values).toHaveValue('boom: true\n');

  // A secret stays out of the address unless it is told to be in it.
  await values.fill('admin:\n  password: hunter2\n');
  await expect(page.getByRole('note')).toContainText('kept out of this page’s address');
  await expect(page).not.toHaveURL(/hunter2|boom/);
  await page.getByLabel('Have them in the address all the same').check();
  await expect(page).toHaveURL(/hunter2/);
  await page.getByRole('tab', { name: 'Manifest' }).click();
  await page.getByRole('tab', { name: 'Rendered' }).click();
  await expect(values).toHaveValue('admin:\n  password: hunter2\n');

  // A link to another version's file of values.
  await page.goto(`${address}/rendered?file=ci/gone-values.yaml`);
  await expect(page.getByText('which this chart doesn’t have')).toContainText(
    'ci/gone-values.yaml',
  );
  await expect(page.getByText('--values ci/gone')).toHaveCount(0);
  await page.goto(`${address}/rendered?values-packed=AAAA`);
  const cut = page.getByText('The values in the address can’t be read: it was cut off or changed.');
  await expect(cut).toBeVisible();
  await values.fill('replicas: 2\n');
  await expect(cut).toHaveCount(0);

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(object(/^Deployment/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

/** In the page: what is selected in a field. */
function selected(field: HTMLElement | SVGElement): string {
  const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement;
  return value.slice(selectionStart, selectionEnd);
}

/** A folder that was chosen, at the tab that renders it. */
async function chooseToRender(page: Page, url: string, chart: string): Promise<void> {
  await page.goto(url);
  await page.reload();
  await chooseFolder(page, chart);
  await page.getByRole('tab', { name: 'Rendered' }).click();
}

test('what is downloaded is what helm template prints, with all that the form takes', async ({
  page,
  site,
  folder,
}) => {
  const helm = findPeer('helm4') ?? '';
  test.skip(helm === '', notInstalled('helm 4'));
  const capable =
    'kind: ConfigMap\nmetadata:\n  name: cluster\n  namespace: {{ .Release.Namespace }}\ndata:\n  version: {{ .Capabilities.KubeVersion }}\n  monitored: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}\n  colour: {{ .Values.lamp.colour }}\n  period: {{ .Values.lamp.period | default 5 }}\n';
  const chart = writeChart(join(folder, 'lights'), {
    name: 'lights',
    extra: 'dependencies: [{name: bell, version: 1.0.0, repository: ""}]\n',
    files: {
      ...LIGHTS,
      'templates/cluster.yaml': capable,
      'templates/NOTES.txt':
        '{{ .Values.lamp.colour }} {{ .Values.lamp.period }} {{ .Release.Namespace }}',
      'crds/lamp.yaml': 'kind: CustomResourceDefinition\nmetadata:\n  name: l.x\n',
    },
  });
  const bell = writeChart(join(folder, 'bell'), { name: 'bell' });
  const inner = [...readTree(bell)].map(([path, bytes]) => ({
    path,
    bytes: new Uint8Array(bytes),
  }));
  const archive = new Uint8Array(await packArchive('bell', inner).arrayBuffer());
  writeFiles(chart, { 'charts/bell-1.0.0.tgz': archive });
  const own = join(folder, 'own.yaml');
  writeFileSync(own, 'lamp:\n  period: 7\nbell:\n  replicas: 2\n');
  await chooseToRender(page, site.url, chart);
  const box = (name: string) => page.getByRole('textbox', { name });
  const same = async (shown: string, ...flags: string[]) => {
    await expect(page.getByRole('region', { name: 'Notes' })).toContainText(shown);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download lights.yaml' }).click(),
    ]);
    const printed = execFileSync(helm, ['template', ...flags, chart], { encoding: 'utf8' });
    expect(readFileSync(await download.path(), 'utf8')).toBe(printed);
  };
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await same('white  default');
  await page
    .getByRole('combobox', { name: 'Values from the chart' })
    .selectOption('ci/red-values.yaml');
  const file = ['-f', join(chart, 'ci/red-values.yaml')];
  await same('red  default', ...file);
  await box('Your values').fill(readFileSync(own, 'utf8'));
  const values = [...file, '-f', own];
  await same('red 7 default', ...values);
  await box('Set').fill('lamp.colour=green\nreplicas=4');
  const set = [...values, '--set', 'lamp.colour=green', '--set', 'replicas=4'];
  await same('green 7 default', ...set);
  await page.getByRole('button', { name: 'Release and cluster' }).click();
  await box('Kubernetes version').fill('1.34');
  await box('API versions').fill('monitoring.coreos.com/v1, x/v1');
  await box('Namespace').fill('harbour');
  await box('Release name').fill('bell');
  await page.getByLabel('Include CRDs').check();
  const cluster = ['--kube-version', '1.34', '-a', 'monitoring.coreos.com/v1,x/v1'];
  await page.getByRole('searchbox').fill('monitored');
  await expect(page.getByText('monitored: true', { exact: true })).toBeVisible();
  await page.getByRole('searchbox').fill('l.x');
  await expect(page.getByText('from crds/')).toBeVisible();
  const release = ['bell', '-n', 'harbour', '--include-crds'];
  await same('green 7 harbour', ...set, ...cluster, ...release);

  // The template of a subchart in an archive, and back.
  await page.getByRole('searchbox').fill('templates/configmap.yaml');
  const source = page.getByRole('button', {
    name: 'charts/bell-1.0.0.tgz/templates/configmap.yaml',
  });
  await source.click();
  const template = page.getByRole('dialog');
  await expect(template).toContainText('replicas: "{{ .Values.replicas }}"');
  await page.keyboard.press('Escape');
  await expect(template).toHaveCount(0);
  await expect(source).toBeFocused();
});

test('templates that never end are ended, and the page answers all the while', async ({
  page,
  site,
  folder,
}) => {
  test.slow();
  const chart = writeChart(join(folder, 'lights'), {
    name: 'lights',
    files: {
      'templates/configmap.yaml':
        '{{- if not .Values.empty }}\nkind: ConfigMap\nkey: {{ randAlphaNum 20 }}\n{{- end }}\n{{- if .Values.endless }}{{ range 1000000000 }}{{ range 1 }}{{ end }}{{ end }}{{ end }}\n{{- if .Values.huge }}{{ repeat 1000000000 "a" }}{{ end }}{{- if .Values.deep }}{{ include "deep" . }}{{ end }}',
      'templates/_deep.tpl': '{{ define "deep" }}{{ include "deep" . }}{{ end }}',
    },
  });
  await chooseToRender(page, site.url, chart);
  const values = page.getByRole('textbox', { name: 'Your values' });
  await expect(page.getByText('1 line differs each time, and is marked with ≈.')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await expect(page.getByText('differs each time:')).toHaveCount(1);
  // Whoever looks at another tab in between finds it as it was.
  await page.getByRole('searchbox').fill('key');
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByRole('tab', { name: 'Rendered' }).click();
  await expect(page.getByRole('button', { name: 'Fold all' })).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveValue('key');
  await page.getByRole('searchbox').fill('');
  await values.fill('empty: true\n');
  await expect(page.getByText('no template makes an object')).toBeVisible();
  await values.fill('deep: true\n');
  await expect(page.getByRole('alert')).toContainText('deep');
  await values.fill('huge: true\n');
  await expect(page.getByText('The templates make more than this page takes')).toBeVisible();

  // Called off, another wish, and the limit.
  await values.fill('endless: true\n');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled: nothing is rendered.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Render', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await values.fill('empty: false\n');
  await expect(page.getByRole('button', { name: /^ConfigMap/ })).toBeVisible();
  await values.fill('endless: true\n');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled: what stands below was rendered before')).toBeVisible();
  await page.getByRole('button', { name: 'Render', exact: true }).click();
  const gaps = page.evaluate(frameGaps);
  await page.getByRole('textbox', { name: 'Set' }).pressSequentially('answers=1');
  await expect(page.getByRole('textbox', { name: 'Set' })).toHaveValue('answers=1');
  await expect(page.getByText('took more than 10 seconds, and were ended.')).toBeVisible({
    timeout: 30_000,
  });
  // On the page's own thread these templates would keep it from drawing for ten seconds.
  expect(Math.max(...(await gaps))).toBeLessThan(5000);
  await values.fill('');
  await expect(page.getByRole('button', { name: /^ConfigMap/ })).toBeVisible();
});

/** In the page: how long it went without a frame, in milliseconds, until templates are ended. */
function frameGaps(): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let last = performance.now();
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      if (document.body.textContent.includes('and were ended')) resolve(gaps);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

test('what can’t be rendered is said in Helm’s words, with what to do', async ({
  page,
  site,
  folder,
}) => {
  const library = writeFiles(join(folder, 'shore'), {
    'Chart.yaml': 'apiVersion: v2\nname: shore\nversion: 1.0.0\ntype: library\n',
    'templates/_a.tpl': '{{ define "a" }}{{ end }}',
  });
  await chooseToRender(page, site.url, library);
  await expect(page.getByText('library charts are not installable')).toBeVisible();
  await expect(page.getByText('Render a chart that depends on it.')).toBeVisible();
  const extra = 'dependencies: [{name: bell, version: 1.0.0, repository: "https://b.example"}]\n';
  const buoy = writeChart(join(folder, 'buoy'), { name: 'buoy', extra });
  await chooseToRender(page, site.url, buoy);
  await expect(page.getByText('missing in charts/ directory: bell')).toBeVisible();
  await expect(page.getByText('The publish page can fetch them')).toBeVisible();
  const schema = '{"properties":{"depth":{"$ref":"https://schemas.example/depth.json"}}}';
  const files = { 'values.schema.json': schema };
  await chooseToRender(page, site.url, writeChart(join(folder, 'reef'), { name: 'reef', files }));
  await expect(page.getByText('schemas that refer to https://schemas.example')).toBeVisible();
  await expect(page.getByRole('button', { name: /^ConfigMap/ })).toBeVisible();
});

test('whoever edits a template sees the error that helm would give, and goes to its line', async ({
  page,
  site,
  folder,
}) => {
  const helm = findPeer('helm4') ?? '';
  test.skip(helm === '', notInstalled('helm 4'));
  const chart = writeChart(join(folder, 'lights'), { name: 'lights', files: LIGHTS });
  const template = join(chart, 'templates/deployment.yaml');
  const good = LIGHTS['templates/deployment.yaml'];
  await page.goto(site.url);
  await drop(page, [chart]);
  await page.getByRole('tab', { name: 'Rendered' }).click();
  await expect(page.getByRole('button', { name: /^Deployment/ })).toBeVisible();
  const again = page.getByRole('button', { name: 'Read the folder again' });
  const findings = page.getByRole('region', { name: 'Findings' });
  for (const [bad, place] of [
    [good.replace('spec:', 'spec: {{ include "lamps.labels" . }}'), 5],
    [good.replace('.Values.replicas', '.Values.lamp.colour.deep'), 6],
    [good.replace('.Values.lamp.colour', '.Values.lamp.colour | quotes'), 7],
    [good.replace('{{ .Values.replicas }}', '{{ if }}'), 6],
    [good.replace('spec:', '   spec:'), undefined],
  ] as const) {
    writeFileSync(template, bad);
    await again.click();
    const words = helmError(helm, chart);
    await expect(page.getByRole('alert').locator('pre')).toHaveText(words);
    if (place === undefined) continue;
    // The finding and the error lead to the same line.
    const at = `templates/deployment.yaml:${place}`;
    const line = page.getByRole('textbox', { name: 'Line' });
    await findings.getByRole('button', { name: at }).first().click();
    await expect(line).toHaveValue(String(place));
    await page.getByRole('tab', { name: 'Rendered' }).click();
    const places = page.getByRole('alert').getByRole('button', { name: `lights/${at}` });
    await places.last().click();
    await expect(line).toHaveValue(String(place));
    await page.getByRole('tab', { name: 'Rendered' }).click();
  }
  writeFileSync(template, good);
  await again.click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Deployment/ })).toBeVisible();

  // From an object to the line that makes it, and back.
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: 'templates/deployment.yaml', exact: true })
    .click();
  await expect(page.getByRole('textbox', { name: 'Line' })).toHaveValue('2');
  await page.getByRole('button', { name: 'What it renders to' }).click();
  await expect(page.getByText('1 object of templates/deployment.yaml')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Deployment/, expanded: true })).toBeVisible();
  await page.getByRole('button', { name: 'Show all objects' }).click();
  await expect(page.getByRole('button', { name: /^ConfigMap/ })).toBeVisible();
});

/** What helm template says of a chart that it refuses. */
function helmError(helm: string, chart: string): string {
  try {
    execFileSync(helm, ['template', chart], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stderr } = error as { stderr: string };
    return stderr.replace(/\n\nUse --debug flag to render out invalid YAML\n$/, '').trim();
  }
  throw new Error('helm takes it');
}

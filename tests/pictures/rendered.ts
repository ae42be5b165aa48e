import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { button } from './acts.ts';
import { writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import type { Scene, Stage } from './stage.ts';

const OWN = join(import.meta.dirname, '../../deploy/chart');

/** A chart that renders to nothing, never ends or draws lots, as its values say. */
const MOODY = `{{- if .Values.lots }}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}
data:
  key: {{ randAlphaNum 24 | b64enc }}
{{- end }}
{{- if .Values.endless }}{{ range 1000000000 }}{{ range 1 }}{{ end }}{{ end }}{{ end }}
`;

const TYPED = 'replicaCount: 2\nregistries:\n  - host: ghcr.io\n  - host: registry.example.org\n';

const values = (page: Page) => page.getByRole('textbox', { name: 'Your values' });

async function goTo(page: Page, stage: Stage, chart: string, name: string, query = '') {
  const reference = `${stage.registry.host}/charts/${name}`;
  await stockChart(chart, [reference]);
  await page.goto(`${stage.url}/#/chart/${encodeURIComponent(reference)}/rendered${query}`);
  await values(page).waitFor();
}

/** Chartroom’s own chart, rendered. */
const own =
  (query = ''): Scene =>
  async (page, stage) => {
    await goTo(page, stage, OWN, 'chartroom:0.1.0', query);
    await page.getByText(/rendered in [\d,]+ ms$/).waitFor();
  };

const moody =
  (said: string, shown: string | RegExp): Scene =>
  async (page, stage) => {
    const files = { 'templates/configmap.yaml': MOODY };
    await goTo(page, stage, writeChart(stage.folder(), { name: 'moody', files }), 'moody:1.0.0');
    await values(page).fill(said);
    await page.getByText(shown).first().waitFor();
  };

export const rendered: Record<string, Scene> = {
  rendered: own(),
  /** As the README shows it. */
  async renderedTyped(page, stage) {
    await own()(page, stage);
    await values(page).fill(TYPED);
    await page.getByText('Chartroom serves ghcr.io, registry.example.org.').waitFor();
    await values(page).press('Control+Home');
    await page.getByRole('button', { name: /^\d+ images?$/ }).click();
    await page.getByRole('button', { name: /^ServiceAccount/ }).click();
  },
  async renderedOpen(page, stage) {
    await own('?open=all')(page, stage);
    await button(page, 'Release and cluster').click();
    await page.getByRole('textbox', { name: 'Namespace' }).fill('harbour');
    await values(page).fill(TYPED);
    await values(page).press('Control+Home');
    await page.waitForURL(/values=/);
    await page.getByText(/rendered in [\d,]+ ms$/).waitFor();
    await page.getByRole('button', { name: /^\d+ images?$/ }).click();
  },
  async renderedFound(page, stage) {
    await own('?q=image')(page, stage);
    await page
      .getByText(/^Found in /)
      .first()
      .waitFor();
  },
  async renderedRefused(page, stage) {
    await own()(page, stage);
    await values(page).fill('replicaCount: many\n');
    await page.getByText('Helm would say').waitFor();
  },
  renderedDiffers: moody('lots: true\npassword: sextant\n', /1 line differs each time/),
  renderedEmpty: moody('lots: false\n', /no template makes an object/),
  async renderedRunning(page, stage) {
    await moody('endless: true\n', 'Rendering …')(page, stage);
    await button(page, 'Cancel').waitFor();
  },
  async renderedCancelled(page, stage) {
    await moody('lots: true\n', /1 line differs each time/)(page, stage);
    await values(page).fill('endless: true\n');
    await button(page, 'Cancel').click();
    await page.getByText(/^Cancelled/).waitFor();
  },
  renderedEnded: moody('endless: true\n', /took more than 10 seconds/),
};

import { execFileSync } from 'node:child_process';
import { findPeer } from '../support/peers.ts';
import { notInstalled } from '../support/programs.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

test('Chartroom publishes the chart of itself, and helm installs from it', async ({
  page,
  site,
}) => {
  const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
  test.skip(!helm, notInstalled('helm'));
  await page.goto(site.url);
  await chooseFolder(page, 'deploy/chart');
  await expect(
    page.getByText('Helm charts and OCI registries in the browser').first(),
  ).toBeVisible();
  const findings = page.getByRole('region', { name: 'Findings' });
  await expect(findings).toContainText('No error found');
  await expect(findings.getByLabel('Findings, the gravest first')).toHaveCount(0);
  const reference = `${site.registry.host}/charts/chartroom:0.1.0`;
  await aim(page, reference);
  await push(page, reference);

  const chart = ['site', `oci://${site.registry.host}/charts/chartroom`, '--version', '0.1.0'];
  const pulled = execFileSync(helm, ['template', ...chart, '--plain-http']).toString();
  expect(pulled).toBe(execFileSync(helm, ['template', 'site', 'deploy/chart']).toString());
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Renderer } from './renderer.mjs';

const work = mkdtempSync(join(tmpdir(), 'chartroom-renderer-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function chart(name: string, template: string): string {
  const folder = join(work, name);
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  writeFileSync(join(folder, 'templates/a.yaml'), template);
  return folder;
}

test('a pattern that backtracks is ended, and what comes behind it is rendered', async () => {
  const renderer = new Renderer(1500);
  const endless = chart('endless', 'a: {{ regexMatch "(a+)+$" (print (repeat 40 "a") "!") }}\n');
  expect(await renderer.render({ chart: endless })).toEqual({
    ok: false,
    error: 'the templates take too long',
  });
  const plain = chart('plain', 'a: {{ .Chart.Name }}\n');
  expect(await renderer.render({ chart: plain })).toEqual({
    ok: true,
    text: '---\n# Source: plain/templates/a.yaml\na: plain\n',
    unread: [],
  });
  await renderer.end();
});

test('a link that leads nowhere is told in Helm’s words', async () => {
  const renderer = new Renderer();
  const linked = chart('linked', 'a: 1\n');
  const target = join(work, 'nowhere');
  symlinkSync(join(target, 'b.yaml'), join(linked, 'templates/b.yaml'));
  expect(await renderer.render({ chart: linked })).toMatchObject({
    error: `error evaluating symlink ${linked}/templates/b.yaml: lstat ${target}: no such file or directory`,
  });
  await renderer.end();
});

test('Helm says how to see what was rendered only where there is a release', async () => {
  const renderer = new Renderer();
  const failing = await renderer.render({ chart: chart('failing', '{{ fail "no" }}') });
  expect(failing).toMatchObject({ ok: false, isOfRelease: true });
  const unnamed = await renderer.render({ chart: chart('plain', 'a: 1'), name: 'A' });
  expect(unnamed).toMatchObject({ ok: false, isOfRelease: false });
  await renderer.end();
});

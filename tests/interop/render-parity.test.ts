/**
 * Rendered charts, against `helm template` of Helm 4 to the byte, and of Helm 3 but for blanks at the
 * ends of documents; where Helm refuses, its words. The project's own charts, and below the folder
 * `CHART_CORPUS` every chart with its defaults and with each of its `ci/*-values.yaml`. Lines that
 * differ between two runs of Helm are random.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { template } from '../../src/core/render/command.ts';
import { RenderError } from '../../src/core/render/engine/engine.ts';
import type { HelmMajor } from '../../src/core/render/values.ts';
import { writeFiles } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { chartFolders } from './parity/corpus.ts';
import { folderSource } from './parity/folder-source.ts';
import { RENDER_CASES } from './render/charts.ts';
import { FUNCTION_CASES } from './render/functions.ts';
import { UNLOADABLE_CASES } from './render/unloadable.ts';

const CORPUS = process.env['CHART_CORPUS'];
const KUBE_VERSION = 'v1.35.0';
const HELMS = ([3, 4] as const).flatMap((helm) => {
  const program = findPeer(`helm${helm}`);
  return program ? [{ helm, program }] : [];
});

const work = mkdtempSync(join(tmpdir(), 'chartroom-render-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Case {
  folder: string;
  values: readonly string[];
  set: readonly string[];
}

type Outcome = { text: string } | { refusal: string };

function byHelm(program: string, { folder, values, set }: Case): Outcome {
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      ...['template', 'release-name', folder, '--kube-version', KUBE_VERSION],
      ...values.flatMap((file) => ['-f', file]),
      ...set.flatMap((each) => ['--set', each]),
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  return status === 0 ? { text: stdout } : { refusal: refusalIn(stderr) };
}

/** Without warnings, and without what is printed behind an error. */
function refusalIn(stderr: string): string {
  const words = stderr.slice(Math.max(stderr.search(/^Error: /m), 0)).replace(/^Error: /, '');
  return words.replace('\n\nUse --debug flag to render out invalid YAML', '').trim();
}

async function byUs(helm: HelmMajor, { folder, values, set }: Case): Promise<Outcome> {
  const file = (path: string) => ({ path, bytes: new Uint8Array(readFileSync(path)) });
  const options = { helm, kubeVersion: KUBE_VERSION, values: values.map(file), set };
  try {
    return { text: (await template(folderSource(folder), options)).text };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { refusal: error.message.trim() };
  }
}

/** Helm 3 trims documents, Helm 4 leaves them as they are. */
function comparable(text: string, helm: HelmMajor): string {
  return helm === 4 ? text : text.replace(/[ \t\n]+(?=\n---|\n*$)/g, '');
}

type Verdict =
  'equal' | 'equal but for what is random' | 'refused alike' | { helm: string; ours: string };

async function compare(helm: HelmMajor, program: string, each: Case): Promise<Verdict> {
  const [their, own] = [byHelm(program, each), await byUs(helm, each)];
  if ('refusal' in their || 'refusal' in own) {
    if ('refusal' in their && 'refusal' in own && their.refusal === own.refusal)
      return 'refused alike';
    return { helm: JSON.stringify(their).slice(0, 1000), ours: JSON.stringify(own).slice(0, 1000) };
  }
  const text = comparable(own.text, helm);
  if (comparable(their.text, helm) === text) return 'equal';
  const again = byHelm(program, each);
  return firstDifference(
    comparable(their.text, helm),
    comparable('text' in again ? again.text : '', helm),
    text,
  );
}

function firstDifference(text: string, again: string, own: string): Verdict {
  const [lines, others, ours] = [text, again, own].map((each) => each.split('\n')) as [
    string[],
    string[],
    string[],
  ];
  const place = lines.findIndex((line, i) => line === others[i] && line !== ours[i]);
  const isSameLength = lines.length === others.length && lines.length === ours.length;
  if (place < 0 && isSameLength && text !== again) return 'equal but for what is random';
  const at = Math.max(place, 0);
  const shown = (all: string[]) => `${at + 1}: ${all.slice(at, at + 3).join('\n')}`;
  return { helm: shown(lines), ours: shown(ours) };
}

describe.skipIf(HELMS.length < 2)('rendered as by Helm', () => {
  test.each(HELMS)(
    'the project’s own charts, by Helm $helm',
    { timeout: 300_000 },
    async (peer) => {
      const different: unknown[] = [];
      for (const { name, files, set = [] } of [
        ...RENDER_CASES,
        ...FUNCTION_CASES,
        ...UNLOADABLE_CASES,
      ]) {
        const folder = writeFiles(join(work, `${peer.helm}`, name.replaceAll(' ', '-')), files);
        const verdict = await compare(peer.helm, peer.program, { folder, values: [], set });
        if (typeof verdict === 'object') different.push({ name, ...verdict });
      }
      expect(different).toEqual([]);
    },
  );

  test.skipIf(!CORPUS).each(HELMS)(
    'charts of CHART_CORPUS, by Helm $helm',
    { timeout: 7_200_000 },
    async (peer) => {
      const counts = new Map<string, number>();
      const different: unknown[] = [];
      for (const each of corpusCases(CORPUS as string)) {
        const verdict = await compare(peer.helm, peer.program, each);
        const kind = typeof verdict === 'string' ? verdict : 'different';
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (typeof verdict !== 'object') continue;
        const { folder, values } = each;
        different.push({ chart: relative(CORPUS as string, folder), values, ...verdict });
      }
      console.info(`Helm ${peer.helm}:`, Object.fromEntries(counts));
      expect(different).toEqual([]);
    },
  );
});

/** Each chart with its defaults, and with each file of values in its `ci/`. */
function corpusCases(root: string): Case[] {
  return chartFolders(root).flatMap((folder) => {
    const ci = join(folder, 'ci');
    const files = existsSync(ci)
      ? readdirSync(ci).filter((name) => /values\.ya?ml$/.test(name))
      : [];
    return [[], ...files.map((name) => [join(ci, name)])].map((values) => ({
      folder,
      values,
      set: [],
    }));
  });
}

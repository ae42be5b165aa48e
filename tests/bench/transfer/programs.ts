import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { findPeer } from '../../support/peers.ts';
import type { BenchChart, Workload } from './workloads.ts';

/**
 * One way to move charts: `path` is `host/repository…`, what comes back is milliseconds. `begun` is
 * called when the clock starts.
 */
export type Move = (path: string, workload: Workload, begun?: () => void) => Promise<number>;

/** Something that moves charts. */
export interface Mover {
  name: string;
  push: Move;
  /** Pushes once more what is there, for those whose time for that is of interest. */
  again?: Move;
  pull?: Move;
  /** Shows what was pulled as well, where that is another command. */
  show?: Move;
}

type Step = (path: string, chart: BenchChart) => Promise<unknown>;

const run = promisify(execFile);
const CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const CONTENT = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/**
 * The programs that are here, each of them started once for every chart; with `few` only those that
 * an aim names.
 */
export function programs(scratch: string, few: boolean): Mover[] {
  const helm4 = helm('helm4', scratch);
  const others = few ? [] : [helm('helm3', scratch), regctl(scratch)];
  const found = [helm4 ?? helm('helm3', scratch), ...others, bare()];
  return found.filter((mover) => mover !== undefined);
}

function loop(name: string, push: Step, pull: Step, show?: Step): Mover {
  const timed =
    (step: Step) =>
    async (path: string, { charts }: Workload) => {
      const start = performance.now();
      for (const chart of charts) await step(path, chart);
      return performance.now() - start;
    };
  return { name, push: timed(push), pull: timed(pull), ...(show && { show: timed(show) }) };
}

function helm(name: 'helm3' | 'helm4', scratch: string): Mover | undefined {
  const program = findPeer(name);
  if (!program) return undefined;
  const homes = { HELM_CACHE_HOME: join(scratch, name), HELM_CONFIG_HOME: join(scratch, name) };
  const env = { ...process.env, ...homes };
  const there = (path: string, { name, version }: BenchChart) => [
    ...[`oci://${path}/${name}`, '--version', version, '--plain-http'],
  ];
  return loop(
    name,
    (path, { archive }) =>
      run(program, ['push', archive, `oci://${path}`, '--plain-http'], { env }),
    (path, chart) => run(program, ['pull', ...there(path, chart), '-d', scratch], { env }),
    (path, chart) => run(program, ['show', 'all', ...there(path, chart)], { env }),
  );
}

function regctl(scratch: string): Mover | undefined {
  const program = findPeer('regctl');
  if (!program) return undefined;
  const config = join(scratch, 'config.json');
  writeFileSync(config, '{"name":"bench"}');
  const host = (path: string) => ['--host', `reg=${path.split('/')[0]},tls=disabled`];
  return loop(
    'regctl artifact',
    (path, { name, version, archive }) => {
      const parts = [
        '--config-type',
        CONFIG,
        '--config-file',
        config,
        '-f',
        archive,
        '-m',
        CONTENT,
      ];
      const reference = `${path}/${name}:${version}`;
      return run(program, [...host(path), 'artifact', 'put', '--file-title', ...parts, reference]);
    },
    (path, { name, version }) => {
      const reference = `${path}/${name}:${version}`;
      return run(program, [...host(path), 'artifact', 'get', '--output', scratch, reference]);
    },
  );
}

/** Nothing but the archive's own bytes: a session and its PUT, and a GET. */
function bare(): Mover {
  const digests = new Map<string, string>();
  const blobs = (path: string, name: string) => `http://${path.replace('/', '/v2/')}/${name}/blobs`;
  const digestOf = async (archive: string) => {
    const known = digests.get(archive);
    if (known) return known;
    const { stdout } = await run('sha256sum', [archive]);
    const digest = `sha256:${stdout.slice(0, 64)}`;
    digests.set(archive, digest);
    return digest;
  };
  const silent = ['-sS', '--fail', '-o', '/dev/null'];
  return loop(
    'bare PUT by curl',
    async (path, { name, archive }) => {
      const ask = [
        ...silent,
        '-X',
        'POST',
        '-w',
        '%header{location}',
        `${blobs(path, name)}/uploads/`,
      ];
      const { stdout: session } = await run('curl', ask);
      const address = `${session}&digest=${encodeURIComponent(await digestOf(archive))}`;
      const type = ['-H', 'Content-Type: application/octet-stream', '-H', 'Expect:'];
      await run('curl', [...silent, ...type, '-T', archive, address]);
    },
    async (path, { name, archive }) => {
      const output = join(archive, '..', `${basename(archive)}.pulled`);
      const address = `${blobs(path, name)}/${await digestOf(archive)}`;
      await run('curl', ['-sS', '--fail', '-o', output, address]);
    },
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { ChartroomError, type ErrorCode } from '../../src/core/errors.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import type { Repository } from '../../src/core/registry/repository.ts';
import { copyWithReferrers } from '../../src/core/content/copy-referrers.ts';
import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { Destination, Source } from '../../src/core/content/target.ts';
import { openSessions, sampleArtifact, type SampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { sampleReferrer, type SampleReferrer } from '../support/referrers.ts';
import type { RunningRegistry } from '../support/registry.ts';
import type { FaultProxy } from './proxy.ts';
import { Random } from './random.ts';

export const TAG = '1.0.0';
export const SIZES: [number, ...number[]] = [0, 1000, 70_000, 400_000];
export const PROBABILITIES: [number, ...number[]] = [0.05, 0.15, 0.3, 0.6];
const KINDS = ['push', 'pull', 'promote', 'attached', 'cancel'] as const;

export interface Outcome {
  kind: (typeof KINDS)[number];
  seed: number;
  /** Names of the faults that happened. */
  faults: string[];
  /** `complete`, or the error's code. */
  result: 'complete' | ErrorCode;
  /** What is wrong with the outcome; empty if nothing. */
  wrong: string[];
}

/** Makes one transfer under faults, all of it as the seed has it, and looks what came of it. */
export async function transfer(
  seed: number,
  server: RunningRegistry,
  proxy: FaultProxy,
): Promise<Outcome> {
  const random = new Random(seed);
  const kind = random.pick(KINDS);
  const artifact = await sampleArtifact(`seed ${seed}`, random.pick(SIZES));
  const direct = registryAt(server.host, random);
  const [from, to] = [`f${seed}/from`, `f${seed}/to`];
  if (kind !== 'push' && kind !== 'cancel') {
    await copy(artifact.target, 'sample', direct.repository(from), TAG);
  }
  if (kind === 'attached') {
    const { descriptor, blob } = await signatureOf(artifact);
    await direct.repository(from).push(descriptor, blob);
  }

  const faulty = registryAt(proxy.host, random);
  const memory = new MemoryTarget();
  const pushing = kind === 'push' || kind === 'cancel';
  const [there, here] = [faulty.repository(from), faulty.repository(to, { push: true })];
  const source: Source = pushing ? artifact.target : there;
  const destination: Destination = kind === 'pull' ? memory : here;
  const cancel = new AbortController();
  if (kind === 'cancel') void sleep(random.below(40)).then(() => cancel.abort());

  proxy.begin(seed, random.pick(PROBABILITIES));
  const copying =
    kind === 'attached'
      ? copyWithReferrers(there, TAG, here, TAG)
      : copy(source, pushing ? 'sample' : TAG, destination, TAG, { signal: cancel.signal });
  const result = await copying.then(
    (): 'complete' => 'complete',
    (error: unknown) => ChartroomError.from(error).code,
  );
  const faults = proxy.end();

  const allowed = new Set<string>(['complete', ...faults.flatMap(({ codes }) => codes)]);
  if (kind === 'cancel') allowed.add('aborted');
  const wrong: string[] = [];
  if (!allowed.has(result)) wrong.push(`${result} is none of ${[...allowed].join(', ')}`);
  const held = kind === 'pull' ? memory : direct.repository(to);
  wrong.push(...(await inspect(held, artifact, result === 'complete')));
  if (kind === 'attached') wrong.push(...(await unsigned(direct.repository(to), artifact)));
  wrong.push(...(await unexplained(server, proxy, to)));
  return { kind, seed, faults: faults.map(({ name }) => name), result, wrong };
}

/** A registry whose client doesn't wait long between tries. */
export function registryAt(host: string, random: Random): Registry {
  return new Registry({
    host,
    transport: nodeTransport,
    credentials: { username: 'captain', password: 'secret' },
    clock: { now: () => Date.now(), random: () => random.next(), sleep: () => sleep(1) },
  });
}

/** What a target holds must be the artifact and whole, or nothing at all. */
export async function inspect(
  target: Source,
  { manifest, config, layer }: SampleArtifact,
  complete: boolean,
): Promise<string[]> {
  let stored;
  try {
    stored = await target.fetchManifest(TAG);
  } catch (error) {
    const { code } = ChartroomError.from(error);
    if (code !== 'tag.not-found') return [`looking at it: ${code}`];
    return complete ? ['complete, but the tag is not there'] : [];
  }
  if (stored.descriptor.digest !== manifest.descriptor.digest) return ['another manifest'];
  const wrong: string[] = [];
  for (const descriptor of [config, layer]) {
    const blob = await target.fetch(descriptor).catch(() => undefined);
    if (!blob) wrong.push(`no blob ${descriptor.digest}`);
    else if ((await digestOf(blob)) !== descriptor.digest) wrong.push('a blob that is not right');
  }
  return wrong;
}

export function signatureOf({ manifest, config }: SampleArtifact): Promise<SampleReferrer> {
  return sampleReferrer(manifest.descriptor, config);
}

/** What has got its name must have its signature. */
export async function unsigned(
  repository: Repository,
  artifact: SampleArtifact,
): Promise<string[]> {
  const tags = await repository.tags().then(
    ({ names }) => names,
    (): string[] => [],
  );
  if (!tags.includes(TAG)) return [];
  const { descriptor } = await signatureOf(artifact);
  const listed = (await repository.referrers(artifact.manifest.descriptor.digest)).entries;
  const signed = listed.some(({ digest }) => digest === descriptor.digest);
  return signed && (await repository.exists(descriptor)) ? [] : ['named, and not signed'];
}

/** Upload sessions that are left though nothing kept us from closing them. */
export async function unexplained(
  { dataDir }: RunningRegistry,
  { sessions }: FaultProxy,
  repository: string,
): Promise<string[]> {
  let left: string[] = [];
  // What was cancelled tidies up behind the caller's back.
  for (let i = 0; i < 100; i++) {
    const open = await openSessions(dataDir, repository);
    left = open.filter((session) => !sessions.lost.has(session));
    if (left.length === 0 || sessions.tokenRefused) return [];
    await sleep(20);
  }
  return left.map((session) => `session ${session} is left`);
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../scripts/lib/processes.mjs';
import { isNginxAvailable } from '../support/nginx.ts';
import { ROOT, runScript, type Settings } from '../support/start-script.ts';

const dockerfile = readFileSync(join(ROOT, 'deploy/Dockerfile'), 'utf8');
const compose = parse(readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8')) as {
  services: { chartroom: { environment: Settings; build: { args: { APP: string } } } };
};

describe('the image', () => {
  it('copies files that are there, and all that the start script reads', () => {
    const copied = Array.from(dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm), ([, files]) =>
      (files ?? '').split(' '),
    ).flat();
    // dist/ is what a release brings along, and CI builds it only later.
    const missing = copied.filter((file) => file !== 'dist' && !existsSync(join(ROOT, file)));
    expect(missing).toEqual([]);
    const needed = ['nginx.conf', 'deploy/start.sh', 'deploy/start'];
    expect(copied).toEqual(expect.arrayContaining(needed));
  });

  it.skipIf(!isNginxAvailable())('starts with the settings that it and compose.yaml give', () => {
    const [, given = ''] = /^ENV (.+)$/m.exec(dockerfile) ?? [];
    const own = Object.fromEntries(given.split(' ').map((pair) => pair.split('=', 2)));
    expect(own).toEqual({ STATE: '/tmp/chartroom', LOGS: 'stdout', LISTEN: '8080' });
    const settings = { LISTEN: own.LISTEN, ...compose.services.chartroom.environment };
    const { stdout, stderr } = runScript('print', settings);
    expect(stderr).toBe('');
    expect(stdout).toContain('"localhost:5000" http://registry:5000;');
  });

  it.skipIf(!findProgram('buildah'))('is described in a Dockerfile that buildah can read', () => {
    const options = ['--storage-driver', 'vfs', 'build', '--pull-never', '-f', 'deploy/Dockerfile'];
    for (const app of ['built', 'brought']) {
      const args = [...options, '--build-arg', `APP=${app}`, '.'];
      const { stdout, stderr } = spawnSync('buildah', args, { cwd: ROOT, encoding: 'utf8' });
      // The base images can't be had without a network: it comes as far as the first of them.
      expect(stdout + stderr).toMatch(/image not known|STEP 2\//);
    }
  });
});

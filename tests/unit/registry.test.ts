import { expect, test } from 'vitest';
import { isHtpasswdAvailable, isRegistryAvailable, startRegistry } from '../support/registry.ts';

test.skipIf(!isRegistryAvailable() || !isHtpasswdAvailable())(
  'the real registry starts, answers, and is gone after',
  async () => {
    const open = await startRegistry();
    const locked = await startRegistry({ htpasswd: { user: 'captain', password: 'pässword' } });
    try {
      const answer = await fetch(`${open.url}/v2/`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect((await fetch(`${locked.url}/v2/`)).status).toBe(401);
      const authorization = `Basic ${Buffer.from('captain:pässword').toString('base64')}`;
      expect((await fetch(`${locked.url}/v2/`, { headers: { authorization } })).status).toBe(200);
    } finally {
      await Promise.all([open.stop(), locked.stop()]);
    }
    await expect(fetch(`${open.url}/v2/`)).rejects.toThrow();
  },
);

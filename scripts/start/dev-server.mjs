/** The page of `npm run dev`: Vite in front of the nginx that `npm start` runs. */
import { createServer } from 'vite';
import { root } from '../lib/paths.mjs';

/**
 * Vite with hot reload at `port`; the registries and their list come from nginx, and so do the
 * security headers, loosened as far as hot reload needs, which replaces styles inline.
 */
export async function startDevServer(/** @type {number} */ port, /** @type {number} */ nginxPort) {
  const nginx = `http://127.0.0.1:${nginxPort}`;
  const policy = (await fetch(`${nginx}/config.json`)).headers.get('content-security-policy') ?? '';
  const server = await createServer({
    root,
    clearScreen: false,
    server: {
      port,
      strictPort: true,
      host: '127.0.0.1',
      headers: {
        'Content-Security-Policy': policy
          .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
          .replace("connect-src 'self'", `connect-src 'self' ws://localhost:${port}`),
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      },
      // Vite's overlay writes markup, which Trusted Types forbid; errors are shown in the terminal.
      hmr: { overlay: false },
      cors: false,
      // Forwarded with the browser's Host header, which nginx compares with the Origin.
      proxy: {
        '/registry/': { target: nginx },
        '/repository/': { target: nginx },
        '/config.json': { target: nginx },
      },
    },
  });
  await server.listen();
  const exited = new Promise((resolve) => server.httpServer?.once('close', resolve));
  return { name: 'Vite', exited, stop: () => server.close() };
}

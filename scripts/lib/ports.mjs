/** Ports of this machine: finds a free one, and explains what to do if one is taken. */
import { connect, createServer } from 'node:net';

/** Throws an error that explains what to do if `port` of this machine is taken. */
export async function requirePort(/** @type {number} */ port, /** @type {string} */ variable) {
  const taken =
    (await answers(port, '127.0.0.1')) || (await answers(port, '::1')) || !(await binds(port));
  if (!taken) return;
  throw new Error(
    `Port ${port} is in use by another program, perhaps by an \`npm start\` elsewhere.\n` +
      `End that program, or choose another port: ${variable}=${port + 1} npm start`,
  );
}

/** A free port of the loopback interface. */
export function freePort() {
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        server.close(() => resolve(port));
      });
    })
  );
}

/** Whether a server listens there. */
export function answers(/** @type {number} */ port, /** @type {string} */ host) {
  return /** @type {Promise<boolean>} */ (
    new Promise((resolve) => {
      const socket = connect({ port, host });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    })
  );
}

function binds(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

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

/**
 * The ports that `freePort` gives: below those that systems give to whoever asks for any (from
 * 32768 on Linux, 49152 elsewhere), as such a port may be another program's before it is used.
 */
const FIRST_PORT = 20_000;
const PORTS = 10_000;
/** Each process begins elsewhere: several may look for ports at once. */
let next = Math.floor(Math.random() * PORTS);

/** A free port of the loopback interface, another at each call. */
export async function freePort() {
  for (let tries = 0; tries < PORTS; tries++) {
    const port = FIRST_PORT + next;
    next = (next + 1) % PORTS;
    if (await binds(port)) return port;
  }
  throw new Error(`No port from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1} is free`);
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

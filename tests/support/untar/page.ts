import { startWorker } from '../../../src/worker/trusted.ts';
import workerUrl from './read.worker.ts?worker&url';
import type { ReadFile } from './read.worker.ts';

/** Reads a chart archive in a worker, as a compute worker does. */
export type ReadInWorker = (archive: Blob) => Promise<ReadFile[] | { code: string; data: unknown }>;

const readInWorker: ReadInWorker = (archive) =>
  new Promise((resolve, reject) => {
    const worker = startWorker(workerUrl);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.postMessage(archive);
  });

Object.assign(globalThis, { readInWorker });

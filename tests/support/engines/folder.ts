import { basename } from 'node:path';
import { readTree } from '../charts.ts';
import type { Engine } from './engine.ts';

/**
 * Chooses a folder in a file input made for folders. No driver but Chromium's does it: Firefox
 * refuses ("File error: Is directory"), WebKit gives the page one empty file. So the page gets
 * the folder's files as the browser would give them, each with its path from the folder on.
 */
export async function chooseFolder(engine: Engine, input: string, folder: string): Promise<void> {
  const files = [...readTree(folder)].map(
    ([path, bytes]) => [`${basename(folder)}/${path}`, bytes.toString('base64')] as const,
  );
  await engine.run(give, input, files);
}

/** In the page. */
function give(xpath: string, files: (readonly [path: string, base64: string])[]): void {
  const value = files.map(([path, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const file = new File([bytes], path.slice(path.lastIndexOf('/') + 1));
    return Object.defineProperty(file, 'webkitRelativePath', { value: path });
  });
  const found = document.evaluate(xpath, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE);
  const input = found.singleNodeValue as HTMLInputElement;
  Object.defineProperty(input, 'files', { value, configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

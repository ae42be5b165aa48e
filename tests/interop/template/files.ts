import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The texts of all files in a templates/ at any depth below a folder. */
export function templatesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?:^|\/)templates(?:\/|$)/.test(entry.parentPath))
    .map((entry) => new TextDecoder().decode(readFileSync(join(entry.parentPath, entry.name))));
}

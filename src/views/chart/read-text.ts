import { bytesOf } from '../../core/read-blob.ts';
/** Longer files are read up to here: nobody reads on in a browser. */
const MOST_READ = 1_000_000;
/** A NUL byte among the first bytes means that a file isn't text: git decides so too. */
const LOOKED_AT = 8000;

/** What there is to show of a file. */
export interface FileText {
  /** Undefined where the file isn't text. */
  text: string | undefined;
  /** Bytes that were read; the file may have more. */
  read: number;
}

/** Reads a file for showing. */
export async function readText(content: Blob): Promise<FileText> {
  const bytes = await bytesOf(content.slice(0, MOST_READ));
  const binary = bytes.subarray(0, LOOKED_AT).includes(0);
  return { text: binary ? undefined : new TextDecoder().decode(bytes), read: bytes.length };
}

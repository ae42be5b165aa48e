/** Longer files are shown up to here; the archive has the rest. */
const MAX_SHOWN = 1_000_000;
/** As git decides it: a NUL early on means that it is no text. */
const LOOKED_AT = 8000;

/** What there is to show of a file. */
export interface ShownText {
  /** Undefined for what is no text. */
  text: string | undefined;
  /** It is longer than what is shown. */
  cut: boolean;
}

/** Reads a file for showing. */
export async function readText(content: Blob): Promise<ShownText> {
  const bytes = new Uint8Array(await content.slice(0, MAX_SHOWN).arrayBuffer());
  const binary = bytes.subarray(0, LOOKED_AT).includes(0);
  return {
    text: binary ? undefined : new TextDecoder().decode(bytes),
    cut: content.size > MAX_SHOWN,
  };
}

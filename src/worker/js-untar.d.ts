declare module 'js-untar' {
  /** An entry read by js-untar; `buffer` is its body. */
  interface UntarFile {
    name: string;
    /** The type flag of its header, '' for NUL. */
    type: string;
    size: number;
    buffer: ArrayBuffer;
  }

  /** Unpacks in a worker of its own, to which `archive` is transferred. */
  export default function untar(archive: ArrayBuffer): Promise<UntarFile[]>;
}

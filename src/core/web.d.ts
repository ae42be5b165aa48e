/**
 * The standards of the web that core may use: those that a page, a worker and Node all have, and
 * only the parts that are used. Core is compiled with these instead of TypeScript's libraries for
 * pages and workers, so that `document`, `location` or `caches` don't compile here. Where core is
 * part of a page or a worker it is compiled once more with that library: a declaration that
 * promises too much fails there.
 */

// Content as it was chosen, fetched or packed, without holding its bytes in memory (File API).

type BufferSource = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

interface Blob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start?: number, end?: number, type?: string): Blob;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
}
declare const Blob: {
  new (parts?: readonly (BufferSource | Blob | string)[], options?: { type?: string }): Blob;
};

/** Declared only to distinguish a chosen file, which may change on disk, from other Blobs. */
interface File extends Blob {
  readonly name: string;
  readonly lastModified: number;
}
declare const File: { new (parts: readonly Blob[], name: string): File };

// Unpacking as content passes by (Compression Streams).

interface DecompressionStream {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: unknown;
}
declare const DecompressionStream: { new (format: 'gzip'): DecompressionStream };

// Text and its bytes (Encoding; HTML for base64).

interface TextDecoder {
  decode(input?: ArrayBufferLike | ArrayBufferView): string;
}
declare const TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};
interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare const TextEncoder: { new (): TextEncoder };
declare function atob(base64: string): string;
declare function btoa(latin1: string): string;

// Digests, signatures and random bytes (Web Cryptography).

/** A key that WebCrypto holds. */
interface CryptoKey {
  readonly type: string;
}
interface CryptoKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}
/** A public key as JSON, and its private part; numbers are in base64url. */
interface JsonWebKey {
  d?: string;
  x?: string;
  y?: string;
}
interface SubtleCrypto {
  digest(algorithm: string, data: BufferSource): Promise<ArrayBuffer>;
  importKey(
    format: 'spki',
    data: BufferSource,
    algorithm: { name: string; namedCurve?: string; hash?: string },
    extractable: boolean,
    uses: readonly 'verify'[],
  ): Promise<CryptoKey>;
  importKey(
    format: 'pkcs8' | 'raw',
    data: BufferSource,
    algorithm: string | { name: string; namedCurve?: string; hash?: string },
    extractable: boolean,
    uses: readonly ('sign' | 'encrypt' | 'decrypt')[],
  ): Promise<CryptoKey>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>;
  exportKey(format: 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
  generateKey(
    algorithm: {
      name: string;
      hash?: string;
      namedCurve?: string;
      modulusLength?: number;
      publicExponent?: Uint8Array<ArrayBuffer>;
    },
    extractable: boolean,
    uses: readonly ('sign' | 'verify')[],
  ): Promise<CryptoKeyPair>;
  sign(
    algorithm: { name: string; hash?: string },
    key: CryptoKey,
    data: BufferSource,
  ): Promise<ArrayBuffer>;
  encrypt(
    algorithm: { name: string; iv: BufferSource },
    key: CryptoKey,
    data: BufferSource,
  ): Promise<ArrayBuffer>;
  decrypt(
    algorithm: { name: string; iv: BufferSource },
    key: CryptoKey,
    data: BufferSource,
  ): Promise<ArrayBuffer>;
  verify(
    algorithm: { name: string; hash?: string; saltLength?: number },
    key: CryptoKey,
    signature: BufferSource,
    data: BufferSource,
  ): Promise<boolean>;
}
interface Crypto {
  /** Missing where the page isn't a secure context. */
  readonly subtle?: SubtleCrypto;
  getRandomValues<T extends Uint8Array<ArrayBuffer>>(array: T): T;
}
declare const crypto: Crypto;

// Addresses (URL).

interface URL {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  username: string;
  password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  pathname: string;
  search: string;
}
declare const URL: {
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string, base?: string | URL): boolean;
};
interface URLSearchParams {
  readonly size: number;
  append(name: string, value: string): void;
  toString(): string;
}
declare const URLSearchParams: { new (init?: Record<string, string>): URLSearchParams };

// Aborting work (DOM, "Aborting ongoing activities").

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare const AbortSignal: { any(signals: AbortSignal[]): AbortSignal };
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: { new (): AbortController };
interface DOMException extends Error {
  readonly name: string;
}
declare const DOMException: { new (message?: string, name?: string): DOMException };

// HTTP responses (Fetch, Streams). `fetch` itself is passed in: core doesn't use a global one.

interface Headers {
  get(name: string): string | null;
  has(name: string): boolean;
}
interface ReadableStream<T> {
  getReader(): {
    read(): Promise<{ done: false; value: T } | { done: true; value: T | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
  pipeThrough<R>(transform: {
    readonly readable: ReadableStream<R>;
    readonly writable: unknown;
  }): ReadableStream<R>;
}
interface Response {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

// Timers and clocks (HTML, High Resolution Time).

declare const performance: { now(): number };
declare function setTimeout(callback: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number | undefined): void;

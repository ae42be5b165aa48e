/** The bytes of base64, also in the alphabet for URLs (RFC 4648, 4 and 5); undefined for others. */
export function fromBase64(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const latin1 = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

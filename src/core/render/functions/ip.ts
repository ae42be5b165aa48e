import { isIPv6 } from '../../go/url.ts';

/** An address as bytes, four where it is one of IPv4 (`net.ParseIP`); undefined if it is none. */
export function ipBytes(text: string): Uint8Array | undefined {
  const v4 = ipv4(text);
  if (v4) return v4;
  if (!text.includes(':') || text.includes('%') || !isIPv6(text)) return undefined;
  const hex = text.replace(/[\d.]+$/, (tail) => {
    const bytes = tail.includes('.') ? ipv4(tail) : undefined;
    return bytes ? groups(bytes) : tail;
  });
  const [head = '', rest] = hex.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = rest === undefined || rest === '' ? [] : rest.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  const all = [...before, ...(rest === undefined ? [] : zeros), ...after];
  const bytes = Uint8Array.from(
    all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]),
  );
  const isMapped =
    bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12) : bytes;
}

function ipv4(text: string): Uint8Array | undefined {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part < 256) ? Uint8Array.from(parts) : undefined;
}

function groups([a = 0, b = 0, c = 0, d = 0]: Uint8Array): string {
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

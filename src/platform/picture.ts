/** A picture as a `data:` address, which the site's policy lets the page show. */
export function dataUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(picture);
  });
}

/**
 * Whether the site's policy lets the page show the picture at `url`: `sources` are origins as in a
 * Content-Security-Policy, `https://example.org`, `https://*.example.org`, `http://localhost:*`
 * (CSP 3, 6.7.2.8, without paths and keywords).
 */
export function isAllowedPicture(sources: readonly string[], url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  return sources.some((source) => {
    const [, scheme, host = '', wanted = ''] =
      /^(https?:)\/\/([^/:]+|\[[^\]]*\])(?::(\d+|\*))?\/?$/i.exec(source) ?? [];
    if (scheme?.toLowerCase() !== protocol) return false;
    if (wanted !== '*' && wanted !== port) return false;
    const name = host.toLowerCase();
    return name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name;
  });
}

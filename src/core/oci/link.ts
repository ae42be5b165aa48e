/**
 * The target of the `next` link in a Link header (RFC 8288, section 3), unresolved. Deviating from
 * the grammar, registries write `rel` without quotes, or leave it out if there is only one link.
 */
export function nextLink(header: string | null): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').matchAll(/<([^<>]*)>([^<]*)/g)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? 'next').toLowerCase().split(/\s+/);
    if (names.includes('next')) return target;
  }
  return undefined;
}

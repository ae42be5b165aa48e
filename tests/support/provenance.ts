/** A `.prov` as Helm writes it, for what doesn't look at its signature. */
export function provenanceText(metadata: string, files: Record<string, string>): string {
  const sums = Object.entries(files).map(([name, digest]) => `  ${name}: ${digest}`);
  const plain = `${metadata.trimEnd()}\n\n...\nfiles:\n${sums.join('\n')}`;
  return [
    '-----BEGIN PGP SIGNED MESSAGE-----',
    'Hash: SHA512',
    '',
    plain.replace(/^-/gm, '- -'),
    '-----BEGIN PGP SIGNATURE-----',
    '',
    'wsBcBAEBCgAQ',
    '=abcd',
    '-----END PGP SIGNATURE-----',
  ].join('\n');
}

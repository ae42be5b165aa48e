/** A content digest, `algorithm:hex` (OCI image-spec, descriptor.md "Digests"). */
export type Digest = `${'sha256' | 'sha512'}:${string}`;

/**
 * A content digest, `algorithm:encoded` (OCI image-spec, descriptor.md "Digests"). Only content with
 * a digest of a registered algorithm can be verified, and is used; see `oci/digest.ts`.
 */
export type Digest = `${string}:${string}`;

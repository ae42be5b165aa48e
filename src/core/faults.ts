/**
 * The reasons that some errors come with: closed lists too, since the words for them are in
 * `text/`.
 */

/** Why a reference can't be used; see `oci/reference.ts`. */
export type ReferenceFault =
  | 'empty'
  | 'scheme'
  | 'no-registry'
  | 'registry'
  | 'repository'
  | 'upper-case'
  | 'tag'
  | 'no-tag'
  | 'digest';

/** Why a dependency isn't even looked for; see `dependencies/source.ts`. */
export type DependencyFault = 'charts' | 'folder' | 'alias' | 'unknown';

/** Why a file is no provenance; see `provenance/provenance.ts`. */
export type ProvenanceFault =
  | 'too-large'
  | 'not-text'
  | 'unsigned'
  | 'header'
  | 'cut-short'
  | 'one-part'
  | 'files'
  | 'signature';

/** Why no public key can be had from a file; see `provenance/keys.ts`. */
export type KeyFault = 'too-large' | 'keybox' | 'private' | 'no-key' | 'damaged';

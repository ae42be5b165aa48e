/**
 * The reasons in the data of some errors. They are closed lists too, since their words are in
 * `text/`; a reason carries the data that its words need.
 */

/** Why a reference can't be used; see `oci/reference.ts`. */
export type ReferenceFault =
  | 'empty'
  | 'scheme'
  | 'no-registry'
  | 'no-path'
  | 'registry'
  | 'repository'
  | 'upper-case'
  | 'tag'
  | 'no-tag'
  | 'digest';

/** Why a dependency can't be fetched from its repository; see `dependencies/source.ts`. */
export type DependencyFault = 'charts' | 'folder' | 'alias' | 'unknown';

/** Why a file isn't a valid provenance file; see `provenance/provenance.ts`. */
export type ProvenanceFault =
  | 'too-large'
  | 'not-text'
  | 'unsigned'
  | 'header'
  | 'cut-short'
  | 'one-part'
  | 'files'
  | 'signature';

/** Why public keys can't be read from a file; see `provenance/keys.ts`. */
export type KeyFault = 'too-large' | 'keybox' | 'private' | 'no-key' | 'damaged';

/** Why a manifest or an index breaks the format; see `oci/manifest.ts`. */
export type ManifestFault =
  | { reason: 'not-json' | 'not-object' | 'schema-version' | 'manifest-and-index' }
  | { reason: 'other-type'; inside: string; outside: string }
  | { reason: 'not-list'; key: 'layers' | 'manifests' }
  /** Go reads `key` as `field`, so it could see other content; see `go/struct-keys.ts`. */
  | { reason: 'ambiguous-key'; key: string; field: string }
  /** `where` is the place in the manifest: `config`, `layers[0]`. */
  | {
      reason: 'no-descriptor' | 'no-media-type' | 'no-digest' | 'no-size' | 'annotations';
      where: string;
    }
  | { reason: 'too-large'; limit: number }
  /** Indexes within indexes, or what refers to what refers to a chart; see `content/reach.ts`. */
  | { reason: 'too-deep' }
  | { reason: 'too-many-referrers'; limit: number }
  /** The metadata of a chart in two layers; see `formats/join.ts`. */
  | { reason: 'metadata-layer' };

/** How a response violates the distribution protocol. */
export type ProtocolFault =
  /** `hidden`: there may be one that CORS keeps from the page. */
  | { reason: 'no-location'; hidden: boolean }
  /** `location` is the origin that an upload would be sent to; missing if it is no web address. */
  | { reason: 'location-elsewhere'; location?: string | undefined }
  /** A web page, or other text that no registry answers with. */
  | { reason: 'no-registry' }
  /** A web page, where a chart repository should send an index or an archive. */
  | { reason: 'web-page' }
  | { reason: 'no-token' | 'too-long' }
  | { reason: 'no-list' | 'endless-list'; list: 'tags' | 'repositories' | 'referrers' }
  /** Browsers hide the origin of a redirect that isn't followed. */
  | { reason: 'redirected'; origin?: string | undefined };

/** Why this site's proxy answers in the place of a registry; see `registry/refusal.ts`. */
export type ProxyRefusal =
  /** It serves no such host, or no such path of it. */
  | 'host'
  | 'path'
  /** It takes the page for another's, or the request for one that no page sends. */
  | 'caller'
  | 'request'
  /** The site itself wants a password. */
  | 'sign-in'
  /** A server in front of the site answers in its place; `status` says what. */
  | 'front'
  /** Too many requests at once. */
  | 'limit'
  /** The registry redirects to where the proxy doesn't follow. */
  | 'redirect'
  /**
   * There was no connection; a server in front of the registry reported that; or the response
   * wasn't valid HTTP.
   */
  | 'unreachable'
  | 'gateway'
  | 'no-http'
  /** Something is wrong with the proxy. */
  | 'fault';

/** Why files aren't an OCI image layout that can be read; see `layout/`. */
export type LayoutFault =
  /** There is no `oci-layout`, or two of them side by side. */
  | { reason: 'none' | 'several' }
  | { reason: 'no-index' }
  | { reason: 'version'; version: string }
  | { reason: 'twice'; path: string }
  /** `index.json` breaks the format, or is larger than is read. */
  | { reason: 'index'; fault: ManifestFault }
  | { reason: 'index-too-large'; limit: number }
  /** Gzipped, and more than may be unpacked. */
  | { reason: 'unpacked-too-large'; limit: number };

/** How an archive is damaged; see `archive/`. */
export type ArchiveFault =
  | { reason: TarFault | GzipFault }
  | { reason: 'entry-type'; type: string }
  /** `words` are zlib's. */
  | { reason: 'gzip-broken'; words: string }
  /** The extractor's result doesn't match the headers. */
  | { reason: 'files-lost' | 'file-changed' };

export type TarFault =
  | 'cut-short'
  | 'no-end'
  | 'trailing-data'
  | 'header-checksum'
  | 'size-unreadable'
  | 'number-unreadable'
  | 'record-too-long'
  | 'record-malformed'
  | 'no-name'
  | 'link-content'
  | 'described-twice'
  | 'nul-in-path'
  | 'sparse'
  | 'global-header'
  | 'last-entry-missing';

export type GzipFault = 'gzip-cut-short' | 'gzip-trailing-data' | 'gzip-checksum';

/** Why an entry of an archive is refused for its path; see `chart/chart-path.ts`. */
export type PathFault =
  | 'not-utf-8'
  | 'absolute'
  | 'outside'
  | 'leads-out'
  | 'drive-letter'
  /** A device or a pipe. */
  | 'special'
  /** There are two Chart.yaml, and they differ. */
  | 'ambiguous';

/** Why a YAML file can't be read as Helm reads it; see `yaml/`. */
export type YamlFault =
  | YamlSyntaxFault
  | { reason: 'encoding'; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' }
  /** Helm reads on; a page can't. `limit` counts as `yaml/size.ts` does. */
  | { reason: 'too-large'; limit: number }
  | { reason: 'too-deep' }
  | { reason: 'control-character' | 'excessive-aliasing' }
  | { reason: 'key-no-scalar' | 'merge-no-map' }
  | { reason: 'anchor-unknown' | 'anchor-within-itself'; anchor: string }
  | { reason: 'tag'; tag: string; text: string }
  | { reason: 'base64' }
  /** Values and Kubernetes objects must be maps. */
  | { reason: 'no-map' }
  /** Kubernetes' readers allow nothing but a comment after `---` on the same line. */
  | { reason: 'after-mark' };

/** What yaml.v2's scanner and parser refuse; see `yaml/scan/scanner.ts` and `yaml/compose.ts`. */
export type YamlSyntaxFault =
  | { reason: 'no-token'; character: string }
  /** A tab where only spaces can indent. */
  | { reason: 'tab' }
  /** Brackets or blocks within each other. */
  | { reason: 'depth'; limit: number }
  | { reason: 'no-colon' | 'entry-misplaced' | 'key-misplaced' | 'value-misplaced' }
  | { reason: 'no-content' | 'no-dash' | 'no-key' }
  | { reason: 'no-comma'; bracket: ']' | '}' }
  | { reason: 'quote-missing'; quote: '"' | "'" }
  /** A line within quotes that begins or ends a document. */
  | { reason: 'document-mark-in-quotes' }
  | { reason: 'escape'; escape: string }
  /** Behind `|` or `>`. */
  | { reason: 'after-block-sign' | 'block-indentation' }
  | { reason: 'anchor-name'; anchor: string }
  | { reason: 'tag-syntax' }
  | { reason: 'tag-handle'; handle: string }
  | { reason: 'directive' | 'directive-repeated' | 'yaml-version' | 'no-document-start' };

/** Why Helm rejects a field, or the document as a whole. */
export type MetadataFault =
  | { reason: TypeFault }
  /** See `chart/metadata-validate.ts`. */
  | { reason: 'required' | 'empty' | 'dots' | 'slash' | 'chart-type' | 'alias' }
  /** Another dependency has this name or alias. */
  | { reason: 'repeated'; name: string };

/** A value doesn't have the field's type in Go; see `yaml/decode.ts`. */
export type TypeFault =
  | 'no-list'
  | 'no-map'
  | 'no-text'
  | 'no-flag'
  | 'no-time'
  | 'no-finite-number'
  /** A key of a map that can't be converted to text. */
  | 'unusable-key';

/** Why work on content was given up, which may be made to be that way; see `bounds.ts`. */
export type WorkFault =
  /** `large-pattern`: a regular expression is too large for the browser. */
  | { reason: 'too-deep' | 'too-large' | 'large-pattern' }
  /** It took more than this many seconds. */
  | { reason: 'too-long'; seconds: number };

/** Why a chart's checks couldn't finish. `words` are the message of an unexpected error. */
export type CheckFault = WorkFault | { reason: 'failed'; words: string };

/** Why Helm refuses a rule of .helmignore; see `chart/ignore.ts`. */
export type IgnoreFault = 'line-too-long' | 'double-star' | 'malformed';

/** Every error of Chartroom, with the data that belongs to it. */
import type { Digest } from './digest.ts';
import type {
  ArchiveFault,
  DependencyFault,
  CheckFault,
  IgnoreFault,
  KeyFault,
  LayoutFault,
  ManifestFault,
  MetadataFault,
  PathFault,
  ProtocolFault,
  ProxyRefusal,
  ProvenanceFault,
  ReferenceFault,
  WorkFault,
  YamlFault,
} from './faults.ts';

/** One entry of a registry's error body (OCI distribution-spec, "Error Codes"). */
export interface RegistryFault {
  code: string;
  message: string;
  detail?: unknown;
}

/** A request and its outcome: part of every error that a registry caused. */
export interface RequestFacts {
  method: string;
  /** The registry's own address: never a proxy path, and without credentials or query. */
  url: string;
  /** The registry as the person typed it: `host[:port]`. */
  registry: string;
  /** HTTP status; absent if no response arrived. */
  status?: number;
  faults?: RegistryFault[];
}

/** A tag, what it names now, and the version of that, if its manifest says so. */
export interface HeldTag {
  tag: string;
  existing: Digest;
  holds?: string | undefined;
}

/** Every code there is, with the data that belongs to it. */
export interface ErrorDetails {
  /** The selection holds no Chart.yaml. `folder` is the name of what was selected. */
  'folder.no-chart': { folder: string };
  'file.unreadable': { path: string };
  'file.changed': { path: string };

  /** `misnamed` is the file that seems to be meant. */
  'chart.yaml-missing': { chart: string; misnamed?: string };
  /** `line` and `column` count from 1. */
  'chart.yaml-invalid': YamlFault & { path: string; line: number; column: number };
  /** `field` is a path such as `maintainers[0].name`; empty for the document itself. */
  'chart.metadata-invalid': MetadataFault & {
    path: string;
    field: string;
    line?: number | undefined;
  };
  'chart.version-invalid': { version: string };
  /** The requested range isn't a constraint that Helm can read. */
  'version.constraint-invalid': { constraint: string };
  /** No version in the repository is within the range; an empty range accepts every release. */
  /** `offered` are the highest versions that there are instead. */
  'version.none-fits': { repository: string; range: string; offered?: string[] };
  /** The list of tags may be longer than what could be read of it; `found` is the highest there. */
  'version.unproven': { repository: string; range: string; found: string | undefined };
  'chart.ignore-invalid': { line: number; pattern: string; reason: IgnoreFault };
  /** The chart doesn't say where a dependency is, or a page can't read from that place. */
  'dependency.unreachable': { name: string; repository: string; reason: DependencyFault };
  /** The chart that was found for a dependency has another name. */
  'dependency.other-chart': { name: string; found: string };
  /** Chart.lock doesn't match the dependencies that Chart.yaml declares. */
  'lock.outdated': { lock: string };
  /** The index of a chart repository can't be read. */
  'index.invalid': ErrorDetails['chart.yaml-invalid'] & { url: string };
  'index.no-chart': { url: string; name: string };
  /** A chart repository wants to know who asks, and is read anonymously here. */
  'index.closed': { url: string };
  /** The archive at an address in an index is another chart than the index says. */
  'index.other-chart': { url: string; listed: string; found: string };
  /** Checks found what Helm would refuse; it is pushed only when the person insists. */
  'chart.has-errors': { errors: number };
  /** Nobody knows what Helm would say of it; it is pushed only when the person insists. */
  'chart.unchecked': CheckFault;

  'archive.not-gzip': { name?: string };
  /** The archive is corrupt: a bad header, a wrong checksum, or a missing end. */
  'archive.damaged': ArchiveFault & { offset?: number };
  'archive.too-large': { limit: number; path?: string };
  /** Larger than this page fetches; Helm has no such limit. `name` is a digest or an address. */
  'content.too-large': { name: string; limit: number };
  'archive.too-many-files': { limit: number };
  'archive.path-illegal': { path: string; reason: PathFault };
  /** An archive or a folder that isn't an OCI image layout, or breaks the format. */
  'layout.invalid': LayoutFault;

  /** A `.prov` that isn't a provenance file, or is incomplete. */
  'provenance.invalid': { reason: ProvenanceFault };
  /** A `.prov` was chosen without the archive it belongs to. */
  'provenance.alone': { file: string; archive: string };
  'key.unreadable': { name: string; reason: KeyFault };
  /** The browser gives this page no WebCrypto, which OpenPGP.js needs. */
  'signature.unavailable': Record<string, never>;

  'reference.invalid': { reference: string; reason: ReferenceFault };

  /**
   * No response arrived. `silence`: the seconds without a byte after which the page stopped
   * waiting.
   */
  'registry.unreachable': RequestFacts & {
    silence?: number | undefined;
    /** Not even this site's proxy answered. */
    proxied?: boolean | undefined;
  };
  /** A response that began, and broke off after `received` bytes. */
  'registry.cut-short': RequestFacts & { received: number; expected?: number | undefined };
  /** There is no network at all. */
  'registry.offline': RequestFacts;
  /**
   * The site's own Content-Security-Policy keeps the page from this registry, or from where it
   * redirects to.
   */
  'registry.not-allowed': RequestFacts & { redirected?: boolean };
  /** The registry answers, but doesn't let this page read the answer. */
  'registry.cors': RequestFacts;
  /** This site's proxy answers in the registry's place. */
  'proxy.refused': RequestFacts & { reason: ProxyRefusal; retryAfter?: number | undefined };
  /** The registry refused a request, with a status that has no code of its own here. */
  'registry.refused': RequestFacts & { retryAfter?: number | undefined };
  /** The registry has deletion disabled or doesn't support it. */
  'registry.keeps-all': RequestFacts;
  /** The registry removes no tag alone, only a manifest with all its tags. */
  'registry.keeps-tags': RequestFacts;
  'registry.rate-limited': RequestFacts & { retryAfter?: number | undefined };
  /** An answer that breaks the protocol, a missing Location for instance. */
  'registry.protocol': RequestFacts & ProtocolFault;
  'auth.required': RequestFacts;
  'auth.denied': RequestFacts;
  /** The registry or its token server doesn't accept the credentials that were sent. */
  'auth.rejected': RequestFacts;
  /** The registry asks for credentials to be sent to a host that the person hasn't agreed to. */
  'auth.realm-untrusted': RequestFacts & { realm: string };

  'tag.not-found': { reference: string };
  'blob.not-found': { digest: Digest };
  /** The tag names other content than what would be pushed. */
  /** `added`: how much was attached to what is there before that was found. */
  'tag.differs': { reference: string; existing: Digest; pushed: Digest; added?: number };
  /**
   * Further tags of a push name something that they would rather go on naming: a version with other
   * content, or a higher version.
   */
  'tags.held': { version: string; pushed: Digest; tags: HeldTag[] };
  /** The repository has a higher version than the chart that would be pushed. */
  'version.lower': { reference: string; version: string; higher: string };
  'digest.mismatch': { expected: Digest; actual: Digest };
  /**
   * The registry stored a manifest under another digest than the pushed one; `stored`, if it is
   * known.
   */
  'manifest.stored-otherwise': { reference: string; pushed: Digest; stored?: Digest | undefined };
  'size.mismatch': { digest: Digest; expected: number; actual: number };
  'manifest.invalid': ManifestFault;
  /** A valid artifact that isn't a chart; `found` has its media types. */
  'manifest.not-chart': { found: string[] };
  'digest.unsupported': { digest: string };

  /**
   * This site doesn't say which registries its proxy serves; `status` is that of its answer, if one
   * came. Nothing was sent.
   */
  'site.unreachable': { status?: number };
  /** A part of the page itself didn't load. */
  'page.incomplete': Record<string, never>;

  'storage.full': Record<string, never>;
  /** `words` are the browser's. */
  'storage.refused': { words: string };
  /** Content in the library can't be read back as it was written. */
  'storage.damaged': { path: string };

  /** Content that is nested too deep, is too large or takes too long to be worked through here. */
  'work.unfinished': WorkFault;
  aborted: Record<string, never>;
  /** A bug in Chartroom. */
  internal: { message: string };
}

export type ErrorCode = keyof ErrorDetails;

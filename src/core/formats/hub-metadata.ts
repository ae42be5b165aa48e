import type { StoredManifest } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { goJson } from '../go/json.ts';
import { isRecord } from '../json.ts';
import { TITLE } from '../oci/chart-media-types.ts';
import { OCI_MANIFEST } from '../oci/media-types.ts';
import { decode } from '../yaml/decode.ts';
import { toYaml } from '../yaml/emit.ts';
import { parseYaml } from '../yaml/parse.ts';
import { describe } from './artifact.ts';
import type { Artifact } from './format.ts';
import { HUB_CONFIG, HUB_FILE, HUB_LAYER } from './hub-media-types.ts';

/** Bytes of that file that are read; it has a few hundred. */
export const MAX_HUB_SIZE = 256 * 1024;

/** What the file says (Artifact Hub, docs/metadata/artifacthub-repo.yml); all of it is optional. */
export interface HubMetadata {
  /** The ID of the repository at Artifact Hub, which makes its publisher verified. */
  repositoryID: string;
  /** Who may claim the repository. */
  owners: { name: string; email: string }[];
  /** Charts that aren't listed; `version` is a regular expression, for all versions if empty. */
  ignore: { name: string; version: string }[];
}

/** Something in the file that Artifact Hub refuses, or doesn't read. */
export type HubProblem =
  | { code: 'no-id'; value: string }
  | { code: 'no-email'; value: string }
  | { code: 'no-name' }
  | { code: 'unknown-key'; value: string }
  | { code: 'empty' };

const SHAPE = {
  struct: {
    repositoryID: 'text',
    owners: { list: { struct: { name: 'text', email: 'text' } } },
    ignore: { list: { struct: { name: 'text', version: 'text' } } },
  },
} as const;

/** The forms that Artifact Hub takes (github.com/satori/uuid, `FromString`). */
const UUID =
  /^(?:(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{32})$/i;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

/**
 * Reads the file, and what Artifact Hub wouldn't like in it. `chart.yaml-invalid` for what is no
 * YAML, `chart.metadata-invalid` for a field of another type, `content.too-large`.
 */
export function readHubMetadata(text: string): { metadata: HubMetadata; problems: HubProblem[] } {
  if (text.length > MAX_HUB_SIZE) {
    throw new ChartroomError('content.too-large', { name: HUB_FILE, limit: MAX_HUB_SIZE });
  }
  const node = parseYaml(text, HUB_FILE);
  const read = node && decode(SHAPE, node, HUB_FILE);
  const metadata = {
    repositoryID: read?.repositoryID?.trim() ?? '',
    owners: (read?.owners ?? []).map((one) => ({
      name: one?.name?.trim() ?? '',
      email: one?.email?.trim() ?? '',
    })),
    ignore: (read?.ignore ?? []).map((one) => ({
      name: one?.name?.trim() ?? '',
      version: one?.version?.trim() ?? '',
    })),
  };
  return { metadata, problems: [...problemsOf(metadata), ...unknownKeys(text)] };
}

function problemsOf({ repositoryID, owners, ignore }: HubMetadata): HubProblem[] {
  const problems: HubProblem[] = [];
  if (repositoryID !== '' && !UUID.test(repositoryID)) {
    problems.push({ code: 'no-id', value: repositoryID });
  }
  for (const { name, email } of owners) {
    if (!EMAIL.test(email)) problems.push({ code: 'no-email', value: email || name });
  }
  if (ignore.some(({ name }) => name === '')) problems.push({ code: 'no-name' });
  const isEmpty = repositoryID === '' && owners.length === 0 && ignore.length === 0;
  return isEmpty ? [{ code: 'empty' }] : problems;
}

function unknownKeys(text: string): HubProblem[] {
  const known = Object.keys(SHAPE.struct);
  return Object.keys(contentOf(text))
    .filter((key) => !known.includes(key))
    .map((value) => ({ code: 'unknown-key', value }));
}

/** Everything in the file, with what isn't Artifact Hub's. */
function contentOf(text: string): Record<string, unknown> {
  const node = parseYaml(text, HUB_FILE);
  const value: unknown = node && decode('any', node, HUB_FILE);
  return isRecord(value) ? value : {};
}

/**
 * The file `text` with other metadata: other keys stay, comments go. What is empty is left out; a
 * file that says nothing is empty.
 */
export function writeHubMetadata(
  { repositoryID, owners, ignore }: HubMetadata,
  text: string,
): string {
  const content = {
    ...contentOf(text),
    repositoryID: repositoryID || undefined,
    owners: owners.length > 0 ? owners.map(filled) : undefined,
    ignore: ignore.length > 0 ? ignore.map(filled) : undefined,
  };
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? toYaml(Object.fromEntries(entries)) : '';
}

function filled(entry: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== ''));
}

/**
 * The file as an artifact, with the bytes that `oras push` stores (oras 1.3, `--config
 * /dev/null:<type>`). Its annotation `created` is left out unless it is given, so that the same file
 * always has the same digest.
 */
export async function assembleHubMetadata(file: Blob, created?: string): Promise<Artifact> {
  const config = await describe(HUB_CONFIG, new Blob([]));
  const layer = await describe(HUB_LAYER, file, { [TITLE]: HUB_FILE });
  const json = goJson({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: config.descriptor,
    layers: [layer.descriptor],
    annotations: created && { 'org.opencontainers.image.created': created },
  });
  const manifest: StoredManifest = await describe(OCI_MANIFEST, new Blob([json]));
  return { manifest, blobs: [config, layer] };
}

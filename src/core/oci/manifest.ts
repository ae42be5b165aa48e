import { ChartroomError, type ManifestFault } from '../errors.ts';
import { ambiguousKey, goStruct } from '../go/struct-keys.ts';
import { isRecord, parseJson } from '../json.ts';
import {
  DESCRIPTOR_FIELDS,
  parseAnnotations,
  parseDescriptor,
  type Descriptor,
} from './descriptor.ts';
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts';

/** An OCI image manifest: a config, layers and annotations (image-spec, manifest.md). */
export interface Manifest {
  mediaType: typeof OCI_MANIFEST;
  artifactType?: string;
  config: Descriptor;
  layers: Descriptor[];
  annotations?: Record<string, string>;
  subject?: Descriptor;
}

/** An OCI image index: manifests and annotations (image-spec, image-index.md). */
export interface Index {
  mediaType: typeof OCI_INDEX;
  artifactType?: string;
  manifests: Descriptor[];
  annotations?: Record<string, string>;
  subject?: Descriptor;
}

/** The fields of both in Go (image-spec, specs-go/v1/manifest.go and index.go). */
const FIELDS = goStruct({
  schemaVersion: undefined,
  mediaType: undefined,
  artifactType: undefined,
  config: DESCRIPTOR_FIELDS,
  layers: DESCRIPTOR_FIELDS,
  manifests: DESCRIPTOR_FIELDS,
  subject: DESCRIPTOR_FIELDS,
  annotations: undefined,
});

/**
 * Refuses a manifest or an index from which other tools could read other content under the same
 * digest, because a key is spelled differently or occurs twice. Helm, oras-go and the registries
 * are written in Go; `go/struct-keys.ts` describes how Go reads keys.
 */
export function refuseAmbiguous(json: string): void {
  const ambiguous = ambiguousKey(json, FIELDS);
  if (ambiguous) throw invalid({ reason: 'ambiguous-key', ...ambiguous });
}

/**
 * Reads a manifest or an index. `mediaType` is the type given by the registry or the descriptor. A
 * document that can be read as both, or whose own `mediaType` is another one, is refused
 * (CVE-2021-41190), and so is one that Go could read differently.
 */
export function parseManifest(text: string, mediaType: string): Manifest | Index {
  const value = parseJson(text);
  if (value === undefined) throw invalid({ reason: 'not-json' });
  if (!isRecord(value)) throw invalid({ reason: 'not-object' });
  refuseAmbiguous(text);
  if (mediaType !== OCI_MANIFEST && mediaType !== OCI_INDEX) {
    throw new ChartroomError('manifest.not-chart', { found: [mediaType] });
  }
  if (value['schemaVersion'] !== 2) throw invalid({ reason: 'schema-version' });
  if (value['mediaType'] !== undefined && value['mediaType'] !== mediaType) {
    throw invalid({
      reason: 'other-type',
      inside: String(value['mediaType']),
      outside: mediaType,
    });
  }
  if ('manifests' in value && ('layers' in value || 'config' in value)) {
    throw invalid({ reason: 'manifest-and-index' });
  }
  return mediaType === OCI_INDEX ? readIndex(value) : readManifest(value);
}

function readManifest(value: Record<string, unknown>): Manifest {
  const layers = value['layers'] ?? [];
  if (!Array.isArray(layers)) throw invalid({ reason: 'not-list', key: 'layers' });
  const manifest: Manifest = {
    mediaType: OCI_MANIFEST,
    config: parseDescriptor(value['config'], 'config'),
    layers: layers.map((layer, i) => parseDescriptor(layer, `layers[${i}]`)),
  };
  return { ...manifest, ...readCommon(value, 'manifest') };
}

function readIndex(value: Record<string, unknown>): Index {
  const manifests = value['manifests'];
  if (!Array.isArray(manifests)) throw invalid({ reason: 'not-list', key: 'manifests' });
  const index: Index = {
    mediaType: OCI_INDEX,
    manifests: manifests.map((item, i) => parseDescriptor(item, `manifests[${i}]`)),
  };
  return { ...index, ...readCommon(value, 'index') };
}

/** Reads the optional fields that manifests and indexes have in common. */
function readCommon(value: Record<string, unknown>, where: string) {
  const { artifactType, subject, annotations } = value;
  return {
    ...(typeof artifactType === 'string' && { artifactType }),
    ...(subject ? { subject: parseDescriptor(subject, 'subject') } : {}),
    ...(annotations ? { annotations: parseAnnotations(annotations, where) } : {}),
  };
}

function invalid(fault: ManifestFault): ChartroomError {
  return new ChartroomError('manifest.invalid', fault);
}

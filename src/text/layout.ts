import type { LayoutFault } from '../core/errors.ts';
import { manifestFault } from './manifest.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';
import { formatSize } from './units.ts';

const WHAT: ReasonWords<LayoutFault> = {
  none: 'This is no OCI image layout: there is no file called oci-layout in it.',
  several: 'There are several OCI image layouts side by side in this.',
  'no-index': 'This OCI image layout has no index.json.',
  version: ({ version }) =>
    version === ''
      ? 'The file oci-layout doesn’t say which version of the format this is.'
      : `This OCI image layout has version ${version}; there is only 1.0.0 so far.`,
  twice: ({ path }) => `The archive holds ${path} twice, and programs differ in which they read.`,
  index: ({ fault }) => `The index.json of this layout can’t be used: ${manifestFault(fault)}.`,
  'index-too-large': ({ limit }) =>
    `The index.json of this layout, or its oci-layout, is above ${formatSize(limit)}.`,
  'unpacked-too-large': ({ limit }) => `The archive unpacks to more than ${formatSize(limit)}.`,
};

const MADE_BY =
  'Choose a file that Export here has written, or oras backup, skopeo copy to oci-archive:, regctl image export, or docker save since 25; or the folder of an OCI layout.';

const NEXT: Partial<Record<LayoutFault['reason'], string>> = {
  none: MADE_BY,
  'no-index': MADE_BY,
  version: MADE_BY,
  several: 'Choose the folder of one of them.',
  'unpacked-too-large': 'Unpack it with gunzip, and choose the .tar: that may have any size.',
};

/** Why files can’t be read as an OCI image layout, and what to do. */
export function layoutInvalid(fault: LayoutFault): { what: string; next: string } {
  const next = NEXT[fault.reason] ?? 'Have it made again by the tool that wrote it.';
  return { what: reasonWords(WHAT, fault), next };
}

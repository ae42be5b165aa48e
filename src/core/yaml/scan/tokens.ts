import type { Position } from '../line-table.ts';

/** The signs of YAML, those that a change of indentation stands for among them. */
export type Sign =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-list-start'
  | 'block-map-start'
  | 'block-end'
  | 'flow-list-start'
  | 'flow-list-end'
  | 'flow-map-start'
  | 'flow-map-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value';

/** A token as yaml.v2's scanner gives it to its parser (`yamlh.go`, yaml_token_t). */
export type Token =
  | { kind: Sign; at: Position }
  | { kind: 'anchor' | 'alias'; name: string; at: Position }
  /** `handle` is empty for a tag that is written in full. */
  | { kind: 'tag'; handle: string; suffix: string; at: Position }
  /** `isPlain`: neither quoted nor a block. */
  | { kind: 'scalar'; value: string; isPlain: boolean; at: Position }
  | { kind: 'version-directive'; major: number; minor: number; at: Position }
  | { kind: 'tag-directive'; handle: string; prefix: string; at: Position };

import { decodeText } from '../chart/decode-text.ts';
import type { ChartFile } from '../chart/files.ts';
import { decode, type Shape } from '../yaml/decode.ts';
import type { YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { isChartroomError } from '../errors.ts';
import { finding, type Finding } from './finding.ts';

/** The findings for files that can't be read. */
type Unreadable =
  | 'chart.yaml-unreadable'
  | 'dependency.subchart-unreadable'
  | 'lock.unreadable'
  | 'values.unreadable';

/** What was read, or the finding that says why it can't be. */
export type Read<T> = { value: T } | { fault: Finding };

/** A file's first YAML document, undefined where that is empty. */
export function readYaml(file: ChartFile, code: Unreadable): Read<YamlNode | undefined> {
  try {
    return { value: parseYaml(decodeText(file.bytes, file.path), file.path) };
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    const { path, line, column, reason } = error.data;
    return { fault: finding(code, { path, line, column }, { reason }) };
  }
}

/** `document`, from the file at `path`, decoded onto `prior` as Go does it. */
export function readStruct<T extends object>(
  shape: Shape,
  document: YamlNode | undefined,
  prior: T,
  path: string,
  code: Unreadable,
): Read<T> {
  if (!document) return { value: prior };
  try {
    return { value: (decode(shape, document, prior) ?? prior) as T };
  } catch (error) {
    if (!isChartroomError(error, 'chart.metadata-invalid')) throw error;
    const { field, reason, line } = error.data;
    const place = { path, line };
    return { fault: finding(code, place, { reason: `${field} ${reason}` }) };
  }
}

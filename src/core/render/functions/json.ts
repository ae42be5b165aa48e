/** JSON in templates (sprig's `defaults.go`, helm `pkg/engine/funcs.go`). */
import { GoError } from '../../go/error.ts';
import { goJson, type JsonOptions } from '../../go/json.ts';
import { fixed } from '../../go/template/function.ts';
import { newTable, type Table } from '../../go/table.ts';
import { TypedNil, type GoFunction } from '../../go/value.ts';
import { marshal } from './marshal.ts';
import { misfit, unmarshal } from './unmarshal.ts';

const COMPACT: JsonOptions = { escapesHtml: true, indent: '' };
const PRETTY: JsonOptions = { escapesHtml: true, indent: '  ' };
const RAW: JsonOptions = { escapesHtml: false, indent: '' };

export const jsonFunctions: Record<string, GoFunction> = {
  toJson: fixed(['interface {}'], (value) => orNothing(() => write(value, COMPACT))),
  mustToJson: fixed(['interface {}'], (value) => write(value, COMPACT)),
  toPrettyJson: fixed(['interface {}'], (value) => orNothing(() => write(value, PRETTY))),
  mustToPrettyJson: fixed(['interface {}'], (value) => write(value, PRETTY)),
  toRawJson: fixed(['interface {}'], (value) => write(value, RAW)),
  mustToRawJson: fixed(['interface {}'], (value) => write(value, RAW)),
  fromJson: fixed(['string'], (text) => readMap(() => parse(text, 'map[string]interface {}'))),
  fromJsonArray: fixed(['string'], (text) => readList(() => parse(text, '[]interface {}'))),
  mustFromJson: fixed(['string'], (text) => {
    const { value, error } = unmarshal(text);
    if (error !== undefined) throw new GoError(error);
    return value;
  }),
};

function write(value: unknown, options: JsonOptions): string {
  return goJson(marshal(value), options);
}

/** Helm swallows the errors of functions that aren't called `must…`. */
export function orNothing(make: () => string): string {
  try {
    return make();
  } catch (error) {
    if (error instanceof GoError) return '';
    throw error;
  }
}

/** What was read, and the error if there was one. */
interface Read {
  value: unknown;
  error?: string | undefined;
}

function parse(text: string, target: 'map[string]interface {}' | '[]interface {}'): Read {
  const { value, error } = unmarshal(text);
  const fault = misfit(value, target);
  if (fault !== undefined) return { value: undefined, error: fault };
  return { value: value ?? new TypedNil(target), error };
}

/** A map; an error stands in it under `Error`. */
export function readMap(read: () => Read): unknown {
  const { value = newTable(), error } = readOrFail(read);
  if (error === undefined) return value;
  const table = value as Table;
  table['Error'] = error;
  return table;
}

/** A list; of an error it is the only item. */
export function readList(read: () => Read): unknown {
  const { value = [], error } = readOrFail(read);
  return error === undefined ? value : [error];
}

function readOrFail(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { value: undefined, error: error.message };
  }
}

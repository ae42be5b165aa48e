/** TOML as BurntSushi/toml 1.6 writes it (`encode.go`): values of a table first, then its tables. */
import { byteOrder } from '../byte-order.ts';
import { GoError } from '../error.ts';
import { formatFloat } from '../format-float.ts';
import { afford, ENTRY, PIECE, spend } from '../template/budget.ts';
import { entriesOf, GoInt, itemsOf, kindOf, namedTypeOf, TypedNil } from '../value.ts';

/**
 * A value of a template as TOML; a value that is no map is written alone.
 *
 * @throws GoError with the library's message
 */
export function writeToml(value: unknown): string {
  if (value === null || value === undefined)
    throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  const writer = new TomlWriter();
  writer.encode([], value);
  return writer.text;
}

type Key = readonly string[];

class TomlWriter {
  text = '';

  encode(key: Key, value: unknown): void {
    if (isNil(value)) return;
    const entries = tableOf(value);
    if (entries) return this.#table(key, entries);
    const tables = tablesOf(value);
    if (tables) return this.#tables(key, tables);
    if (key.length === 0) this.#write(element(value));
    else this.#write(`${indentOf(key)}${quoteKey(key.at(-1) as string)} = ${element(value)}\n`);
  }

  #write(text: string): void {
    spend(PIECE + text.length);
    this.text += text;
  }

  #tables(key: Key, tables: readonly Entries[]): void {
    if (key.length === 0) throw new GoError('toml: top-level values must be Go maps or structs');
    for (const entries of tables) {
      this.#newLine();
      this.#write(`${indentOf(key)}[[${key.map(quoteKey).join('.')}]]\n`);
      this.#entries(key, entries);
    }
  }

  #table(key: Key, entries: Entries): void {
    if (key.length === 1) this.#newLine();
    if (key.length > 0) this.#write(`${indentOf(key)}[${key.map(quoteKey).join('.')}]\n`);
    this.#entries(key, entries);
  }

  #entries(key: Key, entries: Entries): void {
    spend(ENTRY);
    for (const name of ordered(entries).flat()) this.encode([...key, name], entries[name]);
  }

  #newLine(): void {
    if (this.text !== '') this.#write('\n');
  }
}

type Entries = Readonly<Record<string, unknown>>;

/** The keys of values, and those of tables. */
function ordered(entries: Entries): [string[], string[]] {
  const keys = Object.keys(entries).sort(byteOrder);
  const isTable = (key: string) =>
    tableOf(entries[key]) !== undefined || tablesOf(entries[key]) !== undefined;
  return [keys.filter((key) => !isTable(key)), keys.filter(isTable)];
}

function isNil(value: unknown): boolean {
  return value === null || value === undefined || value instanceof TypedNil;
}

function tableOf(value: unknown): Entries | undefined {
  return isNil(value) || namedTypeOf(value)?.marshal ? undefined : entriesOf(value);
}

/** The tables in a list of nothing else. A list with a nil in it can't be written at all. */
function tablesOf(value: unknown): Entries[] | undefined {
  const items = isNil(value) ? undefined : itemsOf(value);
  if (!items || items.length === 0) return undefined;
  if (items.some(isNil)) throw new GoError('toml: cannot encode array with nil element');
  for (const item of items) tablesOf(item);
  const tables = items.map(tableOf);
  return tables.every((table) => table !== undefined) ? tables : undefined;
}

function element(value: unknown): string {
  if (typeof value === 'string') return inQuotes(value);
  if (typeof value === 'number') return float(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof GoInt)
    return value.named?.print ? inQuotes(value.named.print(value)) : String(value.value);
  const named = namedTypeOf(value);
  const replace = named?.marshal as ((value: unknown) => unknown) | undefined;
  if (replace) {
    const text = String(replace(value));
    return named?.name === 'time.Time' ? text : inQuotes(text);
  }
  const items = itemsOf(value);
  if (items) {
    if (items.some(isNil)) throw new GoError('toml: cannot encode array with nil element');
    return `[${items.map(element).join(', ')}]`;
  }
  const entries = entriesOf(value);
  if (!entries) throw new GoError(`toml: unexpected type: ${kindOf(value)}`);
  return inlineTable(entries);
}

/** The commas are where the library has them, also where a nil is left out. */
function inlineTable(entries: Entries): string {
  const [direct, tables] = ordered(entries);
  const write = (keys: readonly string[], hasMore: boolean) =>
    keys
      .map((key, i) => {
        if (isNil(entries[key])) return '';
        const comma = hasMore || i < keys.length - 1 ? ', ' : '';
        return `${quoteKey(key)} = ${element(entries[key])}${comma}`;
      })
      .join('');
  return `{${write(direct, tables.length > 0)}${write(tables, false)}}`;
}

function float(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value, 'g', -1);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function indentOf(key: Key): string {
  return '  '.repeat(key.length - 1);
}

function quoteKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : inQuotes(name);
}

const SHORT: Record<string, string> = {
  ...{ '"': '\\"', '\\': '\\\\', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' },
};

function inQuotes(text: string): string {
  afford((ENTRY / 2) * text.length);
  // eslint-disable-next-line no-control-regex
  const escaped = text.replace(/["\\\0-\x1f\x7f]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return SHORT[character] ?? `\\u${code}`;
  });
  spend(escaped.length);
  return `"${escaped}"`;
}

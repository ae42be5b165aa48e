/** Sprig's functions of URLs (`url.go`). */
import { GoError } from '../../go/error.ts';
import { fixed } from '../../go/template/function.ts';
import { has, newTable, type Table } from '../../go/table.ts';
import { readUrl, writeUrl, writeUser } from '../../go/url-parts.ts';
import { kindOf, type GoFunction } from '../../go/value.ts';
import { nilDereference } from './faults.ts';

export const urlFunctions: Record<string, GoFunction> = {
  urlParse: fixed(['string'], (text) => {
    const { scheme, opaque, user, host, path, query, fragment } = reading('url', () =>
      readUrl(text),
    );
    const userinfo = user ? writeUser(user) : '';
    const hostname = host.replace(/:\d*$/, '').replace(/^\[([^]*)\]$/, '$1');
    const parts = { scheme, host, hostname, path, query, opaque, fragment, userinfo };
    return Object.assign(newTable(), parts);
  }),
  urlJoin: fixed(['map[string]interface {}'], (table) => {
    const [scheme, host, path, query, opaque, fragment, userinfo] = [
      ...['scheme', 'host', 'path', 'query', 'opaque', 'fragment', 'userinfo'],
    ].map((key) => textAt(table, key)) as [string, string, string, string, string, string, string];
    const user =
      userinfo === ''
        ? undefined
        : reading('userinfo in dict', () => readUrl(`proto://${userinfo}@host`)).user;
    return writeUrl({ scheme, host, path, query, opaque, fragment, user });
  }),
};

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`unable to parse ${what}: ${error.message}`);
  }
}

function textAt(table: Table | null, key: string): string {
  if (!table || !has(table, key)) return '';
  const value = table[key];
  if (typeof value === 'string') return value;
  if (value === null) throw nilDereference();
  throw new GoError(
    `unable to parse ${key} key, must be of type string, but ${kindOf(value)} found`,
  );
}

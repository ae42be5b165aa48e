import { expect, test } from 'vitest';
import { ChartroomError, type ProxyRefusal } from '../core/errors.ts';
import type { CheckLine } from '../core/registry/check/line.ts';
import { refusalSettings } from './site-settings.ts';

/** A line of a check that the proxy ended, which was asked for this address. */
function refused(reason: ProxyRefusal, url: string): CheckLine {
  const facts = { method: 'GET', url, registry: 'r.example', reason };
  const error = new ChartroomError('proxy.refused', facts).toJSON();
  return { id: 'pull', state: 'fail', reason: 'failed', error, remedy: 'site' };
}

const texts = (lines: CheckLine[], siteSignIn = false) =>
  refusalSettings(lines, 'r.example', siteSignIn).map(({ where, text }) => {
    return [/\$\w+$/.exec(where)?.[0], text.trim()];
  });

test.each<[string, CheckLine, string[][]]>([
  [
    'a token server',
    refused('host', 'https://auth.example/token'),
    [['$listed_as', 'auth.example r.example;']],
  ],
  [
    'one by plain http',
    refused('host', 'http://localhost:5001/token'),
    [
      ['$listed_as', 'localhost:5001 r.example;'],
      ['$registry_address', 'localhost:5001 http://127.0.0.1:5001;'],
    ],
  ],
  [
    'a path of tokens',
    refused('path', 'https://r.example/tokens/of/our/own/'),
    [['$is_token_service', '/tokens/of/our/own 1;']],
  ],
  [
    'a sign-in in front',
    refused('sign-in', 'https://r.example/v2/'),
    [['$site_wants_sign_in', 'default 1;']],
  ],
  ['a registry that is down', refused('unreachable', 'https://r.example/v2/'), []],
])('%s', (_, line, expected) => {
  expect(texts([line])).toEqual(expected);
});

test('nothing is offered twice, nor what the site says already', () => {
  const line = refused('host', 'https://auth.example/token');
  expect(texts([line, { ...line, id: 'push' }])).toHaveLength(1);
  expect(texts([refused('sign-in', 'https://r.example/v2/')], true)).toEqual([]);
});

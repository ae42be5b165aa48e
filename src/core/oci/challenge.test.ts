import { expect, test } from 'vitest';
import { parseChallenges } from './challenge.ts';

const read = (header: string | null) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test.each([
  [
    'Distribution, token',
    'Bearer realm="https://auth.example/token",service="reg.example",scope="repository:a/b:pull,push",error="invalid_token"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.example/token',
          service: 'reg.example',
          scope: 'repository:a/b:pull,push',
          error: 'invalid_token',
        },
      ],
    ],
  ],
  [
    'Distribution, htpasswd',
    'Basic realm="Registry Realm"',
    [['basic', { realm: 'Registry Realm' }]],
  ],
  [
    'zot: lower case, no quotes',
    'bearer realm=https://zot.example:5000/zot/auth/token?x=1,service=zot.example,scope=repository:a:pull',
    [
      [
        'bearer',
        {
          realm: 'https://zot.example:5000/zot/auth/token?x=1',
          service: 'zot.example',
          scope: 'repository:a:pull',
        },
      ],
    ],
  ],
  [
    'Gitea: two headers joined',
    'Bearer realm="https://git.example/v2/token",service="container_registry",scope="*", Basic realm="Gitea"',
    [
      [
        'bearer',
        { realm: 'https://git.example/v2/token', service: 'container_registry', scope: '*' },
      ],
      ['basic', { realm: 'Gitea' }],
    ],
  ],
  [
    'spaces, escapes, empty elements, upper case',
    ', BASIC  REALM = "a \\"b\\" \\\\, c" ,, charset="UTF-8"',
    [['basic', { realm: 'a "b" \\, c', charset: 'UTF-8' }]],
  ],
  [
    'a token68 between others (RFC 9110)',
    'Negotiate abc+/==, Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm=simple',
    [
      ['negotiate', {}],
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ['basic', { realm: 'simple' }],
    ],
  ],
  ['a scheme alone', 'Negotiate', [['negotiate', {}]]],
  ['no value', 'Bearer realm="",service=', [['bearer', { realm: '', service: '' }]]],
  ['a quote without end', 'Basic realm="abc', [['basic', { realm: 'abc' }]]],
  ['nothing', '', []],
  ['null', null, []],
  ['nothing readable', '"', []],
])('%s', (_, header, challenges) => expect(read(header)).toEqual(challenges));

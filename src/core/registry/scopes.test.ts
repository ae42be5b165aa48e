import { expect, test } from 'vitest';
import { mergeScopes, parseScopes, pullScope, pushScope } from './scopes.ts';

test('actions of one repository come together, repositories stay in order', () => {
  const demanded = parseScopes('repository:b:pull repository:a:delete,pull');
  expect(mergeScopes(demanded, [pushScope('a')], [pullScope('c')])).toEqual([
    'repository:b:pull',
    'repository:a:delete,pull,push',
    'repository:c:pull',
  ]);
});

test('a name may look like an action, or contain a port', () => {
  expect(mergeScopes([pullScope('push')], [pullScope('localhost:5000/push')])).toEqual([
    'repository:push:pull',
    'repository:localhost:5000/push:pull',
  ]);
});

test('a scope that isn’t a resource stays unchanged (Gitea: *)', () => {
  expect(mergeScopes(parseScopes('*'), [pullScope('a')])).toEqual(['*', 'repository:a:pull']);
  expect(parseScopes(undefined)).toEqual([]);
  expect(parseScopes(' ')).toEqual([]);
});

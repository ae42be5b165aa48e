import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import { renderOptions } from './flags.ts';
import { render } from './render.ts';

function rendered(files: Record<string, string>, values = {}) {
  const encoder = new TextEncoder();
  const all = { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', ...files };
  const tree = new ChartTree(
    Object.entries(all).map(([path, text]) => ({ path, bytes: encoder.encode(text) })),
  );
  const budget = { size: 1_000_000, deadline: performance.now() + 5_000 };
  return render(tree, { helm: 4, budget, values });
}

const WRONG = "values don't meet the specifications of the schema(s) in the following chart(s):\n";

test('what --set sets is a number to a schema', async () => {
  const schema = {
    properties: { port: { type: 'integer', maximum: 9 }, a: { items: { enum: [2] } } },
  };
  const files = { 'values.schema.json': JSON.stringify(schema) };
  const { values } = await renderOptions({ set: ['port=8', 'a={2}'] });
  expect((await rendered(files, values)).manifests).toEqual([]);
  const larger = await renderOptions({ set: ['port=10'] });
  await expect(rendered(files, larger.values)).rejects.toThrow(
    "- at '/port': maximum: got 10, want 9",
  );
});

test('values that fit no schema of an enabled chart are refused, in Helm’s words', async () => {
  const files = {
    'values.yaml': 'port: 70000\nname: 5\n',
    'values.schema.json': JSON.stringify({
      properties: {
        port: { maximum: 65535 },
        name: { anyOf: [{ type: 'string' }, { enum: ['a', null] }] },
      },
      required: ["it's"],
    }),
    'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    'charts/db/values.schema.json': '{"required": ["size"]}',
  };
  await expect(rendered(files)).rejects.toThrow(
    new Error(
      `${WRONG}c:\n- at '': missing property 'it\\'s'\n- at '/port': maximum: got 70,000, want 65,535\n` +
        "- at '/name': 'anyOf' failed\n  - at '/name': got number, want string\n" +
        "  - at '/name': value must be one of 'a', <nil>\ndb:\n- at '': missing property 'size'\n",
    ),
  );
  const fitting = { port: 80, name: 'a', "it's": 1, db: { size: 1 } };
  expect((await rendered(files, fitting)).manifests).toEqual([]);
});

test('what is wrong is told as the tree that it is', async () => {
  const schema = {
    properties: {
      a: { minimum: 5, multipleOf: 2 },
      b: { allOf: [{ type: 'string' }, { $ref: '#/definitions/c' }] },
      d: { contains: { const: 1 }, propertyNames: { pattern: '^z' } },
      e: { $ref: '#/definitions/c' },
      f: { propertyNames: { pattern: '^z' } },
    },
    definitions: { c: { minProperties: 2, required: ['q'] } },
  };
  const values = { a: 3, b: {}, d: [2], e: {}, f: { y: 1 } };
  await expect(rendered({ 'values.schema.json': JSON.stringify(schema) }, values)).rejects.toThrow(
    `${WRONG}c:\n` +
      "- at '/a': validation failed\n  - at '/a': minimum: got 3, want 5\n  - at '/a': multipleOf: got 3, want 2\n" +
      "- at '/b': 'allOf' failed\n  - at '/b': got object, want string\n" +
      "  - at '/b': validation failed\n" +
      "    - at '/b': minProperties: got 0, want 2\n    - at '/b': missing property 'q'\n" +
      "- at '/d': no items match contains schema\n  - at '/d/0': value must be 1\n" +
      "- at '/e': validation failed\n" +
      "  - at '/e': minProperties: got 0, want 2\n  - at '/e': missing property 'q'\n" +
      "- at '/f': invalid propertyName 'y'\n  - at '': 'y' does not match pattern '^z'\n",
  );
});

test.each([
  ['{"type": "text"}', 'is not valid against metaschema'],
  ['{', 'unexpected EOF'],
  ['', 'EOF'],
  ['{"type": 1 2}', "invalid character '2' after object key:value pair"],
  ['{} {}', 'invalid character after top-level value'],
  [
    '{"$ref": "other.json"}',
    'failing loading "file:///other.json": open /other.json: no such file',
  ],
])('the schema %s is refused', async (schema, words) => {
  const refused = rendered({ 'values.schema.json': schema });
  await expect(refused).rejects.toThrow(`${WRONG}c:\n`);
  await expect(refused).rejects.toThrow(words);
});

test('what a schema refers to elsewhere is told, and the rest is checked and rendered', async () => {
  const away = 'https://schemas.example/a.json';
  const files = {
    'values.schema.json': JSON.stringify({ properties: { a: { $ref: away } } }),
    'templates/a.yaml': 'a: 1\n',
    'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    'charts/db/values.schema.json': '{"required": ["size"]}',
  };
  const { unread, manifests } = await rendered(files, { db: { size: 1 } });
  expect(unread).toEqual([away]);
  expect(manifests).toHaveLength(1);
  await expect(rendered(files)).rejects.toThrow("db:\n- at '': missing property 'size'");
  const beside = { ...files, 'values.schema.json': '{"$ref": "a.json"}' };
  await expect(rendered(beside)).rejects.toThrow(
    'failing loading "file:///a.json": open /a.json: no such file or directory',
  );
});

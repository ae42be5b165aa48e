import { describe, expect, it } from 'vitest';
import { readArtifactHub } from './artifact-hub.ts';

const read = (entries: Record<string, string>) =>
  readArtifactHub(
    Object.fromEntries(
      Object.entries(entries).map(([key, text]) => [`artifacthub.io/${key}`, text]),
    ),
  );

describe('readArtifactHub', () => {
  it('reads what Artifact Hub documents', () => {
    const hub = read({
      changes:
        '- Added cool feature\n- kind: Fixed\n  description: A bug\n  links:\n    - {name: Issue, url: https://example.org/1}\n',
      containsSecurityUpdates: 'true',
      images: '- name: img1\n  image: repo/img1:1.0.0\n  whitelisted: true\n',
      crds: '- kind: MyKind\n  version: v1\n  name: mykinds.example.org\n  displayName: My Kind\n  description: Nice\n',
      license: 'Apache-2.0',
      links: '- name: Docs\n  url: https://example.org/docs\n',
      maintainers: '- name: A\n  email: a@example.org\n',
      operator: '"true"',
      operatorCapabilities: 'Basic Install',
      prerelease: 'false',
      recommendations: '- url: https://example.org/other\n',
      screenshots: '- title: Start\n  url: https://example.org/s.png\n',
      signKey: 'fingerprint: C874011F\nurl: https://example.org/key\n',
    });
    expect(hub).toEqual({
      changes: [
        { description: 'Added cool feature', links: [] },
        {
          kind: 'fixed',
          description: 'A bug',
          links: [{ name: 'Issue', url: 'https://example.org/1' }],
        },
      ],
      containsSecurityUpdates: true,
      images: [{ name: 'img1', image: 'repo/img1:1.0.0' }],
      crds: [{ kind: 'MyKind', version: 'v1', name: 'My Kind', description: 'Nice' }],
      license: 'Apache-2.0',
      category: undefined,
      alternativeName: undefined,
      links: [{ name: 'Docs', url: 'https://example.org/docs' }],
      maintainers: [{ name: 'A', email: 'a@example.org' }],
      operator: false,
      operatorCapabilities: 'Basic Install',
      prerelease: false,
      recommendations: [{ name: 'https://example.org/other', url: 'https://example.org/other' }],
      screenshots: [{ name: 'Start', url: 'https://example.org/s.png' }],
      signKey: { fingerprint: 'C874011F', url: 'https://example.org/key' },
      unreadable: [],
    });
  });

  it('leaves out entries of another shape, and addresses that are not the web’s', () => {
    const hub = read({
      changes: '- {kind: magic, description: x}\n- [1]\n- 5\n- {kind: added}\n- null\n',
      links:
        '- {name: a, url: "javascript:alert(1)"}\n- {name: b, url: data:x}\n- https://example.org\n',
    });
    expect(hub.changes).toEqual([{ kind: undefined, description: 'x', links: [] }]);
    expect(hub.links).toEqual([]);
  });

  it.each([
    ['what is no YAML', '- {a: ['],
    ['what is no list', 'a: b'],
    ['what has no end', `- ${'a'.repeat(100_001)}`],
    ['aliases that multiply', `a: &a [x]\n${'b: &b [*a,*a,*a,*a]\n'.repeat(5)}`],
  ])('names %s', (_, text) => {
    const hub = read({ changes: text });
    expect(hub.changes).toEqual([]);
    expect(hub.unreadable).toEqual(['changes']);
  });

  it('keeps so many entries as anybody reads', () => {
    expect(read({ changes: '- a\n'.repeat(9000) }).changes).toHaveLength(500);
  });
});

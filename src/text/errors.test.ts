import { describe, expect, it } from 'vitest';
import { ChartroomError, type ErrorCode, type ErrorDetails } from '../core/errors.ts';
import { errorWords } from './errors.ts';
import { sideName } from './sides.ts';

const DIGEST = `sha256:${'0'.repeat(64)}` as const;
const OTHER = `sha256:${'1'.repeat(64)}` as const;
const FACTS = {
  method: 'PUT',
  url: 'https://r.example/v2/mychart/manifests/1.0.0',
  registry: 'r.example',
  status: 403,
  faults: [{ code: 'DENIED', message: 'quota exceeded' }],
};

/** Data for every code there is. */
const SAMPLES: { [C in ErrorCode]: ErrorDetails[C] } = {
  'folder.no-chart': { folder: 'work' },
  'file.unreadable': { path: 'templates/a.yaml' },
  'file.changed': { path: 'templates/a.yaml' },
  'chart.yaml-missing': { chart: 'mychart' },
  'chart.yaml-invalid': { path: 'Chart.yaml', line: 3, column: 7, reason: 'tab' },
  'chart.metadata-invalid': { path: 'Chart.yaml', field: 'name', reason: 'required' },
  'chart.version-invalid': { version: '1.two' },
  'version.constraint-invalid': { constraint: 'newest' },
  'version.none-fits': { repository: 'localhost:5000/mychart', range: '^9' },
  'version.unproven': { repository: 'localhost:5000/mychart', range: '^9', found: '9.1.0' },
  'chart.ignore-invalid': { line: 2, pattern: 'a/**', reason: 'double-star' },
  'dependency.unreachable': { name: 'common', repository: '@stable', reason: 'alias' },
  'dependency.other-chart': { name: 'common', found: 'commons' },
  'lock.outdated': { lock: 'Chart.lock' },
  'index.invalid': {
    url: 'https://charts.example/index.yaml',
    path: 'index.yaml',
    line: 7,
    column: 1,
    reason: 'tab',
  },
  'index.no-chart': { url: 'https://charts.example', name: 'common' },
  'index.closed': { url: 'https://charts.example/index.yaml' },
  'index.other-chart': {
    url: 'https://charts.example/common-1.0.0.tgz',
    listed: 'common 1.0.0',
    found: 'commons 1.0.0',
  },
  'chart.has-errors': { errors: 2 },
  'chart.unchecked': { reason: 'too-long', seconds: 20 },
  'archive.not-gzip': {},
  'archive.damaged': { reason: 'cut-short', offset: 1024 },
  'archive.too-large': { limit: 104_857_600 },
  'content.too-large': { name: `sha256:${'a'.repeat(64)}`, limit: 4_194_304 },
  'archive.too-many-files': { limit: 65_535 },
  'layout.invalid': { reason: 'version', version: '2.0.0' },
  'archive.path-illegal': { path: '../x', reason: 'leads-out' },
  'provenance.invalid': { reason: 'unsigned' },
  'provenance.alone': { file: 'a-1.0.0.tgz.prov', archive: 'a-1.0.0.tgz' },
  'key.unreadable': { name: 'pubring.kbx', reason: 'keybox' },
  'signature.unavailable': {},
  'reference.invalid': { reference: 'ftp://x/y', reason: 'scheme' },
  'registry.unreachable': FACTS,
  'registry.cut-short': { ...FACTS, received: 10 },
  'registry.offline': FACTS,
  'registry.not-allowed': FACTS,
  'registry.cors': FACTS,
  'proxy.refused': { ...FACTS, reason: 'path' },
  'registry.refused': FACTS,
  'registry.keeps-all': FACTS,
  'registry.keeps-tags': { ...FACTS, status: 400 },
  'registry.rate-limited': FACTS,
  'registry.protocol': { ...FACTS, reason: 'no-location', hidden: true },
  'auth.required': FACTS,
  'auth.denied': FACTS,
  'auth.rejected': FACTS,
  'auth.realm-untrusted': { ...FACTS, realm: 'evil.example' },
  'tag.not-found': { reference: 'r.example/mychart:1.0.0' },
  'blob.not-found': { digest: DIGEST },
  'version.lower': { reference: 'r.example/mychart:1.0.0', version: '1.0.0', higher: '2.0.0' },
  'tags.held': {
    version: '1.0.0',
    pushed: OTHER,
    tags: [
      { tag: 'latest', existing: DIGEST, holds: '2.0.0' },
      { tag: '1.0.1', existing: DIGEST },
    ],
  },
  'tag.differs': { reference: 'r.example/mychart:1.0.0', existing: DIGEST, pushed: OTHER },
  'manifest.stored-otherwise': { reference: 'r.example/a:1', pushed: DIGEST, stored: OTHER },
  'digest.mismatch': { expected: DIGEST, actual: OTHER },
  'size.mismatch': { digest: DIGEST, expected: 10, actual: 9 },
  'manifest.invalid': { reason: 'not-json' },
  'manifest.not-chart': { found: ['application/vnd.docker.container.image.v1+json'] },
  'digest.unsupported': { digest: 'md5:00' },
  'site.unreachable': { status: 502 },
  'page.incomplete': {},
  'storage.full': {},
  'storage.refused': { words: 'IndexedDB is off' },
  'storage.damaged': { path: 'blobs/sha256/00' },
  aborted: {},
  'work.unfinished': { reason: 'too-deep' },
  internal: { message: 'x is not a function' },
};

describe('errorWords', () => {
  it.each(Object.keys(SAMPLES) as ErrorCode[])('%s: what, where and what next', (code) => {
    const { side, what, next } = errorWords(new ChartroomError(code, SAMPLES[code]));
    expect(sideName(side)).not.toBe('');
    for (const text of [what, next]) {
      expect(text).toMatch(/^.+[.)]$|functions?$/s);
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it('passes on what the registry itself says', () => {
    const { what, next } = errorWords(new ChartroomError('registry.refused', FACTS));
    expect(what).toBe('r.example refused PUT /v2/mychart/manifests/1.0.0 (HTTP 403).');
    expect(next).toBe('The registry says: quota exceeded (DENIED).');
  });

  it('names both digests where a tag holds other content', () => {
    const { facts } = errorWords(new ChartroomError('tag.differs', SAMPLES['tag.differs']));
    expect(Object.values(facts ?? {})).toEqual([DIGEST, OTHER]);
  });

  it('says what an artifact is that is no chart', () => {
    const error = new ChartroomError('manifest.not-chart', SAMPLES['manifest.not-chart']);
    expect(errorWords(error).what).toContain('a container image');
  });
});

describe('this site’s proxy in the place of a registry', () => {
  const url = 'https://auth.example/artifactory/token';
  it.each([
    ['host', 'This site’s proxy doesn’t serve auth.example (for r.example)', '$listed_as'],
    ['path', 'This site’s proxy doesn’t pass on /artifactory/token', '$is_token_service'],
    ['caller', 'This site’s proxy doesn’t take this page', 'Host or Origin'],
    ['request', 'This site’s proxy can’t read', 'error log'],
    ['sign-in', 'This site itself wants a sign-in', '$site_wants_sign_in'],
    ['limit', 'This site’s proxy asks for fewer requests', '60 seconds'],
    ['redirect', 'redirects to another host', '$redirect_is_allowed'],
    [
      'unreachable',
      'gets no answer from auth.example (for r.example); is it running?',
      'certificate',
    ],
    ['gateway', 'A server in front of auth.example', 'registry itself runs'],
    ['no-http', 'without an answer in HTTP', 'http or https'],
    ['front', 'A server in front of this site answers in the place of', 'Behind another proxy'],
    ['fault', 'couldn’t pass the request on', 'error log'],
  ] as const)('%s', (reason, what, next) => {
    const error = new ChartroomError('proxy.refused', { ...FACTS, method: 'GET', url, reason });
    const words = errorWords(error);
    expect(sideName(words.side)).toBe('At this site’s proxy');
    expect(words.what).toContain(what);
    expect(words.next).toContain(next);
    expect(`${words.what} ${words.next}`).not.toContain('quota exceeded');
  });
});

describe('an upload that this site’s proxy refuses', () => {
  const refused = (data: object) =>
    errorWords(new ChartroomError('proxy.refused', { ...FACTS, reason: 'host', ...data }));

  it('to where the registry says, which the proxy doesn’t serve', () => {
    const { what, next } = refused({ url: 'https://store:5000/v2/a/blobs/uploads/1' });
    expect(what).toBe(
      'r.example wants uploads sent to store:5000, which this site’s proxy doesn’t serve; nothing was sent there.',
    );
    expect(next).toMatch(/Host with its port, and X-Forwarded-Proto/);
  });

  it('for its size, in front of the site', () => {
    const { what, next } = refused({ reason: 'front', status: 413 });
    expect(what).toMatch(/in front of this site .*HTTP 413.* never reached r\.example/);
    expect(next).toContain('client_max_body_size 0');
  });
});

describe('what a server between says in a registry’s place', () => {
  const refused = (status: number, message = '') =>
    errorWords(
      new ChartroomError('registry.refused', {
        ...FACTS,
        status,
        faults: message ? [{ code: 'SIZE_INVALID', message }] : [],
      }),
    );

  it('413 without a reason never reached the registry; with one the registry says it', () => {
    expect(refused(413).what).toMatch(/in front of r\.example .* never reached the registry/);
    expect(refused(413).next).toContain('client_max_body_size 0');
    expect(refused(413, 'over the quota').next).toBe(
      'The registry says: over the quota (SIZE_INVALID).',
    );
  });

  it.each([502, 504])('%i: it gets no answer', (status) => {
    expect(refused(status).what).toMatch(/^A server in front of r\.example gets no answer/);
    expect(refused(status).next).toMatch(/^Is the registry running\?/);
  });
});

it('a registry’s words for too many requests are kept', () => {
  const message =
    'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit';
  const faults = [{ code: 'TOOMANYREQUESTS', message }];
  const told = (retryAfter?: number) =>
    errorWords(new ChartroomError('registry.rate-limited', { ...FACTS, faults, retryAfter })).next;
  expect(told()).toBe(
    `The registry says: ${message} (TOOMANYREQUESTS). Wait a minute, then try again.`,
  );
  expect(told(120)).toContain('Try again in 2 minutes.');
});

it('a line of text without a code is quoted as it is', () => {
  const faults = [{ code: '', message: 'no healthy upstream' }];
  const error = new ChartroomError('registry.refused', { ...FACTS, faults });
  expect(errorWords(error).next).toBe('The registry says: no healthy upstream.');
});

it('silence is told with its length', () => {
  const error = new ChartroomError('registry.unreachable', { ...FACTS, silence: 60 });
  expect(errorWords(error).what).toBe('No answer from r.example within 1 minute.');
});

it('where not even the proxy answers, it is the site that is away', () => {
  const error = new ChartroomError('registry.unreachable', { ...FACTS, proxied: true });
  expect(errorWords(error).what).toBe(
    'This site gives no answer, and its proxy is the way to r.example.',
  );
});

it('a redirect that the site’s policy blocks was sent, and says what may be behind it', () => {
  const told = (redirected: boolean) =>
    errorWords(new ChartroomError('registry.not-allowed', { ...FACTS, redirected }));
  expect(told(false).what).toContain('nothing was sent');
  expect(told(true).what).toBe(
    'r.example redirects to another address, which this site doesn’t let its page reach.',
  );
  expect(told(true).next).toMatch(/\$direct.*\$proxied.*sign-in page/);
});

describe('who was asked', () => {
  it.each([
    ['https://r.example/v2/', 'r.example', 'No answer from r.example.'],
    ['https://registry-1.docker.io/v2/', 'docker.io', 'No answer from docker.io.'],
    ['https://auth.example/token', 'r.example', 'No answer from auth.example (for r.example).'],
  ])('%s for %s', (url, registry, what) => {
    const error = new ChartroomError('registry.unreachable', { ...FACTS, url, registry });
    expect(errorWords(error).what).toBe(what);
  });
});

/** Settings for operators, ready to copy: what makes a registry reachable from this site's page. */
import type { CheckLine, Remedy } from '../core/registry/check/line.ts';
import { CORS_HEADERS, CORS_METHODS, EXPOSED_HEADERS } from './cors.ts';
import { proxySettings, type Setting } from './site-settings.ts';

/** The servers that settings can be shown for, by the names that people choose them by. */
export const KINDS = {
  proxy: 'This site’s proxy, for any registry',
  distribution: 'Distribution (registry:2, registry:3)',
  nginx: 'nginx in front of a registry',
  traefik: 'Traefik in front of a registry',
  zot: 'zot',
  harbor: 'Harbor',
} as const;
export type Kind = keyof typeof KINDS;

/**
 * The server that most likely needs the settings: this site, if its own policy stands in the way;
 * the registry itself, if it is known to ask for no sign-in; else nginx in front of it, since
 * Distribution with a sign-in refuses the preflight whatever it is set to.
 */
export function likelyKind(
  lines: readonly Pick<CheckLine, 'reason'>[],
  remedies: readonly Remedy[],
): Kind {
  if (remedies.includes('site')) return 'proxy';
  return lines.some(({ reason }) => reason === 'open') ? 'distribution' : 'nginx';
}

/** The page and the registry that it is to reach. */
export interface Parties {
  /** This page's origin. */
  origin: string;
  host: string;
  /** The registry's own address. */
  address: string;
  /** The registries that this site's proxy serves already. */
  served: readonly string[];
}

export interface Settings {
  note: string;
  settings: Setting[];
}

const PROXY_NOTE =
  'For the browser there is then only one site. It works with every registry, with any sign-in.';

const WORDS: Record<Kind, (parties: Parties) => Settings> = {
  proxy: (parties) => ({ note: PROXY_NOTE, settings: proxySettings(parties) }),
  distribution: ({ origin }) => ({
    note: 'Only without sign-in: with it Distribution refuses the browser’s preflight whatever it is set to, and nginx has to stand in front.',
    settings: [{ where: 'config.yml', text: distribution(origin) }],
  }),
  nginx: ({ origin }) => ({
    note: 'The whole file with its explanations is docs/registry-nginx.conf in Chartroom’s repository.',
    settings: [
      { where: 'nginx.conf, around the location that leads to the registry', text: nginx(origin) },
    ],
  }),
  traefik: ({ origin }) => ({
    note: 'Traefik answers the preflight itself once these are set. Name the middleware in the registry’s router.',
    settings: [{ where: 'dynamic configuration', text: traefik(origin) }],
  }),
  zot: ({ origin }) => ({
    note: 'zot then lets pages list and read manifests, but neither blobs nor pushes: for those put nginx or this site’s proxy in front.',
    settings: [
      { where: 'config.json', text: JSON.stringify({ http: { allowOrigin: origin } }, null, 2) },
    ],
  }),
  harbor: (parties) => ({
    note: `Harbor has no CORS setting. ${PROXY_NOTE}`,
    settings: proxySettings(parties),
  }),
};

/** The settings for one kind of server. */
export function settingsFor(kind: Kind, parties: Parties): Settings {
  return WORDS[kind](parties);
}

/** What a server in front of a registry must pass on, for the addresses that the registry makes. */
export const FORWARDING: Setting = {
  where: 'nginx in front of the registry, in the location that leads to it',
  text: 'proxy_set_header Host $http_host;\nproxy_set_header X-Forwarded-Proto $scheme;\n',
};

/** The setting that switches deletion on. */
export const DELETION: Setting = {
  where: 'Distribution, config.yml',
  text: 'storage:\n  delete:\n    enabled: true\n',
};

function distribution(origin: string): string {
  const rows = Object.entries(corsHeaders(origin, `${CORS_METHODS}, OPTIONS`));
  return [
    'http:',
    '  headers:',
    ...rows.map(([name, value]) => `    ${name}: ['${value}']`),
    '',
  ].join('\n');
}

function nginx(origin: string): string {
  const rows = Object.entries(corsHeaders(origin, CORS_METHODS));
  const add = rows.map(([name, value]) => `    add_header ${name} "${value}" always;`);
  return [
    'location / {',
    ...add,
    '    add_header Vary Origin always;',
    '    # The preflight carries no credentials: it must not reach the registry’s sign-in.',
    '    if ($request_method = OPTIONS) {',
    '        return 204;',
    '    }',
    ...rows.map(([name]) => `    proxy_hide_header ${name};`),
    '    proxy_set_header Host $http_host;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '    client_max_body_size 0;',
    '    proxy_request_buffering off;',
    '    proxy_pass http://127.0.0.1:5000;   # the registry',
    '}',
    '',
  ].join('\n');
}

function traefik(origin: string): string {
  const list = (text: string) => text.split(', ').map((item) => `          - ${item}`);
  return [
    'http:',
    '  middlewares:',
    '    chartroom:',
    '      headers:',
    '        accessControlAllowOriginList:',
    `          - ${origin}`,
    '        accessControlAllowMethods:',
    ...list(CORS_METHODS),
    '        accessControlAllowHeaders:',
    ...list(CORS_HEADERS),
    '        accessControlExposeHeaders:',
    ...list(EXPOSED_HEADERS),
    '        accessControlMaxAge: 7200',
    '        addVaryHeader: true',
    '',
  ].join('\n');
}

function corsHeaders(origin: string, methods: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': CORS_HEADERS,
    'Access-Control-Expose-Headers': EXPOSED_HEADERS,
    'Access-Control-Max-Age': '7200',
  };
}

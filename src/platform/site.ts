import { ChartroomError } from '../core/errors.ts';
import { isRecord, parseJson } from '../core/json.ts';
import { once } from '../core/once.ts';
import { isRegistryHost } from '../core/oci/reference.ts';
import type { RegistryAddress } from '../core/registry/endpoint.ts';
import { readSetting, writeSetting } from './settings.ts';

/** What the operator of this site says of it, in the block of nginx.conf. */
export interface SiteConfig {
  /** The registries that the site's proxy serves. */
  proxied: string[];
  /**
   * The chart repositories that it serves, and the places of archives; undefined if the site has no
   * proxy at all.
   */
  repositories?: string[] | undefined;
  /** The origins of pictures that the site's policy lets the page show, as it spells them. */
  images: string[];
  /** A sign-in stands in front of the site: a password, or another server's cookie. */
  signIn: boolean;
}

const NOTHING: SiteConfig = { proxied: [], images: [], signIn: false };
const KEY = 'site';
/** Statuses after which the file may be there the next time (RFC 9110, 15; 401: a sign-in first). */
const PASSING = /^(?:401|407|408|425|429|499|5\d\d)$/;
/** Milliseconds until a site that says nothing counts as one that can't be reached. */
const TIMEOUT = 10_000;
/** Milliseconds before the one repetition after a status that may pass. */
const PAUSE = 500;

/**
 * The content of `config.json` beside the page. A plain static host has no such file (404, or 403 at
 * Amazon's S3), or answers every path with its page: then there is no proxy. What is read is
 * remembered for a visit during which the site can't be reached.
 *
 * @throws `site.unreachable` if no answer came, or one that says nothing about the file
 */
export async function siteConfig(): Promise<SiteConfig> {
  let response = await ask();
  if (isPassing(response)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    response = await ask();
  }
  if (isPassing(response))
    throw new ChartroomError('site.unreachable', { status: response.status });
  const text = response.ok ? await response.text().catch(unreachable) : '';
  const config = parseSiteConfig(text);
  writeSetting(KEY, JSON.stringify(config));
  return config;
}

/** The site's answer for this page, asked for once until it comes. */
export const siteOnce = once(siteConfig);

/** What the site said when it was last reached, if the browser has kept that. */
export function lastSiteConfig(): SiteConfig | undefined {
  const kept = readSetting(KEY);
  return kept === undefined ? undefined : parseSiteConfig(kept);
}

/** How this page reaches a registry: through the site's proxy, or directly. */
export function addressOf(host: string, proxied: boolean, siteSignIn: boolean) {
  return {
    host,
    base: proxied ? proxyBase(host) : undefined,
    proxied,
    siteSignIn,
  } satisfies RegistryAddress;
}

/** The proxy's address for a registry: `<page>/registry/<host>`. */
export function proxyBase(host: string): string {
  return new URL(`registry/${host}`, document.baseURI).href;
}

/** The proxy's address for chart repositories. */
export function repositoryBase(): string {
  return new URL('repository', document.baseURI).href;
}

function ask(): Promise<Response> {
  return fetch(new URL('config.json', document.baseURI), {
    cache: 'no-cache',
    credentials: 'same-origin',
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(unreachable);
}

function isPassing({ status }: Response): boolean {
  return PASSING.test(String(status));
}

function unreachable(cause: unknown): never {
  throw new ChartroomError('site.unreachable', {}, { cause });
}

/** Anything but the JSON of this site's own nginx.conf says that there is no proxy. */
function parseSiteConfig(text: string): SiteConfig {
  const config = parseJson(text);
  if (!isRecord(config) || !Array.isArray(config['proxied'])) return NOTHING;
  return {
    proxied: texts(config['proxied']).filter(isRegistryHost),
    repositories: texts(config['repositories']).filter((address) => /^https?:\/\//.test(address)),
    images: typeof config['images'] === 'string' ? config['images'].split(' ').filter(Boolean) : [],
    signIn: config['signIn'] === true,
  };
}

function texts(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** Lines of Chartroom's own nginx.conf, ready to copy. */
import { ChartroomError, isChartroomError } from '../core/errors.ts';
import type { CheckLine } from '../core/registry/check/line.ts';
import { hostOf, pathOf } from './registry.ts';

export interface Setting {
  /** Where it goes. */
  where: string;
  text: string;
}

interface Place {
  host: string;
  /** The registry's own address. */
  address: string;
  /** The registries that the proxy serves already. */
  served: readonly string[];
}

/** The registry as one that the proxy serves, beside the others. */
export function proxySettings({ host, address, served }: Place): Setting[] {
  const list = [...new Set([...served, host])].map((one) => `"${one}"`).join(', ');
  const listing = setLine('$proxied', `default '[${list}]';`);
  return [listing, ...addressRow(host, address)];
}

/** The registry as one that the page reaches itself. */
export function directSetting({ address }: Pick<Place, 'address'>): Setting {
  return {
    where: inMap('$direct', 'beside the addresses that are there'),
    text: `default '${address}';\n`,
  };
}

/** The place of a picture as one that the page may show, beside those that it may show already. */
export function imagesSetting(url: string, allowed: readonly string[]): Setting {
  const list = [...new Set([...allowed, new URL(url).origin])].join(' ');
  return setLine('$images', `default '${list}';`);
}

/**
 * What makes the proxy take the requests that it refused in a check. `siteSignIn`: the site says
 * already that it wants a sign-in.
 */
export function refusalSettings(
  lines: readonly CheckLine[],
  registry: string,
  siteSignIn: boolean,
): Setting[] {
  const settings = lines.flatMap(({ error }) => {
    const refused = error && ChartroomError.fromJSON(error);
    if (!isChartroomError(refused, 'proxy.refused')) return [];
    switch (refused.data.reason) {
      case 'host':
        return hostSettings(refused.data.url, registry);
      case 'path':
        return row('$is_token_service', `${pathOf(refused.data.url).replace(/\/$/, '')} 1;`);
      case 'sign-in':
        return siteSignIn ? [] : setLine('$site_wants_sign_in', 'default 1;');
      default:
        return [];
    }
  });
  return settings.filter(({ text }, i) => settings.findIndex((one) => one.text === text) === i);
}

/** A further host of a registry that the proxy serves, such as its token server. */
function hostSettings(url: string, registry: string): Setting[] {
  const host = hostOf(url) ?? '';
  return [row('$listed_as', `${host} ${registry};`), ...addressRow(host, url)];
}

/** Where a host is, if that isn't `https://<its name>`. */
function addressRow(host: string, address: string): Setting[] {
  if (!address.startsWith('http:')) return [];
  // nginx asks a name server for names, and none needs to know this one.
  const byNumber = address.replace(/\/\/(?:[^/]*\.)?localhost\b/, '//127.0.0.1');
  return [row('$registry_address', `${host} ${new URL(byNumber).origin};`)];
}

function setLine(map: string, text: string): Setting {
  return { where: inMap(map, 'the line that begins so'), text: `${text}\n` };
}

function row(map: string, text: string): Setting {
  return { where: inMap(map, 'a row'), text: `${text}\n` };
}

function inMap(map: string, what: string): string {
  return `Chartroom’s nginx.conf, ${what} in the map ${map}`;
}

/**
 * What Go's `net/url` takes for a URL (Go 1.26, `url.go`): Helm's URL rules rest on it. The
 * browsers' URL class accepts some texts that Go refuses, and the other way round.
 */
export interface GoUrl {
  scheme: string;
  /** With its port, not unescaped; '' if there is none. */
  host: string;
  path: string;
}

const CONTROL = /[\0-\x1f\x7f]/; // eslint-disable-line no-control-regex
const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;
const BROKEN_ESCAPE = /%(?![0-9a-fA-F]{2})/;
const USER = /^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/;
/** The characters that a host may contain unescaped. */
const HOST = /^(?:[A-Za-z0-9._~!$&'()*+,;=:[\]<>"-]|[^\0-\x7f]|%(?:25|[89a-fA-F][0-9a-fA-F]))*$/;

/** `url.Parse`, which accepts relative references too. */
export function parseUrl(text: string): GoUrl | undefined {
  const [before = '', fragment = ''] = cut(text, '#');
  return BROKEN_ESCAPE.test(fragment) ? undefined : parse(before, false);
}

/** `url.ParseRequestURI`: absolute, or a path from the root. `#` has no special meaning here. */
export function parseRequestUri(text: string): GoUrl | undefined {
  return text === '' ? undefined : parse(text, true);
}

function parse(text: string, isRequest: boolean): GoUrl | undefined {
  if (text.startsWith(':') || CONTROL.test(text)) return undefined;
  const prefix = SCHEME.exec(text)?.[0] ?? '';
  const scheme = prefix.slice(0, -1).toLowerCase();
  let [path = ''] = cut(text.slice(prefix.length), '?');
  if (!path.startsWith('/') && path !== '*') {
    if (scheme !== '') return { scheme, host: '', path: '' };
    if (isRequest || path.split('/', 1)[0]?.includes(':')) return undefined;
  }
  let host = '';
  if (path.startsWith('//') && (scheme !== '' || (!isRequest && !path.startsWith('///')))) {
    const authority = path.slice(2).split('/', 1)[0] as string;
    path = path.slice(2 + authority.length);
    const at = authority.lastIndexOf('@');
    host = authority.slice(at + 1);
    const user = authority.slice(0, Math.max(at, 0));
    if (!USER.test(user) || BROKEN_ESCAPE.test(user) || !isHost(scheme, host)) return undefined;
  }
  return BROKEN_ESCAPE.test(path) ? undefined : { scheme, host, path };
}

function isHost(scheme: string, host: string): boolean {
  const bracketed = /^\[([^[]*)\](?::\d*)?$/.exec(host);
  if (bracketed) return isIPv6(bracketed[1] as string);
  if (host.includes('[')) return false;
  // With schemes other than http and https the host may be a list of hosts with ports.
  const form =
    scheme === 'http' || scheme === 'https' ? /^[^:]*(?::\d*)?$/ : /^(?:[^]*:\d*|[^:]*)$/;
  return form.test(host) && HOST.test(host);
}

/**
 * Whether a text is an IPv6 address, with an optional zone after `%25`. The URL class reads
 * addresses as Go does.
 */
export function isIPv6(address: string): boolean {
  const [bare = '', zone] = cut(address, '%25');
  return zone !== '' && URL.canParse(`http://[${bare}]/`);
}

/**
 * Go's `strings.Cut`: the text before the first `separator`, and the text after it if there is one.
 */
function cut(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

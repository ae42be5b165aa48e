import { parseJson } from '../json.ts';
import { essence } from '../oci/media-types.ts';
import type { HttpResponse } from './transport.ts';
import { textOf } from '../read-blob.ts';

const HTML = new Set(['text/html', 'application/xhtml+xml']);
/** Bytes in which markup shows, after any blank lines that templates leave. */
const START = 1024;

/**
 * Whether a successful response is a page of a web site: a wrong address, or the sign-in page of a
 * network. The API answers in JSON or without a body (distribution-spec), and JSON never begins
 * like markup. The type alone doesn't show it: some registries send none or a wrong one, and this
 * site's proxy passes no HTML on as such.
 */
export async function isWebPage(response: HttpResponse): Promise<boolean> {
  const { status, headers, body } = response;
  if (status < 200 || status >= 300 || body.size === 0) return false;
  if (await isMarkup(response)) return true;
  if (!HTML.has(essence(headers.get('Content-Type') ?? ''))) return false;
  return parseJson(await textOf(body)) === undefined;
}

/**
 * Whether a body begins like markup, as neither JSON, an index of charts nor an archive does,
 * whatever its type is called.
 */
export async function isMarkup({ body }: Pick<HttpResponse, 'body'>): Promise<boolean> {
  return (await textOf(body, START)).trimStart().startsWith('<');
}

/**
 * Whether the response to `/v2/` can be a registry's (distribution-spec, "Determining Support", which
 * asks for no particular body): it names the API's version, or has a body of JSON, or none.
 */
export async function isRegistryFront(response: HttpResponse): Promise<boolean> {
  if (response.status !== 200 || response.headers.has('Docker-Distribution-API-Version')) {
    return true;
  }
  if (await isWebPage(response)) return false;
  const text = (await textOf(response.body)).trim();
  return text === '' || parseJson(text) !== undefined;
}

/**
 * Whether a registry's front is what registries have there (nothing, `{}`, Quay's `true`) or names
 * the API's version. Anything else in JSON may be some other service's answer to whatever is asked.
 */
export async function isUsualFront({ status, headers, body }: HttpResponse): Promise<boolean> {
  if (status !== 200 || headers.has('Docker-Distribution-API-Version')) return true;
  return ['', '{}', 'true'].includes((await textOf(body)).replace(/\s/g, ''));
}

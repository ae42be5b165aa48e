/** The errors of templates in Helm's words (helm `pkg/engine/engine.go`). */
import type { GoError } from '../../go/error.ts';
import { ExecError } from '../../go/template/exec-error.ts';
import type { HelmMajor } from '../loaded.ts';
import { WARNING } from './template-functions.ts';

/** cleanupParseError. */
export function parseErrorOf(path: string, { message }: GoError): string {
  const parts = message.split(': ');
  const [, location] = parts;
  if (location === undefined) return `parse error in (${path}): ${message}`;
  return `parse error at (${location}): ${parts.at(-1) ?? ''}`;
}

/** reformatExecErrorMsg of Helm 4, cleanupExecError of Helm 3. */
export function execErrorOf(path: string, error: GoError, helm: HelmMajor): string {
  if (!(error instanceof ExecError)) return error.message;
  const [, location, rest] = /^.*?: (.*?): (.*)$/s.exec(error.message) ?? [];
  if (location === undefined || rest === undefined)
    return `execution error in (${path}): ${error.message}`;
  const start = rest.indexOf(WARNING.start);
  const end = rest.lastIndexOf(WARNING.end);
  if (start >= 0 && end >= start + WARNING.start.length)
    return `execution error at (${location}): ${rest.slice(start + WARNING.start.length, end)}`;
  return helm === 3 ? error.message : (traceOf(error) ?? error.message);
}

/** Each error down the chain on lines of its own; undefined where one has another form. */
function traceOf(error: GoError): string | undefined {
  const traces: string[] = [];
  for (let at: GoError | undefined = error; at; at = at.wrapped) {
    const trace = traceOfOne(at.message);
    if (trace === undefined) return undefined;
    if (traces.at(-1) !== trace) traces.push(trace);
  }
  return traces.join('').trim();
}

const PREFIX = 'template: ';

/** parseTemplateExecErrorString, and TraceableError's String. */
function traceOfOne(message: string): string | undefined {
  if (!message.startsWith(PREFIX)) return undefined;
  const rest = message.slice(PREFIX.length);
  if (rest.startsWith('no template ')) return shown('', '', message);
  const at = /^(.*?): executing ("[^"]*") at <(.*?)>: (.*)$/s.exec(rest);
  if (at) {
    const [, location = '', name = '', node = '', words = ''] = at;
    return shown(location, `executing ${name} at <${node}>:`, withoutNext(words));
  }
  const colon = rest.lastIndexOf(': ');
  return colon < 0
    ? undefined
    : shown(rest.slice(0, colon), '', withoutNext(rest.slice(colon + 2)));
}

function withoutNext(words: string): string {
  const next = words.indexOf(' template:');
  return next < 0 ? words : words.slice(0, next);
}

function shown(location: string, executing: string, words: string): string {
  return (
    (location && `${location}\n  `) + (executing && `${executing}\n    `) + (words && `${words}\n`)
  );
}

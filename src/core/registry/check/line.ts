import type { ErrorRecord } from '../../errors.ts';

/** The checks, in the order in which a request passes what they test. */
export const CHECKS = [
  'network',
  'secure-context',
  'way',
  'mixed-content',
  'local-network',
  'policy',
  'reachable',
  'protocol',
  'readable',
  'preflight',
  'request-header',
  'method',
  'header',
  'challenge',
  'sign-in',
  'pull',
  'push',
  'delete',
] as const;
export type CheckId = (typeof CHECKS)[number];

export type CheckState = 'pass' | 'fail' | 'unknown';

/** The reason for a line's state; `text/checks.ts` has the words. */
export type Reason =
  | 'online'
  | 'offline'
  | 'secure'
  | 'insecure'
  | 'through-proxy'
  | 'directly'
  | 'same-site'
  | 'no-mixing'
  | 'mixed'
  | 'local-granted'
  | 'local-denied'
  | 'local-asks'
  | 'local-unknown'
  | 'local-itself'
  | 'not-local'
  | 'allowed'
  | 'refused-by-policy'
  | 'nothing-sent'
  | 'answers'
  | 'something-answers'
  | 'no-answer'
  | 'silent'
  | 'site-unreachable'
  | 'is-registry'
  | 'no-registry'
  | 'readable'
  | 'unreadable'
  | 'redirected-away'
  | 'not-readable-yet'
  | 'preflight-passes'
  | 'preflight-wants-sign-in'
  | 'preflight-refused'
  | 'authorization-refused'
  | 'request-header-passes'
  | 'request-header-refused'
  | 'method-passes'
  | 'method-refused'
  | 'header-read'
  | 'header-hidden'
  | 'header-not-met'
  | 'open'
  | 'basic'
  | 'bearer'
  | 'challenge-hidden'
  | 'no-challenge'
  | 'accepted'
  | 'not-signed-in'
  | 'not-asked-for'
  | 'allowed-to'
  | 'failed'
  | 'name-a-repository'
  | 'on-request'
  | 'deletes'
  | 'keeps';

/**
 * What would resolve a failure: the registry's CORS settings, a line of this site's nginx.conf, the
 * registry's deletion, or what a server in front of the registry passes on.
 */
export type Remedy = 'cors' | 'site' | 'deletion' | 'forwarding';

/** One line of a connection check. */
export interface CheckLine {
  id: CheckId;
  /** The method or header, where a check tests several. */
  subject?: string | undefined;
  state: CheckState;
  reason: Reason;
  /** Inferred rather than observed: a browser hides why a cross-origin request failed. */
  likely?: boolean | undefined;
  /** A name from the registry, or the user name that is signed in. */
  detail?: string | undefined;
  error?: ErrorRecord | undefined;
  remedy?: Remedy | undefined;
}

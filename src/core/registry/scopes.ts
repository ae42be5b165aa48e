/**
 * The rights of a token: `repository:<name>:<actions>` (Distribution, "Token Scope Documentation").
 * The name may hold colons; actions are joined by commas.
 */
export type Scope = string;

/** The scope for the names of all repositories. */
export const CATALOG_SCOPE: Scope = 'registry:catalog:*';

export function pullScope(repository: string): Scope {
  return `repository:${repository}:pull`;
}

/**
 * Pull and push in one scope when a push is planned: two narrower tokens would cost another round
 * trip.
 */
export function pushScope(repository: string): Scope {
  return `repository:${repository}:pull,push`;
}

/** The scopes in a challenge, where they are separated by spaces. */
export function parseScopes(text: string | undefined): Scope[] {
  return (text ?? '').split(' ').filter((scope) => scope !== '');
}

/**
 * All the scopes in one list, the actions of one resource together, sorted so that equal sets give
 * equal lists. Resources keep the order of their first occurrence, since some token servers read
 * only the first.
 */
export function mergeScopes(...lists: Scope[][]): Scope[] {
  const resources = new Map<string, Set<string>>();
  for (const scope of lists.flat()) {
    const colon = scope.lastIndexOf(':');
    const resource = scope.slice(0, Math.max(colon, 0));
    const actions = resources.get(resource) ?? new Set();
    resources.set(resource, actions);
    for (const action of scope.slice(colon + 1).split(',')) actions.add(action);
  }
  return [...resources].map(([resource, actions]) => {
    const list = [...actions].sort().join(',');
    return resource === '' ? list : `${resource}:${list}`;
  });
}

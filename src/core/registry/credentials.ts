/**
 * Credentials for a registry: a user name with a password, which may be an access token of any
 * kind; or an identity token, which `docker login` stores under the user name `<token>`.
 */
export type Credentials = { username: string; password: string } | { identityToken: string };

/** The user name that stands for an identity token in Docker's configuration. */
const IDENTITY_USER = '<token>';

/** The credentials typed into a form, as Docker interprets them. */
export function credentialsOf(username: string, password: string): Credentials {
  return username === IDENTITY_USER ? { identityToken: password } : { username, password };
}

/** A Basic Authorization header (RFC 7617), in UTF-8. */
export function basicAuthorization(credentials: Credentials): string {
  const [username, password] =
    'identityToken' in credentials
      ? [IDENTITY_USER, credentials.identityToken]
      : [credentials.username, credentials.password];
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** The CORS headers that a page of another site needs in a registry's answers; docs/registry-cors.md explains each. */
export const CORS_METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** `*` would leave Authorization out (Fetch, "CORS non-wildcard request-header name"). */
export const CORS_HEADERS =
  'Authorization, Content-Type, Content-Range, Accept, Range, If-Match, If-None-Match';

export const EXPOSED_HEADERS =
  'Docker-Content-Digest, Docker-Upload-UUID, Docker-Distribution-API-Version, Location, Link, WWW-Authenticate, Range, Content-Range, Accept-Ranges, ETag, Retry-After, Warning, OCI-Subject, OCI-Filters-Applied, OCI-Tag, OCI-Chunk-Min-Length, OCI-Chunk-Max-Length, RateLimit-Limit, RateLimit-Remaining';

/**
 * Headers of answers that some browser acts on, or did, in the specifications (Fetch, HTML, CSP,
 * Reporting, Client Hints and so on), the IANA registry of HTTP fields and the sources of Chromium,
 * Gecko and WebKit. Written down apart from nginx.conf: what is lost from one list stands in the other.
 */
const NAMES = `
  Content-Type Location Link WWW-Authenticate X-Registry-WWW-Authenticate X-Chartroom-Refusal X-Chartroom-Proxy Retry-After
  Cache-Control Content-Security-Policy X-Content-Type-Options Referrer-Policy
  Cross-Origin-Opener-Policy Cross-Origin-Resource-Policy Permissions-Policy Content-Encoding
  Content-Location Content-Language Content-Disposition Content-DPR Content-Digest Repr-Digest
  Unencoded-Digest Proxy-Authenticate Proxy-Authentication-Info Authentication-Info
  Authentication-Control Optional-WWW-Authenticate Proxy-Connection Upgrade Trailer Expires
  Pragma Vary No-Vary-Search Age Cache-Groups Cache-Group-Invalidation CDN-Cache-Control
  Surrogate-Control Use-As-Dictionary Dictionary-ID Set-Cookie Set-Cookie2 Cookie-Indices
  Clear-Site-Data Secure-Session-Registration Secure-Session-Challenge Sec-Session-Registration
  Sec-Session-Challenge Sec-Session-Google-Challenge Sec-Session-Google-Registration-List
  Sec-Session-Google-Termination Sec-Token-Binding Strict-Transport-Security Public-Key-Pins
  Public-Key-Pins-Report-Only Expect-CT Alt-Svc Alternate-Protocol
  Content-Security-Policy-Report-Only X-Content-Security-Policy X-WebKit-CSP
  X-WebKit-CSP-Report-Only Allow-CSP-From Permissions-Policy-Report-Only Feature-Policy
  Feature-Policy-Report-Only Document-Policy Document-Policy-Report-Only Require-Document-Policy
  Document-Isolation-Policy Document-Isolation-Policy-Report-Only Integrity-Policy
  Integrity-Policy-Report-Only Cross-Origin-Opener-Policy-Report-Only
  Cross-Origin-Embedder-Policy Cross-Origin-Embedder-Policy-Report-Only Connection-Allowlist
  Connection-Allowlist-Report-Only Allow-Connection-Allowlist-From Origin-Agent-Cluster
  Strict-Origin-Isolation Origin-Isolation X-Frame-Options X-XSS-Protection
  X-Permitted-Cross-Domain-Policies X-UA-Compatible Reporting-Endpoints Report-To NEL
  Allow-Cross-Origin-Event-Reporting Refresh Default-Style Service-Worker-Allowed
  Service-Worker-Synthetic-Response Speculation-Rules Supports-Loading-Mode SourceMap X-SourceMap
  X-DNS-Prefetch-Control Accept-CH Critical-CH Delegate-CH Accept-CH-Lifetime Origin-Trial
  Critical-Origin-Trial Activate-Storage-Access Set-Login Federation-Initiate-Request
  FedCM-Intercept-Navigation Signature Signature-Input Accept-Signature Server-Timing
  Timing-Allow-Origin Resource-Freshness Variants Variant-Key Link-Template X-Robots-Tag
  Access-Control-Allow-Origin Access-Control-Allow-Credentials Access-Control-Allow-Headers
  Access-Control-Allow-Methods Access-Control-Allow-External Access-Control-Allow-Private-Network
  Access-Control-Expose-Headers Access-Control-Max-Age Private-Network-Access-ID
  Private-Network-Access-Name Attribution-Reporting-Register-Source
  Attribution-Reporting-Register-Trigger Attribution-Reporting-Register-OS-Source
  Attribution-Reporting-Register-OS-Trigger Attribution-Reporting-Register-Aggregatable-Source
  Attribution-Reporting-Register-Aggregatable-Trigger-Data
  Attribution-Reporting-Register-Aggregatable-Values Attribution-Reporting-Register-Event-Trigger
  Attribution-Reporting-Filters Attribution-Reporting-Trigger-Debug-Key
  Attribution-Reporting-Info Attribution-Reporting-Support Observe-Browsing-Topics
  Shared-Storage-Write Shared-Storage-Cross-Origin-Worklet-Allowed Ad-Auction-Allowed
  Ad-Auction-Only Ad-Auction-Result Ad-Auction-Signals Ad-Auction-Additional-Bid
  Ad-Auction-Result-Nonce X-FLEDGE-Auction-Only X-Allow-FLEDGE Sec-Private-State-Token
  Sec-Private-State-Token-Crypto-Version Sec-Private-State-Token-Lifetime Sec-Redemption-Record
  Privacy-Sandbox-Attestation
`;

const VALUES: Record<string, string> = {
  'Content-Type': 'text/html',
  Location: 'javascript:alert(1)',
  Link: '</x.js>; rel=preload; as=script',
  Refresh: '0; url=https://evil.example.com/',
  'Content-Encoding': 'gzip',
  'Clear-Site-Data': '"*"',
  'Set-Cookie': 'a=b',
};

/** Each of them, with what may matter if it arrives. */
export const HEEDED: Record<string, string> = Object.fromEntries(
  NAMES.trim()
    .split(/\s+/)
    .map((name) => [name, VALUES[name] ?? '?1']),
);

/** What Kubernetes wants of an object's name, by its kind. */
export type NameRule = 'subdomain' | 'label' | 'service' | 'path';

const RULES: Readonly<Record<string, NameRule | 'any'>> = {
  service: 'service',
  namespace: 'label',
  certificatesigningrequest: 'any',
  ...{ role: 'path', clusterrole: 'path', rolebinding: 'path', clusterrolebinding: 'path' },
};

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const PATTERNS: Record<NameRule, { pattern: RegExp; longest: number }> = {
  subdomain: { pattern: new RegExp(`^${LABEL}(?:\\.${LABEL})*$`), longest: 253 },
  label: { pattern: new RegExp(`^${LABEL}$`), longest: 63 },
  service: { pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/, longest: 63 },
  path: { pattern: /^(?!\.{1,2}$)[^/%]*$/s, longest: Infinity },
};

/**
 * The rule that a name breaks (helm `pkg/chart/v2/lint/rules/template.go`, validateMetadataNameFunc;
 * apimachinery `pkg/api/validate/content`); undefined for a name that Kubernetes takes.
 */
export function brokenNameRule(kind: string, name: string): NameRule | undefined {
  const folded = kind.toLowerCase();
  const rule = (Object.hasOwn(RULES, folded) && RULES[folded]) || 'subdomain';
  if (rule === 'any') return undefined;
  const { pattern, longest } = PATTERNS[rule];
  return pattern.test(name) && name.length <= longest ? undefined : rule;
}

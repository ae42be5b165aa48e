/** The bill of materials of a release, in CycloneDX, as npm writes it. */
import { runNpm } from '../lib/npm-packages.mjs';
import { root } from '../lib/paths.mjs';

/** @typedef {import('./built-in.mjs').BuiltIn} BuiltIn */
/** @typedef {{ name: string, version: string, purl: string, licenses: unknown, hashes: unknown }} Component */

/**
 * JSON of CycloneDX 1.5: the packages that are built in, and not all that npm has installed. Without
 * a time, a serial number, and what versions of npm add, so that it stays the same.
 * @param {string} version
 * @param {BuiltIn[]} packages
 */
export function billOfMaterials(version, packages) {
  const all = installed();
  const components = packages.map(({ name, version }) => {
    const found = all.find((each) => each.name === name && each.version === version);
    if (!found) throw new Error(`npm knows nothing of ${name} ${version}.`);
    const { purl, licenses, hashes } = found;
    return {
      type: 'library',
      'bom-ref': `${name}@${version}`,
      name,
      version,
      licenses,
      hashes,
      purl,
    };
  });
  const app = {
    ...{ type: 'application', 'bom-ref': 'chartroom', name: 'chartroom', version },
    licenses: [{ license: { id: 'Apache-2.0' } }],
  };
  const bill = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component: app } },
    components,
    dependencies: [{ ref: 'chartroom', dependsOn: components.map((each) => each['bom-ref']) }],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** @returns {Component[]} */
function installed() {
  // A build in this process has set NODE_ENV, by which npm would leave out the build tools.
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--include=dev'];
  const { status, stdout, stderr } = runNpm(args, { cwd: root, maxBuffer: 1e8 });
  if (status === 0) return JSON.parse(String(stdout)).components;
  throw new Error(`npm gives no bill of materials:\n${stderr}`);
}

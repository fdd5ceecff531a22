import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { BUN_PARTS } from '../notices/bun-parts.ts';
import type { BundledPackage } from '../notices/bundled-packages.ts';
import { versionsOfBun } from '../notices/third-party-notices.ts';
import { PLATFORMS } from '../platforms.ts';

/** Of CycloneDX 1.5 what npm writes and is changed here. */
interface Bom {
  readonly metadata: {
    readonly component: { readonly 'bom-ref': string };
    readonly tools: readonly { readonly version: string }[];
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

/**
 * What is in the release, in CycloneDX: of the packages that `npm sbom` finds in the lock those that esbuild has put into
 * the bundle (the others only built it), and Bun with its parts. The same commit gives the same document.
 */
export function billOfMaterials(packages: readonly BundledPackage[], commitDate: string): string {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const all = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })) as Bom;
  const shipped = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const runtimes = new Set(PLATFORMS.map(({ runtime }) => runtime));
  const components = all.components
    .filter(({ name, version }) => shipped.has(`${name}@${version}`) || runtimes.has(name))
    .map((component) => ({ ...component, scope: 'required', properties: [] }));
  if (components.length !== shipped.size + runtimes.size) throw new Error('the lock lacks a package that is shipped');

  const self = all.metadata.component['bom-ref'];
  const kept = new Set(components.map((component) => component['bom-ref']));
  const dependencies = [
    { ref: self, dependsOn: [...kept] },
    ...all.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  ];
  const metadata = {
    ...all.metadata,
    timestamp: commitDate,
    lifecycles: [{ phase: 'build' }],
    tools: all.metadata.tools.map(({ version: _, ...tool }) => tool), // whichever npm wrote it
    component: { ...all.metadata.component, name: 'kubectl-nodeport' }, // npm writes the folder's name
  };
  const bom = { ...all, serialNumber: '', metadata, components: [...components, ...partsOfBun()], dependencies };
  return `${JSON.stringify({ ...bom, serialNumber: `urn:uuid:${uuidOf(JSON.stringify(bom))}` }, null, 2)}\n`;
}

function partsOfBun(): readonly object[] {
  const versions = versionsOfBun();
  return BUN_PARTS.map(({ name, home, license, reportedAs }) => ({
    'bom-ref': `bun/${name}`,
    type: 'library',
    name,
    ...(reportedAs === undefined ? {} : { version: versions[reportedAs] }),
    licenses: [{ expression: license }],
    externalReferences: [{ type: 'website', url: home }],
  }));
}

/** A UUID of version 8, which is free to be made from anything. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

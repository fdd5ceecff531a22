import { execFileSync } from 'node:child_process';
import licenses from 'spdx-license-list/full.js';
import { BUN } from '../compile.ts';
import { BUN_PARTS, type BunPart } from './bun-parts.ts';
import type { BundledPackage } from './bundled-packages.ts';

/** The file that goes with everything we ship: who made what is in it, and under which terms. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const { bun, webkit } = versionsOfBun();
  const ids = [...new Set(BUN_PARTS.flatMap(({ license }) => idsIn(license)))].sort();
  return [
    `THIRD-PARTY NOTICES

kubectl-nodeport is licensed under the Apache License 2.0 (see LICENSE). It contains what is listed here.

Part 1, in the npm package and in the executables: ${packages.length} npm packages.
Part 2, in the executables only: the runtime, Bun ${bun}, and what that contains.
`,
    title(`PART 1: NPM PACKAGES`),
    ...packages.map(packageSection),
    title(`PART 2: BUN ${bun}`),
    `The executables are Bun ${bun} with our program appended; the names of some environment variables are blanked
in it, and the address of crash reports: scripts/compile.ts of https://github.com/kubectl-nodeport/kubectl-nodeport.

JavaScriptCore and TinyCC are linked statically and licensed under the LGPL. Their sources, as Bun has patched them, are
at https://github.com/oven-sh/WebKit (commit ${webkit}) and
https://github.com/oven-sh/tinycc. To relink: build Bun ${bun} with your changes as its LICENSE.md says
(https://github.com/oven-sh/bun), and give it to \`bun build --compile --compile-executable-path\` with the bundle of
kubectl-nodeport, which is what its npm package consists of.
`,
    ...BUN_PARTS.map(partLines),
    ...ids.map((id) => `${title(`LICENSE TEXT: ${id}`)}\n${textOf(id)}\n`),
  ].join('\n');
}

/** `bun`, `webkit` and the other parts with their versions or commits, as this Bun reports them. */
export function versionsOfBun(): Readonly<Record<string, string>> {
  return JSON.parse(execFileSync(BUN, ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' }));
}

function packageSection({ name, version, license, homepage, texts }: BundledPackage): string {
  const head = `${name} ${version} (${license})${homepage === undefined ? '' : `\n${homepage}`}`;
  return `${'-'.repeat(80)}\n${head}\n\n${texts.join('\n\n')}\n`;
}

function partLines({ name, home, license, copyright }: BunPart): string {
  return `${name} (${license})\n    ${home}${copyright === undefined ? '' : `\n    ${copyright}`}\n`;
}

function title(text: string): string {
  return `${'='.repeat(80)}\n${text}\n${'='.repeat(80)}\n`;
}

/** The licences and exceptions of an SPDX expression. */
function idsIn(expression: string): readonly string[] {
  return expression.split(/ (?:AND|OR|WITH) /).map((id) => id.replaceAll(/[()]/g, ''));
}

function textOf(id: string): string {
  const text = licenses[id]?.licenseText ?? EXCEPTIONS[id];
  if (text === undefined) throw new Error(`SPDX has no text of ${id}`);
  return text.trim();
}

/** The list of SPDX has licences alone. Source: https://llvm.org/LICENSE.txt. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'LLVM-exception': `As an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an
Object form of such source code, you may redistribute such embedded portions in such Object form without complying with
the conditions of Sections 4(a), 4(b) and 4(d) of the License.

In addition, if you combine or link compiled forms of this Software with software that is licensed under the GPLv2
("Combined Software") and if a court of competent jurisdiction determines that the patent provision (Section 3), the
indemnity provision (Section 9) or other Section of the License conflicts with the conditions of the GPLv2, you may
retroactively and prospectively choose to deem waived or otherwise exclude such Section(s) of the License, but only in
their entirety and only with respect to the Combined Software.`,
};

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { distributions } from '../../src/distributions/registry.ts';
import { substrates } from '../../src/substrates/registry.ts';

const SRC = new URL('../../src/', import.meta.url);
const HOME = /^(distributions|substrates)\//;

/** Words of many types: what is not known, and what a command may run in. */
const WORDS = ['unknown', 'container'];

/** It is the ids that mean a runtime which only their own folders may know. */
const IDS = [...distributions, ...substrates].map(({ id }) => id).filter((id) => !WORDS.includes(id));

function namesIn(text: string): string[] {
  const ofKubernetes = /v\.variant\('kind'|\.string\('kind'\)|\w+, 'kind'\)|'apiVersion', 'kind'|\w\['kind'\]/g; // the field that every object of Kubernetes has, and unions of ours
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*\*).*$/gm, '').replaceAll(ofKubernetes, ''); // a comment may say for whom something is
  return IDS.filter((id) => new RegExp(`['"\`]${id}['"\`]`).test(code));
}

test('no file outside distributions/ and substrates/ names a runtime', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !HOME.test(file),
  );
  expect(files).toContain('recognise.ts');
  expect(
    files.flatMap((file) => namesIn(readFileSync(new URL(file, SRC), 'utf8')).map((id) => `${file}: ${id}`)),
  ).toEqual([]);
});

test.each([
  { text: "if (distribution.id === 'kind') {", named: ['kind'] },
  { text: '  "orbstack-vm",', named: ['orbstack-vm'] },
  { text: "  // as 'kind' does", named: [] },
  { text: "case 'unknown':", named: [] },
  { text: "{ kind: 'nothing' }", named: [] },
])('`$text` names $named', ({ text, named }) => {
  expect(namesIn(text)).toEqual(named);
});

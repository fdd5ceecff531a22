import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { fixesFor } from '../../src/domain/fixes.ts';
import { patchPort, yamlText } from '../../src/domain/patch.ts';
import { aPort } from './build.ts';
import { aCase, attempt, NOBODY, REFUSED } from './case-builder.ts';

/** What the patch of the first fix that changes the Service means, and whether kubectl would read it as YAML. */
function patchOf(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): unknown {
  const differs = Object.entries(selector).map(([key, wanted]) => ({ key, wanted, is: labels[key] }));
  const each = aCase({ ...NOBODY, service: { selector }, attempts: [attempt(REFUSED)] });
  const fixes = fixesFor([{ code: 'selects-nothing', selector, nearest: { pod: 'web', labels, differs } }], each);
  const patch = fixes.find(({ effect }) => effect === 'changes-the-service')?.commands[0].at(-1) ?? '';
  expect(patch).not.toMatch(/^\s*\{/); // kubectl takes that for JSON
  return load(patch);
}

test.each([
  ['yes'],
  ['No'],
  ['on'],
  ['y'],
  ['null'],
  ['Null'],
  ['~'],
  ['true'],
  ['1'],
  ['1.0'],
  ['1e3'],
  ['0x1F'],
  ['012'],
  ['2026-01-01'],
  ['.inf'],
  ['-'],
  ['=', '<<'],
  [''],
  ["it's"],
  ['"'],
  ['}, {'],
  ['a: b'],
  ['# no comment'],
  ['two\nlines'],
  ['back\\slash\u2028'],
  ['é😀'],
  ['frontend', 'app.kubernetes.io/name'],
])('the value %j stays a string, and so does the key', (value, key = value) => {
  expect(patchOf({ app: 'x' }, { app: value })).toEqual({ spec: { selector: { app: value } } });
  expect(patchOf({ app: value }, { [key]: value })).toEqual({ spec: { selector: { app: null, [key]: value } } });
});

test.each([
  ['web', 'web'],
  ['v1.0_a/b-c', 'v1.0_a/b-c'],
  ['yes', "'yes'"],
  ['1.0', "'1.0'"],
  ["it's", "'it''s'"],
  ['a"b\n', '"a\\U00000022b\\U0000000a"'],
])('what is surely a string is plain, and else in the quotes that every shell leaves: %j', (text, written) => {
  expect(yamlText(text)).toBe(written);
});

test('a patch is of the explained port, whichever object it is', () => {
  const each = aCase();
  const [port] = each.service.ports;
  const others = [
    { ...each.port, port: aPort(443) },
    { ...each.port, protocol: 'UDP' as const },
  ];
  const service = { ...each.service, ports: [...others, ...(port ? [port] : [])] };
  const patch = patchPort({ ...each, service }, 'nodePort', '30443').at(-1) ?? '';
  expect(load(patch)).toEqual([{ op: 'add', path: '/spec/ports/2/nodePort', value: 30_443 }]);
});

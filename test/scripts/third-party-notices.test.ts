import { describe, expect, test } from 'vitest';
import { BUN_PARTS } from '../../scripts/notices/bun-parts.ts';
import { bundledPackages } from '../../scripts/notices/bundled-packages.ts';
import { thirdPartyNotices, versionsOfBun } from '../../scripts/notices/third-party-notices.ts';

// Versions of interfaces and of others' programs that Bun claims to be like; nothing of them is in it.
const NOT_PARTS = ['node', 'modules', 'napi', 'openssl', 'typescript', 'unicode', 'v8'];

test('whatever Bun says that it is made of is in the list of its parts', () => {
  const listed = BUN_PARTS.flatMap(({ reportedAs }) => reportedAs ?? []);
  expect([...listed, ...NOT_PARTS].sort()).toEqual(Object.keys(versionsOfBun()).sort());
});

describe('the packages of a bundle', () => {
  const metafile = (files: Readonly<Record<string, number>>) => ({
    inputs: {},
    outputs: {
      'out.cjs': {
        bytes: 1,
        imports: [],
        exports: [],
        inputs: Object.fromEntries(Object.entries(files).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
      },
    },
  });

  test('are those of which there is a byte, each once, sorted, with their licences', () => {
    const packages = bundledPackages(
      metafile({
        'src/bin.ts': 10,
        'node_modules/ws/lib/sender.js': 5,
        'node_modules/ws/lib/receiver.js': 5,
        'node_modules/yargs/index.mjs': 0,
        'node_modules/@inquirer/core/dist/index.js': 7,
        'node_modules/ora/node_modules/string-width/index.js': 3,
      }),
    );
    expect(packages.map(({ name }) => name)).toEqual(['@inquirer/core', 'string-width', 'ws']);
    for (const { license, texts } of packages)
      expect([license, texts.join()]).toEqual(['MIT', expect.stringMatching(/Permission is hereby granted/)]);
  });

  test('without a licence are refused', () => {
    expect(() => bundledPackages(metafile({ 'node_modules/node/bin/node': 1 }))).toThrow('comes without a licence');
  });
});

test('the notices hold the licence of each package, and of each licence in Bun the text', () => {
  const ours = {
    name: 'left-pad',
    version: '1.0.0',
    license: 'WTFPL',
    homepage: undefined,
    texts: ['Do what you want.'],
  };
  const notices = thirdPartyNotices([ours]);
  expect(notices).toContain('left-pad 1.0.0 (WTFPL)\n\nDo what you want.\n');
  for (const { name, license } of BUN_PARTS) {
    expect(notices).toContain(`${name} (${license})`);
    for (const id of license.split(/ (?:AND|WITH) /)) expect(notices).toContain(`LICENSE TEXT: ${id}\n`);
  }
  expect(notices).toContain('GNU LIBRARY GENERAL PUBLIC LICENSE');
});

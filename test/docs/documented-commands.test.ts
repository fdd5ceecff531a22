import { describe, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import { commandsIn } from './commands-in.ts';
import { DOCUMENTS, fencedLines, readDocument } from './documents.ts';

describe('the commands in a line of a shell', () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    ['a prompt', '$ kubectl nodeport list', [['list']]],
    ['nothing but the plugin', 'kubectl nodeport', [[]]],
    ['a substitution', 'url=$(kubectl nodeport open web --url) && curl -fsS "$url"', [['open', 'web', '--url']]],
    ['a substitution in quotes', 'curl "$(kubectl nodeport open web --url)"', [['open', 'web', '--url']]],
    [
      'quotes within a word',
      `kubectl nodeport list -o jsonpath='{.items[?(@.x=="a b")]}'`,
      [['list', '-o', 'jsonpath={.items[?(@.x=="a b")]}']],
    ],
    ['a comment', 'kubectl nodeport open web # opens it', [['open', 'web']]],
    ['a file', 'kubectl nodeport explain -o json > report.json', [['explain', '-o', 'json']]],
    ['pipes on both sides', '(a; b) | kubectl nodeport list -f - | less', [['list', '-f', '-']]],
    ['npx', 'npx kubectl-nodeport list', [['list']]],
    ['another program', 'kubectl get nodes', []],
  ])('%s', (_, line, commands) => {
    expect(commandsIn(line)).toEqual(commands);
  });
});

const COMMANDS = DOCUMENTS.flatMap((path) => {
  const document = readDocument(path);
  const inline = [...document.matchAll(/`((?:kubectl nodeport|npx kubectl-nodeport)[^`\n…|]*)`/g)].map(
    ([, code = '']) => code,
  );
  return [...fencedLines(document), ...inline].flatMap((line) =>
    commandsIn(line).map((argv) => ({ path, line, argv })),
  );
});

test('there are commands in the documents', () => {
  expect(new Set(COMMANDS.map(({ path }) => path)).size).toBeGreaterThan(10);
});

test.each(COMMANDS)('$path: «$line» is a command line of ours', ({ argv }) => {
  const named = argv.map((word) => (word === 'NAME' ? 'web' : word));
  expect(parseCli(named)).not.toMatchObject({ command: 'misuse' });
});

test('what k9s would run is a command line of ours, with the values of a Service for its variables', () => {
  const [, args = ''] = /args: \[nodeport, (.*)\]/.exec(readDocument('docs/scripting.md')) ?? [];
  const argv = args.split(', ').map((word) => (word.startsWith('$') ? 'web' : word));
  expect(parseCli(argv)).toMatchObject({
    command: 'open',
    options: { connection: { namespace: 'web', context: 'web' } },
  });
});

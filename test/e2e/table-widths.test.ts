import { expect, test } from 'vitest';
import { renderColumns } from '../../src/render/columns.ts';
import { apply, describeInLab, kubectl } from './in-lab.ts';

type Cells = readonly string[];

describeInLab("the widths of kubectl's tables", ({ bare: { machine } }) => {
  // kubectl prints these cells as columns of its own, and so do we.
  test.each<[situation: string, lines: Cells[]]>([
    [
      'cells and titles of many lengths',
      [
        ['web', '80:30080/TCP', '<none>'],
        ['a-very-long-name', '1', 'x'],
      ],
    ],
    [
      'cells narrower than the least',
      [
        ['a', 'b', 'c'],
        ['', 'd', ''],
      ],
    ],
    ['one line', [['x', 'yy', 'zzz', 'wwww', 'vvvvv', 'uuuuuu']]],
    ['one column', [['web'], ['mysql-primary']]],
    [
      'blanks in the cells',
      [
        ['a b  c', ' d', 'e'],
        ['f', 'g', 'h'],
      ],
    ],
    [
      'letters with marks',
      [
        ['größe', 'é', '–'],
        ['x', 'naïve', '…'],
      ],
    ],
    ['a hundred and one lines', Array.from({ length: 101 }, (_, at) => [`n${at}`, 'x'.repeat(at % 9), 'end'])],
  ])('%s', async (situation, lines) => {
    for (const flags of [[], ['--no-headers']]) {
      const titles = lines[0]!.map((_, at) => 'TITLE-'.slice(0, 1 + (at % 6)));
      const filled = lines.map((cells) => cells.map((cell) => (cell === '' ? '<none>' : cell)));
      expect(renderColumns(flags.length === 0 ? [titles, ...filled] : filled)).toBe(
        await printed(label(situation), lines, titles, flags),
      );
    }
  });

  test('where kubectl counts a wide character as one column, the lines of ours still stand under each other', async () => {
    const lines = [
      ['網', 'x'],
      ['web', 'y'],
    ];
    expect(await printed('wide', lines, ['N', 'M'], ['--no-headers'])).toBe('網     x\nweb   y\n');
    expect(renderColumns(lines)).toBe('網    x\nweb   y\n');
  });

  /** Lines of cells as the data of ConfigMaps, and what kubectl makes of them. */
  async function printed(name: string, lines: readonly Cells[], titles: Cells, flags: Cells): Promise<string> {
    await apply(machine, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tables' } },
      ...lines.map((cells, at) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `${name}-${String(at).padStart(3, '0')}`, namespace: 'tables', labels: { table: name } },
        data: Object.fromEntries(cells.flatMap((cell, column) => (cell === '' ? [] : [[`c${column}`, cell]]))),
      })),
    ]);
    const columns = titles.map((title, column) => `${title}:.data.c${column}`).join(',');
    const args = ['get', 'configmaps', '-n', 'tables', '-l', `table=${name}`, '-o', `custom-columns=${columns}`];
    return kubectl(machine, [...args, ...flags]);
  }
});

function label(situation: string): string {
  return situation.replaceAll(' ', '-');
}

import { describe, expect, test } from 'vitest';
import { parseColumns, renderCustomColumns } from '../../src/render/custom-columns.ts';
import { JsonPathError } from '../../src/render/jsonpath/syntax.ts';
import { LIST_OF_ROWS } from './jsonpath/list-of-rows.ts';

const { items } = LIST_OF_ROWS;

// Recorded: kubectl 1.32.4, `kubectl get rows -o custom-columns=…`; but kubectl takes 網 for as wide as a letter.
describe('as kubectl', () => {
  test('columns, aligned, with what is not there and what is more than a word', () => {
    const spec = 'A:.service,LONGER:.url,P:.port.name,PP:.port,R:.routes[*].via,X:.no,Z:,T:timeMs,U:{.isOpen}';
    expect(renderCustomColumns(parseColumns(spec), items, true)).toBe(
      `A       LONGER                             P      PP                                      R                             X        Z        T        U
web     http://127.0.0.1:8000/?a=1&b=<2>   http   map[name:http nodePort:30080 port:80]   published-port,node-address   <none>   <none>   3.5      true
mysql   <none>                                    map[name: nodePort:31696 port:3306]     <none>                        <none>   <none>   4        false
網      udp://x:30053                      dns    map[name:dns nodePort:30053 port:53]    node-address                  <none>   <none>   <none>   <none>
`,
    );
  });

  test.each<{ how: string; spec: string; hasHeaders: boolean; printed: string }>([
    {
      how: 'without headers',
      spec: 'A:.service,B:status',
      hasHeaders: false,
      printed: 'web     Reachable\nmysql   NotPublished\n網      Unverified\n',
    },
    {
      how: 'no column is narrower than six',
      spec: 'A:.port.port,B:{port.port}',
      hasHeaders: true,
      printed: 'A      B\n80     80\n3306   3306\n53     53\n',
    },
    {
      how: 'a list, and a filter',
      spec: 'L:.routes,F:.routes[?(@.via=="node-address")].host',
      hasHeaders: false,
      printed: `[map[host:127.0.0.1 via:published-port] map[host:172.18.0.2 via:node-address]]   172.18.0.2
[]                                                                               <none>
[map[host:172.18.0.3 via:node-address]]                                          172.18.0.3
`,
    },
  ])('$how', ({ spec, hasHeaders, printed }) => {
    expect(renderCustomColumns(parseColumns(spec), items, hasHeaders)).toBe(printed);
  });

  test('without rows it is its header, and without that nothing', () => {
    const columns = parseColumns('A:.a,B:.b');
    expect([renderCustomColumns(columns, [], true), renderCustomColumns(columns, [], false)]).toEqual([
      'A     B\n',
      '',
    ]);
  });

  test.each<[spec: string, sentence: string]>([
    ['A', 'unexpected custom-columns spec: A, expected <header>:<json-path-expr>'],
    [
      'A:{a}{b}',
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    ],
    ['A:.a[', 'unterminated array'],
    ['A:.service,B:foo bar', 'unrecognized identifier bar'],
  ])('%s cannot be meant', (spec, sentence) => {
    expect(() => parseColumns(spec)).toThrow(new JsonPathError(sentence));
  });
});

import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../src/render/jsonpath/fill.ts';
import { parseTemplate } from '../../../src/render/jsonpath/parse.ts';
import { JsonPathError } from '../../../src/render/jsonpath/syntax.ts';
import { LIST_OF_ROWS } from './list-of-rows.ts';

// Recorded: kubectl 1.32.4, `kubectl get rows -o jsonpath=…`, from an API server that holds these rows.
describe('as kubectl', () => {
  test.each<[template: string, printed: string]>([
    ['{.items[*].service}', 'web mysql 網'],
    ['{.items[*].url}', 'http://127.0.0.1:8000/?a=1&b=<2> udp://x:30053'],
    ['{.items[*].nope}', ''],
    ['a{.nope}b', 'ab'],
    ['plain', 'plain'],
    ['}{.kind}', '}List'],
    ['{.kind}}', 'List}'],
    ['{$.kind} {@.kind} { .kind }', 'List List List'],
    ['{.items[0].url} {.items[0].port.port}', 'http://127.0.0.1:8000/?a=1&b=<2> 80'],
    ['{.items[0].port}', '{"name":"http","nodePort":30080,"port":80}'],
    ['{.items[0].routes}', '[{"host":"127.0.0.1","via":"published-port"},{"host":"172.18.0.2","via":"node-address"}]'],
    ['{.items[0].timeMs} {.items[1].timeMs} {.items[0].isOpen}', '3.5 4 true'],
    ['{.items.service}', ''],
    ['{.items[*].service.x}', ''],
    ['{.items[0].service .status}', ''],
    ['{.}', ''],
    ['{.kind|x}', ''],
    ['{1} {1.5} {true} {-2}', '1 1.5 true -2'],

    [
      '{range .items[*]}{.service}{"\\t"}{.status}{"\\n"}{end}',
      'web\tReachable\nmysql\tNotPublished\n網\tUnverified\n',
    ],
    [
      '{range .items[*]}{.service}: {range .routes[*]}{.via},{end};{end}!',
      'web: published-port,node-address,;mysql: ;網: node-address,;!',
    ],
    ['{range .items[*]}{@.service}{" "}{end}{.kind}', 'web mysql 網 List'],
    ['{range .items[0,1]}{.service}{end}', 'webmysql'],
    ['{range .items[?(@.port.name=="http")]}{.service}{end}', 'web'],
    ['{range .nope[*]}x{end}y', 'y'],
    ['{range}x{end}', 'x'],

    ['{.items[?(@.status=="Reachable")].service}', 'web'],
    ['{.items[?(@.status == "Reachable")].service}', 'web'],
    ['{.items[?( "web"==@.service )].service}', 'web'],
    ["{.items[?(@.status!='Reachable')].service}", 'mysql 網'],
    ['{.items[?(@.port.port>80)].service}', 'mysql'],
    ['{.items[?(@.port.port>=80)].service}', 'web mysql'],
    ['{.items[?(@.port.port<80)].service}', '網'],
    ['{.items[?(@.port.port<=80)].service}', 'web 網'],
    ['{.items[?(@.service>"n")].service}', 'web 網'],
    ['{.items[?(@.isOpen==true)].service}', 'web'],
    ['{.items[?(@.url)].service}', 'web 網'],
    ['{.items[?(@.routes)].service}', 'web mysql 網'],
    ['{.items[?()].service}', 'web mysql 網'],
    ['{.items[?(@.service=="a)b")].service}', ''],

    ['{.items[-1].service}', '網'],
    ['{.items[0:2].service}', 'web mysql'],
    ['{.items[-2:].service}', 'mysql 網'],
    ['{.items[::2].service}', 'web 網'],
    ['{.items[0:3:2].service}', 'web 網'],
    ['{.items[:2].service}', 'web mysql'],
    ['{.items[1:].service}', 'mysql 網'],
    ['{.items[0:0].service}x', 'x'],
    ['{.items[0,2].service}', 'web 網'],
    ['{.items[].service}', 'web'],

    ["{.items[*]['service','status']}", 'web mysql 網 Reachable NotPublished Unverified'],
    ["{.items[0].port['name', 'port']}", 'http 80'],
    ["{.items[0]['service']}", 'web'],
    ["{.items[0]['a.b']}", ''],
    ["{.items[0]['a\\.b']}", 'dotted'],
    ['{.items[0].a\\.b}', 'dotted'],

    ['{..via}', 'published-port node-address node-address'],
    ['{.items[*]..host}', '127.0.0.1 172.18.0.2 172.18.0.3'],
    ['{.items[0].port.*}', 'http 30080 80'],
    ['{.items[0].service.*}', '119 101 98'],

    ['{"é\\u00e9\\x41\\101"}', 'ééAA'],
    ["{'it\\'s'}", "it's"],
    ['{"a""b"}', 'b'],
  ])('%s', (template, printed) => {
    expect(fillTemplate(parseTemplate(template), LIST_OF_ROWS)).toBe(printed);
  });

  test.each<[template: string, sentence: string]>([
    ['{', 'unclosed action'],
    ['{.items[0]\n}', 'unclosed action'],
    ['{.items[}', 'unterminated array'],
    ['{.items[x]}', 'invalid array index x'],
    ['{.items[ 0 ]}', 'invalid array index  0 '],
    ['{.items[0]["service"]}', 'invalid array index "service"'],
    ['{.items[-]}', 'array index - is not a number'],
    ['{.items[?(@.a=~"x")]}', "unrecognized character in action: U+007E '~'"],
    ['{.items[*].port > 3}', "unrecognized character in action: U+003E '>'"],
    ['{.kind\t}', 'unrecognized character in action: U+0009'],
    ['{*}', "unrecognized character in action: U+002A '*'"],
    ['{.items[?(@.status=="Reachable"]}', 'unterminated filter'],
    ['{.items[?(@.status=="Reachable")', 'unclosed array expect ]'],
    ['{"a', 'unterminated quoted string'],
    ['{"\\\\"}', 'unterminated quoted string'],
    ['{"a\\q"}', 'unquote string "a\\q" error invalid syntax'],
    ['{-}', 'cannot parse number -'],
    ['{....a}', 'invalid multiple recursive descent'],
    ['{..  ..a}', 'invalid multiple recursive descent'],
    ['{end}', 'not in range, nothing to end'],
    ['{foo}', 'unrecognized identifier foo'],
    ['{.items[?(@.status==Reachable)]}', 'unrecognized identifier Reachable'],
    ['{.items[?(@.status="Reachable")]}', 'unrecognized filter operator ='],
  ])('%j cannot be meant: %s', (template, sentence) => {
    expect(() => parseTemplate(template)).toThrow(new JsonPathError(sentence));
  });

  test.each<[template: string, sentence: string]>([
    ['{.items[9].service}', 'array index out of bounds: index 9, length 3'],
    ['{.items[-5].service}', 'array index out of bounds: index -2, length 3'],
    ['{.items[0:9].service}', 'array index out of bounds: index 8, length 3'],
    ['{.items[*].routes[0].via}', 'array index out of bounds: index 0, length 0'],
    ['{.items[2:1].service}', 'starting index 2 is greater than ending index 1'],
    ['{.items[0:3:0].service}', 'step must be > 0'],
    ['{.kind[0]}', 'string is not array or slice'],
    ['{.items[0].port[0]}', 'map[string]interface {} is not array or slice'],
    ['{.items[*].port[?(@.x)]}', 'map[name:http nodePort:30080 port:80] is not array or slice and cannot be filtered'],
    ['{.items[?(@.port.port=="80")]}', 'incompatible types for comparison'],
    ['{.items[?(@.isOpen<true)]}', 'invalid type for comparison'],
    ['{.items[?(@.port=="x")]}', 'invalid type for comparison'],
    ['{.items[?(@.routes[*].via=="x")]}', 'can only compare one element at a time'],
  ])('%s asks for what is not there: %s', (template, sentence) => {
    expect(() => fillTemplate(parseTemplate(template), LIST_OF_ROWS)).toThrow(new JsonPathError(sentence));
  });
});

describe('other than kubectl', () => {
  test.each<{ how: string; template: string; printed: string }>([
    { how: 'numbers compare, with a point or without', template: '{.items[?(@.timeMs<4)].service}', printed: 'web' },
    {
      how: 'a list without items takes nothing from those after it',
      template: '{.items[*].routes[*].via}',
      printed: 'published-port node-address node-address',
    },
    { how: 'an item beyond the end does not exist', template: '{.items[?(@.routes[0])].service}', printed: 'web 網' },
    { how: 'a range without an end is over once', template: '{range .items[*]}x{.service}', printed: 'xwebxmysqlx網' },
    { how: 'braces may be left out', template: '.items[*].service', printed: 'web mysql 網' },
  ])('$how', ({ template, printed }) => {
    expect(fillTemplate(parseTemplate(template), LIST_OF_ROWS)).toBe(printed);
  });

  test('ranges in ranges end somewhere', () => {
    expect(() => parseTemplate('{range .items[*]}'.repeat(30_000))).toThrow('too many ranges in one another');
  });
});

test('what is JSON in a text has its keys sorted, and nothing that HTML would take', () => {
  const value = { b: { d: 1, c: '<&>\u2028' }, a: [] };
  expect(fillTemplate(parseTemplate('{}'), value)).toBe(
    String.raw`{"a":[],"b":{"c":"\u003c\u0026\u003e\u2028","d":1}}`,
  );
});

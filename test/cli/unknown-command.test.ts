import { expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';

// What is typed after `kubectl nodeport` by those who know it from kubectl, minikube or a shell.
test.each<{ line: string; meant: readonly string[] }>([
  { line: 'ls', meant: ['list'] },
  { line: 'get', meant: ['list'] },
  { line: 'GET', meant: ['list'] },
  { line: 'get svc', meant: ['list'] },
  { line: 'get services -A', meant: ['list'] },
  { line: 'get svc web api', meant: ['list web api'] },
  { line: 'get svc/web', meant: ['list svc/web'] },
  { line: 'get web:80', meant: ['list web:80'] },
  { line: 'get deploy web', meant: ['list'] },
  { line: 'get svc web --sort-by=.metadata.name', meant: ['list web'] },
  { line: 'describe', meant: ['explain'] },
  { line: 'describe web', meant: ['explain web'] },
  { line: 'describe service web', meant: ['explain web'] },
  { line: 'describe svc/web', meant: ['explain svc/web'] },
  { line: 'why web api', meant: ['explain web'] },
  { line: 'port-forward svc/web 8080:80', meant: ['open svc/web:80 --port 8080'] },
  { line: 'port-forward web 8080', meant: ['open web:8080 --port 8080'] },
  { line: 'port-forward svc/web :http', meant: ['open svc/web:http --tunnel always'] },
  { line: 'port-forward service web 8080:80 9090:90', meant: ['open web:80 --port 8080'] },
  { line: 'port-forward deploy/web 8080:80', meant: ['open deploy/web --port 8080'] },
  { line: 'port-forward web', meant: ['open web --tunnel always'] },
  { line: 'port-forward', meant: ['open NAME --tunnel always'] },
  { line: 'url web', meant: ['open web --url'] },
  { line: 'url', meant: ['open NAME --url'] },
  { line: 'expose deploy web', meant: ['open deploy/web'] },
  { line: 'service web', meant: ['open web'] },
  { line: 'service web --url', meant: ['open web'] },
  { line: 'service list', meant: ['list'] },
  { line: 'svc', meant: ['list'] },
  { line: 'mysql', meant: ['open mysql'] },
  { line: 'mysql web:80', meant: ['open mysql web:80'] },
  { line: 'svc/web', meant: ['open svc/web'] },
  { line: 'opne', meant: ['open', 'open opne'] },
  { line: 'OPEN', meant: ['open'] },
  { line: 'opne web', meant: ['open web', 'open opne web'] },
  { line: 'opne deploy web', meant: ['open deploy/web', 'open opne deploy web'] },
  { line: 'hlep open', meant: ['help open', 'open hlep open'] },
  { line: "get $(reboot) `x` a;b -- ';'", meant: ['list'] },
  { line: 'Web;', meant: [] },
  { line: 'cm/web', meant: [] },
  { line: '__proto__', meant: [] },
])('`$line`', ({ line, meant }) => {
  const [word = ''] = line.split(' ');
  const choices = meant.map((each) => `\`kubectl nodeport ${each}\``);
  const hint = choices.length === 0 ? '' : `did you mean ${choices.join(' or ')}?\n`;
  expect(parseCli(line.split(' '))).toEqual({
    command: 'misuse',
    text: `error: unknown command "${word}" for "kubectl nodeport"\n${hint}See 'kubectl nodeport --help' for usage.\n`,
  });
});

test.each([
  'list',
  'list web api',
  'explain web',
  'open web --url',
  'open svc/web:80 --port 8080',
  'open web --tunnel always',
])('what is suggested can be meant: `%s`', (line) => {
  expect(parseCli(line.split(' ')).command).toBe(line.split(' ')[0]);
});

import { expect, test } from 'vitest';
import { known, NOT_ASKED } from '../../src/domain/answer.ts';
import type { Route } from '../../src/domain/route.ts';
import type { ServedName } from '../../src/domain/study.ts';
import { namesLines } from '../../src/render/served-names.ts';
import { aRoute } from '../domain/build.ts';
import { ANSWERED, aCase, attempt, HTTP_200 } from '../domain/case-builder.ts';

const SHOP: ServedName = { host: 'shop.example.com', by: 'ingress shop/web', through: 'nginx', isTls: true };
const BLOG: ServedName = { host: 'blog.example.com', by: 'ingress blog/web', through: 'nginx', isTls: false };

function lines(names: readonly ServedName[], route: Partial<Route> = {}, scheme: 'http' | 'https' = 'http') {
  const answered = aRoute(route.port === undefined ? { ...route, port: 30_080 } : route);
  return namesLines(
    aCase({
      attempts: [attempt(ANSWERED, { ...route, port: answered.port })],
      study: { names: known(names) },
      observed: { direct: { route: answered, speech: { ...HTTP_200, scheme } } },
    }),
  );
}

test('who is no front door is told nothing', () => {
  expect(namesLines(aCase({ study: { names: NOT_ASKED } }))).toEqual([]);
});

test('a front door without names says that a 404 is normal', () => {
  expect(lines([])).toEqual(['it serves hosts by their names, and no Ingress or route names one: a 404 is normal']);
});

test('the hosts are told, and a command that asks for one of them at the address that answers', () => {
  expect(lines([SHOP, BLOG])).toEqual([
    'it serves hosts by their names: without one a 404 is normal',
    '  shop.example.com, blog.example.com',
    '    curl --resolve blog.example.com:30080:172.18.0.2 http://blog.example.com:30080/',
  ]);
});

test("inside TLS the host is one that is served inside TLS, and the certificate may be anybody's", () => {
  expect(lines([BLOG, SHOP], {}, 'https').at(-1)).toBe(
    '    curl -k --resolve shop.example.com:30080:172.18.0.2 https://shop.example.com:30080/',
  );
});

test('an address of IPv6 stands in brackets', () => {
  expect(lines([BLOG], { host: 'fd00::2' }).at(-1)).toBe(
    "    curl --resolve 'blog.example.com:30080:[fd00::2]' http://blog.example.com:30080/",
  );
});

test('a name has no address to resolve to', () => {
  expect(lines([BLOG], { host: 'k8s.orb.local' })).toHaveLength(2);
});

test('of many hosts five are told', () => {
  const names = Array.from({ length: 7 }, (_, index) => ({ ...BLOG, host: `h${index}.example.com` }));
  expect(lines(names)[1]).toBe(
    '  h0.example.com, h1.example.com, h2.example.com, h3.example.com, h4.example.com and 2 more',
  );
});

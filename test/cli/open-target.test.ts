import { expect, test } from 'vitest';
import { parseOpenTarget } from '../../src/cli/open-target.ts';
import type { OpenTarget } from '../../src/invocation.ts';

const WEB: OpenTarget = { kind: 'service', name: 'web', port: undefined };

test.each<{ word: string; target: OpenTarget }>([
  { word: 'web', target: WEB },
  { word: 'web:http', target: { ...WEB, port: 'http' } },
  { word: 'web:8080', target: { ...WEB, port: '8080' } },
  { word: 'svc/web', target: WEB },
  { word: 'service/web', target: WEB },
  { word: 'services/web', target: WEB },
  { word: 'SVC/web:80', target: { ...WEB, port: '80' } },
  { word: 'deploy/web', target: { ...WEB, kind: 'deployment' } },
  { word: 'deployment/web', target: { ...WEB, kind: 'deployment' } },
  { word: 'deployments/web', target: { ...WEB, kind: 'deployment' } },
  { word: 'deployment.apps/web', target: { ...WEB, kind: 'deployment' } },
  { word: 'deployments.apps/web:http', target: { ...WEB, kind: 'deployment', port: 'http' } },
  { word: 'po/web-0', target: { kind: 'pod', name: 'web-0', port: undefined } },
  { word: 'pod/web-0', target: { kind: 'pod', name: 'web-0', port: undefined } },
  { word: 'pods/web-0:80', target: { kind: 'pod', name: 'web-0', port: '80' } },
  { word: '8080', target: { ...WEB, name: '8080' } },
  { word: 'svc', target: { ...WEB, name: 'svc' } },
])('`$word`', ({ word, target }) => {
  expect(parseOpenTarget(word)).toEqual(target);
});

const EMPTY_PART = 'arguments in resource/name form must have a single resource and name';

test.each([
  { word: '', misuse: 'resource name may not be empty' },
  { word: ':80', misuse: 'resource name may not be empty' },
  { word: 'svc/', misuse: EMPTY_PART },
  { word: 'svc/:80', misuse: EMPTY_PART },
  { word: '/web', misuse: EMPTY_PART },
  { word: 'cm/', misuse: EMPTY_PART },
  { word: 'svc/web/80', misuse: 'arguments in resource/name form may not have more than one slash' },
  { word: 'cm/web', misuse: 'the resource "cm/web" is not a Service, Deployment or Pod' },
  { word: 'constructor/web', misuse: 'the resource "constructor/web" is not a Service, Deployment or Pod' },
  { word: 'web:80/udp', misuse: 'the resource "web:80/udp" is not a Service, Deployment or Pod' },
  { word: 'web:', misuse: "invalid port format 'web:'" },
  { word: 'web:80:81', misuse: "invalid port format 'web:80:81'" },
  { word: 'web:0', misuse: "invalid port format 'web:0'" },
  { word: 'web:65536', misuse: "invalid port format 'web:65536'" },
])('`$word` is none', ({ word, misuse }) => {
  expect(parseOpenTarget(word)).toEqual({ misuse });
});

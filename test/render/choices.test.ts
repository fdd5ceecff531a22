import { expect, test } from 'vitest';
import type { ServicePort } from '../../src/domain/facts.ts';
import { choicesOfPorts, choicesOfServices, choicesSentence } from '../../src/render/choices.ts';
import { aPort, aService } from '../domain/build.ts';

interface PortWords {
  readonly name?: string;
  readonly port: number;
  readonly nodePort?: number;
  readonly protocol?: ServicePort['protocol'];
}

function aServicePort({ name = '', port, nodePort, protocol = 'TCP' }: PortWords): ServicePort {
  return {
    name,
    port: aPort(port),
    nodePort: nodePort === undefined ? undefined : aPort(nodePort),
    protocol,
    appProtocol: undefined,
    targetName: undefined,
    endpoints: { kind: 'known', value: [] },
  };
}

const WEB = aService({ name: 'web', ports: [aServicePort({ port: 80, nodePort: 30_080 })] });
const QUEUE = aService({
  name: 'queue',
  type: 'LoadBalancer',
  ports: [aServicePort({ name: 'amqp', port: 5672, nodePort: 30_672 }), aServicePort({ name: 'mqtt', port: 1883 })],
});
const SHOP = aService({
  name: 'shop',
  ports: [aServicePort({ name: 'http', port: 80, nodePort: 30_081 }), aServicePort({ name: 'metrics', port: 9090 })],
});

test.each([
  {
    situation: 'a Service with one port, or with one that speaks HTTP, is said by its name; else each port is said',
    services: [WEB, QUEUE, SHOP],
    choices: [
      { label: 'web     80:30080/TCP           ', detail: 'NodePort', spellings: [['web']] },
      {
        label: 'queue   5672:30672/TCP,1883/TCP',
        detail: 'LoadBalancer',
        spellings: [['queue:amqp'], ['queue:mqtt']],
      },
      { label: 'shop    80:30081/TCP,9090/TCP  ', detail: 'NodePort', spellings: [['shop']] },
    ],
  },
  {
    situation: 'Services of one name in two namespaces are told apart',
    services: [WEB, aService({ ...WEB, namespace: 'staging' })],
    choices: [
      { label: 'default   web   80:30080/TCP', detail: 'NodePort', spellings: [['web', '-n', 'default']] },
      { label: 'staging   web   80:30080/TCP', detail: 'NodePort', spellings: [['web', '-n', 'staging']] },
    ],
  },
  {
    situation: 'a cell is never empty',
    services: [aService({ name: 'db', type: 'ExternalName' })],
    choices: [{ label: 'db   <none>', detail: 'ExternalName', spellings: [['db']] }],
  },
  {
    situation: 'of many ports the first are shown',
    services: [aService({ ports: [1, 2, 3, 4, 5].map((port) => aServicePort({ name: `p${port}`, port })) })],
    choices: [
      {
        label: 'web   1/TCP,2/TCP,3/TCP + 2 more...',
        detail: 'NodePort',
        spellings: [['web:p1'], ['web:p2'], ['web:p3'], ['web:p4'], ['web:p5']],
      },
    ],
  },
  {
    situation: 'columns are as wide as they look, and nothing in them moves the cursor',
    services: [aService({ name: '漢字' }), aService({ name: 'a\u001b[2Jb', type: 'x\u0007' })],
    choices: [
      { label: '漢字      <none>', detail: 'NodePort', spellings: [['漢字']] },
      { label: 'a^[[2Jb   <none>', detail: 'x\ufffd', spellings: [['a\u001b[2Jb']] },
    ],
  },
  { situation: 'no Service, no choice', services: [], choices: [] },
])('$situation', ({ services, choices }) => {
  expect(choicesOfServices(services)).toEqual(choices);
});

test('ports are said by name, else by number, and no column is ragged', () => {
  const ports = [
    aServicePort({ name: 'http', port: 80, nodePort: 30_080 }),
    aServicePort({ name: 'dns', port: 53, protocol: 'UDP' }),
    aServicePort({ port: 9090 }),
  ];
  expect(choicesOfPorts(WEB, ports)).toEqual([
    { label: 'http     80:30080/TCP', spellings: [['web:http']] },
    { label: 'dns      53/UDP      ', spellings: [['web:dns']] },
    { label: '<none>   9090/TCP    ', spellings: [['web:9090']] },
  ]);
});

test('where nobody can be asked every answer is a command', () => {
  const choices = choicesOfServices([WEB, QUEUE]);
  expect(choicesSentence('open', 'which Service?', choices, ['-n', 'shop', '--context', 'a b'])).toBe(
    `error: which Service? there is nobody to ask, so it has to be named
    kubectl nodeport open web -n shop --context 'a b'
    kubectl nodeport open queue:amqp -n shop --context 'a b'
    kubectl nodeport open queue:mqtt -n shop --context 'a b'`,
  );
});

test.each([
  [20, []],
  [21, ['and 1 more']],
  [33, ['and 13 more']],
])('of %i choices 20 are listed', (count, more) => {
  const services = Array.from({ length: count }, (_, index) => aService({ name: `web-${index}` }));
  expect(choicesSentence('open', 'which Service?', choicesOfServices(services), []).split('\n')).toEqual([
    'error: which Service? there is nobody to ask, so it has to be named',
    ...services.slice(0, 20).map(({ name }) => `    kubectl nodeport open ${name}`),
    ...more,
  ]);
});

test('what would be a flag, or another command, is not offered to be pasted', () => {
  const services = ['--help', 'web', 'a\nb', '$(reboot)', ''].map((name) => aService({ name }));
  expect(choicesSentence('open', 'which Service?', choicesOfServices(services), [])).toBe(
    `error: which Service? there is nobody to ask, so it has to be named
    kubectl nodeport open web`,
  );
});

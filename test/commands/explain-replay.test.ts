import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { endOf, run } from './fake-deps.ts';
import { dockerDesktop, serviceJson } from './objects.ts';
import { SHOP } from './reports.ts';
import type { World } from './world.ts';

const RECORDED = /^ {2}recorded 2026-11-22T\S+\n/m;

async function printed(argv: string, world: World): Promise<string> {
  return (await run(argv, world, 'pipe')).stdout;
}

test('no home directory is named in a report of the cluster', async () => {
  const [json, yaml] = await Promise.all(['json', 'yaml'].map((form) => printed(`explain -o ${form}`, SHOP)));
  expect(JSON.parse(json ?? '').facts.engine.value.endpoint).toBe('~/.docker/run/docker.sock');
  expect(load(yaml ?? '')).toEqual(JSON.parse(json ?? ''));
});

describe.each(['explain', 'explain api'])('`%s --runtime`', (command) => {
  test.each(['k3d', 'k3d/native-linux', 'k3d/docker-desktop-vm'])(
    '%s: its report is read again as it was',
    async (runtime) => {
      const first = await printed(`${command} -o json --runtime ${runtime}`, SHOP);
      const files = { 'r.json': first };
      expect(JSON.parse(first).facts.overrule).toBe(runtime);
      expect(JSON.parse(await printed('explain -o json -f r.json', { files }))).toEqual(JSON.parse(first));
      const text = await printed(`${command} --all --runtime ${runtime}`, SHOP);
      expect((await printed('explain --all -f r.json', { files })).replace(RECORDED, '')).toBe(
        text.replaceAll('/Users/jane/', '~/'),
      );
    },
  );

  test('of other names: the same', async () => {
    const files = { 'r.json': await printed(`${command} -o json --runtime k3d/native-linux`, SHOP) };
    const { cluster, facts } = JSON.parse(await printed('explain -o json --redact -f r.json', { files }));
    expect([cluster.distribution, cluster.substrate, facts.overrule]).toEqual([
      'k3d',
      'native-linux',
      'k3d/native-linux',
    ]);
  });

  test('who reads it may say so otherwise', async () => {
    const files = { 'r.json': await printed(`${command} -o json --runtime k3d/native-linux`, SHOP) };
    const { cluster, facts } = JSON.parse(await printed('explain -o json -f r.json --runtime kind', { files }));
    expect([cluster.distribution, cluster.substrate, facts.overrule]).toEqual(['kind', 'docker-desktop-vm', 'kind']);
  });

  test('for another machine it is the same cluster, in a place that is not said', async () => {
    const files = { 'r.json': await printed(`${command} -o json --runtime k3d/docker-desktop-vm`, SHOP) };
    const { facts } = JSON.parse(await printed('explain -o json -f r.json --machine linux', { files }));
    expect(facts.overrule).toBe('k3d');
  });

  test('a runtime that this program does not know is as if it were not there', async () => {
    const report = JSON.parse(await printed(`${command} -o json --runtime k3d`, SHOP));
    const files = { 'r.json': JSON.stringify({ ...report, facts: { ...report.facts, overrule: 'k9d' } }) };
    const { cluster, facts } = JSON.parse(await printed('explain -o json -f r.json', { files }));
    expect([cluster.distribution, facts.overrule]).toEqual(['kind', undefined]);
  });
});

describe('a report of a cluster that was down', () => {
  const refused = new AccessError('unreachable', 'The connection to the server 127.0.0.1:41001 was refused');
  const desktop = dockerDesktop({ 8000: 30_080 });
  const containers = desktop.containers.map((each) => ({ ...each, isRunning: false, published: [] }));
  const down: World = { ...SHOP, engine: { ...desktop, containers }, failures: { nodes: refused } };

  test('still says what starts it', async () => {
    const text = await printed('explain', down);
    const first = await printed('explain -o json', down);
    const files = { 'r.json': first };
    expect(JSON.parse(first).start).toMatchObject({});
    expect((await printed('explain -f r.json', { files })).replace(RECORDED, '')).toBe(
      text.replaceAll('/Users/jane/', '~/'),
    );
    expect(JSON.parse(await printed('explain -o json -f r.json', { files }))).toEqual(JSON.parse(first));
  });

  test('and one of a cluster that was not, does not', async () => {
    const files = { 'r.json': await printed('explain -o json', SHOP) };
    expect(JSON.parse(await printed('explain -o json -f r.json', { files })).start).toBeNull();
  });
});

describe('several reports of a Service of that name', () => {
  const ports = [
    { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' },
    { name: 'admin', port: 81, nodePort: 30_081, protocol: 'TCP' },
    { name: 'other', port: 82, nodePort: 30_082, protocol: 'TCP' },
  ];
  const services = ['default', 'test'].map((namespace) => serviceJson('web', { namespace, ports }));
  const world: World = { ...SHOP, services, endpointslices: [], pods: [] };

  async function reports(...commands: readonly string[]) {
    const all = await Promise.all(commands.map((command) => printed(`${command} -o json`, world)));
    return { files: { 'r.json': all.join('\n') } };
  }

  test('of two namespaces: each is named', async () => {
    const files = await reports('explain web:http', 'explain web:http -n test');
    expect(endOf(await run('explain web:http -f r.json', files, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: 2 namespaces have a Service web: there is nobody to ask, so it has to be named
    kubectl nodeport explain web -n default -f r.json
    kubectl nodeport explain web -n test -f r.json
`,
    });
    const { service } = JSON.parse(await printed('explain web -o json -n test -f r.json', files));
    expect(service.namespace).toBe('test');
  });

  test('of two ports: the one that the Service alone means is told of', async () => {
    const files = await reports('explain web:admin', 'explain web:http');
    const { service } = JSON.parse(await printed('explain web -o json -f r.json', files));
    expect(service.port.name).toBe('http');
  });

  test('of two ports, of which none is meant: each is named', async () => {
    const files = await reports('explain web:admin', 'explain web:other');
    expect(endOf(await run('explain web -f r.json', files, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: which port of web? there is nobody to ask, so it has to be named
    kubectl nodeport explain web:admin -f r.json
    kubectl nodeport explain web:other -f r.json
`,
    });
    const { service } = JSON.parse(await printed('explain web:other -o json -f r.json', files));
    expect(service.port.name).toBe('other');
  });

  test('of one port at two times: it is one', async () => {
    const files = await reports('explain web:http', 'explain web:http');
    const { service } = JSON.parse(await printed('explain web -o json -f r.json', files));
    expect([service.namespace, service.port.name]).toEqual(['default', 'http']);
  });
});

import { beforeAll, expect, test } from 'vitest';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { apply, describeInLab, explainJson, itemsOf, listJson, nodeport, routeLines } from './in-lab.ts';
import { role } from './role.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

describeInLab('a user whose rights end with a namespace', ({ kind }) => {
  const { linux, mac, controlPlane, access } = kind;
  const users = new Map<string, string>();

  beforeAll(async () => {
    await openShop(kind);
    const slices = { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list'] };
    for (const [name, resources] of [
      ['sees-pods', ['services', 'pods']],
      ['sees-no-pods', ['services']],
    ] as const) {
      await apply(linux, role(name, SHOP_NAMESPACE, [{ apiGroups: [''], resources, verbs: ['list'] }, slices]));
      users.set(name, await writeKubeconfig(controlPlane.authority, access, { name, commonName: name }));
    }
  });

  test.each(['sees-pods', 'sees-no-pods'])(
    'who %s gets the published address, by the containers of the nodes',
    async (user) => {
      const env = { KUBECONFIG: users.get(user)! };
      const { stdout, stderr, code } = await nodeport(
        mac,
        ['list', 'shop', 'stock', '-n', SHOP_NAMESPACE, '--no-headers'],
        {
          env,
        },
      );
      expect({ stdout, stderr, code }).toEqual({
        stdout: `shop    80:30021/TCP   Reachable   http://127.0.0.1:8021
stock   80:30022/TCP   Unknown     <none>
`,
        stderr: expect.stringMatching(/^nodes cannot be listed \(forbidden\): .+\n$/),
        code: 0,
      });
    },
  );

  test('who sees pods gets the addresses of the nodes that they run on', async () => {
    const env = { KUBECONFIG: users.get('sees-pods')! };
    const [stock] = itemsOf(await listJson(linux, ['stock', '-n', SHOP_NAMESPACE], { env }), 'stock');
    expect([stock?.status, stock?.url, ...routeLines(stock!)]).toEqual([
      ...['Reachable', 'http://172.18.0.3:30022'],
      'node-address 172.18.0.3:30022 answered',
    ]);
  });

  test('explain recognises the cluster by the names of its nodes, and says what was not seen', async () => {
    const { cluster } = await explainJson(mac, ['-n', SHOP_NAMESPACE], {
      env: { KUBECONFIG: users.get('sees-pods')! },
    });
    expect(cluster).toEqual({
      context: 'kind-dev',
      distribution: 'kind',
      substrate: 'unknown',
      evidence: [{ code: 'node-name', value: 'dev-worker', source: 'node dev-worker' }],
      unknown: [{ code: 'nodes', value: 'forbidden', source: 'API server' }],
    });
  });
});

import { beforeAll, expect, test } from 'vitest';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { type Machine, withKubeconfig } from '../lab/machine.ts';
import { startServingPod } from '../lab/pod.ts';
import { POD_PAGE } from '../lab/pod-server.ts';
import { mustRun } from '../lab/run.ts';
import { apply, describeInLab } from './in-lab.ts';
import { leftovers, openTunnel } from './open-tunnel.ts';

const NAMESPACE = 'on-node';

// kube-proxy redirects what is sent to the nodePort of any address of the node, loopback included, before a listener sees it.
describeInLab('a machine that is itself a node', ({ kind }) => {
  let node: Machine;

  beforeAll(async () => {
    await apply(kind.linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'near', nodePorts: [30_481, 30_482, 30_483] });
    const { authority, server } = kind.controlPlane;
    const admin = { name: 'on-node', commonName: 'kubernetes-admin', organizations: ['system:masters'] };
    const kubeconfig = await writeKubeconfig(authority, { server, context: kind.context }, admin);
    node = withKubeconfig(kind.nodes.find(({ role }) => role === 'worker')!.machine, kubeconfig);
  });

  test('a tunnel does not listen where kube-proxy takes the connections, says so, and works', async () => {
    const tunnel = await openTunnel(node, ['near', '-n', NAMESPACE]);
    const page = await mustRun(node, ['curl', '-sS', tunnel.url]);
    const { code } = await tunnel.close();
    expect({
      isElsewhere: tunnel.port !== 30_483,
      page,
      code,
      said: tunnel.said(),
      left: leftovers(node, tunnel),
    }).toEqual({
      ...{ isElsewhere: true, page: POD_PAGE, code: 0, left: [] },
      said: [
        `kind-dev on-node/near:http: a tunnel to pod near, on port ${tunnel.port} as 30483 is taken here, until Ctrl-C`,
        expect.stringMatching(/^kind-dev on-node\/near:http: HTTP 200 in \d+ ms$/),
      ],
    });
  });
});

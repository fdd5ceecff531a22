import { beforeAll, expect, test } from 'vitest';
import { countDials } from '../lab/count-dials.ts';
import { forwardNodePort } from '../lab/desktop-cluster.ts';
import type { Machine } from '../lab/machine.ts';
import { type Finished, run } from '../lab/run.ts';
import { exposeWeb } from '../lab/web.ts';
import { apply, describeInLab, nodeport, PATH } from './in-lab.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

const LIST = `nodeport list stock -n ${SHOP_NAMESPACE} --no-headers`;

describeInLab('list -f, of what kubectl prints', ({ kind, desktop }) => {
  beforeAll(async () => {
    await Promise.all([
      openShop(kind),
      apply(desktop.mac, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP_NAMESPACE } }]),
      forwardNodePort(desktop, 30_022),
    ]);
    const stock = { name: 'stock', namespace: SHOP_NAMESPACE, nodePort: 30_022 };
    await exposeWeb(desktop.mac, stock, { at: `${desktop.address}:30022`, from: desktop.node });
  });

  test.each<[cluster: string, machine: Machine, url: string]>([
    ['kind on Linux', kind.linux, 'http://172.18.0.2:30022'],
    ["Docker Desktop's own", desktop.mac, 'http://127.0.0.1:30022'],
  ])('predicts the address that list finds: %s', async (_, machine, url) => {
    const printed = await Promise.all([
      shell(machine, `kubectl ${LIST}`),
      shell(
        machine,
        `{ kubectl get nodes,svc,endpointslices -A -o yaml; kubectl config view --minify; } | kubectl ${LIST} -f -`,
      ),
      shell(machine, `{ kubectl get nodes -o wide; kubectl get svc -A; } | kubectl ${LIST} -f -`),
      shell(machine, `{ kubectl get nodes,svc -A -o json; } | kubectl ${LIST} -f -`),
    ]);
    const predicted = `stock   80:30022/TCP   Unverified   ${url}\n`;
    expect(printed).toEqual([`stock   80:30022/TCP   Reachable   ${url}\n`, predicted, predicted, predicted]);
  });

  test('dials nothing', async () => {
    const { linux } = kind;
    const dump = await shell(linux, 'kubectl get nodes,svc,endpointslices -A -o yaml');
    const finished: Finished[] = [];
    const dials = await countDials(linux, async () => {
      finished.push(await nodeport(linux, ['list', '-A', '-f', '-'], { input: dump }));
      finished.push(await nodeport(linux, ['explain', '-f', '-'], { input: dump }));
    });
    expect({ codes: finished.map(({ code }) => code), dials }).toEqual({ codes: [0, 0], dials: 0 });
  });
});

async function shell(machine: Machine, line: string): Promise<string> {
  const { stdout, stderr } = await run(machine, ['sh', '-c', line], { path: PATH });
  return stdout + stderr;
}

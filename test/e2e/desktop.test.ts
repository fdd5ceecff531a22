import { beforeAll, expect, test } from 'vitest';
import { forwardNodePort } from '../lab/desktop-cluster.ts';
import { queryMariadb, startMariadb } from '../lab/mariadb.ts';
import { mustRun } from '../lab/run.ts';
import { exposeWeb } from '../lab/web.ts';
import { paperService } from '../support/paper.ts';
import { apply, describeInLab, itemsOf, listJson, nodeport, routeLines } from './in-lab.ts';

describeInLab("Docker Desktop's own Kubernetes", ({ desktop }) => {
  const { mac, node, address } = desktop;

  beforeAll(async () => {
    await startMariadb(desktop, { nodePort: 31_696 });
    await queryMariadb(desktop, 'CREATE USER visitor');
    await forwardNodePort(desktop, 30_001);
    await exposeWeb(mac, { name: 'web', nodePort: 30_001 }, { at: `${address}:30001`, from: node });
    await forwardNodePort(desktop, 30_009);
    await apply(mac, paperService({ name: 'gone', nodePort: 30_009, endpointsOn: [] }));
  });

  test('each nodePort is reached on loopback, and the node is not dialled', async () => {
    const { stdout, stderr, code } = await nodeport(mac, []);
    expect({ stdout, stderr, code }).toEqual({
      stdout: `NAME    PORT(S)          STATUS        URL
gone    80:30009/TCP     NoEndpoints   <none>
mysql   3306:31696/TCP   Reachable     mysql://127.0.0.1:31696
web     80:30001/TCP     Reachable     http://127.0.0.1:30001
`,
      stderr: '',
      code: 0,
    });
  });

  test('a forwarder with nothing behind it is dropped', async () => {
    const [gone] = itemsOf(await listJson(mac, ['gone']), 'gone');
    expect({ status: gone?.status, routes: routeLines(gone!) }).toEqual({
      status: 'NoEndpoints',
      routes: ['localhost 127.0.0.1:30009 dropped'],
    });
  });

  test('the VM is recognised by what the node says of itself', async () => {
    const { cluster } = await listJson(mac);
    expect(cluster).toEqual({
      context: 'docker-desktop',
      distribution: 'docker-desktop',
      substrate: 'docker-desktop-vm',
      evidence: [{ code: 'os-image', value: 'Docker Desktop', source: 'node docker-desktop' }],
      unknown: [],
    });
  });

  // max_connect_errors is 100: a client that connects and goes is shut out for good after that many.
  test('after 300 lists a client still logs in to MariaDB', { timeout: 300_000 }, async () => {
    for (let count = 0; count < 300; count += 1) {
      const [mysql] = itemsOf(await listJson(mac, ['mysql']), 'mysql');
      expect(mysql?.status).toBe('Reachable');
    }
    const client = ['mariadb', '--no-defaults', '--host=127.0.0.1', '--port=31696', '--user=visitor'];
    expect(await mustRun(mac, [...client, '--skip-column-names', '--execute=SELECT 42'])).toBe('42\n');
  });
});

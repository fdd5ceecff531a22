import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

/** How many TCP connections the machine begins, to any address of its own or of others, while the work is done. */
export async function countDials(machine: Machine, work: () => Promise<unknown>): Promise<number> {
  const rule = ['OUTPUT', '--protocol', 'tcp', '--syn', '--match', 'comment', '--comment', 'counted'];
  await mustRun(machine, ['iptables', '--table', 'raw', '--append', ...rule]);
  try {
    await work();
    const rules = await mustRun(machine, ['iptables', '--table', 'raw', '--list-rules', 'OUTPUT', '--verbose']);
    const line = rules.split('\n').find((each) => each.includes('counted'));
    return Number(line?.match(/ -c (\d+) /)?.[1]);
  } finally {
    await mustRun(machine, ['iptables', '--table', 'raw', '--delete', ...rule]);
  }
}

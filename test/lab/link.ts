import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

/** A cable between two machines; each has one end, with an address in the same /24. */
export async function link(
  { machine: one, address: its }: { readonly machine: Machine; readonly address: string },
  { machine: other, address: theirs }: { readonly machine: Machine; readonly address: string },
): Promise<void> {
  await mustRun(one, ['ip', 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', `${other.pid}`]);
  const up = (address: string) => `ip link set cable up; ip address add ${address}/24 dev cable`;
  await mustRun(one, ['sh', '-ec', up(its)]);
  await mustRun(other, ['sh', '-ec', up(theirs)]);
}

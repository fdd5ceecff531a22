import { createMachine } from './create-machine.ts';
import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

/** A network beside a machine in which everything is lost, without a word, as a firewalled node's packets are. */
export interface Silence {
  readonly machine: Machine;
  /** Where the packets end. */
  readonly end: Machine;
}

const GATEWAYS = { v4: '198.18.0.2', v6: 'fd98::2' } as const;

/** One for each machine. */
export async function createSilence(machine: Machine): Promise<Silence> {
  const end = await createMachine(machine.sandbox, `${machine.name}-silence`);
  const link = `ip link add silence type veth peer name silence netns ${end.pid}`;
  const up = (v4: string, v6: string): string =>
    `ip link set silence up; ip address add ${v4}/30 dev silence; ip address add ${v6}/64 dev silence nodad`;
  await mustRun(machine, ['sh', '-ec', `${link}; ${up('198.18.0.1', 'fd98::1')}`]);
  await mustRun(end, ['sh', '-ec', up(GATEWAYS.v4, GATEWAYS.v6)]);
  return { machine, end };
}

/** From now on what the machine sends to this address or network (CIDR) is swallowed and counted. */
export async function silence({ machine, end }: Silence, to: string): Promise<void> {
  const { iptables, gateway } = familyOf(to);
  await mustRun(machine, ['ip', 'route', 'add', to, 'via', gateway]);
  const match = ['--table', 'raw', '--append', 'PREROUTING', '--destination', to];
  await mustRun(end, [iptables, ...match, '--protocol', 'tcp', '--syn', '--jump', 'DROP']);
  await mustRun(end, [iptables, ...match, '--jump', 'DROP']);
}

/** How many SYNs came for it, repetitions included: the kernel repeats one after 1, 3, 7 … seconds. */
export async function countSyns({ end }: Silence, to: string): Promise<number> {
  const { iptables, bits } = familyOf(to);
  const rules = await mustRun(end, [iptables, '--table', 'raw', '--list-rules', 'PREROUTING', '--verbose']);
  const destination = ` -d ${to.includes('/') ? to : `${to}/${bits}`} `;
  const rule = rules.split('\n').find((line) => line.includes(destination) && line.includes(' SYN'));
  const packets = rule?.match(/ -c (\d+) /)?.[1];
  if (packets === undefined) throw new Error(`${to} is not silent: ${rules}`);
  return Number(packets);
}

function familyOf(to: string): { readonly iptables: string; readonly gateway: string; readonly bits: number } {
  return to.includes(':')
    ? { iptables: 'ip6tables', gateway: GATEWAYS.v6, bits: 128 }
    : { iptables: 'iptables', gateway: GATEWAYS.v4, bits: 32 };
}

import type { Deps } from './deps.ts';
import { NOT_ASKED } from './domain/answer.ts';
import type { Facts, KubeconfigFacts, MachineFacts, NodeAddress, NodeFacts } from './domain/facts.ts';
import { isInSubnet } from './domain/ip.ts';
import { TargetError } from './errors.ts';
import { InputError, STANDARD_INPUT } from './input/input-error.ts';
import { type FileFacts, type InputFile, readFileFacts } from './input/read-file.ts';
import type { ReportedFindings } from './input/report-findings.ts';
import type { FileOptions, MachineName } from './invocation.ts';

/** Facts that somebody else's machine, or another moment, told. */
export interface RecordedFacts {
  readonly facts: Facts;
  /** ISO 8601; `undefined`: the file does not say. */
  readonly recorded: string | undefined;
  /** What was found out of Service ports: of each that an earlier report in the file explains. */
  readonly findings: readonly ReportedFindings[];
  /** What `--runtime` said then: an earlier report in the file tells it. */
  readonly overrule: string | undefined;
  /** Its API server did not answer, and something was known that starts it. */
  readonly isDown: boolean;
}

/** Reads the cluster from files instead of a server. Nothing else is asked. */
export async function readFactsFromFile(
  { paths, machine }: FileOptions,
  deps: Pick<Deps, 'readFile' | 'readMachine'>,
): Promise<RecordedFacts> {
  const files = await Array.fromAsync(paths, async (path) => ({
    name: path === '-' ? STANDARD_INPUT : path,
    bytes: await deps.readFile(path),
  }));
  const file = parse(files);
  const { nodes, services, kubeconfig = NO_KUBECONFIG, report } = file;
  // What a report says of its machine and engine is of no use for another one.
  const around = report && machine === undefined ? report : NOTHING_AROUND;
  const facts = {
    kubeconfig,
    nodes,
    services,
    tunnels: [], // none is open to a cluster that may be anybody's
    glimpsedNodes: report?.glimpsedNodes ?? [],
    machine: machine ? MACHINES[machine] : (around.machine ?? machineFor(nodesIn(file), deps.readMachine())),
    engine: around.engine,
    remoteEngine: around.remoteEngine,
    settings: around.settings,
  };
  return {
    facts,
    recorded: report?.recorded,
    findings: file.findings,
    overrule: report?.overrule,
    isDown: report?.isDown ?? false,
  };
}

function parse(files: readonly InputFile[]): FileFacts {
  try {
    return readFileFacts(files);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new TargetError(`error: ${error.message}`, { cause: error });
  }
}

const NO_KUBECONFIG: KubeconfigFacts = {
  context: undefined,
  cluster: undefined,
  user: undefined,
  namespace: 'default',
  server: undefined,
  provider: undefined,
};

const NOTHING_AROUND = { machine: undefined, engine: NOT_ASKED, remoteEngine: undefined, settings: NOT_ASKED } as const;

const MACHINES: Readonly<Record<MachineName, MachineFacts>> = {
  linux: { platform: 'linux', within: 'nothing', kernel: undefined, interfaces: [] },
  macos: { platform: 'darwin', within: 'nothing', kernel: undefined, interfaces: [] },
  windows: { platform: 'win32', within: 'nothing', kernel: undefined, interfaces: [] },
  wsl: { platform: 'linux', within: 'wsl', kernel: undefined, interfaces: [] },
};

function nodesIn({ nodes }: FileFacts): readonly NodeFacts[] {
  return nodes.kind === 'known' ? nodes.value : [];
}

/**
 * This machine, where a node has its kernel and an address of its networks; else the nodes are somebody else's, and what is predicted is for a machine
 * of its kind. That this command runs in a container says nothing of theirs.
 */
function machineFor(nodes: readonly NodeFacts[], own: MachineFacts): MachineFacts {
  const isNear = ({ ip }: NodeAddress) => own.interfaces.some((cidr) => isInSubnet(ip, cidr));
  const isOurs = nodes.some(({ kernel, addresses }) => kernel === own.kernel && addresses.some(isNear));
  const within = own.within === 'wsl' ? own.within : 'nothing';
  return isOurs ? own : { platform: own.platform, within, kernel: undefined, interfaces: [] };
}

import type { Deps } from '../../deps.ts';
import { type ClusterReport, reportOn } from '../../domain/cluster-report.ts';
import { type AccessError, EXIT_CODES } from '../../errors.ts';
import type { ExplainOptions } from '../../invocation.ts';
import { readClusterFacts } from '../../read-facts.ts';
import { readFactsFromFile } from '../../read-facts-from-file.ts';
import { type Overrule, recognise, whenDown } from '../../recognise.ts';
import { safeLines } from '../../render/failure.ts';
import { overruleOfReport, readOverrule } from '../overrule.ts';

/** This cluster and this machine: what was recognised from what, and how NodePorts are reached here. */
export async function explainCluster(options: ExplainOptions, deps: Deps): Promise<number> {
  const overrule = options.runtime === undefined ? undefined : readOverrule(options.runtime);
  const { file } = options;
  const { report, failure } = file
    ? { report: await readFile(file, overrule, deps), failure: undefined }
    : await deps.io.progress('asking the cluster', () => readCluster(options, overrule, deps));
  if (failure) deps.io.stderr.write(safeLines(failure.message));
  await print(options.isRedacted ? await redacted(report) : report, options, deps);
  return EXIT_CODES.answered;
}

async function redacted(report: ClusterReport): Promise<ClusterReport> {
  const { redactClusterReport } = await import('./redact-report.ts');
  return redactClusterReport(report);
}

async function readFile(
  file: NonNullable<ExplainOptions['file']>,
  overrule: Overrule | undefined,
  deps: Deps,
): Promise<ClusterReport> {
  const { facts, recorded, isDown, overrule: said } = await readFactsFromFile(file, deps);
  const isReplayed = recorded !== undefined;
  return reportOn(facts, recognise(facts, overrule ?? overruleOfReport(said, file)), {
    recorded: recorded ?? deps.now().toISOString(),
    isReplayed,
    start: isDown ? whenDown(facts) : undefined,
  });
}

/** `failure`: that the API server did not answer, in kubectl's words. */
interface Explained {
  readonly report: ClusterReport;
  readonly failure: AccessError | undefined;
}

async function readCluster(
  { connection }: ExplainOptions,
  overrule: Overrule | undefined,
  deps: Deps,
): Promise<Explained> {
  const cluster = await deps.openCluster(connection);
  try {
    const { facts, failure } = await readClusterFacts(cluster, overrule, deps);
    const runtime = recognise(facts, overrule);
    const start = failure?.reason === 'unreachable' ? whenDown(facts) : undefined;
    const evidence = [...runtime.evidence.distribution, ...runtime.evidence.substrate];
    if (failure && evidence.length === 0 && start === undefined) throw failure;
    return {
      report: reportOn(facts, runtime, { recorded: deps.now().toISOString(), isReplayed: false, start }),
      failure,
    };
  } finally {
    cluster.close();
  }
}

async function print(report: ClusterReport, { output }: ExplainOptions, { io }: Deps): Promise<void> {
  if (output === 'json') {
    const { renderClusterJson } = await import('../../render/cluster-json.ts');
    io.stdout.write(renderClusterJson(report));
  } else if (output === 'yaml') {
    const { renderClusterYaml } = await import('../../render/cluster-yaml.ts');
    io.stdout.write(renderClusterYaml(report));
  } else {
    const { renderCluster } = await import('../../render/cluster.ts');
    io.stdout.write(renderCluster(report));
  }
}

import type { Deps } from '../../deps.ts';
import { isReachable } from '../../domain/case.ts';
import { isNotApplied } from '../../domain/problem.ts';
import type { ServiceReport } from '../../domain/service-report.ts';
import { EXIT_CODES } from '../../errors.ts';
import { askingOnce } from '../../read-facts.ts';
import type { Overrule } from '../../recognise.ts';
import { reportOnService } from '../../report-on-service.ts';
import { readOverrule } from '../overrule.ts';
import type { ExplainedService } from './explained-service.ts';
import { observe } from './observe.ts';
import { readCase } from './read-case.ts';

/** One Service port: whether it answers from here as its pods do, where the way to them ends, and what would change it. */
export async function explainService(options: ExplainedService, deps: Deps): Promise<number> {
  const overrule = options.runtime === undefined ? undefined : readOverrule(options.runtime);
  const report = options.file
    ? await replay(options, overrule, deps)
    : await deps.io.progress('asking the cluster', () => look(options, overrule, deps));
  await print(options.isRedacted ? await redacted(report) : report, options, deps);
  return codeOf(report);
}

async function redacted(report: ServiceReport): Promise<ServiceReport> {
  const { redactReport } = await import('./redact-report.ts');
  return redactReport(report);
}

async function look(options: ExplainedService, overrule: Overrule | undefined, deps: Deps): Promise<ServiceReport> {
  const cluster = await deps.openCluster(options.connection);
  const asked = askingOnce(deps);
  try {
    const found = await readCase(options, { cluster, overrule, deps: asked });
    const seen = await observe(found, { options, cluster, overrule, deps: asked });
    return reportOnService({ ...found, ...seen, isFromFile: false }, overrule, {
      recorded: deps.now().toISOString(),
      isReplayed: false,
    });
  } catch (error) {
    const { withWhatStartsIt } = await import('../what-starts-it.ts');
    throw await withWhatStartsIt(error, cluster.kubeconfig, asked);
  } finally {
    cluster.close();
  }
}

async function replay(options: ExplainedService, overrule: Overrule | undefined, deps: Deps): Promise<ServiceReport> {
  const { findInFile } = await import('./find-in-file.ts');
  const { findings, recorded, overrule: said } = await findInFile(options, overrule, deps);
  return reportOnService(findings, said, {
    recorded: recorded ?? deps.now().toISOString(),
    isReplayed: recorded !== undefined,
  });
}

async function print(report: ServiceReport, { output, isWhole }: ExplainedService, { io }: Deps): Promise<void> {
  if (output === 'text') {
    const { renderServiceReport } = await import('../../render/service-report.ts');
    io.stdout.write(renderServiceReport(report, { isWhole }));
    return;
  }
  const { renderServiceJson, renderServiceYaml } = await import('../../render/service-json.ts');
  io.stdout.write(output === 'json' ? renderServiceJson(report) : renderServiceYaml(report));
}

/** What could not be found out is not «no». */
function codeOf({ case: each, problems }: ServiceReport): number {
  if (isReachable(each)) return EXIT_CODES.answered;
  const status = each.verdict?.status;
  const isOpen = status === 'Unknown' || status === 'Unverified' || problems.some(isNotApplied);
  return isOpen ? EXIT_CODES.couldNotFindOut : EXIT_CODES.noAnswer;
}

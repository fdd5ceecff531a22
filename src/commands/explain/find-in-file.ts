import type { Deps } from '../../deps.ts';
import { NOT_ASKED } from '../../domain/answer.ts';
import type { Facts, ServiceFacts } from '../../domain/facts.ts';
import type { Observed, Study, UserFacts } from '../../domain/study.ts';
import { targetWord } from '../../domain/target-word.ts';
import { TargetError } from '../../errors.ts';
import type { ReportedFindings } from '../../input/report-findings.ts';
import type { FileOptions, ServiceTarget } from '../../invocation.ts';
import { type RecordedFacts, readFactsFromFile } from '../../read-facts-from-file.ts';
import type { Overrule } from '../../recognise.ts';
import { type Choice, choicesOfServices, choicesSentence } from '../../render/choices.ts';
import { missingServiceSentence } from '../../render/missing.ts';
import { safeText } from '../../render/safe-text.ts';
import type { Findings } from '../../report-on-service.ts';
import { fileWords } from '../file-words.ts';
import { limitsOf } from '../limits.ts';
import { rowOf, type Target } from '../open/target.ts';
import { overruleOfReport } from '../overrule.ts';
import type { ExplainedService } from './explained-service.ts';
import { portOf } from './read-case.ts';
import { replayed } from './replayed.ts';

export interface Found {
  readonly findings: Findings;
  /** `undefined`: it is a prediction, of now. */
  readonly recorded: string | undefined;
  /** `--runtime`, else what an earlier report says that it said. */
  readonly overrule: Overrule | undefined;
}

/**
 * What a file tells of the Service that was named: all that an earlier report of it found out, else where it is to be
 * expected. Throws TargetError.
 */
export async function findInFile(
  options: ExplainedService,
  flag: Overrule | undefined,
  deps: FileDeps,
): Promise<Found> {
  const file = fileOf(options);
  const read = await readFactsFromFile(file, deps);
  const reported = reportOf(options, read);
  const overrule = flag ?? overruleOfReport((reported ?? read).overrule, file);
  if (reported && file.machine === undefined)
    return { findings: replayed(reported), recorded: reported.recorded, overrule };
  const service = reported?.service ?? serviceOf(options, read.facts);
  const port = reported?.port ?? portOf(service, options.target, fileWords(file));
  const study = reported?.study ?? NOTHING_STUDIED;
  const findings = {
    facts: read.facts,
    service,
    port,
    study: { ...study, user: userAt(file, deps) },
    attempts: await predict({ service, port }, read.facts, options, { overrule, deps }),
    observed: NOTHING_OBSERVED,
    namespaceFlags: flagsFor(service, read.facts),
    isFromFile: true,
  };
  return { findings, recorded: undefined, overrule };
}

type FileDeps = Pick<Deps, 'readFile' | 'readMachine' | 'readUser' | 'probe' | 'routeTo' | 'sleep'>;

/** What a report of one Service port in a file names; `undefined`: there is none, or there are several. */
export async function targetInFile(
  file: FileOptions,
  deps: Pick<Deps, 'readFile' | 'readMachine'>,
): Promise<ServiceTarget | undefined> {
  const { findings } = await readFactsFromFile(file, deps);
  const [only, ...more] = findings;
  if (only === undefined || more.length > 0) return undefined;
  return { name: only.service.name, port: only.port.name === '' ? String(only.port.port) : only.port.name };
}

function fileOf({ file }: ExplainedService): FileOptions {
  if (file === undefined) throw new Error('there is no file to look in');
  return file;
}

/** The report of the port that was named, or that the Service alone means; where there are several, each is named. */
function reportOf(options: ExplainedService, { findings }: RecordedFacts): ReportedFindings | undefined {
  const { target, connection } = options;
  const named = findings.filter(({ service, port }) => {
    const isIts =
      target.port === undefined || [port.name, String(port.port), String(port.nodePort)].includes(target.port);
    const isChosen = connection.namespace === undefined || service.namespace === connection.namespace;
    return service.name === target.name && isIts && isChosen;
  });
  const hasOneNamespace = new Set(named.map(({ service }) => service.namespace)).size === 1;
  const alone = hasOneNamespace ? named.find((each) => targetWord(each) === target.name) : undefined;
  const different = new Set(named.map(placeOf)).size;
  if (different > 1 && alone === undefined) throw new TargetError(whichReport(options, named));
  return alone ?? named[0];
}

/** A port may have been explained at several times. */
function placeOf({ service, port }: ReportedFindings): string {
  return [service.namespace, port.port, port.protocol].join('/');
}

function whichReport({ target, connection, file }: ExplainedService, named: readonly ReportedFindings[]): string {
  const name = safeText(target.name);
  const namespaces = new Set(named.map(({ service }) => service.namespace)).size;
  const hasNamespace = namespaces > 1 || connection.namespace !== undefined;
  const spellings = named.map((each) => [targetWord(each), ...(hasNamespace ? ['-n', each.service.namespace] : [])]);
  const different = [...new Map(spellings.map((words) => [words.join(' '), words])).values()];
  const choices: readonly Choice[] = different.map((words) => ({ label: '', spellings: [words] }));
  const question = namespaces > 1 ? `${namespaces} namespaces have a Service ${name}:` : `which port of ${name}?`;
  return choicesSentence('explain', question, choices, file ? fileWords(file) : []);
}

/** In the namespace that was named, else wherever it is alone. */
function serviceOf(options: ExplainedService, { services, kubeconfig }: Facts): ServiceFacts {
  const { target, connection } = options;
  const where = fileWords(fileOf(options));
  const isChosen = (each: ServiceFacts) =>
    connection.namespace === undefined || each.namespace === connection.namespace;
  const named = services.filter((each) => each.name === target.name && isChosen(each));
  const [service, ...more] = named;
  if (service && more.length === 0) return service;
  if (service) {
    const question = `${named.length} namespaces have a Service ${safeText(target.name)}:`;
    throw new TargetError(choicesSentence('explain', question, choicesOfServices(named), where));
  }
  throw new TargetError(
    missingServiceSentence(
      target.name,
      { everywhere: services, isNamespaceThere: true },
      { command: 'explain', namespace: connection.namespace, home: kubeconfig.namespace, where },
    ),
  );
}

/** Where it would be dialled. */
async function predict(
  target: Target,
  facts: Facts,
  { timeoutMs }: ExplainedService,
  { overrule, deps }: { readonly overrule: Overrule | undefined; readonly deps: FileDeps },
): Promise<Findings['attempts']> {
  const row = rowOf(target);
  if (row === undefined) return [];
  const { inspect } = await import('../../inspect.ts');
  const limits = limitsOf(timeoutMs, facts.machine);
  const report = await inspect(facts, { rows: [row], policy: 'from-file', timeoutMs: limits, overrule }, deps);
  return report.rows[0]?.attempts ?? [];
}

const NOTHING_STUDIED: Omit<Study, 'user'> = {
  isHeadless: false,
  endpoints: NOT_ASKED,
  pods: NOT_ASKED,
  proxy: NOT_ASKED,
  policies: NOT_ASKED,
  nodePorts: NOT_ASKED,
  names: NOT_ASKED,
};

const NOTHING_OBSERVED: Observed = {
  direct: undefined,
  strangers: [],
  pods: { kind: 'not-asked', because: 'from-file' },
  neighbours: [],
};

/** Who sits at the machine that it is predicted for. */
function userAt({ machine }: FileOptions, deps: FileDeps): UserFacts {
  if (machine === undefined) return deps.readUser();
  return { shell: machine === 'windows' ? 'powershell' : 'posix', proxies: { set: [], except: [] } };
}

/** Commands are for whoever has the cluster. */
function flagsFor({ namespace }: ServiceFacts, { kubeconfig }: Facts): readonly string[] {
  return namespace === kubeconfig.namespace ? [] : ['-n', namespace];
}

import type { Cluster, Deps, Scope } from '../deps.ts';
import { whereWords } from '../domain/connection.ts';
import type { Facts, ServiceFacts } from '../domain/facts.ts';
import type { Report } from '../domain/report.ts';
import type { Dialling } from '../domain/restraint.ts';
import { rowsOf } from '../domain/service-row.ts';
import { EXIT_CODES } from '../errors.ts';
import type { InspectOptions } from '../inspect.ts';
import type { FileOptions, ListOptions } from '../invocation.ts';
import { askingOnce, readFacts } from '../read-facts.ts';
import type { Overrule } from '../recognise.ts';
import { emptyFileSentence, emptySentence, foundElsewhere, foundWithoutNodePort } from '../render/empty.ts';
import { safeLines } from '../render/failure.ts';
import { fileWords } from './file-words.ts';
import { limitsOf } from './limits.ts';
import { missingSentences } from './list-missing.ts';
import { isForPeople, loadRenderer, refuseWrongTemplate } from './list-output.ts';
import { lookAround, servicesForHint } from './look-around.ts';

/** Each Service port that has a nodePort, with the URL that answers from this machine. */
export async function runList(options: ListOptions, deps: Deps): Promise<number> {
  await refuseWrongTemplate(options);
  const overrule = options.runtime === undefined ? undefined : await lookUp(options.runtime);
  return options.file ? listFile(options.file, options, overrule, deps) : listCluster(options, overrule, deps);
}

/** What knows the runtimes takes 2 ms to be evaluated: without a word of the user's, that waits for the API server. */
async function lookUp(runtime: string): Promise<Overrule> {
  const { readOverrule } = await import('./overrule.ts');
  return readOverrule(runtime);
}

/** The Services of a file, with the addresses that are to be expected. */
async function listFile(
  file: FileOptions,
  options: ListOptions,
  overrule: Overrule | undefined,
  deps: Deps,
): Promise<number> {
  const { readFactsFromFile } = await import('../read-facts-from-file.ts'); // only here are so many parsers needed
  const { inspect } = await import('../inspect.ts');
  const { facts } = await readFactsFromFile(file, deps);
  const { namespace } = options.connection;
  const isChosen = (service: ServiceFacts) => options.isAllNamespaces || !namespace || service.namespace === namespace;
  const services = facts.services.filter(isChosen);
  const chosen = { ...options, probe: 'from-file' } as const;
  const report = await inspect({ ...facts, services }, inspectOptions(chosen, { ...facts, services }, overrule), deps);
  const hasSeveral = new Set(report.rows.map(({ row }) => row.service.namespace)).size > 1;
  const shown = { ...options, isAllNamespaces: options.isAllNamespaces || hasSeveral };
  const home = facts.kubeconfig.namespace;
  const missing = await missingSentences(options, services, {
    looked: { command: 'list', namespace: namespace ?? home, home, where: fileWords(file) },
    lookAround: async () => ({ everywhere: facts.services, isNamespaceThere: true }),
  });
  if (isPrinted(report, options)) await print(report, namespace ?? 'default', shown, deps);
  else if (isEmpty(options)) deps.io.stderr.write(emptyFileSentence(facts.services, namespace));
  return end(missing, deps);
}

async function listCluster(options: ListOptions, overrule: Overrule | undefined, deps: Deps): Promise<number> {
  const cluster = await deps.openCluster(options.connection);
  const asked = askingOnce(deps);
  try {
    const namespace = options.isAllNamespaces ? undefined : cluster.namespace;
    const scope = scopeOf(namespace, options);
    const report = await deps.io.progress('asking the cluster', async () => {
      const [facts, { inspect }] = await Promise.all([
        readFacts(cluster, { scope, overrule, canUseSsh: false }, asked),
        import('../inspect.ts'),
        prepareRenderer(options, deps),
      ]);
      return inspect(facts, inspectOptions(options, facts, overrule), deps);
    });
    const { services } = report.facts;
    const home = cluster.kubeconfig.namespace;
    const { namespace: _, ...connection } = options.connection;
    if (isPrinted(report, options)) await print(report, home, options, deps);
    else if (isEmpty(options)) await sayThatItIsEmpty(services, cluster, options, deps);
    const missing = await missingSentences(options, services, {
      looked: { command: 'list', namespace: cluster.namespace, home, where: whereWords(connection) },
      lookAround: () => lookAround(cluster, services),
    });
    return end(missing, deps);
  } catch (error) {
    const { withWhatStartsIt } = await import('./what-starts-it.ts');
    throw await withWhatStartsIt(error, cluster.kubeconfig, asked);
  } finally {
    cluster.close();
  }
}

/** A program gets a list that is empty; but nothing, as of kubectl, in place of the one Service that it asked for. */
function isPrinted({ rows }: Report, options: ListOptions): boolean {
  if (rows.length > 0) return true;
  return !isForPeople(options) && !options.ignoresNotFound && options.targets.length !== 1;
}

/** Whether somebody is told that there is nothing: of a name they are told something else. */
function isEmpty({ targets, ignoresNotFound }: ListOptions): boolean {
  return targets.length === 0 && !ignoresNotFound;
}

function end(missing: readonly string[], { io }: Deps): number {
  for (const sentence of missing) io.stderr.write(safeLines(sentence));
  return missing.length === 0 ? EXIT_CODES.answered : EXIT_CODES.misuse;
}

function scopeOf(
  namespace: string | undefined,
  { selector, fieldSelector }: Pick<ListOptions, 'selector' | 'fieldSelector'>,
): Scope {
  return { namespace, ...(selector && { selector }), ...(fieldSelector && { fieldSelector }) };
}

interface Dialled extends Omit<ListOptions, 'probe'> {
  readonly probe: Dialling;
}

function inspectOptions(
  options: Dialled,
  { machine, services }: Facts,
  overrule: Overrule | undefined,
): InspectOptions {
  const rows = rowsOf(services, options.targets);
  return { policy: options.probe, timeoutMs: limitsOf(options.timeoutMs, machine), rows, overrule };
}

/** While the answers are under way. */
async function prepareRenderer(options: ListOptions, { sleep }: Deps): Promise<void> {
  await sleep(0, new AbortController().signal); // the questions go out first
  await loadRenderer(options);
}

/** `home`: the namespace that a command without `-n` would look in. */
async function print(report: Report, home: string, options: ListOptions, { io }: Deps): Promise<void> {
  const render = await loadRenderer(options);
  io.stdout.write(render(report));
  if (!isForPeople(options)) return;
  const { renderFooter, renderUnseen, renderUnsure } = await import('../render/conversation.ts');
  io.stderr.write(renderUnseen(report));
  if (options.file) io.stderr.write(options.output === 'wide' ? '' : renderUnsure(report));
  if (!io.stderr.isTerminal || options.file) return;
  const { namespace: _, ...connection } = options.connection;
  io.stderr.write(renderFooter(report, { connection: whereWords(connection), namespace: home }));
}

/** kubectl's sentence, and for a person what would have been found: one list more, and silence where it is forbidden. */
async function sayThatItIsEmpty(
  services: readonly ServiceFacts[],
  cluster: Cluster,
  options: ListOptions,
  { io }: Deps,
): Promise<void> {
  const namespace = options.isAllNamespaces ? undefined : cluster.namespace;
  io.stderr.write(emptySentence(namespace));
  if (!io.stderr.isTerminal) return;
  if (namespace !== undefined) {
    const everywhere = await servicesForHint(cluster, scopeOf(undefined, options), []);
    io.stderr.write(foundElsewhere(everywhere, namespace));
  }
  io.stderr.write(foundWithoutNodePort(services));
}

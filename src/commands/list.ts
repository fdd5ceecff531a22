import type { Deps } from '../deps.ts';
import type { Facts, ServiceFacts } from '../domain/facts.ts';
import type { Dialling } from '../domain/restraint.ts';
import { rowsOf } from '../domain/service-row.ts';
import type { InspectOptions } from '../inspect.ts';
import type { FileOptions, ListOptions } from '../invocation.ts';
import { askingOnce, readFacts } from '../read-facts.ts';
import type { Overrule } from '../recognise.ts';
import { emptyFileSentence } from '../render/empty.ts';
import { fileWords } from './file-words.ts';
import { limitsOf } from './limits.ts';
import { type Listing, namespaceOf, scopeOf } from './list/listing.ts';
import { endWithout, missingIn, missingSentences } from './list/missing.ts';
import { isEmpty, isPrinted, print, printList } from './list/print.ts';
import { loadRenderer, refuseWrongTemplate } from './list-output.ts';

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
  const missing = await missingSentences(options, services, {
    looked: { command: 'list', namespace, home: facts.kubeconfig.namespace, where: fileWords(file) },
    lookAround: async () => ({ everywhere: facts.services, isNamespaceThere: true }),
  });
  if (isPrinted(report, options)) await print(report, namespace ?? 'default', shown, deps);
  else if (isEmpty(options)) deps.io.stderr.write(emptyFileSentence(facts.services, namespace));
  return endWithout(missing, deps);
}

async function listCluster(options: ListOptions, overrule: Overrule | undefined, deps: Deps): Promise<number> {
  const cluster = await deps.openCluster(options.connection);
  const asked = askingOnce(deps);
  const end = new AbortController();
  const listing = { options, overrule, cluster, end: end.signal };
  try {
    switch (options.until.kind) {
      case 'printed':
        return await listOnce({ ...listing, deps: asked });
      case 'interrupted': {
        const { watchList } = await import('./list/watch.ts');
        return await watchList({ ...listing, deps }); // who may ask the engine again
      }
      case 'answering': {
        const { waitForList } = await import('./list/wait.ts');
        return await waitForList({ ...listing, deps }, options.until.limitMs);
      }
    }
  } catch (error) {
    const { withWhatStartsIt } = await import('./what-starts-it.ts');
    throw await withWhatStartsIt(error, cluster.kubeconfig, asked);
  } finally {
    end.abort();
    cluster.close();
  }
}

async function listOnce(listing: Listing): Promise<number> {
  const { options, overrule, cluster, deps } = listing;
  const scope = scopeOf(namespaceOf(listing), options);
  const report = await deps.io.progress('asking the cluster', async () => {
    const [facts, { inspect }] = await Promise.all([
      readFacts(cluster, { scope, overrule, canUseSsh: false }, deps),
      import('../inspect.ts'),
      prepareRenderer(options, deps),
    ]);
    return inspect(facts, inspectOptions(options, facts, overrule), deps);
  });
  await printList(report, listing);
  return endWithout(await missingIn(report.facts.services, listing), deps);
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

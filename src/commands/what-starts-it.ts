import type { Deps } from '../deps.ts';
import type { KubeconfigFacts } from '../domain/facts.ts';
import { AccessError } from '../errors.ts';
import { readEngineOf } from '../read-facts.ts';
import { whenDown } from '../recognise.ts';
import { whenDownSentence } from '../render/when-down.ts';

/** A cluster that runs on this machine may be stopped: then what its server met says one line more, what starts it. */
export async function withWhatStartsIt(error: unknown, kubeconfig: KubeconfigFacts, deps: Deps): Promise<unknown> {
  if (!(error instanceof AccessError) || error.reason !== 'unreachable') return error;
  const start = whenDown({ kubeconfig, engine: await readEngineOf(kubeconfig, deps) });
  if (!start) return error;
  return new AccessError(error.reason, `${error.message}\n${whenDownSentence(start)}`, { cause: error });
}

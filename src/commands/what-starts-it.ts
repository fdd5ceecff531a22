import type { Deps } from '../deps.ts';
import type { KubeconfigFacts } from '../domain/facts.ts';
import type { WhenDown } from '../domain/runtime.ts';
import { AccessError } from '../errors.ts';
import { readEngineOf } from '../read-facts.ts';
import { whenDown } from '../recognise.ts';
import { whenDownSentence } from '../render/when-down.ts';

/** A cluster that runs on this machine may be stopped: then what its server met says one line more, what starts it. */
export async function withWhatStartsIt(error: unknown, kubeconfig: KubeconfigFacts, deps: Deps): Promise<unknown> {
  if (!(error instanceof AccessError) || error.reason !== 'unreachable') return error;
  return withStart(error, whenDown({ kubeconfig, engine: await readEngineOf(kubeconfig, deps) }));
}

function withStart(error: AccessError, start: WhenDown | undefined): AccessError {
  if (!start) return error;
  return new AccessError(error.reason, `${error.message}\n${whenDownSentence(start)}`, { cause: error });
}

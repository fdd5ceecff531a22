import type { ApiLog, Deps } from './deps.ts';
import { logAnswer, logConversation, logDial, logRequest, renderWarning } from './render/log.ts';

/** kubectl's: from here on every request is a line. */
const REQUESTS = 6;

/** The same program, which says on stderr what a server warns of and, if that was asked for, what is asked and dialled. */
export function withLog(deps: Deps, verbosity = 0): Deps {
  const { io, now, openCluster } = deps;
  const warned = warnOnce(io.stderr);
  if (verbosity < REQUESTS)
    return { ...deps, openCluster: (flags) => openCluster(flags, { warned, requests: undefined }) };
  const say = (text: string) => io.stderr.write(text);
  const log: ApiLog = {
    warned,
    requests: {
      asking: (request) => say(logRequest(now(), request, verbosity)),
      answered: (request, answer) => say(logAnswer(now(), { request, answer }, verbosity)),
    },
  };
  return {
    ...deps,
    openCluster: (flags) => openCluster(flags, log),
    async probe(dial, signal) {
      const result = await deps.probe(dial, signal);
      say(logDial(now(), dial, result));
      return result;
    },
    async converse(to, guess, limitMs) {
      const speech = await deps.converse(to, guess, limitMs);
      say(logConversation(now(), to, speech));
      return speech;
    },
  };
}

/** A server repeats its warnings with every answer. */
function warnOnce(stderr: Deps['io']['stderr']): ApiLog['warned'] {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    stderr.write(renderWarning(text, stderr.hasColour));
  };
}

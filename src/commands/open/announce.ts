import type { Deps } from '../../deps.ts';
import { clientCommandOf } from '../../domain/client-command.ts';
import { planOpening } from '../../domain/desktop.ts';
import type { Facts } from '../../domain/facts.ts';
import { parseWebUrl, type WebUrl } from '../../domain/web-url.ts';
import { speechPhrase, subjectOf } from '../../render/open.ts';
import { elsewhereSentence, openedSentence } from '../../render/opening.ts';
import { commandLine } from '../../render/shell.ts';
import type { Way } from './way.ts';

export interface Announcing {
  readonly facts: Pick<Facts, 'machine' | 'kubeconfig'>;
  /** Whether a browser may be opened: one Service, and somebody who sees it. */
  readonly canOpen: boolean;
  readonly deps: Pick<Deps, 'io' | 'readDesktop' | 'openUrl'>;
}

/** The URL on stdout; on stderr what was spoken, and what was opened or how a client gets there. */
export async function announce(way: Way, { facts, canOpen, deps }: Announcing): Promise<void> {
  const { io } = deps;
  const subject = subjectOf(facts.kubeconfig.context, way.target);
  io.stdout.write(`${way.url}\n`);
  const web = parseWebUrl(way.url);
  const opened = web && canOpen ? `, ${await open(web, facts, deps)}` : '';
  io.stderr.write(`${subject}: ${speechPhrase(way.speech, way.address.taker)}${opened}\n`);
  io.stderr.write(clientLine(way));
}

async function open(url: WebUrl, { machine }: Announcing['facts'], deps: Announcing['deps']): Promise<string> {
  const opening = planOpening(url, deps.readDesktop(machine.within));
  return opening.kind === 'open'
    ? openedSentence(await deps.openUrl(opening.openers), opening.otherwise)
    : elsewhereSentence(opening);
}

/** Of a website there is none: its client is the browser. */
function clientLine({ speech: { scheme }, address: { host, port } }: Way): string {
  const argv = clientCommandOf({ scheme, host, port });
  return argv === undefined ? '' : `    ${commandLine(argv)}\n`;
}

import type { Deps } from '../../deps.ts';
import type { Facts } from '../../domain/facts.ts';
import { authorityOf } from '../../domain/host.ts';
import { moveWebUrl, originOf, parseWebUrl } from '../../domain/web-url.ts';
import { windowsHosts } from '../../domain/windows-hosts.ts';
import type { Way } from './way.ts';

/**
 * In a distribution of WSL the browser is Windows', which does not reach all that Linux reaches: then the way is the one
 * that it reaches, or a tunnel, which listens where Windows' relay looks.
 */
export async function throughWindows(
  way: Way,
  { machine }: Pick<Facts, 'machine'>,
  deps: Pick<Deps, 'askWindows' | 'readWslNetwork'>,
  throughTunnel: () => Promise<Way | undefined>,
): Promise<Way | undefined> {
  const url = parseWebUrl(way.url);
  if (machine.within !== 'wsl' || url === undefined) return way;
  const { scheme } = originOf(url);
  let isAsked = true;
  for (const host of windowsHosts(way.address, machine, await deps.readWslNetwork())) {
    const there = moveWebUrl(url, `${scheme}://${authorityOf(host, way.address.port)}`);
    const answer = there && (await deps.askWindows(there));
    if (there && answer === 'reached') return there === url ? way : { ...way, url: there };
    if (answer === 'cannot-be-asked') isAsked = false;
  }
  return isAsked ? throughTunnel() : way;
}

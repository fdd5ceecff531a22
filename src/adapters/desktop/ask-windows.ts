import type { NonEmpty } from '../../domain/non-empty.ts';
import type { WebUrl } from '../../domain/web-url.ts';
import type { Environment } from './environment.ts';
import { start } from './start.ts';

/** Whether Windows gets an answer from a URL: `cannot-be-asked` where WSL may not start its programs, or it has no curl. */
export type WindowsAnswer = 'reached' | 'not-reached' | 'cannot-be-asked';

/**
 * Windows tries a refused connection again for 2 s, and WSL's relay needs up to 1 s to see a new listener, so that the
 * limit is long enough for a tunnel that was opened a moment ago.
 */
const CURL_LIMIT_S = 2;

/** To start a program of Windows' takes a few hundred ms more; what is still there then hangs in between. */
const START_LIMIT_MS = 3_500;

/** Asks from Windows' side of WSL, with the curl that Windows 10 has had since 1803. */
export async function askWindows(url: WebUrl, environment: Environment): Promise<WindowsAnswer> {
  for (const program of ['curl.exe', '/mnt/c/Windows/System32/curl.exe']) {
    const ending = await start(questionOf(program, url), environment, START_LIMIT_MS);
    if (ending.kind === 'ended') return answerOf(ending.status);
    if (ending.kind === 'running') return 'cannot-be-asked';
  }
  return 'cannot-be-asked';
}

/**
 * The headers are enough, of whatever certificate; no proxy, as a browser has none for such addresses. `--disable` has to
 * be the first: it leaves the user's own settings out.
 */
function questionOf(program: string, url: WebUrl): NonEmpty<string> {
  const quietly = ['--disable', '--silent', '--head', '--insecure', '--globoff', '--noproxy', '*'];
  return [program, ...quietly, '--max-time', String(CURL_LIMIT_S), url];
}

/**
 * What did not run also ends: interop that fails with 1, and where the kernel does not know programs of Windows', the shell
 * that Node's libc asks instead with 2, 126 or 127. What curl says of the network is from 5 on. Source: curl(1), «EXIT
 * CODES»; microsoft/WSL, src/linux/init/binfmt.cpp, and #8843; read 2026-11. Status: documented.
 */
function answerOf(status: number | string): WindowsAnswer {
  if (status === 0) return 'reached';
  return typeof status === 'number' && status >= 5 && status < 126 ? 'not-reached' : 'cannot-be-asked';
}

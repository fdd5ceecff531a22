import type { MachineFacts } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';
import type { WebUrl } from './web-url.ts';

type Openers = NonEmpty<NonEmpty<string>>;

/** What opens a URL on a machine with a display, in the order in which they are tried. */
export function systemOpeners(url: WebUrl, { platform, within }: Pick<MachineFacts, 'platform' | 'within'>): Openers {
  if (within === 'wsl') return windowsOpenersFromWsl(url);
  switch (platform) {
    case 'darwin':
      return [['open', url]];
    case 'win32':
      return [['rundll32.exe', FILE_PROTOCOL_HANDLER, url]];
    case 'linux':
      return [
        ['xdg-open', url],
        ['gio', 'open', url],
        ['sensible-browser', url],
      ];
  }
}

/**
 * Takes the rest of the command line for the URL, whatever is in it: no shell that reads `&`, `;` or `^`.
 *
 * What is not used: `cmd /c start` and PowerShell, which do (microsoft/WSL#2069, amodm/webbrowser-rs#73); `explorer.exe`,
 * which opens a folder where the URL has a query, and ends with 1 whatever happened (microsoft/WSL#3832, #6565). A URL of
 * many hundred characters is cut (gravitational/teleport#2150); ours are short. Source: these, and mmcdole/kino#32, where
 * it was seen from WSL with a query; read 2026-11. Status: documented.
 */
const FILE_PROTOCOL_HANDLER = 'url.dll,FileProtocolHandler';

/**
 * Windows' own first, by PATH, then where it is if `appendWindowsPath` is off; a program of Linux would show the URL in
 * WSLg at best. `wslview` comes last: it asks for the page before it opens it, and has passed the URL through PowerShell
 * and explorer.exe (wslutilities/wslu#68, #267; cli/browser#14). Status: documented.
 */
function windowsOpenersFromWsl(url: WebUrl): Openers {
  return [
    ['rundll32.exe', FILE_PROTOCOL_HANDLER, url],
    ['/mnt/c/Windows/System32/rundll32.exe', FILE_PROTOCOL_HANDLER, url],
    ['wslview', url],
  ];
}

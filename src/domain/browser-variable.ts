import type { MachineFacts } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';
import type { WebUrl } from './web-url.ts';

/**
 * The commands that `BROWSER` names, in its order; none where it names none that could be used here.
 *
 * A list, separated by `:` (Windows: `;`), of commands. In a command `%s` stands for the URL; where it has none, the URL is
 * the last word. Words end at white space that is not within quotation marks; a backslash takes the next character as it
 * is (not on Windows, where it is in every path). No shell is involved: `$`, `;` and `|` are characters. A last word `&`
 * (Python's «in the background») is left out, since we do not wait anyway.
 *
 * A command without `%s` may also be one path with spaces in it: Python takes it for that, xdg-open for words. The path is
 * tried first. Source: xdg-utils 1.1.3, `open_envvar`; CPython 3.11, Lib/webbrowser.py, `get` and
 * `register_standard_browsers`; read 2026-11. Status: documented.
 */
export function browserCommands(
  variable: string,
  url: WebUrl,
  platform: MachineFacts['platform'],
): readonly NonEmpty<string>[] {
  return variable
    .split(platform === 'win32' ? ';' : ':')
    .flatMap((command) => readingsOf(command.trim(), url, platform === 'win32' ? WINDOWS_WORDS : UNIX_WORDS))
    .filter(([program]) => !isTextBrowser(program));
}

function readingsOf(command: string, url: WebUrl, rule: RegExp): readonly NonEmpty<string>[] {
  const words = wordsOf(command, rule);
  if (words === undefined) return [];
  const [program, ...rest] = words.at(-1) === '&' ? words.slice(0, -1) : words;
  if (program === undefined) return [];
  if (command.includes('%s')) return [fillIn([program, ...rest], url)];
  return rest.length > 0
    ? [
        [command, url],
        [program, ...rest, url],
      ]
    : [[program, url]];
}

/** By a function: in a replacement text `$&` has a meaning, and a URL may hold it. */
function fillIn(words: NonEmpty<string>, url: WebUrl): NonEmpty<string> {
  const [program, ...rest] = words;
  return [program, ...rest.map((word) => word.replaceAll('%s', () => url))];
}

const UNIX_WORDS = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g;
const WINDOWS_WORDS = /(?:[^\s"]|"[^"]*")+/g;

/** `undefined` where a quotation mark has no end. */
function wordsOf(command: string, rule: RegExp): readonly string[] | undefined {
  if (command.replace(rule, '').trim() !== '') return undefined;
  const isUnix = rule === UNIX_WORDS;
  return (command.match(rule) ?? []).map((word) => (isUnix ? unquoteUnix(word) : word.replaceAll('"', '')));
}

function unquoteUnix(word: string): string {
  return word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, plain, quoted, single) => {
    return plain ?? single ?? String(quoted).replace(/\\(.)/g, '$1');
  });
}

/**
 * They need the terminal, which is ours; with their output thrown away they would end well and have shown nothing.
 * Source: the second half of xdg-open's own list. Status: documented.
 */
const TEXT_BROWSERS = ['www-browser', 'links2', 'elinks', 'links', 'lynx', 'w3m', 'browsh'];

function isTextBrowser(program: string): boolean {
  return TEXT_BROWSERS.includes(program.split(/[/\\]/).at(-1) ?? '');
}

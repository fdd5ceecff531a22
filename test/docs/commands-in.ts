/** The calls of the plugin in a line of a shell, each as the arguments it gets. */
export function commandsIn(line: string): readonly (readonly string[])[] {
  const starts = [...line.matchAll(/(?:kubectl nodeport|npx kubectl-nodeport)(?= |$)/g)];
  return starts.map((match) => firstWords(line.slice(match.index + match[0].length)));
}

/** Words up to what ends a command: a pipe, a list, a redirection, a comment, the end of a substitution. */
function firstWords(text: string): readonly string[] {
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '' && !/^[|;&>)"#]/.test(rest)) {
    const [whole, single, double, plain] = WORD.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no word of a shell: ${rest}`);
    words.push(single ?? double ?? plain ?? '');
    rest = rest.slice(whole.length).trimStart();
  }
  return words.map((word) => word.replaceAll("'", ''));
}

/** `'...'`, `"..."`, or what a blank ends, with quotes in it (`-o jsonpath='{.items[*].url}'`). */
const WORD = /^(?:'([^']*)'(?= |$)|"([^"]*)"(?= |$)|((?:'[^']*'|[^\s|;&>)"'])+))/;

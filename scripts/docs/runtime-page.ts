import type { Fix } from '../../src/domain/fix.ts';
import { authorityOf } from '../../src/domain/host.ts';
import { EFFECTS } from '../../src/render/fix-lines.ts';
import { reachSentences } from '../../src/render/reach-words.ts';
import { pasteable } from '../../src/render/shell.ts';
import { type Cluster, readCluster } from './cluster.ts';
import type { Page } from './pages.ts';
import { pageTable, titleOf } from './runtime-table.ts';
import { ENGLISH } from './words.ts';

/** A page of docs/runtimes, in the words of `explain`. How it begins, and files, are not said again by the next section. */
export function runtimePage(page: Page): string {
  const said = new Set<string>();
  const isNew = (text: string) => !said.has(text) && said.add(text);
  const sections = page.cases.map((each) => {
    const cluster = readCluster(each.fixtures[0]);
    const [first = '', ...others] = sentencesOf(cluster);
    const sentences = [...(isNew(first) ? [first] : []), ...others, ...otherRoute(cluster)];
    const paragraphs = [sentences.join(' '), ...waysIn(cluster).filter(isNew)].filter((text) => text !== '');
    return `## ${titleOf(each)}\n\n${paragraphs.join('\n\n')}\n`;
  });
  return `<!-- Made by npm run docs, from scripts/docs/pages.ts and from what the program itself would say. -->

# ${page.title}

${page.lead}

${pageTable(page, ENGLISH)}
\`kubectl nodeport list\` finds out which of these your cluster is, tries the addresses, and prints the one that answered.
\`kubectl nodeport explain NAME\` says of your Service what stands below of an example.

${sections.join('\n')}`;
}

function sentencesOf({ report }: Cluster): readonly string[] {
  return reachSentences(report)
    .split(/(?<=\.) (?=[A-Z])/)
    .map(inMarkdown);
}

/** The address that `list` would try, where it is none of those that the sentences tell of. */
function otherRoute({ service }: Cluster): readonly string[] {
  const route = service.case.attempts.find((attempt) => attempt.route.onlyIf === undefined)?.route;
  if (route?.via !== 'api-host') return [];
  return [`\`${authorityOf(route.host, route.port)}\` is tried first: ${route.because}.`];
}

/** To a Service that no address reaches. A tunnel is all there is where nothing is printed: the table says so. */
function waysIn({ service: { case: each, fixes } }: Cluster): readonly string[] {
  if (fixes.length < 2 || each.attempts.some(({ route }) => route.onlyIf === undefined)) return [];
  const commands = fixes.map((fix) => `# ${effectOf(fix)}\n${pasteable(fix.commands, 'posix')}\n`);
  const files = fixes.flatMap((fix) => fix.files);
  return [
    `To get at a Service \`web\` with the nodePort ${each.port.nodePort} all the same, the least change first:`,
    `\`\`\`sh\n${commands.join('\n')}\`\`\``,
    ...files.map(({ name, content }) => `\`${name}\`:\n\n\`\`\`yaml\n${content.trimEnd()}\n\`\`\``),
  ];
}

function effectOf({ effect, note }: Fix): string {
  return [EFFECTS[effect], ...(note === '' ? [] : [note])].join('; ');
}

/** Outside of code, Markdown takes `<nodePort>` for a tag. */
function inMarkdown(sentences: string): string {
  return sentences.replaceAll(/\S*<\w+>/g, (address) => `\`${address}\``);
}

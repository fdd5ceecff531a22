import type { ListOptions, TemplateOutput } from '../invocation.ts';
import { unknownOutput } from './commands.ts';
import type { Misuse } from './plain-flags.ts';

/** What `-o` asks for. The sentences are kubectl's. */
export function listOutputOf(text: string | undefined): ListOptions['output'] | Misuse {
  if (text === undefined) return 'table';
  const [format = '', ...value] = text.split('=');
  if (takesTemplate(format)) {
    const template = value.join('=');
    return template === '' ? { misuse: WITHOUT_TEMPLATE[format] } : { format, template };
  }
  if (text === 'wide') return text;
  const lower = text.toLowerCase(); // kubectl takes these in any case, and `wide` not
  if (lower === 'json' || lower === 'yaml' || lower === 'name') return lower;
  return { misuse: KUBECTLS_FORMATS.includes(format) ? insteadOf(`-o ${format}`) : unknownOutput(text, 'list') };
}

const WITHOUT_TEMPLATE = {
  jsonpath: 'template format specified but no template given',
  'custom-columns': 'custom-columns format specified but no custom columns given',
} as const satisfies Readonly<Record<TemplateOutput['format'], string>>;

/** Whether a format is nothing without what follows its `=`. */
export function takesTemplate(format: string): format is TemplateOutput['format'] {
  return Object.hasOwn(WITHOUT_TEMPLATE, format);
}

/** Formats that `kubectl get` has and we have not. */
const KUBECTLS_FORMATS: readonly string[] = [
  'custom-columns-file',
  'go-template',
  'go-template-file',
  'jsonpath-as-json',
  'jsonpath-file',
  'kyaml',
  'template',
  'templatefile',
];

/** Flags of `kubectl get` about its output that we have not, as they are written. */
const KUBECTLS_OUTPUT_FLAGS: readonly string[] = [
  '-L',
  '--allow-missing-template-keys',
  '--label-columns',
  '--server-print',
  '--show-kind',
  '--show-labels',
  '--show-managed-fields',
  '--sort-by',
  '--template',
];

/** The same about its watch, and what to do instead. */
const KUBECTLS_WATCH_FLAGS: ReadonlyMap<string, string> = new Map([
  ['--output-watch-events', '--watch prints a row again as it changes, and with STATUS Gone when it is none any more'],
  ['--watch-only', '--watch lists first, and then prints what changes'],
]);

/** The sentence for a flag that somebody expects from kubectl; `undefined`: it is none of these. */
export function kubectlsFlag(flag: string): string | undefined {
  const instead = KUBECTLS_WATCH_FLAGS.get(flag);
  if (instead !== undefined) return `${flag} is not in kubectl nodeport: ${instead}`;
  if (flag === '--chunk-size')
    return `${flag} is not in kubectl nodeport: lists come in chunks of 500, as kubectl's do without it`;
  return KUBECTLS_OUTPUT_FLAGS.includes(flag) ? insteadOf(flag) : undefined;
}

function insteadOf(written: string): string {
  return `${written} is not in kubectl nodeport: -o json prints all there is, for another program to choose from`;
}

/**
 * The namespace that a line of a terminal asked, `$ kubectl get svc -n shop`: a table below it may not have a column for it.
 * Empty where it named none; `undefined`: the line asks nothing.
 */
export function askedNamespace(line: string): string | undefined {
  const [, words] = line.length > LONGEST_COMMAND ? [] : (IS_GET.exec(line) ?? []);
  if (words === undefined) return undefined;
  return NAMESPACE.exec(words)?.[1] ?? '';
}

/** What is longer was not typed, and searching it takes the square of its length. */
const LONGEST_COMMAND = 2_000;

/** Up to what ends the command, or takes its output elsewhere. */
const IS_GET = /(?:^|[\s$#>%\u276f])(?:kubectl|kubecolor|oc|k)(?:\.exe)?(\s(?:[^|;&]*\s)?get\s[^|;&]*)/;

const NAMESPACE = /\s(?:-n|--namespace)[\s=]*["']?([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)["']?(?=\s|$)/;

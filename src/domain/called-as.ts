/** What the shells' scripts and the .cmd file of Windows ask with, as they ask every program that is made with cobra. */
export const COMPLETE = '__complete';

/** What an executable of ours is for, by the name that it was called by; `undefined`: somebody has renamed it. */
export function calledAs(path: string): 'plugin' | 'completion' | undefined {
  const [, name] = /(?:^|[/\\])(kubectl-nodeport|kubectl_complete-nodeport)(?:\.exe|\.cmd)?$/i.exec(path) ?? [];
  if (name === undefined) return undefined;
  return name.toLowerCase() === 'kubectl-nodeport' ? 'plugin' : 'completion';
}

/** A command line in full: kubectl asks the executable whose name says that it completes, and says nothing else. */
export function argvOf(names: readonly string[], argv: readonly string[]): readonly string[] {
  return names.some((name) => calledAs(name) === 'completion') ? [COMPLETE, ...argv] : argv;
}

/**
 * Where people have their files: Linux (below `/var` where the system is an image, Fedora Atomic's) and macOS, then
 * Windows with either kind of slash, and as WSL mounts it, where names have blanks.
 */
const HOME =
  /(?<![\w.-])(?:(?:\/var)?\/home\/[^\\/\s]+|\/Users\/[^\\/\s]+|(?:[A-Za-z]:|\/mnt\/[A-Za-z](?=\/))[\\/]+Users[\\/]+[^\\/:\n]+|\/root|\/var\/roothome)(?=[\\/]|$)/g;

/** A path, or a sentence with one, in which nobody's home directory is named. */
export function withoutHome(text: string): string {
  return text.replace(HOME, '~');
}

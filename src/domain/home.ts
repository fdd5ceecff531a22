/** Where people have their files: Linux and macOS, then Windows with either kind of slash, where names have blanks. */
const HOME = /(?<![\w.-])(?:\/(?:home|Users)\/[^\\/\s]+|[A-Za-z]:[\\/]+Users[\\/]+[^\\/:\n]+|\/root)(?=[\\/]|$)/g;

/** A path, or a sentence with one, in which nobody's home directory is named. */
export function withoutHome(text: string): string {
  return text.replace(HOME, '~');
}

/** A DNS label, as the API server wants a name: what begins with a dash would be a flag in the line that is pasted. */
export function isPlainName(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

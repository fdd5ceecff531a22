/** Names of ConfigMaps, of programs. */
export function quotedIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/"([^"]{2,})"/g)].map(([, quoted = '']) => quoted);
}

/** Of URLs, and what a registry's name was looked up as. */
export function hostsIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/(?:https?:\/\/|\blookup )([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host);
}

export interface Taint {
  readonly key: string;
  /** Empty where it has none. */
  readonly value: string;
}

/** As the scheduler writes them: `untolerated taint {example.com/team: payments}`. */
export function taintsIn(sentence: string): readonly Taint[] {
  return [...sentence.matchAll(/\{([^{}:\s]+)(?::\s*([^{}]*))?\}/g)].map(([, key = '', value = '']) => ({
    key,
    value: value.trim(),
  }));
}

/** What the scheduler found too little of, and is nobody's but its maker's: `2 Insufficient example.com/gpu`. */
export function resourcesIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\bInsufficient ([\w.-]+\/[\w.-]*\w)/g)].map(([, key = '']) => key);
}

/** A mail server greets with its name; programs have dots in theirs too. */
export function hostsInGreeting(server: string): readonly string[] {
  return [...server.matchAll(/(?<![\w./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w/])/gi)]
    .map(([host]) => host)
    .filter((host) => !/^asp\.net$|\.js$/i.test(host));
}

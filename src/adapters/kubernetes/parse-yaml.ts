// js-yaml, not yaml: evaluating it and reading one file costs 6 ms of our start instead of 12 (Bun 1.4.5, compiled with
// --bytecode), and @kubernetes/client-node brings it along anyway.
import { boolYaml11Tag, CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { DecodeError } from './go-decode.ts';

/** kubectl's YAML is that of 1.1: `yes` and `y` are true. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag, boolYaml11Tag);

/** The first document. Throws DecodeError. */
export function parseYaml(text: string): unknown {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text); // ten times quicker than YAML
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // else it may still be YAML in braces
    }
  }
  try {
    return loadAll(text, { schema: SCHEMA, json: true })[0]; // json: a key twice, the last counts
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new DecodeError(`yaml: line ${(error.mark?.line ?? 0) + 1}: ${error.reason}`, { cause: error });
  }
}

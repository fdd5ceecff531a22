import { answering, everywhere, failure, json, listOf, page } from './answering-servers.ts';
import { EMPTY, NOTHING, OF_PARTS, OUR_WORDS, READ_FAILED, type Situation } from './situation.ts';

export const BODIES: readonly Situation[] = [
  {
    situation: 'a login page',
    server: everywhere(page('text/html', '<html><body>please log in</body></html>')),
    kubectl: "error: invalid character '<' looking for beginning of value",
    ours: {
      says: 'error: the server did not answer with a list but with 39 characters of text/html: please log in',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'nothing',
    server: answering(json('')),
    kubectl: 'unexpected end of JSON input',
    ours: { says: 'error: the server did not answer with a list but with nothing', because: OUR_WORDS },
  },
  {
    situation: 'JSON that breaks off',
    server: answering(json('{"kind":"ServiceList","apiVersion":"v1","items":[{"metad')),
    kubectl: 'unexpected end of JSON input',
    ours: { says: 'error: the server did not answer with a list but with broken JSON', because: OUR_WORDS },
  },
  {
    situation: 'JSON of another program',
    server: answering(json({ items: [] })),
    kubectl: `Object 'Kind' is missing in '{"items":[]}'`,
    ours: {
      says: 'error: the server did not answer with a list but with 12 characters of application/json',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'a list of something else',
    server: answering(listOf('PodList', [{ metadata: { name: 'web' } }])),
    kubectl: 'unable to recognize no matches for kind "Pod" in version "v1"',
    ours: { says: 'error: the server did not answer with a list but with a "PodList"', because: OUR_WORDS },
  },
  {
    situation: 'a list of no objects',
    server: answering(listOf('ServiceList', ['web', 7, null])),
    kubectl: 'json: cannot unmarshal string into Go value of type map[string]interface {}',
    ours: {
      says: 'error: the server did not answer with a list but with one whose items are no objects',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'a list that is one word',
    server: answering(listOf('ServiceList', 'web')),
    kubectl: 'json: cannot unmarshal string into Go struct field decodeList.items of type []json.RawMessage',
    ours: {
      says: 'error: the server did not answer with a list but with one whose items are no objects',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'an error that is called a success',
    server: answering({ ...failure(403, 'Forbidden', 'no way'), status: 200 }),
    kubectl: 'Error from server (Forbidden): no way',
  },
  {
    situation: 'a list that is called something else',
    server: answering({ ...EMPTY, headers: { 'content-type': 'text/plain' } }),
    kubectl: "serializer for text/plain doesn't exist",
    ours: { says: NOTHING, because: 'it is a list of Services, and says so itself' },
    codes: [1, 0],
  },
  {
    situation: 'what is not compressed as it says',
    server: answering(json('plain words, more than ten of them', 200, { 'content-encoding': 'gzip' })),
    kubectl: `${READ_FAILED} gzip: invalid header`,
    ours: { says: `error: ${READ_FAILED} gzip: invalid header`, because: OF_PARTS },
  },
  {
    situation: 'a second page that has expired',
    server: answering((url) => {
      if (url.includes('continue=')) return failure(410, 'Expired', 'The provided continue parameter is too old');
      return url.includes('limit=') ? listOf('ServiceList', [], { continue: 'x' }) : EMPTY;
    }),
    kubectl: 'Error from server (Expired): The provided continue parameter is too old',
    ours: { says: NOTHING, because: "we list anew, in one piece, as client-go's pager does" },
    codes: [1, 0],
  },
];

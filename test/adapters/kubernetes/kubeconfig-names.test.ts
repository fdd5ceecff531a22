import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readKubeconfigNames } from '../../../src/adapters/kubernetes/kubeconfig-names.ts';
import { AccessError } from '../../../src/errors.ts';
import { atHome } from './in-folder.ts';

const named = (name: string, key: string, value: object) => ({ [`${key}s`]: [{ name, [key]: value }] });

test('what the files define, also where the current context is none of it', () => {
  const { home, environment } = atHome({
    one: JSON.stringify({ 'current-context': 'gone', ...named('dev', 'context', { cluster: 'kind-dev' }) }),
    two: JSON.stringify({
      contexts: [
        { name: 'dev', context: { cluster: 'other' } },
        { name: 'prod', context: {} },
      ],
      ...named('eks', 'cluster', { server: 'https://x' }),
      ...named('jane', 'user', { token: 'secret' }),
    }),
  });
  const KUBECONFIG = `${join(home, 'one')}:${join(home, 'two')}`;
  const names = readKubeconfigNames(undefined, { ...environment, variables: { KUBECONFIG } });
  expect({ ...names, contexts: names.contexts.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }).toEqual({
    contexts: [
      { name: 'dev', cluster: 'kind-dev' },
      { name: 'prod', cluster: undefined },
    ],
    clusters: ['eks'],
    users: ['jane'],
  });
  expect(() => readKubeconfigNames(join(home, 'absent'), environment)).toThrow(AccessError);
});

import { expect, test } from 'vitest';
import { argvOf, calledAs } from '../../src/domain/called-as.ts';

test.each<[path: string, as: ReturnType<typeof calledAs>]>([
  ['kubectl-nodeport', 'plugin'],
  ['/home/jane/.krew/bin/kubectl-nodeport', 'plugin'],
  ['/home/jane/.krew/bin/kubectl_complete-nodeport', 'completion'],
  ['C:\\Users\\jane\\.krew\\bin\\kubectl_complete-nodeport.exe', 'completion'],
  ['C:\\krew\\KUBECTL-NODEPORT.EXE', 'plugin'],
  ['kubectl_complete-nodeport.cmd', 'completion'],
  ['/usr/bin/node', undefined],
  ['/opt/my-kubectl_complete-nodeport', undefined],
  ['/opt/kubectl_complete-nodeport/bin/renamed', undefined],
])('%s', (path, as) => {
  expect(calledAs(path)).toBe(as);
});

test('what is called for completions completes, whatever runs it', () => {
  expect(argvOf(['/bin/kubectl_complete-nodeport', '/$bunfs/root/kubectl-nodeport'], ['open', ''])).toEqual([
    '__complete',
    'open',
    '',
  ]);
  expect(argvOf(['node', '/usr/bin/kubectl_complete-nodeport'], [''])).toEqual(['__complete', '']);
  expect(argvOf(['node', '/usr/bin/kubectl-nodeport'], ['open', ''])).toEqual(['open', '']);
});

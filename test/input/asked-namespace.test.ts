import { expect, test } from 'vitest';
import { askedNamespace } from '../../src/input/asked-namespace.ts';

test.each<{ line: string; namespace: string | undefined }>([
  { line: '$ kubectl get svc -n shop', namespace: 'shop' },
  { line: 'kubectl get svc -n=shop -o wide', namespace: 'shop' },
  { line: 'kubectl get svc -nshop', namespace: 'shop' },
  { line: 'kubectl get svc --namespace shop', namespace: 'shop' },
  { line: 'kubectl --namespace=shop get svc', namespace: 'shop' },
  { line: 'jane@dev:~$ k get svc -n "shop"', namespace: 'shop' },
  { line: '❯oc get svc -n shop', namespace: 'shop' },
  { line: 'PS C:\\> kubectl.exe get service web -n shop', namespace: 'shop' },
  { line: '[root@dev ~]# kubectl --context kind-dev -n shop-2 get svc,ep', namespace: 'shop-2' },
  { line: '$ kubectl get svc -n shop | grep web', namespace: 'shop' },
  { line: '$ kubectl get svc', namespace: '' },
  { line: '$ kubectl get svc -A', namespace: '' },
  { line: '$ kubectl get svc | head -n 3', namespace: '' },
  { line: '$ kubectl get nodes; echo -n shop', namespace: '' },
  { line: '$ kubectl get svc -n $NS', namespace: '' },
  { line: '$ kubectl get svc -n ../x', namespace: '' },
  { line: '$ kubectl describe svc -n shop', namespace: undefined },
  { line: 'I get svc -n shop from somewhere', namespace: undefined },
  { line: '', namespace: undefined },
  { line: `${'k '.repeat(900)} get svc`, namespace: '' },
  { line: `$ kubectl get ${'svc '.repeat(20_000)}`, namespace: undefined },
])('`$line` asks $namespace', ({ line, namespace }) => {
  expect(askedNamespace(line)).toBe(namespace);
});

import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { MIRROR, startMirrors } from './mirrors.ts';
import { FROM_DISCOVERY, one, ROBOT } from './one-kubeconfig.ts';

const real = (user: object) => ({ '.kube/config': one('x', { user }) });
const mirrored = (user: object) => ({ '.kube/config': one('x', { user, cluster: MIRROR }) });

const ROWS: readonly Situation[] = [
  {
    situation: 'somebody else',
    files: mirrored({
      ...ROBOT,
      as: 'bob',
      'as-groups': ['a', 'b,c'],
      'as-uid': '7',
      'as-user-extra': { 'Some/Key': ['x', 'y'] },
    }),
    says: 'bob',
  },
  {
    situation: 'somebody else without the right to',
    files: real({ ...ROBOT, as: 'bob' }),
    ours: {
      says: 'Error from server (Forbidden): users "bob" is forbidden: User "system:serviceaccount:beside:robot" cannot impersonate resource "users" in API group "" at the cluster scope',
      because: FROM_DISCOVERY,
    },
    says: 'Error from server (Forbidden): unknown',
  },
  {
    situation: 'groups of nobody',
    files: real({ ...ROBOT, 'as-groups': ['a'] }),
    says: 'without impersonating a user',
  },
  { situation: 'a uid of nobody', files: real({ ...ROBOT, 'as-uid': '7' }), says: 'without impersonating a user' },
  {
    situation: 'extra of nobody',
    files: real({ ...ROBOT, 'as-user-extra': { a: ['b'] } }),
    says: 'without impersonating a user',
  },
  {
    situation: '--as over as',
    files: mirrored({ ...ROBOT, as: 'bob', 'as-groups': ['a'] }),
    words: ['--as=eve'],
    says: 'eve',
  },
  {
    situation: '--as-group over as-groups',
    files: mirrored({ ...ROBOT, as: 'bob', 'as-groups': ['a'] }),
    words: ['--as-group=x', '--as-group=y'],
    says: 'bob',
  },
  {
    situation: '--as-group of nobody',
    files: real(ROBOT),
    words: ['--as-group=x'],
    says: 'without impersonating a user',
  },
  { situation: '--as-group that is empty', files: mirrored(ROBOT), words: ['--as=eve', '--as-group='], says: 'eve' },
  { situation: '--as-uid of nobody', files: real(ROBOT), words: ['--as-uid=7'], says: 'without impersonating a user' },
  {
    situation: '--as-user-extra',
    files: mirrored(ROBOT),
    words: ['--as=eve', '--as-user-extra=k=a', '--as-user-extra', 'k=b=c', '--as-user-extra=none'],
    says: 'a, b=c',
    older: { upTo: '1.34', says: 'unknown flag: --as-user-extra' },
  },
  {
    situation: '--as that is empty counts as not given',
    files: mirrored({ ...ROBOT, as: 'bob' }),
    words: ['--as='],
    says: 'bob',
  },
  {
    situation: '--as with a newline',
    files: mirrored(ROBOT),
    words: ['--as=a\nb'],
    says: 'invalid header field value',
  },
  {
    situation: '--as of other letters',
    files: mirrored(ROBOT),
    words: ['--as=jürgen'],
    says: '"impersonate-user":"jürgen"',
  },
];

describeWithEveryKubectl('somebody else, as kubectl acts for them', ROWS, startMirrors);

import { expect, test } from 'vitest';
import { withoutHome } from '../../src/domain/home.ts';

test.each([
  ['/Users/jane/.docker/run/docker.sock', '~/.docker/run/docker.sock'],
  ['unix:///home/jane.doe/.colima/docker.sock', 'unix://~/.colima/docker.sock'],
  ['asked /root/.minikube/a and /home/jane/b', 'asked ~/.minikube/a and ~/b'],
  ['C:\\Users\\jane doe\\.docker', '~\\.docker'],
  ['/Users/jane', '~'],
  ['C:\\Users\\jane\\.docker', '~\\.docker'],
  ['c:/Users/jane/.docker', '~/.docker'],
  ['/var/home/jane/.docker', '~/.docker'],
  ['unix:///var/home/jane/.colima/docker.sock', 'unix://~/.colima/docker.sock'],
  ['/var/roothome/.docker', '~/.docker'],
  ['/mnt/c/Users/jane/.docker', '~/.docker'],
  ['/mnt/c/Users/jane doe/.docker', '~/.docker'],
  ['/srv/mnt/c/Users/jane', '/srv/mnt/c/Users/jane'],
  ['/srv/var/home/jane', '/srv/var/home/jane'],
  ['/var/run/docker.sock', '/var/run/docker.sock'],
  ['/srv/home/jane/x', '/srv/home/jane/x'],
  ['docker.io/root/image', 'docker.io/root/image'],
  ['/home', '/home'],
])('%s is shown as %s', (path, shown) => {
  expect(withoutHome(path)).toBe(shown);
});

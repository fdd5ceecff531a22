import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asJson, ask, RUNTIMES } from './asking.ts';
import { atHome, CONTAINERS, engine, knownAt, NODES, unknown } from './engines.ts';

const home = atHome();

/** Puts a program named ssh first on the PATH: bash, for it can connect by itself. */
function writeSsh(script: string): Record<string, string> {
  home.write('bin/ssh', `#!/usr/bin/env bash\necho "$*" >> "$HOME/arguments"\n${script}\n`, 0o755);
  return home.variables({ PATH: `~/bin:${process.env.PATH}` });
}

const argumentsOfSsh = () => [...new Set(readFileSync(home.at('arguments'), 'utf8').trim().split('\n'))];

describe.each(RUNTIMES)('an engine that docker reaches over ssh, asked by %s', (runtime) => {
  test('answers through the command that docker runs', async () => {
    const port = await home.listenOnLoopback(engine('far', CONTAINERS));
    // Outlives its usefulness, and so does what it has started.
    const variables = writeSsh(`exec 3<>/dev/tcp/127.0.0.1/${port}; cat <&3 & sleep 30 & cat >&3; sleep 30`);
    const answer = await ask(runtime, { ...variables, DOCKER_HOST: 'ssh://me@box.example:2222/run/docker.sock' });
    expect([answer, argumentsOfSsh()]).toEqual([
      asJson({ ...knownAt('ssh://box.example:2222/run/docker.sock', 'far', NODES), remoteHost: 'box.example' }),
      [
        '-o BatchMode=yes -o ConnectTimeout=3 -T -l me -p 2222 -- box.example ' +
          'docker --host=unix:///run/docker.sock system dial-stdio',
      ],
    ]);
  });

  test('is where its host is, also where its containers are not', async () => {
    const port = await home.listenOnLoopback(engine('far', []));
    const variables = writeSsh(`exec 3<>/dev/tcp/127.0.0.1/${port}; cat <&3 & cat >&3; wait`);
    const answer = await ask(runtime, { ...variables, DOCKER_HOST: 'ssh://box' });
    expect([answer, argumentsOfSsh()]).toEqual([
      asJson({ ...knownAt('ssh://box', 'far', []), remoteHost: 'box' }),
      ['-o BatchMode=yes -o ConnectTimeout=3 -T -- box docker system dial-stdio'],
    ]);
  });

  test('is of no interest where an engine of this machine has the containers', async () => {
    const path = await home.listen(engine('near', CONTAINERS), '.docker/run/docker.sock');
    const variables = writeSsh('exec sleep 60');
    const answer = await ask(runtime, { ...variables, DOCKER_HOST: 'ssh://box' });
    expect(answer).toEqual(asJson(knownAt(`unix://${path}`, 'near', NODES)));
  });

  test.each([
    ['ssh that ends', 'exit 255', 'ssh failed'],
    ['ssh that speaks of something else', 'echo hello', 'ssh failed'],
    ['ssh that hangs, and does not want to be ended', 'trap "" TERM; while :; do sleep 0.1; done', 'timed out'],
  ])('%s', async (_, script, value) => {
    const answer = await ask(runtime, { ...writeSsh(script), DOCKER_HOST: 'ssh://box' });
    expect(answer).toEqual(asJson({ ...unknown(value, 'ssh://box'), remoteHost: 'box' }));
  });

  test('no ssh at all', async () => {
    const answer = await ask(runtime, home.variables({ PATH: '~/nothing', DOCKER_HOST: 'ssh://box' }));
    expect(answer).toEqual(asJson({ ...unknown('no ssh found', 'ssh://box'), remoteHost: 'box' }));
  });

  test('a URL that holds more than a host is not handed to ssh', async () => {
    const answer = await ask(runtime, { ...writeSsh('exit 0'), DOCKER_HOST: 'ssh://me@-oProxyCommand=x' });
    const refused = asJson(unknown('no engine found', 'ssh://-oProxyCommand=x'));
    expect([answer, existsSync(home.at('arguments'))]).toEqual([refused, false]);
  });
});

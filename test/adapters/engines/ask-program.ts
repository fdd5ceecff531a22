import { readEngine } from '../../../src/adapters/engines/read-engine.ts';

/** Prints what the engines of its environment say of kind's containers. Run by Node and by Bun. */
const question = {
  filters: ['label=io.x-k8s.kind.cluster'] as const,
  timeoutMs: 3_000,
  publishing: undefined,
  canUseSsh: true,
};
void readEngine(question, { variables: process.env, platform: 'linux' }).then((answer) => {
  process.stdout.write(JSON.stringify(answer));
});

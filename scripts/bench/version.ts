import { sandboxItself } from '../../test/lab/machine.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import { compare, type Programs } from './compare.ts';

export async function benchVersion({ executable, kubectl }: Programs): Promise<void> {
  const { lab, stop } = await startLab({ clusters: [] });
  try {
    await compare(sandboxItself(lab.sandbox), {
      title: 'version / version --client',
      ours: [executable, 'version'],
      theirs: [kubectl, 'version', '--client'],
      rounds: 40,
    });
  } finally {
    await stop();
  }
}

import type { EngineFacts } from './facts.ts';

/** The program by which people speak with a container engine, as its endpoint suggests. */
export function programOf({ endpoint }: Pick<EngineFacts, 'endpoint'>): 'docker' | 'podman' {
  return endpoint.includes('podman') ? 'podman' : 'docker';
}

import type { MachineFacts } from '../domain/facts.ts';
import type { Runtime } from '../domain/runtime.ts';

/** `kind in Docker Desktop`; a place that is said by the title is not said twice. */
export function describeRuntime({ distribution, substrate }: Runtime): string {
  const isSaid = substrate.place.endsWith(distribution.title);
  return isSaid ? distribution.title : `${distribution.title} ${substrate.place}`;
}

/** The computer that the command runs on, or that a prediction is for. */
export function nameOfMachine({ platform, within, kernel }: MachineFacts): string {
  const isOther = kernel === undefined;
  if (within === 'container') return isOther ? 'a container' : 'this container';
  if (within === 'wsl') return isOther ? 'a Linux in WSL' : 'this Linux in WSL';
  if (platform === 'darwin') return isOther ? 'a Mac' : 'this Mac';
  if (platform === 'win32') return isOther ? 'a Windows machine' : 'this Windows machine';
  return isOther ? 'a Linux machine' : 'this machine';
}

import type { Distribution } from '../domain/runtime.ts';
import { dockerDesktop } from './docker-desktop.ts';
import { kind } from './kind.ts';
import { minikube } from './minikube.ts';
import { orbstack } from './orbstack.ts';
import { unknownDistribution } from './unknown.ts';

/** In the order of detection: what is built with another one comes before it, and `unknown` is what is left. */
export const distributions = [
  dockerDesktop, // its kind mode has kind's nodes
  orbstack,
  kind,
  minikube,
  unknownDistribution,
] as const satisfies readonly Distribution[];

import type { Distribution } from '../domain/runtime.ts';
import { aks } from './aks.ts';
import { civo } from './civo.ts';
import { colima } from './colima.ts';
import { crc } from './crc.ts';
import { digitalocean } from './digitalocean.ts';
import { dockerDesktop } from './docker-desktop.ts';
import { eks } from './eks.ts';
import { gke } from './gke.ts';
import { k0s } from './k0s.ts';
import { k3d } from './k3d.ts';
import { k3s } from './k3s.ts';
import { kind } from './kind.ts';
import { kubeadm } from './kubeadm.ts';
import { kwok } from './kwok.ts';
import { lima } from './lima.ts';
import { linode } from './linode.ts';
import { microk8s } from './microk8s.ts';
import { microshift } from './microshift.ts';
import { minikube } from './minikube.ts';
import { oke } from './oke.ts';
import { openshift } from './openshift.ts';
import { orbstack } from './orbstack.ts';
import { rancherDesktop } from './rancher-desktop.ts';
import { rke2 } from './rke2.ts';
import { talos } from './talos.ts';
import { unknownDistribution } from './unknown.ts';
import { vcluster } from './vcluster.ts';
import { vind } from './vind.ts';

/** In the order of detection: what is built with another one comes before it, and `unknown` is what is left. */
export const distributions = [
  vind, // its nodes, and vcluster's, may be copies of any other's
  vcluster,
  dockerDesktop, // its kind mode has kind's nodes
  orbstack,
  kind,
  minikube,
  k3d, // k3s inside, as the next three
  rancherDesktop,
  colima,
  lima,
  crc, // OpenShift inside
  microshift,
  openshift, // before the clouds: it runs on their machines
  eks,
  aks,
  gke,
  digitalocean,
  linode,
  oke,
  civo, // k3s or Talos inside
  kwok, // after all that may have some of its nodes among real ones
  talos,
  rke2,
  k3s,
  k0s,
  microk8s,
  kubeadm, // inside kind, minikube and Docker Desktop
  unknownDistribution,
] as const satisfies readonly Distribution[];

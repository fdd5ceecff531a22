import type { Substrate } from '../domain/runtime.ts';
import { cloud } from './cloud.ts';
import { colimaVm } from './colima-vm.ts';
import { container } from './container.ts';
import { dockerDesktopVm } from './docker-desktop-vm.ts';
import { lan } from './lan.ts';
import { limaVm } from './lima-vm.ts';
import { nativeLinux } from './native-linux.ts';
import { orbstackVm } from './orbstack-vm.ts';
import { podmanMachine } from './podman-machine.ts';
import { rancherDesktopVm } from './rancher-desktop-vm.ts';
import { remoteEngine } from './remote-engine.ts';
import { thisMachine } from './this-machine.ts';
import { unknownSubstrate } from './unknown.ts';
import { vm } from './vm.ts';
import { wsl2 } from './wsl2.ts';

/**
 * In the order of detection: where the command itself stands, then the VMs that give themselves away, then what only its
 * kernel or address tells.
 */
export const substrates = [
  thisMachine, // on a node's own network its address is ours, whatever its kernel is called
  remoteEngine, // its kernel may be that of any VM below
  orbstackVm,
  dockerDesktopVm,
  rancherDesktopVm,
  colimaVm,
  limaVm,
  podmanMachine,
  wsl2, // what is in WSL2 and none of the desktops
  nativeLinux,
  container, // after native-linux: on the nodes' own network a container is as good as the machine
  cloud,
  vm, // whatever else is a virtual machine
  lan,
  unknownSubstrate,
] as const satisfies readonly Substrate[];

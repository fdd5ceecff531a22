import type { Substrate } from '../domain/runtime.ts';
import { dockerDesktopVm } from './docker-desktop-vm.ts';
import { nativeLinux } from './native-linux.ts';
import { orbstackVm } from './orbstack-vm.ts';
import { thisMachine } from './this-machine.ts';
import { unknownSubstrate } from './unknown.ts';
import { vm } from './vm.ts';

/** In the order of detection: the VMs that give themselves away first, then what only its kernel or address tells. */
export const substrates = [
  orbstackVm,
  dockerDesktopVm,
  thisMachine, // before native-linux: on a node's own network its address is ours
  nativeLinux,
  vm, // whatever else is a virtual machine
  unknownSubstrate,
] as const satisfies readonly Substrate[];

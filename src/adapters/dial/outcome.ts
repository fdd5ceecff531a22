import type { ProbeResult } from '../../domain/probe.ts';

/**
 * What a connect that was not accepted means, by the name of its error, which comes from the platform's own headers
 * (`util.getSystemErrorName`). What is called recorded was seen on Linux 6.18 by Node 26.10 and by the executable, both
 * the same; on macOS and Windows all of it is assumed. Undefined: never met; whoever asks must not call it «refused».
 */
export function outcomeOf(code: string, afterMs: number): ProbeResult | undefined {
  switch (code) {
    case 'ECONNREFUSED': // recorded: nobody listens, or a rule that rejects by a reset or «port unreachable»
      return { outcome: 'refused', afterMs };

    case 'ETIMEDOUT': // the system gave up before our own limit did
      return { outcome: 'timed-out', afterMs };

    case 'EHOSTUNREACH': // recorded: no answer to ARP, an `unreachable` route, a rule that says «host unreachable»
    case 'EHOSTDOWN':
    // Recorded: «administratively prohibited» (what firewalld rejects with) is EACCES over IPv6 and EHOSTUNREACH over
    // IPv4, so they get one name. A `prohibit` route of this machine says EACCES too. macOS's local network privacy says
    // EHOSTUNREACH (documented).
    case 'EACCES':
    // What the kernel makes of the other ICMP answers (net/ipv4/icmp.c, icmp_err_convert): «protocol unreachable», which a
    // packet filter may reject with, «host isolated», «source route failed».
    case 'ENOPROTOOPT':
    case 'EPROTO':
    case 'ENONET':
    case 'EOPNOTSUPP':
      return { outcome: 'host-unreachable', afterMs };

    case 'ENETUNREACH': // recorded: no route; a router or a rule that says «no route»
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL': // recorded: IPv6 is switched off by sysctl
    case 'EAFNOSUPPORT': // IPv6 is switched off by the kernel's command line
    case 'EINVAL': // recorded: a `blackhole` route; a link-local address without its interface
    // Never from the network: a rule of this machine for what leaves it (a cgroup's eBPF program). Nothing was sent. A
    // packet filter that drops is not it: a TCP connect then times out (recorded, nftables).
    case 'EPERM':
      return { outcome: 'no-route' };

    case 'EMFILE': // this process may open no more sockets (`ulimit -n`): nothing was sent
    case 'ENFILE':
    case 'ENOBUFS':
      return { outcome: 'not-tried', because: 'too-many-dials' };

    default:
      return undefined;
  }
}

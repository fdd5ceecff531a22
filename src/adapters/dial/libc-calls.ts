/** What the C library is called, and the numbers in which platforms differ. */
export interface System {
  readonly library: string;
  readonly errnoCall: '__errno_location' | '__error';
  readonly inet6: number;
  readonly solSocket: number;
  readonly soError: number;
  readonly nonBlock: number;
  /** BSD's addresses begin with their length and have one byte less for the family. */
  readonly hasLengthByte: boolean;
}

// From the C headers. Linux: recorded (Debian 12, x64). macOS: assumed, from XNU's bsd/sys/socket.h and fcntl.h.
export const SYSTEMS: ReadonlyMap<string, System> = new Map([
  [
    'linux',
    {
      library: 'libc.so.6',
      errnoCall: '__errno_location',
      inet6: 10,
      solSocket: 1,
      soError: 4,
      nonBlock: 0x800,
      hasLengthByte: false,
    },
  ],
  [
    'darwin',
    {
      library: '/usr/lib/libSystem.B.dylib',
      errnoCall: '__error',
      inet6: 30,
      solSocket: 0xffff,
      soError: 0x1007,
      nonBlock: 4,
      hasLengthByte: true,
    },
  ],
]);

export type Calls = Awaited<ReturnType<typeof loadCalls>>;

/** Bun's way to the C library. Node does not have the module; nothing else imports it. */
export async function loadCalls({ library, errnoCall }: System) {
  const { dlopen, read } = await import('bun:ffi');
  const { symbols } = dlopen(library, {
    socket: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
    // `fcntl` is variadic: macOS on arm64 looks for the third argument on the stack, the others in a register. Seven
    // times the same one puts it wherever it is looked for.
    fcntl: { args: ['i32', 'i32', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'], returns: 'i32' },
    connect: { args: ['i32', 'ptr', 'u32'], returns: 'i32' },
    getsockopt: { args: ['i32', 'i32', 'i32', 'ptr', 'ptr'], returns: 'i32' },
    poll: { args: ['ptr', 'u64', 'i32'], returns: 'i32' },
    recv: { args: ['i32', 'ptr', 'u64', 'i32'], returns: 'i64_fast' },
    send: { args: ['i32', 'ptr', 'u64', 'i32'], returns: 'i64_fast' },
    close: { args: ['i32'], returns: 'i32' },
    inet_pton: { args: ['i32', 'ptr', 'ptr'], returns: 'i32' },
    if_nametoindex: { args: ['ptr'], returns: 'u32' },
  });
  const errnoCalls: Readonly<Record<string, () => number>> = dlopen(library, {
    [errnoCall]: { args: [], returns: 'ptr' },
  }).symbols;
  // Where this thread keeps its errno does not change, so that reading it later is not a call that could change it.
  const errnoAt = errnoCalls[errnoCall]?.() ?? 0;
  return { ...symbols, errno: () => read.i32(errnoAt, 0) };
}

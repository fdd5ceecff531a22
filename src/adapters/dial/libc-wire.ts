import type { Libc } from './libc.ts';
import type { OpenWire, WireEvents } from './wire.ts';

// Bun cannot be asked to watch a socket it did not make, so all of them are looked at in one call: over and over while
// something has just happened (a loopback connect takes 0.1 ms), then less often.
const BUSY_MS = 2;
const WATCHFUL_MS = 100;
const WATCHFUL_PAUSE_MS = 1;
const QUIET_PAUSE_MS = 5;

const POLLIN = 1;
const POLLOUT = 4;

interface Entry {
  readonly events: WireEvents;
  isOpen: boolean;
}

/** Sockets of the C library, which tell the true error where Bun does not. */
export function createLibcWires(libc: Libc): OpenWire {
  const entries = new Map<number, Entry>();
  const buffer = new Uint8Array(16_384);
  let looked: ReturnType<typeof toTable> | undefined;
  let stopWaiting = () => {};
  let lastChangeAt = 0;

  return (address, port, events) => {
    const started = libc.connect(address, port);
    if ('code' in started) return failLater(started.code, events);
    const { socket } = started;
    const entry: Entry = { events, isOpen: false };
    entries.set(socket, entry);
    looked = undefined;
    wakeUp();
    return {
      send: (bytes) => {
        libc.send(socket, bytes);
        wakeUp();
      },
      close: () => {
        if (entries.get(socket) === entry) drop(socket);
      },
      catchUp: (then) => {
        look();
        then();
      },
    };
  };

  function wakeUp(): void {
    lastChangeAt = performance.now();
    stopWaiting();
    wait();
  }

  function wait(): void {
    if (entries.size <= 0) return;
    const quietMs = performance.now() - lastChangeAt;
    if (quietMs < BUSY_MS) {
      const immediate = setImmediate(lookAndWait);
      stopWaiting = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(lookAndWait, quietMs < WATCHFUL_MS ? WATCHFUL_PAUSE_MS : QUIET_PAUSE_MS);
      stopWaiting = () => clearTimeout(timer);
    }
  }

  function lookAndWait(): void {
    look();
    stopWaiting(); // what was told may have woken us up already
    wait();
  }

  function look(): void {
    looked ??= toTable(entries);
    const { table, sockets } = looked;
    if (libc.poll(table) <= 0) return;
    for (const [index, [socket, entry]] of sockets.entries()) {
      const isThere = (table[index * 2 + 1] ?? 0) >> 16 !== 0;
      // What was told before may have closed this one, and its number may belong to another by now.
      if (isThere && entries.get(socket) === entry) tell(socket, entry);
    }
  }

  function tell(socket: number, entry: Entry): void {
    if (entry.isOpen) {
      tellReceived(socket, entry);
      return;
    }
    const code = libc.connectError(socket);
    if (code === undefined) {
      entry.isOpen = true;
      looked = undefined;
      entry.events.opened();
    } else {
      drop(socket);
      entry.events.failed(code);
    }
  }

  function tellReceived(socket: number, { events }: Entry): void {
    const received = libc.receive(socket, buffer);
    if (received === 'ended') {
      drop(socket);
      events.ended();
    } else if (received !== 'nothing') {
      events.received(buffer.slice(0, received));
    }
  }

  function drop(socket: number): void {
    entries.delete(socket);
    looked = undefined;
    libc.close(socket);
  }
}

/** What `poll` wants to know. Kept until a socket comes, opens or goes: most looks find nothing new. */
function toTable(entries: ReadonlyMap<number, Entry>) {
  const sockets = [...entries];
  return {
    sockets,
    table: Int32Array.from(sockets.flatMap(([socket, { isOpen }]) => [socket, isOpen ? POLLIN : POLLOUT])),
  };
}

/** A connect that failed at once: nothing was sent. */
function failLater(code: string, events: WireEvents): ReturnType<OpenWire> {
  const immediate = setImmediate(() => events.failed(code));
  return { send: () => {}, close: () => clearImmediate(immediate), catchUp: (then) => setImmediate(then) };
}

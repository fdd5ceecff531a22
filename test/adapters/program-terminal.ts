import { hasReader } from '../../src/adapters/dial/has-reader.ts';
import { openTerminal } from '../../src/adapters/terminal.ts';

/** The terminal of a program of the tests, on the streams that it was started with. */
export function programTerminal(): ReturnType<typeof openTerminal> {
  return openTerminal({
    stdout: { fd: 1, open: () => process.stdout },
    stderr: { fd: 2, open: () => process.stderr },
    environment: {},
    platform: 'linux',
    gone: () => process.exit(),
    hasReader,
  });
}

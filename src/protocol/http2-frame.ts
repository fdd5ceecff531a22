const SETTINGS = 4;
const GOAWAY = 7;

/** More is in no SETTINGS frame that a server begins with, nor in a GOAWAY with its words. */
const MOST_PAYLOAD = 1_024;

/**
 * Whether these bytes begin with what an HTTP/2 server says first, asked or not: SETTINGS, or GOAWAY to one that speaks
 * HTTP/1.1 with it; both of stream 0. Frames: RFC 9113, 4.1.
 */
export function isHttp2Frame(heard: Uint8Array): boolean {
  if (heard.length < 9) return false;
  const [high = 0, middle = 0, low = 0, type, flags, ...stream] = heard.subarray(0, 9);
  const length = high * 0x1_0000 + middle * 0x100 + low;
  const isOfConnection = stream.every((byte) => byte === 0);
  const isSettings = type === SETTINGS && flags === 0 && length % 6 === 0;
  return isOfConnection && length <= MOST_PAYLOAD && (isSettings || (type === GOAWAY && length >= 8));
}

const MS_OF_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration as kubectl takes it, in milliseconds: Go's (`500ms`, `1m30s`), or a bare number of seconds. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (MS_OF_UNIT[unit] ?? 0), 0);
}

const MS_OF_GO_UNIT: Readonly<Record<string, number>> = { ...MS_OF_UNIT, ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3 };

/** Go's own durations, in milliseconds: with signs, and smaller units. Source: time.ParseDuration. */
export function parseGoDuration(text: string): number | undefined {
  const [, sign = '', amounts = ''] = /^([-+]?)(.+)$/s.exec(text) ?? [];
  if (amounts === '0') return 0;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|[\u00b5\u03bc]s|ms|s|m|h))+$/.test(amounts)) return undefined;
  const parts = amounts.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g);
  const ms = [...parts].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (MS_OF_GO_UNIT[unit] ?? 0), 0);
  return sign === '-' ? -ms : ms;
}

/** The colours of a terminal, and of a frame around it that can be seen on a page of either kind. */
export interface Theme {
  readonly paper: string;
  readonly frame: string;
  readonly text: string;
  readonly command: string;
  readonly good: string;
  readonly bad: string;
}

export const THEMES = {
  light: { paper: '#ffffff', frame: '#d0d7de', text: '#57606a', command: '#1f2328', good: '#116329', bad: '#cf222e' },
  dark: { paper: '#0d1117', frame: '#30363d', text: '#8b949e', command: '#f0f6fc', good: '#3fb950', bad: '#ff7b72' },
} as const satisfies Readonly<Record<string, Theme>>;

const FONT_PX = 14;
const LINE_PX = 20;
const MARGIN_PX = 20;
/** A little more than any usual monospaced font needs. */
const COLUMN_PX = 8.5;

/** What a terminal printed, as it printed it. Colours alone are ours: the text says the same without them. */
export function screenSvg(screen: string, theme: Theme): string {
  const lines = screen.trimEnd().split('\n');
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * COLUMN_PX) + 2 * MARGIN_PX;
  const height = lines.length * LINE_PX + 2 * MARGIN_PX;
  const rows = lines.map((line, index) => row(line, MARGIN_PX + (index + 1) * LINE_PX - 6, theme));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>${lines.filter(isCommand).map(escaped).join(' ')}</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.paper}" stroke="${theme.frame}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="${FONT_PX}" fill="${theme.text}">
${rows.filter((each) => each !== '').join('\n')}
</g>
</svg>
`;
}

function row(line: string, y: number, theme: Theme): string {
  if (line === '') return '';
  const text = `<text x="${MARGIN_PX}" y="${y}"`;
  if (isCommand(line)) return `${text} fill="${theme.command}" font-weight="600">${escaped(line)}</text>`;
  if (line.startsWith('curl: ')) return `${text} fill="${theme.bad}">${escaped(line)}</text>`;
  const marked = escaped(line).replaceAll(GOOD, (word) => `<tspan fill="${theme.good}">${word}</tspan>`);
  return `${text}>${marked}</text>`;
}

function isCommand(line: string): boolean {
  return line.startsWith('$ ');
}

/** What answered, and where. */
const GOOD = /\bReachable\b|\b\w+:\/\/[\d.:]+|^hello.*/g;

/** Spaces that do not break are the ones that every renderer keeps. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
}

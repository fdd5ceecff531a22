import type { WriteStream } from 'node:tty';
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isUpKey,
  useEffect,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import stringWidth from 'string-width';
import type { Question } from '../../deps.ts';
import { matchesOf } from './matches-of.ts';

interface PickerConfig extends Question {
  readonly isColoured: boolean;
  /** How large the terminal is; it may change, and a terminal that nobody gave a size has none. */
  readonly output: Pick<WriteStream, 'rows' | 'columns'>;
}

/** `undefined`: left. */
export const picker = createPrompt<number | undefined, PickerConfig>((config, done) => {
  const { message, choices, output } = config;
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [, redraw] = useState({});
  const matches = matchesOf(typed, choices);
  const pageSize = Math.max(1, Math.min(LONGEST_PAGE, (output.rows || 24) - LINES_AROUND));

  // Ctrl-D, or the input has ended: the library would wait for ever.
  useEffect((readline) => {
    readline.on('close', () => done(undefined));
  }, []);

  useKeypress((key, readline) => {
    const step = stepOf(key, pageSize);
    if (isEnterKey(key) && matches.length > 0) done(matches[active]);
    else if (isEnterKey(key) || step !== undefined) {
      setActive(Math.max(0, Math.min(matches.length - 1, active + (step ?? 0))));
      if (restoreLine(readline, typed)) redraw({});
    } else if (readline.line !== typed) {
      setTyped(readline.line);
      setActive(0);
    }
  });

  const page = usePagination({
    items: matches.map((index) => choices[index]),
    active,
    renderItem: ({ item, isActive }) => renderChoice(item, isActive, config),
    pageSize,
    loop: false,
  });
  const style = styleOf(config);
  const help = style('dim', helpOf(`${matches.length} of ${choices.length}`, config));
  // The library finds the cursor's place by what was typed at the end of the first text.
  return [`${style('bold', message)} ${typed}`, `${page === '' ? '  nothing matches' : page}\n${help}`];
});

/** More are not read, but filtered. */
const LONGEST_PAGE = 10;

/** The help, and the question, which may need more lines than one. */
const LINES_AROUND = 4;

type Key = Parameters<Parameters<typeof useKeypress>[0]>[0];
type Readline = Parameters<Parameters<typeof useKeypress>[0]>[1];

function stepOf(key: Key, pageSize: number): number | undefined {
  if (isUpKey(key, ['emacs'])) return -1;
  if (isDownKey(key, ['emacs'])) return 1;
  if (key.name === 'pageup') return -pageSize;
  if (key.name === 'pagedown') return pageSize;
  return key.name === 'tab' ? 0 : undefined;
}

/** Whether it had to: readline has ended the line at Enter, has put a tab into it, or taken one from its history. */
function restoreLine(readline: Readline, typed: string): boolean {
  if (readline.line === typed) return false;
  readline.clearLine(0);
  readline.write(typed);
  return true;
}

/** The detail only where the line has room for it. */
function renderChoice(
  choice: Question['choices'][number] | undefined,
  isActive: boolean,
  config: PickerConfig,
): string {
  if (!choice) return '';
  const label = `${isActive ? '>' : ' '} ${choice.label}`;
  const whole = choice.detail === undefined ? label : `${label}   ${choice.detail}`;
  const line = fits(whole, config) ? whole : label;
  return isActive ? styleOf(config)('cyan', line) : line;
}

function helpOf(count: string, config: PickerConfig): string {
  const whole = `${count}; type to filter, Esc leaves`;
  return fits(whole, config) ? whole : `${count}; Esc leaves`;
}

function fits(line: string, { output }: PickerConfig): boolean {
  return stringWidth(line) < (output.columns || 80);
}

/** Select Graphic Rendition (ECMA-48): what begins each style, and what ends it. */
const STYLES = { bold: [1, 22], dim: [2, 22], cyan: [36, 39] } as const;

// `styleText` of node:util looks at standard output to decide, and drawn is on standard error.
function styleOf({ isColoured }: PickerConfig): (style: keyof typeof STYLES, text: string) => string {
  return (style, text) => (isColoured ? `\u001b[${STYLES[style][0]}m${text}\u001b[${STYLES[style][1]}m` : text);
}

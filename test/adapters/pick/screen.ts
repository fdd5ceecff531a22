import stringWidth from 'string-width';

/** A screen without a history: as much of a terminal as a picker uses. What it does not know, it throws. */
export class Screen {
  private readonly rows: string[][];
  private row = 0;
  private column = 0;
  private unread = '';
  private readonly columns: number;

  constructor(size: { readonly columns: number; readonly rows: number }) {
    this.columns = size.columns;
    this.rows = Array.from({ length: size.rows }, () => []);
  }

  /** What stands on it, without the empty lines below. */
  get lines(): readonly string[] {
    const lines = this.rows.map((cells) =>
      Array.from({ length: cells.length }, (_, column) => cells[column] ?? ' ')
        .join('')
        .trimEnd(),
    );
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  write(text: string): void {
    this.unread += text;
    for (;;) {
      const [token] = TOKEN.exec(this.unread) ?? [];
      if (token === undefined) return; // nothing, or a sequence whose end is still to come
      this.unread = this.unread.slice(token.length);
      this.obey(token);
    }
  }

  private obey(token: string): void {
    const [, parameters = '', command] = SEQUENCE.exec(token) ?? [];
    const count = Number(parameters) || 1;
    if (command === undefined) this.put(token);
    else if (command === 'A') this.row = Math.max(0, this.row - count);
    else if (command === 'B') this.row = Math.min(this.rows.length - 1, this.row + count);
    else if (command === 'G') this.column = count - 1;
    else if (command === 'K' && parameters === '2') this.rows[this.row] = [];
    else if (command !== 'm' && !(command === 'h' && parameters === '?25')) {
      throw new Error(`unknown to the screen: ${JSON.stringify(token)}`);
    }
  }

  private put(character: string): void {
    if (character === '\r') this.column = 0;
    else if (character === '\n') this.down();
    else {
      const width = stringWidth(character);
      if (this.column + width > this.columns) {
        this.column = 0;
        this.down();
      }
      const cells = this.rows[this.row] ?? [];
      cells[this.column] = character;
      for (let cell = 1; cell < width; cell++) cells[this.column + cell] = '';
      this.column += width;
    }
  }

  private down(): void {
    if (this.row < this.rows.length - 1) this.row += 1;
    else {
      this.rows.shift();
      this.rows.push([]);
    }
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it reads.
const SEQUENCE = /^\u001b\[([?0-9;]*)([A-Za-z])$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it reads.
const TOKEN = /^(?:\u001b\[[?0-9;]*[A-Za-z]|[^\u001b])/u;

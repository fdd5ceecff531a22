import { homeOf, type Machine } from '../lab/machine.ts';
import { mustRun, type RunOptions } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';

export type ShellName = 'bash' | 'zsh' | 'fish';

/** Somebody's shell in a machine of the lab, on a terminal that tmux draws. */
export interface ShellOnTerminal {
  /** Types a line on an empty screen; nobody has pressed Enter. */
  type(line: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** What is on the screen, without blank lines, once it is so. */
  shows(what: string, isSo: (lines: readonly string[]) => boolean): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** Far more than a TAB takes. */
const LONGEST_MS = 10_000;

const SIZE = { columns: 120, rows: 40 };

/** `loads`: the lines of its start, which load completion. The prompt is `$ `. */
export async function startShell(
  machine: Machine,
  name: ShellName,
  loads: readonly string[],
  { path = [] }: Pick<RunOptions, 'path'>,
): Promise<ShellOnTerminal> {
  const folder = `${homeOf(machine)}/${name}`;
  const { file, prompt, command } = SHELLS[name];
  const input = [...prompt, ...loads, ''].join('\n');
  await mustRun(machine, ['sh', '-c', `mkdir -p "$(dirname '${folder}/${file}')" && cat >'${folder}/${file}'`], {
    input,
  });
  const tmux = (...args: readonly string[]) =>
    mustRun(machine, ['tmux', '-S', `${folder}/tmux`, '-f', '/dev/null', ...args], { path });
  const size = ['-x', String(SIZE.columns), '-y', String(SIZE.rows)];
  await tmux('new-session', '-d', ...size, ...command(folder));
  const screen = async () => (await tmux('capture-pane', '-p')).split('\n').map((line) => line.trimEnd());
  const lines = async () => (await screen()).filter((line) => line !== '');

  async function shows(what: string, isSo: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    let last: readonly string[] = [];
    const look = async () => {
      last = await lines();
      return isSo(last);
    };
    await waitFor(machine.sandbox, what, look, LONGEST_MS).catch((error: unknown) => {
      throw new Error(`${name} shows\n${last.join('\n')}`, { cause: error });
    });
    return last;
  }

  let isTyped = false;
  await shows('a prompt', (shown) => shown.at(-1) === '$'); // all is loaded
  return {
    async type(line) {
      if (isTyped) await tmux('send-keys', 'C-c'); // which drops what is sent before it is heard
      await shows('a prompt', (shown) => shown.at(-1) === '$');
      await tmux('send-keys', 'C-l');
      await shows('an empty screen', (shown) => shown.length === 1 && shown[0] === '$');
      isTyped = true;
      await tmux('send-keys', '-l', '--', line);
      await shows('what was typed', (shown) => shown[0] === `$ ${line}`.trimEnd());
    },
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    shows,
    end: async () => void (await tmux('kill-server')),
  };
}

interface Start {
  readonly file: string;
  readonly prompt: readonly string[];
  readonly command: (folder: string) => readonly string[];
}

const SHELLS: Readonly<Record<ShellName, Start>> = {
  bash: {
    file: 'bashrc',
    prompt: ["PS1='$ '", 'source /usr/share/bash-completion/bash_completion'],
    command: (folder) => ['bash', '--noprofile', '--rcfile', `${folder}/bashrc`, '-i'],
  },
  zsh: {
    file: '.zshrc',
    prompt: ["PS1='$ '", 'autoload -Uz compinit && compinit -u'],
    command: (folder) => ['env', `ZDOTDIR=${folder}`, 'zsh', '-i'],
  },
  fish: {
    file: 'fish/config.fish',
    prompt: ["function fish_prompt; echo '$ '; end", 'set -g fish_greeting', 'set -g fish_autosuggestion_enabled 0'],
    command: (folder) => ['env', `XDG_CONFIG_HOME=${folder}`, `XDG_DATA_HOME=${folder}`, 'fish', '-i'],
  },
};

import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a suite or a test is skipped: `describe.skipIf(!cluster)('…', { meta: { skipReason: '…' } }, …)`. */
    skipReason?: string;
  }
}

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Ends a run with one plain line that a machine can read, `12 passed, 0 failed, 3 skipped`, and says before it what
 * was skipped and why. Written on exit, so that nothing (a global teardown, say) prints after it.
 */
export class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const lines = [...skippedOf(modules), summaryOf(tallyOf(modules, unhandledErrors.length))];
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }
}

function summaryOf({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A file that does not load and a hook that throws have no failed test, and are failures all the same. */
function tallyOf(modules: readonly TestModule[], unhandledErrors: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const brokenSuites = suites.filter((suite) => suite.errors().length > 0).length;
  return {
    passed: count('passed'),
    failed: count('failed') + brokenSuites + unhandledErrors,
    skipped: count('skipped'),
  };
}

/** One line for each outermost suite that is skipped as a whole, and for each test that is skipped alone. */
function skippedOf(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap((module) => skippedIn(module).map((line) => `skipped: ${module.relativeModuleId} > ${line}`));
}

function skippedIn(parent: TestModule | TestSuite): readonly string[] {
  return [...parent.children].flatMap((child) => {
    if (child.type === 'test')
      return child.result().state === 'skipped' ? [`${child.fullName}: ${reasonOf(child)}`] : [];
    if (child.state() !== 'skipped') return skippedIn(child);
    return [`${child.fullName} (${[...child.children.allTests()].length} tests): ${reasonOf(child)}`];
  });
}

function reasonOf(task: TestCase | TestSuite): string {
  const result = task.type === 'test' ? task.result() : undefined;
  const note = result?.state === 'skipped' ? result.note : undefined;
  return note ?? task.meta().skipReason ?? 'no reason given';
}

interface WithBun {
  /** Absent in Node. Unsafe, so that a later Bun may have another way: it is only slower without. */
  readonly Bun?: { readonly unsafe?: { setJITPolicy?(scale: number): void } };
}

/**
 * The executable starts with a JIT that hardly ever compiles, because most runs are over before that pays
 * (scripts/compile.ts). A tunnel moves bytes for hours. Source: Bun's reference, `unsafe.setJITPolicy`.
 */
export function useNormalJit(): void {
  const { Bun } = globalThis as WithBun; // `as`: types of Bun are not there where Node runs it
  Bun?.unsafe?.setJITPolicy?.(1);
}

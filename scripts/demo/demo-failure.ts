/** Why the demo ends with 1, in a sentence. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

import { abortedAt, type Trace } from '@overlap/trace'

/** What should have been seen if every call had been aborted at a moment; nothing if that is what was seen. */
export function wantedPicture(trace: Trace, atMs: number): Trace | undefined {
  const goesOn = trace.calls.some(({ sentMs, endMs = Infinity }) => sentMs > atMs || endMs > atMs)
  return goesOn ? abortedAt(trace, atMs) : undefined
}

/**
 * Sends writes to `process.stdout` and `process.stderr` to the same place as `console.log`. Otherwise
 * the output of a worker thread would be lost.
 */
export function showDirectOutput(): void {
  // Node's Console has its streams in these fields. Vitest has replaced the Console by its own.
  const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream>
  if (_stdout) process.stdout.write = _stdout.write.bind(_stdout)
  if (_stderr) process.stderr.write = _stderr.write.bind(_stderr)
}

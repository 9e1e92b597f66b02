/**
 * Lets what is written to `process.stdout` and `process.stderr` go where `console.log` goes. A
 * worker thread's own streams end nowhere.
 */
export function showDirectOutput(): void {
  // Node's Console keeps its streams here; the test runner has put its own Console in place.
  const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream>
  if (_stdout) process.stdout.write = _stdout.write.bind(_stdout)
  if (_stderr) process.stderr.write = _stderr.write.bind(_stderr)
}

import type { ClientOptions } from './types.ts'

/** @throws {RangeError} if an option is out of range. */
export function checkOptions({
  connections,
  connectTimeoutMs,
  idleTimeoutMs,
}: ClientOptions): void {
  expect(
    Number.isInteger(connections) && connections >= 1,
    'connections to be a whole number >= 1',
    connections,
  )
  expect(isTime(connectTimeoutMs), 'connectTimeoutMs to be a finite number > 0', connectTimeoutMs)
  expect(isTime(idleTimeoutMs), 'idleTimeoutMs to be a finite number > 0', idleTimeoutMs)
}

function isTime(ms: number | undefined): boolean {
  return ms === undefined || (Number.isFinite(ms) && ms > 0)
}

function expect(holds: boolean, expected: string, actual: unknown): void {
  if (holds) return
  throw new RangeError(`Cannot create the client: expected ${expected}, got ${String(actual)}`)
}

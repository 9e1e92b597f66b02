import { expect, test } from 'vitest'
import { whileInterruptible } from './interrupt.mjs'

test('hands on what the work gives', async () => {
  await expect(whileInterruptible(() => Promise.resolve('done'))).resolves.toBe('done')
})

test('hands on how the work fails', async () => {
  const error = new Error('failed')
  await expect(whileInterruptible(() => Promise.reject(error))).rejects.toBe(error)
})

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('on %s lets the work end, and exits with %i', async ([signal, exitCode]) => {
  const steps: string[] = []
  const interrupted = whileInterruptible(async (stop) => {
    process.emit(signal, signal)
    steps.push(stop.aborted ? 'told' : 'not told')
    await Promise.resolve()
    steps.push('ended')
  })
  await expect(interrupted).rejects.toMatchObject({
    message: 'Set-up was interrupted. Type the same again to continue.',
    exitCode,
  })
  expect(steps).toEqual(['told', 'ended'])
})

test('listens to no signal afterwards', async () => {
  const before = process.listenerCount('SIGINT')
  const during = await whileInterruptible(() => Promise.resolve(process.listenerCount('SIGINT')))
  expect(during).toBe(before + 1)
  expect(process.listenerCount('SIGINT')).toBe(before)
})

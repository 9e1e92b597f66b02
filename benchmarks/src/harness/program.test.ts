import { expect, test } from 'vitest'
import { startProgram } from './program.ts'

const echo = `
process.stdin.setEncoding('utf8').on('data', (line) => {
  const { ms } = JSON.parse(line)
  if (ms < 0) process.exit(3)
  console.log(JSON.stringify({ ms: 2 * ms }))
})`

test('a program answers each line with a line', async () => {
  await using program = startProgram(process.execPath, ['-e', echo])
  expect(await program.round({ ms: 1 })).toEqual({ ms: 2 })
  expect(await program.round({ ms: 4 })).toEqual({ ms: 8 })
})

test('a program that ends during a round fails it', async () => {
  await using program = startProgram(process.execPath, ['-e', echo])
  await expect(program.round({ ms: -1 })).rejects.toThrow('ended with code 3 during a round')
})

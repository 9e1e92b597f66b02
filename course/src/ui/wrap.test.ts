import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test.each([
  'npm run diff 2',
  'npm start',
  'npm run reset 02 -- --undo',
  'npm run lesson 2 -- --latency 100-900',
  'npm run update-readmes',
  'pnpm check 2 --watch',
])('keeps a command on one line: %s', (command) => {
  expect(wrap(`One two three: ${command}, then go on.`, 40).split('\n')).toContainEqual(
    expect.stringContaining(command),
  )
  for (const columns of [20, 25, 30, 35, 40, 45]) {
    expect(wrap(`One two three: ${command}`, columns)).toContain(command)
  }
})

test('breaks everything else between words', () => {
  expect(wrap('npm run diff shows the difference', 20)).toBe('npm run diff shows\nthe difference')
})

test('keeps a coloured command on one line', () => {
  const command = '\u001B[36mnpm run diff 2\u001B[39m'
  expect(wrap(`Our solution: ${command}`, 27)).toBe(`Our solution:\n${command}`)
})

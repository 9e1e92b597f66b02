import { expect, test } from 'vitest'
import { AnswerOutput } from './answer-output.ts'

function linesOf(...texts: readonly string[]): string[] {
  const output = new AnswerOutput()
  for (const text of texts) output.add(text)
  return output.lines()
}

test('keeps lines as they are, whatever pieces they come in', () => {
  expect(linesOf()).toEqual([])
  expect(linesOf('one\nt', 'wo\n')).toEqual(['one', 'two'])
})

test('cuts a line of 10 MB, and says how much was printed', () => {
  const lines = linesOf('x'.repeat(10_000_000))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^x{500}… \(the line goes on\)$/)
  expect(lines[1]).toBe(
    '(cut: your code printed 10,000,000 bytes; only the first 65,536 bytes are kept)',
  )
})

test('cuts many lines by their bytes, and says so once', () => {
  const lines = linesOf(...Array.from({ length: 10_000 }, () => 'twenty characters..\n'))
  expect(lines.join('\n').length).toBeLessThan(70_000)
  expect(lines.at(-1)).toContain('your code printed 200,000 bytes')
})

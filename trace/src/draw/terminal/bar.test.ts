import { describe, expect, test } from 'vitest'
import { callOf, traceOf } from '../../testing/traces.ts'
import { glyphsFor } from '../glyphs.ts'
import { layOut } from '../layout.ts'
import { drawBar } from './bar.ts'

/** A bar drawn on an axis of 10 columns of 1 ms each, with the blanks before it. */
function bar(
  [sentMs, headersMs, endMs]: [number, number, number],
  { ascii = false, lane = false, name = '', sign = '' } = {},
): string {
  const layout = layOut(traceOf([callOf(0, sentMs, endMs, { headersMs })]), { spanMs: 10 })
  const [laidOut] = layout.bars
  if (laidOut === undefined) throw new Error('no bar')
  const { from, cells } = drawBar(laidOut, 10, glyphsFor(ascii), { lane, name, sign })
  return ' '.repeat(from) + cells.map((cell) => cell.glyph).join('')
}

describe('a bar', () => {
  test.each([
    ['begins and ends in the middle of a column', [0.5, 3.5, 3.5], '╺━━╸'],
    ['does not begin before its call', [0.6, 4, 4], ' ━━━'],
    ['of a call shorter than a column takes half a column', [2.2, 2.6, 2.6], '   ╸'],
    ['has a column of waiting, however short the wait', [0, 0.1, 4], '━███'],
    ['has no waiting if the headers came at once', [0, 0, 4], '████'],
    ['draws a body to an eighth of a column', [0, 2, 3.4], '━━█▍'],
    ['shows the end of a body that begins near the end', [0, 3.6, 3.9], '━━━▎'],
    ['leaves out a body that is too short to be seen', [0, 3.8, 4], '━━━━'],
    ['of one column shows the body if it took longer', [0, 0.3, 1], '█'],
    ['of one column shows the waiting if it took longer', [0, 0.6, 1], '━'],
  ] as const)('%s', (_what, times, picture) => {
    expect(bar([...times])).toBe(picture)
  })

  test('has whole columns in ASCII', () => {
    expect(bar([0.5, 3.5, 3.5], { ascii: true })).toBe(' ---')
    expect(bar([0, 2, 3.4], { ascii: true })).toBe('--##')
  })

  test('in a lane begins with its name and ends with its sign, without a gap before the next bar', () => {
    expect(bar([0, 4.5, 4.5], { lane: true, name: '12', sign: '!' })).toBe('12━━!')
    expect(bar([0, 4.5, 4.5], { lane: true, name: 'too long' })).toBe('╺━━━━')
    expect(bar([4.5, 6, 6], { lane: true, name: '3' })).toBe('     ╺')
  })
})

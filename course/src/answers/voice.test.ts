import { expect, test } from 'vitest'
import { voiceOf, type Voice } from './voice.ts'

test.each<[Voice, Parameters<typeof voiceOf>[0]]>([
  ['named', { message: 'Two calls waited.\n\nseen\n…', diagnosis: 'Two calls waited.' }],
  ['raw', { message: 'expected 1 to be 2', diagnosis: 'expected 1 to be 2' }],
  ['ours', { message: 'Expected 4, but got 5.' }],
  ['ours', { message: 'Your code threw `TypeError: no stock`.\n  at exercise.ts:3' }],
  ['raw', { message: 'TypeError: no stock\n  at exercise.ts:3' }],
  ['raw', { message: 'expected [ 3, 2 ] to deeply equal [ 2, 3 ]' }],
  ['raw', { message: 'calls: expected 3 to be less than 2' }],
  ['raw', { message: 'promise rejected "Error: no stock" instead of resolving' }],
  ['raw', { message: 'no stock' }],
  ['raw', {}],
])('%s: %j', (voice, step) => {
  expect(voiceOf(step)).toBe(voice)
})

import { expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

const all = ['call-cost', 'port']

test('no name means every benchmark', () => {
  expect(readCommandLine([], all)).toEqual({ kind: 'run', names: all, flags: [] })
  expect(readCommandLine(['port', '--peers'], all)).toEqual({
    kind: 'run',
    names: ['port'],
    flags: ['--peers'],
  })
})

test.each([['--help'], ['-h'], ['port', '--help']])('%s %s starts no benchmark', (...words) => {
  expect(readCommandLine(words, all)).toMatchObject({
    kind: 'print',
    text: expect.stringMatching(/^usage: .*call-cost, port\./su) as string,
    exitCode: 0,
  })
})

test.each([
  ['ports', /^Unknown benchmark ports\.\n\nusage: /u],
  ['--peer', /^Unknown flag --peer\.\n\nusage: /u],
])('%s is answered with what there is', (word, text) => {
  expect(readCommandLine([word], all)).toMatchObject({
    kind: 'print',
    text: expect.stringMatching(text) as string,
    exitCode: 2,
  })
})

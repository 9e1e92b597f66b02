import { expect, test } from 'vitest'
import { readCommands } from './read-me.ts'

const fence = '```'
const text = `# A lesson

${fence}console
$ npm run lesson 2
${fence}

${fence}ts
$ not a command
${fence}

${fence}console
$ npm run lesson 2 -- --virtual
first line

last line
$ npm run check 2
${fence}
`

test('finds the commands, with what they print and where they stand', () => {
  expect(readCommands(text)).toEqual([
    { command: 'npm run lesson 2', output: '', line: 4 },
    { command: 'npm run lesson 2 -- --virtual', output: 'first line\n\nlast line', line: 12 },
    { command: 'npm run check 2', output: '', line: 16 },
  ])
})

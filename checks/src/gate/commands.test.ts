import { describe, expect, test } from 'vitest'
import { checkDocument } from './check-document.ts'
import { mentionedScripts, readCommandLine } from './command-line.ts'
import { isCurrent, renewed } from './console-output.ts'
import { renewOutputs } from './renew-outputs.ts'
import type { RunCommand } from './run-command.ts'

const scripts = { lesson: 'node course.mjs run', check: 'node course.mjs check' }

describe('a command of a README', () => {
  test.each([
    ['npm run lesson 2', 'node course.mjs run 2'],
    ['npm run lesson 2 -- --seed 7', 'node course.mjs run 2 --seed 7'],
    ['npm run lesson -- --help', 'node course.mjs run --help'],
    ['pnpm lesson 2 --seed 7', 'node course.mjs run 2 --seed 7'],
    ['pnpm run lesson 2', 'node course.mjs run 2'],
  ])('%s runs %s', (command, line) => {
    expect(readCommandLine(command, scripts)?.line).toBe(line)
  })

  test.each(['git clone …', 'npm install', 'npm start', 'npm test', 'pnpm install', 'pnpm test'])(
    '%s is left alone',
    (command) => {
      expect(readCommandLine(command, scripts)).toBeUndefined()
    },
  )

  test('is refused when there is no such script, or npm would keep its options', () => {
    expect(() => readCommandLine('npm run leson 2', scripts)).toThrow('no script called leson')
    expect(() => readCommandLine('npm run lesson 2 --seed 7', scripts)).toThrow('after --')
  })

  test('is found in the text, too', () => {
    expect(mentionedScripts('Type `npm run hint 2`, or `npm run check 2 -- --watch`.')).toEqual([
      'hint',
      'check',
    ])
  })
})

describe('the output in a README', () => {
  test('is current when it is what is printed, but for empty lines around it', () => {
    expect(isCurrent('one\ntwo', '\none  \ntwo\n\n')).toBe(true)
    expect(isCurrent('one', 'one\ntwo')).toBe(false)
  })

  test('may end early with …', () => {
    expect(isCurrent('one\n…', 'one\ntwo\nthree')).toBe(true)
    expect(isCurrent('one\n…', 'two\ntwo')).toBe(false)
    expect(renewed('one\n…', 'two\nthree')).toBe('two\n…')
  })

  test('is filled in where there is only …', () => {
    expect(isCurrent('…', 'one')).toBe(false)
    expect(renewed('…', 'one\ntwo\n')).toBe('one\ntwo')
  })
})

describe('bringing a README up to date', () => {
  const prints = (text: string): RunCommand => {
    return () => Promise.resolve({ code: 0, stdout: text, output: text })
  }

  test('renews each output in its place, and touches nothing else', async () => {
    const readme = (first: string, second: string): string =>
      `# A\n\n\`\`\`console\n$ npm run lesson 2\n${first}\n\`\`\`\n\nB\n\n` +
      `\`\`\`console\n$ npm run check 2\n${second}\n\`\`\`\n`
    const run: RunCommand = (line) => prints(line.includes('check') ? 'x\ny\nz\n' : 'one\n')(line)
    const renewedText = await renewOutputs(readme('old\nlines', 'older\n…'), scripts, run)
    expect(renewedText).toBe(readme('one', 'x\n…'))
  })

  test('leaves a command alone that shows no output', async () => {
    const readme = '```console\n$ npm run lesson 2\n```\n'
    expect(await renewOutputs(readme, scripts, prints('one'))).toBe(readme)
  })
})

describe('a README', () => {
  const ends = (code: number, stdout = ''): RunCommand => {
    return () => Promise.resolve({ code, stdout, output: stdout })
  }
  const problems = async (text: string, run: RunCommand): Promise<string[]> => {
    const claims = await checkDocument({ name: 'README.md', text }, scripts, run)
    return claims.flatMap(({ holds, problem }) => (holds ? [] : [problem]))
  }
  const readme = 'Look:\n\n```console\n$ npm run lesson 2\none\ntwo\n```\n'

  test('is right when its command prints the output it shows', async () => {
    expect(await problems(readme, ends(0, 'one\ntwo\n'))).toEqual([])
  })

  test('gets a message about a line that is no longer printed', async () => {
    expect(await problems(readme, ends(0, 'one\n2\n'))).toEqual([
      'README.md:4: `npm run lesson 2` prints something else now. Line 2 was "two" and is "2". ' +
        'To update it: npm run update-readmes',
    ])
  })

  test('gets a message about a line that is printed below', async () => {
    expect(await problems(readme, ends(0, 'one\ntwo\nthree\n'))).toHaveLength(1)
  })

  test('gets a message about a command that fails', async () => {
    const bare = '```console\n$ npm run lesson 2\n```\n'
    expect(await problems(bare, ends(1, 'No such lesson.'))).toEqual([
      'README.md:2: `npm run lesson 2` ended with code 1:\nNo such lesson.',
    ])
  })

  test('may show a check that finds the starter wrong', async () => {
    const bare = '```console\n$ npm run check 2\n```\n'
    expect(await problems(bare, ends(1))).toEqual([])
    expect(await problems(bare, ends(2))).toHaveLength(1)
  })

  test('gets a message about a script that it mentions and that does not exist', async () => {
    expect(await problems('Type `npm run leson 2`.', ends(0))).toEqual([
      'README.md mentions npm run leson, but there is no such script',
    ])
  })
})

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readmeSections, teachSections } from './anatomy.ts'
import { checkAnatomy, checkWritten } from './check-anatomy.ts'
import { readLessonFiles } from './lesson-files.ts'
import { writeSampleLesson } from './sample-lesson.ts'

/** What the gate says of a lesson after `change`. */
function problemsAfter(change: (dir: string) => void): string[] {
  using sample = writeSampleLesson()
  change(sample.dir)
  return checkAnatomy(readLessonFiles(sample.lesson())).flatMap(({ holds, problem }) =>
    holds ? [] : [problem],
  )
}

const without = (file: string) => (dir: string) => rmSync(join(dir, file))

const replace = (file: string, from: string | RegExp, to: string) => (dir: string) => {
  const before = readFileSync(join(dir, file), 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`Cannot change ${file}: there is no ${from} in it`)
  writeFileSync(join(dir, file), after)
}

test('finds nothing missing in a new lesson', () => {
  expect(problemsAfter(() => {})).toEqual([])
})

test.each([
  ['README.md', 'README.md is missing'],
  ['package.json', 'package.json is missing'],
  ['demo.ts', 'demo.ts is missing'],
  ['starter.ts', 'starter.ts is missing'],
  ['backstage/solution.ts', 'backstage/solution.ts is missing'],
  ['backstage/check.test.ts', 'backstage/check.test.ts is missing'],
  ['hints.md', 'hints.md is missing'],
  ['backstage/teach.md', 'backstage/teach.md is missing'],
  ['backstage/wrong/third.ts', 'backstage/wrong/ has 3 answers: expected 4 or more'],
])('names %s when it is not there', (file, problem) => {
  expect(problemsAfter(without(file))).toContain(problem)
})

test.each(['idea', 'misconception'])(
  'names %s when the front matter of teach.md lacks it',
  (key) => {
    const without = replace('backstage/teach.md', new RegExp(`^${key}:.*\n`, 'mu'), '')
    expect(problemsAfter(without)).toEqual([`backstage/teach.md, front matter: ${key}: is missing`])
  },
)

describe('in README.md', () => {
  test.each(['title', 'minutes', 'part', 'exports'])(
    'names %s when the front matter lacks it',
    (key) => {
      const problems = problemsAfter(replace('README.md', new RegExp(`^${key}:.*\n`, 'mu'), ''))
      expect(problems).toContainEqual(expect.stringContaining(`front matter: ${key}`))
    },
  )

  test.each(readmeSections)('names the section "%s" when it is not there', (title) => {
    const problems = problemsAfter(replace('README.md', `## ${title}\n`, '## Something else\n'))
    expect(problems).toContain(`README.md has no section "## ${title}"`)
  })

  describe('of a check with steps that go further', () => {
    const further = (dir: string): void => {
      const file = join(dir, 'backstage/check.test.ts')
      const check = readFileSync(file, 'utf8').replaceAll(
        /^describe\('Go further',/gmu,
        "describe('',",
      )
      writeFileSync(file, `${check}\ndescribe('Go further', () => {})\n`)
      const readme = readFileSync(join(dir, 'README.md'), 'utf8')
      if (!readme.includes('## Go further')) {
        replace(
          'README.md',
          '## In production',
          '## Go further\n\n- ★ One.\n\n## In production',
        )(dir)
      }
    }

    test('asks for a section on them', () => {
      expect(problemsAfter(further)).toEqual([])
      const problems = problemsAfter((dir) => {
        further(dir)
        replace('README.md', '## Go further', '## More')(dir)
      })
      expect(problems).toContain('README.md has no section "## Go further"')
    })

    test('asks for a short task', () => {
      const problems = problemsAfter((dir) => {
        further(dir)
        replace('README.md', '## Your task\n', `## Your task\n\n${'word '.repeat(121)}\n`)(dir)
      })
      expect(problems).toContainEqual(
        expect.stringMatching(/"Your task", has 1\d\d words: expected 120/),
      )
    })
  })

  test('names a section with nothing in it', () => {
    const empty = replace('README.md', /(## The idea\n)[^#]*/u, '$1\n')
    expect(problemsAfter(empty)).toEqual(['README.md has nothing in its section "## The idea"'])
  })

  test('names sections in another order', () => {
    const swapped = replace('README.md', /(## Predict\n[^#]*)(## Run it\n[^#]*)/u, '$2$1')
    expect(problemsAfter(swapped)).toEqual([
      expect.stringContaining('README.md has its sections in another order'),
    ])
  })

  test('names a title that is not that of the front matter', () => {
    expect(problemsAfter(replace('README.md', '# Sample', '# Other'))).toEqual([
      'README.md has no heading "# Sample": expected the title of the front matter',
    ])
  })

  test('names a problem that is too long to begin with', () => {
    const problems = problemsAfter(
      replace('README.md', 'WRITE: a problem', 'A sentence. '.repeat(50)),
    )
    expect(problems).toEqual([
      expect.stringMatching(/"The problem": the first paragraph has \d+ characters/u),
    ])
  })

  test('names output of the demo that is not folded away', () => {
    const open = replace('README.md', /<details>\n<summary>The output<\/summary>\n/u, '')
    expect(problemsAfter(open)).toEqual([expect.stringContaining('"Run it", shows output')])
  })

  test('names questions without an answer', () => {
    const problems = problemsAfter(
      replace('README.md', /(<\/summary>\n)\nWRITE: its answer\.\n/u, '$1'),
    )
    expect(problems).toEqual([
      expect.stringContaining('"Explain it", has 1 questions with an answer'),
    ])
  })
})

test.each(teachSections)('names the section "%s" when backstage/teach.md lacks it', (title) => {
  const problems = problemsAfter(replace('backstage/teach.md', `## ${title}\n`, ''))
  expect(problems).toContain(`backstage/teach.md has no section "## ${title}"`)
})

test.each(['README.md', 'hints.md'])('names a line of code in %s that is too wide', (file) => {
  const wide = `${'x'.repeat(70)} // wide`
  const code = `${'`'.repeat(3)}ts\n${wide}\n${'`'.repeat(3)}\n`
  const problems = problemsAfter(replace(file, /$/, `\n${code}`))
  expect(problems).toEqual([
    expect.stringContaining('has 78 columns of code: expected 76 or fewer'),
  ])
  expect(problems[0]).toMatch(new RegExp(`^${file}:\\d+ `))
})

test('names hints of which the last is not the one for the stars', () => {
  expect(problemsAfter(replace('hints.md', '## The stars\n', '## Stars\n'))).toEqual([
    expect.stringContaining('hints.md doesn\'t end with "## The stars"'),
  ])
})

test('names a ladder of hints with a rung too few', () => {
  expect(problemsAfter(replace('hints.md', '## A pointer\n', ''))).toEqual([
    'hints.md has 3 hints (`## ` headings with text): expected 4 or more',
  ])
})

describe('in package.json', () => {
  test.each([
    ['"private": true,', '', 'has no "private": expected "private": true'],
    ['"type": "module",', '', 'has no "type": expected "type": "module"'],
    [
      '".": "./backstage/solution.ts"',
      '".": "./starter.ts"',
      'expected "exports": {".":"./backstage/solution.ts"}',
    ],
    ['"solution": "./backstage/solution.ts",', '', 'expected "imports": {"#lesson":{"solution":'],
    ['"default": "./exercise.ts"', '"default": "./starter.ts"', '"default":"./exercise.ts"}}'],
  ])('names %s when it says "%s" instead', (from, to, problem) => {
    expect(problemsAfter(replace('package.json', from, to))).toEqual([
      expect.stringContaining(problem),
    ])
  })

  test('names an entry of #lesson that comes after the one that always counts', () => {
    const toTheFront = replace(
      'package.json',
      /("solution": "[^"]*"),\s*("default": "[^"]*")/u,
      '$2, $1',
    )
    expect(problemsAfter(toTheFront)).toEqual([expect.stringContaining('expected "imports"')])
  })

  test('names a key that is no lesson’s business', () => {
    const problems = problemsAfter(
      replace('package.json', '"private"', '"author": "Ada", "private"'),
    )
    expect(problems).toEqual([expect.stringContaining('package.json has author: expected only')])
  })

  test('names a package that the lesson imports and does not depend on', () => {
    const importMore = replace(
      'demo.ts',
      /^/u,
      `import { loadInOrder } from '@overlap/lesson-01'\n`,
    )
    expect(problemsAfter(importMore)).toEqual([
      'demo.ts imports @overlap/lesson-01: package.json does not depend on it',
    ])
  })

  test('names a later lesson that this one depends on', () => {
    const dependency = '"dependencies": { "@overlap/lesson-24": "workspace:*",'
    expect(problemsAfter(replace('package.json', '"dependencies": {', dependency))).toEqual([
      'package.json depends on @overlap/lesson-24: expected only earlier lessons',
    ])
  })

  test('names a wrong name, and a file that is not JSON', () => {
    expect(problemsAfter(replace('package.json', 'lesson-23', 'lesson-32'))).toEqual([
      'package.json has "name": "@overlap/lesson-32": expected "name": "@overlap/lesson-23"',
    ])
    expect(problemsAfter(replace('package.json', '{', ''))).toContain('package.json is not JSON')
  })
})

describe('in a wrong answer', () => {
  test.each([
    ['@fails', 'backstage/wrong/first.ts has no @fails'],
    ['@diagnosis', 'backstage/wrong/first.ts has no @diagnosis'],
  ])('names %s when it is not there', (tag, problem) => {
    const problems = problemsAfter(replace('backstage/wrong/first.ts', tag, '@remarks'))
    expect(problems).toEqual([expect.stringContaining(problem)])
  })

  test('names a missing belief', () => {
    const problems = problemsAfter(replace('backstage/wrong/first.ts', /^ \* WRITE.*\n/mu, ''))
    expect(problems).toEqual([
      expect.stringContaining('has no doc comment that says what its author believed'),
    ])
  })

  test('names two answers with one diagnosis', () => {
    const problems = problemsAfter(
      replace('backstage/wrong/first.ts', 'only the first', 'only the second'),
    )
    expect(problems).toEqual([
      expect.stringContaining(
        'backstage/wrong/first and backstage/wrong/second have the same @diagnosis',
      ),
    ])
  })
})

test('names an answer that does not export what the exercise has to', () => {
  const problems = problemsAfter(
    replace('backstage/wrong/fourth.ts', 'function loadAll', 'function all'),
  )
  expect(problems).toEqual(['backstage/wrong/fourth.ts does not export loadAll'])
})

describe('in check.test.ts', () => {
  test('names an import that a browser page does not have', () => {
    const problems = problemsAfter(
      replace('backstage/check.test.ts', `'#lesson'`, `'#lesson'\nimport 'node:fs'`),
    )
    expect(problems).toEqual([expect.stringContaining('backstage/check.test.ts imports node:fs')])
  })

  test('allows a built-in that the front matter lists', () => {
    const problems = problemsAfter((dir) => {
      replace('backstage/check.test.ts', `'#lesson'`, `'#lesson'\nimport 'node:fs'`)(dir)
      replace('README.md', 'minutes:', 'builtins: [node:fs]\nminutes:')(dir)
    })
    expect(problems).toEqual([])
  })

  test('names what it imports from an answer that the front matter does not list', () => {
    const problems = problemsAfter(
      replace(
        'backstage/check.test.ts',
        '{ loadAll }',
        '{ type Options, loadAll, loadMore as more }',
      ),
    )
    expect(problems).toEqual([
      expect.stringContaining('backstage/check.test.ts imports Options, loadMore from #lesson'),
    ])
  })

  test('names a check that does not look at the answer', () => {
    const problems = problemsAfter(replace('backstage/check.test.ts', '#lesson', './solution.ts'))
    expect(problems).toContain('backstage/check.test.ts does not import #lesson')
  })
})

test('names every file that still says what to write', () => {
  using sample = writeSampleLesson()
  const [claim] = checkWritten(readLessonFiles(sample.lesson()))
  expect(claim).toMatchObject({ holds: false })
  expect(claim?.problem).toMatch(/^still to write: README\.md, demo\.ts, .*wrong\/first\.ts/u)
})

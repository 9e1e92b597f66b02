import { importsOf } from './imports-of.ts'
import { checkImports } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import type { LessonFiles } from './lesson-files.ts'

/** Checks that check.test.ts imports `#lesson`, and can run wherever the course runs. */
export function checkCheck({ check, readme, lesson }: LessonFiles): Claim[] {
  if (check === '') return [claim(false, 'backstage/check.test.ts is missing')]
  const imports = importsOf(check)
  const builtins = builtinsOf(readme)
  const foreign = imports.filter(
    (name) => !checkImports.includes(name) && !builtins.includes(name) && !name.startsWith('./'),
  )
  const more = namesFromAnswer(check).filter((name) => !lesson.exports.includes(name))
  return [
    claim(imports.includes('#lesson'), 'backstage/check.test.ts does not import #lesson'),
    claim(
      more.length === 0,
      `backstage/check.test.ts imports ${more.join(', ')} from #lesson: expected only names that the front ` +
        'matter lists as exports',
    ),
    claim(
      foreign.length === 0,
      `backstage/check.test.ts imports ${foreign.join(', ')}: expected only ${checkImports.join(', ')}, ` +
        'and the Node built-ins that the front matter lists as builtins',
    ),
  ]
}

/** `builtins: [node:http]` in the front matter: the lesson is about that part of Node. */
function builtinsOf(readme: string): string[] {
  const list = /^builtins:\s*\[(?<names>[^\]]*)\]/mu.exec(readme)?.groups?.['names'] ?? ''
  return list
    .split(',')
    .map((name) => name.replaceAll(/['"\s]/gu, ''))
    .filter((name) => name.startsWith('node:'))
}

function namesFromAnswer(check: string): string[] {
  const lists = check.matchAll(/^import(?: type)?\s*\{(?<names>[^}]*)\}\s*from\s*'#lesson'/gmu)
  return [...lists].flatMap(({ groups }) =>
    (groups?.['names'] ?? '')
      .split(',')
      .map((name) => name.trim().replace(/^type\s+|\s+as\s.*$/gu, ''))
      .filter((name) => name !== ''),
  )
}

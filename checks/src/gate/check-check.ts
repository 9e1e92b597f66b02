import { importsOf } from '../house/rooms.ts'
import { checkImports } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import type { LessonFiles } from './lesson-files.ts'

/** check.test.ts: that it looks at `#lesson`, and runs wherever the course runs. */
export function checkCheck({ check, readme }: LessonFiles): Claim[] {
  if (check === '') return [claim(false, 'check.test.ts is missing')]
  const imports = importsOf(check)
  const builtins = builtinsOf(readme)
  const foreign = imports.filter((name) => !checkImports.includes(name) && !builtins.includes(name))
  return [
    claim(imports.includes('#lesson'), 'check.test.ts does not import #lesson'),
    claim(
      foreign.length === 0,
      `check.test.ts imports ${foreign.join(', ')}: expected only ${checkImports.join(', ')}, ` +
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

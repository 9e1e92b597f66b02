import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = new URL('../pages/life-of-a-call.md', import.meta.url)
const links = [...readFileSync(page, 'utf8').matchAll(/\[`(\w+)`\]\(([^)]+\.ts)\)/g)]

test('the page follows a call through about ten files', () => {
  expect(new Set(links.map(([, , file]) => file)).size).toBeGreaterThanOrEqual(10)
  expect(links.length).toBeLessThanOrEqual(15)
})

test.each(links.map(([, name = '', file = '']) => [name, file]))(
  '%s is exported by %s',
  (name, file) => {
    const code = readFileSync(new URL(file, page), 'utf8')
    expect(code).toMatch(new RegExp(`^export (?:async )?(?:function|class|const) ${name}\\b`, 'm'))
  },
)

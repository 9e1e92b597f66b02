import { expect, test } from 'vitest'
import { codeOf } from './code-of.ts'

const demo = String.raw`
export const predict = { act: 'In a row', intro: () => 'In a row' }

export async function demo(stage: Stage): Promise<void> {
  await stage.act('In a row', async (api: MockApi) => {
    const todos: Todo[] = []
    for (const path of paths) {
      todos.push(await load(api.url(path))) // waits here: }
    }

    return todos
  })
  await stage.act('Expression', (api) =>
    Promise.all([
      fetch(api.url('/todos/1')),
    ]),
  )
  await besideTimer('One line', async () => sleep(300), { network: slow })
  const later = 'no code'
  await stage.act('Elsewhere', work)
  await stage.act("It's quoted", ({ origin }): Promise<void> => {
    // oxlint-disable-next-line some-rule
    /* } */ const text = ${'`}${one(`)`)}`'} + '\'}' + "}"
    await using scope = taskScope()
  }, { network })
}
`

test('finds the source of the function after the title', () => {
  expect(codeOf(demo, 'In a row')).toEqual([
    'const todos: Todo[] = []',
    'for (const path of paths) {',
    '  todos.push(await load(api.url(path))) // waits here: }',
    '}',
    '',
    'return todos',
  ])
})

test('finds an expression, and stops before the next argument', () => {
  expect(codeOf(demo, 'Expression')).toEqual([
    'Promise.all([',
    "  fetch(api.url('/todos/1')),",
    '])',
  ])
  expect(codeOf(demo, 'One line')).toEqual(['sleep(300)'])
})

test('is not misled by brackets in strings, templates and comments', () => {
  expect(codeOf(demo, "It's quoted")).toEqual([
    "/* } */ const text = `}${one(`)`)}` + '\\'}' + \"}\"",
    'await using scope = taskScope()',
  ])
})

test.each(['Elsewhere', 'no code', 'No such title', ''])('finds nothing for %j', (title) => {
  expect(codeOf(demo, title)).toEqual([])
})

test('does not throw, wherever the source ends', () => {
  for (let end = 0; end < demo.length; end++) {
    expect(() => codeOf(demo.slice(0, end), 'In a row')).not.toThrow()
  }
})

test('reads Windows line endings', () => {
  expect(codeOf(demo.replaceAll('\n', '\r\n'), 'In a row')).toHaveLength(6)
})

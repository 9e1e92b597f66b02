import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { careful, exploration, makeExplorable, writeOwn } from './explorations.ts'
import { shareHouse } from './shared-house.ts'

const { house, run } = shareHouse()
const dir = path.join(house.lessonsDir, '02-double-it')
const exercise = path.join(dir, 'exercise.ts')

beforeEach(() => rmSync(path.join(house.root, 'own.ts'), { force: true }))

/** Checks that a text fits a terminal of 80 × 24, with the prompt. */
function expectToFit(text: string): void {
  const lines = text.trimEnd().split('\n')
  expect(lines.length).toBeLessThan(24)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
}

describe('a lesson', () => {
  test('makes the exercise, finds the order that breaks it, and plays it again', async () => {
    makeExplorable(house)
    const first = await run('explore 2')
    expect(first).toMatchObject({ code: 1, err: '' })
    const [made = '', found = ''] = first.out.split(/(?<=Edit this file\.\n)/)
    expect(made).toMatch(/^\nMade \S*exercise\.ts/)
    expect(found).toContain(
      "Lesson 02 · Double it\n\n  ✗ With 3 clients, your code must keep every item. In 84 of 90 orders of the\n    answers, it doesn't.\n",
    )
    expect(found).toMatch(
      /The shortest of them.+\n {23}\S.+\n {4}tab 1 \/products\/1 {2}━[^]+tab 3/,
    )
    expect(found).toMatch(
      /\n\n {4}Expected 3 items, but the basket has 1\.\n\nPlay it again: npm run explore 2 -- --schedule 0\n\n$/,
    )
    expectToFit(found)
    const again = await run('explore 2 --schedule 0')
    expect(again.code).toBe(1)
    expect(again.out).toContain(
      "✗ With 3 clients, your code must keep every item. In order 0, it doesn't.",
    )
    expect(again.out).toContain('    Expected 3 items, but the basket has 1.\n')
    expect(barsOf(again.out)).toEqual(barsOf(found))
    expect(again.out).toMatch(/Try every order: npm run explore 2\n\n$/)
  })

  test('explores the exercise and not the starter, and says what holds', async () => {
    makeExplorable(house)
    writeFileSync(exercise, careful)
    const all = await run('explore double-it')
    expect(all).toMatchObject({ code: 0, err: '' })
    expect(all.out).toBe(
      '\nLesson 02 · Double it\n\n  ✓ With 3 clients, your code must keep every item. In all 90 orders of the\n    answers, it does.\n\n' +
        'Check the exercise: npm run check 2\nWith 4 clients: npm run explore 2 -- --clients 4\n\n',
    )
    const one = await run(`explore ${exercise} --schedule 1.0.1`)
    expect(one).toMatchObject({ code: 0, err: '' })
    expect(one.out).toContain('your code must keep every item. In order 1.0.1, it does.\n')
    const alone = await run('explore --clients 1', { cwd: dir })
    expect(alone.out.replaceAll(/\s+/g, ' ')).toContain(
      '✓ With 1 client, your code must keep every item. It does, and it leaves only one order in which',
    )
  })

  test('says how many orders it drew from how many, and by which seed', async () => {
    makeExplorable(house)
    const found = await run('explore 2 --clients 6 --orders 60 --seed 7')
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/In (?:all|\d\d of) \d\d orders that\s+were\s+tried, it doesn't\.\n/)
    expect(found.out).toMatch(
      /\n {4}There are about \d[\d,]*00,000\. Half of the \d\d were drawn at random, with seed 7\.\n/,
    )
    expect(found.out).toContain('npm run explore 2 -- --clients 6 --schedule 0\n')
    expectToFit(found.out.replace(/^\nMade .+\n/, ''))
    writeFileSync(exercise, careful)
    const held = await run('explore 2 --clients 6 --orders 60')
    expect(held.code).toBe(0)
    expect(held.out).toMatch(
      /✓ With 6 clients, [^]+ In all \d\d orders that\s+were\s+tried, it does\.\n/,
    )
    expect(held.out).toContain(
      'Draw others: npm run explore 2 -- --clients 6 --seed 2\n' +
        'Try more: npm run explore 2 -- --clients 6 --orders 600\n',
    )
  })

  test('shows the line of an error that the exercise throws, and why it never ends', async () => {
    makeExplorable(house)
    writeFileSync(exercise, 'export async function double(basket) {\n  basket.list.push(1)\n}\n')
    const thrown = await run('explore 2')
    expect(thrown.code).toBe(1)
    expect(thrown.out).toMatch(/Your code threw `TypeError: [^]+at exercise\.ts:2\n[^]+\^/)
    writeFileSync(exercise, 'export const double = () => new Promise(() => {})\n')
    const stuck = await run('explore 2')
    expect(stuck.code).toBe(1)
    expect(stuck.out).toContain('    Your function never finished: ')
  })

  test('explains an exercise that does not parse, and one that exports something else', async () => {
    makeExplorable(house)
    writeFileSync(exercise, 'export const double = (')
    const broken = await run('explore 2')
    expect(broken.code).toBe(1)
    expect(broken.err).toContain('exercise.ts is not valid TypeScript: line 1, column 24.')
    writeFileSync(exercise, 'export const triple = 3')
    expect((await run('explore 2')).err).toContain('exercise.ts does not export double.')
    writeFileSync(exercise, 'export enum Kind { A }\nexport const double = 2')
    expect((await run('explore 2')).err).toContain('Node only removes its types')
  })
})

function barsOf(text: string): string[] {
  return text.split('\n').filter((line) => line.includes('━'))
}

describe('a file of your own', () => {
  test('needs three exports, and prints what it prints only in a single order', async () => {
    writeOwn(house, { print: "console.log('hello from', 'me')" })
    const all = await run('explore own.ts')
    expect(all).toMatchObject({ code: 0, err: '' })
    expect(all.out).toBe(
      '\nown.ts\n\n  Your code printed something. To read it, play one order with --schedule.\n' +
        '  ✓ Your code must satisfy the property. In all 6 orders of the answers, it\n    does.\n\n',
    )
    const one = await run('explore own.ts --schedule 1')
    expect(one.out).toContain(
      '  Your code printed:\n  │ hello from me\n\n  ✓ Your code must satisfy the property. In order 1, it does.',
    )
  })

  test('may return false or a sentence, and need not know about clients', async () => {
    writeOwn(house, { property: "export const property = (run) => run.value !== '321'" })
    const found = await run('explore ./own.ts')
    expect(found.out).toContain(
      '✗ Your code must satisfy the property. In 1 of 6 orders of the answers, it',
    )
    expect(found.out).toContain('After this order, the property returned false.')
    expect(found.out).toContain('Play it again: npm run explore ./own.ts -- --schedule 2.1\n')
    const property =
      "export const property = (run) => run.value === '321' ? 'It ran backwards.' : undefined"
    writeOwn(house, { property })
    const said = await run('explore own.ts')
    expect(said.out).toMatch(/In 1 of 6 orders [^]+\n\n {4}It ran backwards\.\n\n/)
    const clients = await run('explore own.ts --clients 2')
    expect(clients).toMatchObject({ code: 2, out: '' })
    expect(clients.err).toContain('--clients: own.ts does not export `clients`')
  })

  test.each([
    ['network', '', 'own.ts does not export network. To be explored, it has to export'],
    ['network', "export const network = { latency: 'x' }", 'latency'],
    ['more', "throw new RangeError('at the top')", 'Your code threw `RangeError: at the top`.'],
    ['more', 'await new Promise(() => {})', 'because an `await` at its top level never ends.'],
    ['property', 'export const property = async () => {}', 'must not be async'],
    ['work', 'export const work = () => process.exit(0)', 'Your code calls process.exit()'],
    ['more', 'const a = [1', 'own.ts is not valid TypeScript'],
    [
      'work',
      'export const work = () => process.kill(process.pid)',
      'ended (SIGTERM). Look for a call',
    ],
  ])('refuses what is wrong in %s: %s', async (name, text, message) => {
    writeOwn(house, { [name]: text })
    const { code, out, err } = await run('explore own.ts')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(message)
  })
})

describe('without a lesson', () => {
  test('lists what can be explored', async () => {
    const none = await run('explore')
    expect(none).toMatchObject({ code: 0, err: '' })
    expect(none.out).toMatch(/No lesson can be explored yet\.[^]+npm run explore my-file\.ts/)
    writeFileSync(path.join(dir, 'backstage/explore.ts'), exploration)
    expect((await run('explore')).out).toContain('\n  npm run explore 2       Double it\n')
  })

  test.each([
    ['explore 1', 'Lesson 01 has no exploration. To see its calls: npm run lesson 1'],
    ['explore 9', 'There is no lesson "9".'],
    ['explore none.ts', 'There is no file none.ts in '],
    ['explore 2 3', 'Too many arguments'],
    ['explore 2 --clients 0', '--clients: expected a whole number from 1 to 20; got "0".'],
    ['explore 2 --clients 21', '--clients: expected a whole number from 1 to 20; got "21".'],
    [
      'explore 2 --orders many',
      '--orders: expected a whole number from 1 to 1,000,000; got "many".',
    ],
    ['explore 2 --seed -1', '--seed: expected a whole number such as 7; got "-1".'],
    ['explore 2 --schedule 1,2', '--schedule: expected whole numbers with dots between them'],
    ['explore 2 --schedule 0 --seed 2 --orders 9', 'so --seed and --orders would have no effect.'],
  ])('`%s` is refused: %s', async (command, message) => {
    const { code, out, err } = await run(command)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.replaceAll('\n', ' ')).toContain(message)
  })

  test('an order of other code is refused', async () => {
    makeExplorable(house)
    const { code, err } = await run('explore 2 --schedule 0.7')
    expect(code).toBe(2)
    expect(err).toContain('Cannot replay 0.7: expected 0 to 2 as number 2, got 7.')
  })
})

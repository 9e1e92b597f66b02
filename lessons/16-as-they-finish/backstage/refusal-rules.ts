import { simulate } from '@overlap/mock-server'
import { count, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'

/** A call that can't be right throws, at once or from the first `next()`. */
export async function judgeRefusal(
  call: () => AsyncIterable<unknown>,
  type: typeof RangeError | typeof TypeError,
  { what, help }: { readonly what: string; readonly help: string },
): Promise<void> {
  let got = 0
  const run = await simulate({}, async () => {
    for await (const _ of call()) if ((got += 1) > 9) break
  })
  const ending = {
    fulfilled: `the loop got ${count(got, 'result')}`,
    rejected: `the loop got the error ${shown(run.reason)}`,
    'never-settles': 'the loop waited forever',
  }
  diagnose(run, [
    [
      !(run.reason instanceof type),
      `${what}, and ${ending[run.outcome]}. Throw a ${type.name} that says what was expected: ${help}`,
    ],
  ])
}

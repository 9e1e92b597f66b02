import { isCancel, select } from '@clack/prompts'

/** The result of {@link pickOne} after Escape. */
export const escaped: unique symbol = Symbol('escaped')
/** The result of {@link pickOne} after Ctrl-C. */
export const interrupted: unique symbol = Symbol('interrupted')

/** The options of clack's `select`. */
export type Choices = Parameters<typeof select<string>>[0]

/** Lets the learner pick one of several choices at the terminal. */
export async function pickOne(
  choices: Choices,
): Promise<string | typeof escaped | typeof interrupted> {
  const input = choices.input ?? process.stdin
  let lastKey: string | undefined
  const note = (_: unknown, key: { readonly name?: string } | undefined): void => {
    lastKey = key?.name
  }
  input.on('keypress', note)
  try {
    const picked = await select<string>(choices)
    // clack returns the same value for both keys.
    if (!isCancel(picked)) return picked
    return lastKey === 'escape' ? escaped : interrupted
  } finally {
    input.off('keypress', note)
  }
}

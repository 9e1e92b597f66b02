import { isCancel, select } from '@clack/prompts'

/** The keys that pick nothing. */
export const escaped: unique symbol = Symbol('escaped')
export const interrupted: unique symbol = Symbol('interrupted')

/** What `select` of clack takes. */
export type Choices = Parameters<typeof select<string>>[0]

/** Lets the learner pick one of several at the terminal; `escaped` for Escape, `interrupted` for Ctrl-C. */
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
    // The prompt says of both keys that it was cancelled.
    if (!isCancel(picked)) return picked
    return lastKey === 'escape' ? escaped : interrupted
  } finally {
    input.off('keypress', note)
  }
}

/** What a learner reads about a step that waits in vain. */
export function lateSentence(step: string, seconds: number): string {
  return (
    `"${step}" had not ended after ${seconds} s. ` +
    'Your code is waiting: look for a promise that never settles.'
  )
}

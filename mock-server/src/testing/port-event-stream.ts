/** One message of a stream of server-sent events. */
export interface Message {
  readonly event: string
  readonly data: unknown
}

/** For tests: the messages of a stream, as they come. */
export async function* messagesOf({ body }: Response): AsyncGenerator<Message> {
  let rest = ''
  for await (const piece of body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const match = /^event: (.*)\ndata: (.*)$/.exec(block)
      if (match !== null) yield { event: match[1]!, data: JSON.parse(match[2]!) as unknown }
    }
  }
}

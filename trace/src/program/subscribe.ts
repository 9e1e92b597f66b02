import { subscribe } from 'node:diagnostics_channel'

/** Subscribes to a channel. An error of ours must not end the program that we record, so it is dropped. */
export function listen(channel: string, notice: (message: never) => void): void {
  subscribe(channel, (message) => {
    try {
      notice(message as never)
    } catch {
      // Then a call is missing from the picture, or it has no end.
    }
  })
}

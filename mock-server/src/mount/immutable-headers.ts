interface Setters {
  append(name: string, value: string): void
  delete(name: string): void
  set(name: string, value: string): void
}

/** `Headers` as a class with methods. */
const PlatformHeaders = Headers as unknown as new (
  init: Readonly<Record<string, string>>,
) => Omit<Headers, keyof Setters> & Setters

/** Headers that cannot be changed, like those of a fetched response. */
export class ImmutableHeaders extends PlatformHeaders implements Setters {
  override append(name: string, value: string): never {
    // For an invalid header, the platform throws its own error.
    new Headers().append(name, value)
    throw new TypeError('immutable')
  }

  override delete(name: string): never {
    new Headers().delete(name)
    throw new TypeError('immutable')
  }

  override set(name: string, value: string): never {
    new Headers().set(name, value)
    throw new TypeError('immutable')
  }
}

Object.defineProperty(ImmutableHeaders.prototype, 'constructor', { value: Headers })

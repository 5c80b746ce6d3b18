import { randomBytes } from 'node:crypto'

/** Who is signed in, by token. */
export class Sessions {
  readonly #open = new Set<string>()

  open(token = randomBytes(24).toString('base64url')): string {
    this.#open.add(token)
    return token
  }

  has(token: string | undefined): boolean {
    return token !== undefined && this.#open.has(token)
  }

  /** The session of an `Authorization` header such as `Bearer …`. */
  hasBearer(header: string | undefined, scheme = 'Bearer'): boolean {
    return header?.startsWith(`${scheme} `) === true && this.has(header.slice(scheme.length + 1))
  }

  end(token: string | undefined): void {
    if (token !== undefined) this.#open.delete(token)
  }

  endAll(): void {
    this.#open.clear()
  }
}

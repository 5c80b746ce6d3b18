import { SecretValue } from '../../secret-value.ts'

const mostCookies = 50
const longestCookie = 4_096
const cookiePair = /^([!#$%&'*+\-.^_`|~\w]+)=([!-:<-~]*)$/u

/** The cookies of one session at one host: in memory only, sent to nobody else, and gone with the session. */
export class CookieJar {
  readonly #cookies = new Map<string, SecretValue>()

  get isEmpty(): boolean {
    return this.#cookies.size === 0
  }

  /** Takes what an answer sets, changes or takes back. Where a cookie may go beyond this host is nobody's business here. */
  take(setCookies: readonly string[], now: number): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const [, name, value = ''] = cookiePair.exec(pair) ?? []
      if (name === undefined || pair.length > longestCookie) continue
      this.#cookies.get(name)?.wipe()
      this.#cookies.delete(name)
      if (!isOver(attributes, now) && this.#cookies.size < mostCookies) {
        this.#cookies.set(name, SecretValue.of(value))
      }
    }
  }

  /** The value of a cookie; `null` when there is none. */
  get(name: string): SecretValue | null {
    return this.#cookies.get(name) ?? null
  }

  /** The `Cookie` header; `null` when there is nothing to send. */
  header(): SecretValue | null {
    if (this.isEmpty) return null
    const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value.reveal()}`)
    return SecretValue.of(pairs.join('; '))
  }

  wipe(): void {
    for (const value of this.#cookies.values()) value.wipe()
    this.#cookies.clear()
  }
}

function isOver(attributes: readonly string[], now: number): boolean {
  const valueOf = (name: string) =>
    attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  // Max-Age wins over Expires (RFC 6265, 5.3).
  const maxAge = valueOf('max-age')
  if (maxAge !== undefined && /^-?\d+$/u.test(maxAge)) return Number(maxAge) <= 0
  const expires = Date.parse(valueOf('expires') ?? '')
  return !Number.isNaN(expires) && expires <= now
}

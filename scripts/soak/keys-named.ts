interface Login {
  readonly url: string
  readonly email: string
  readonly password: string
}

interface KeyPage {
  readonly items: readonly { readonly id: string; readonly name: string }[]
  readonly next_cursor: string | null
}

// By server and not by address: the next one may listen at the port of the last.
const access = new WeakMap<Login, { readonly token: string; readonly until: number }>()

/** Ids of the keys with this name, asked at the server itself, page by page. */
export async function keysNamed(name: string, server: Login): Promise<string[]> {
  const headers = { Authorization: `Bearer ${await accessTo(server)}` }
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await fetch(`${server.url}/api/v1/api-keys?limit=1000${query}`, { headers })
    if (answer.status !== 200) throw new Error(`the list was answered with ${String(answer.status)}`)
    const page = (await answer.json()) as KeyPage
    ids.push(...page.items.filter((key) => key.name === name).map(({ id }) => id))
    cursor = page.next_cursor
  }
  return ids
}

/** One sign-in for many questions. */
async function accessTo(server: Login): Promise<string> {
  const known = access.get(server)
  if (known && known.until > Date.now()) return known.token
  const { url, email, password } = server
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password })
  })
  const { access_token: token, expires_in } = (await answer.json()) as {
    access_token: string
    expires_in: number
  }
  access.set(server, { token, until: Date.now() + expires_in * 500 })
  return token
}

import { afterEach, expect, test } from 'vitest'
import type { CorpusServer } from '../plumbing/corpus-server.ts'
import { JudgedServer, textAt, type Answer } from '../testing/judged-server.ts'
import { tellStory, type Teller } from '../testing/story.ts'
import { startSpringServer } from './spring-server.ts'

const keysPath = '/api/organization/api-keys'
let server: CorpusServer

afterEach(async () => {
  await server.stop()
})

async function teller(): Promise<Teller> {
  server = await startSpringServer()
  const http = await JudgedServer.of(server, '3.0', { notDocumented: [401] })
  let headers: Record<string, string> = {}
  return {
    server,
    shape: { rows: '', id: 'id', name: 'displayName', createdId: 'id', value: 'rawKey' },
    signIn: async (password) => {
      const json = { username: server.admin.login, password }
      const answer = await http.call('POST', '/api/auth/login', { json })
      if (answer.status === 200) headers = { Authorization: `Bearer ${textAt(answer.json, 'token')}` }
      return answer
    },
    list: async () => {
      const answers: Answer[] = []
      let path: string | undefined = keysPath
      while (path !== undefined) {
        const answer = await http.call('GET', path, { headers })
        answers.push(answer)
        const [, next] = /<([^>]*)>; rel="next"/.exec(answer.headers.get('Link') ?? '') ?? []
        path = next?.slice(server.baseUrl.length)
      }
      return answers
    },
    create: (displayName) =>
      http.call('POST', keysPath, { headers, json: { displayName }, wrong: displayName === '' }),
    revoke: (id) => http.call('POST', `${keysPath}/${id}/revoke`, { headers }),
    use: (value) => http.call('GET', '/api/reviews', { headers: { 'X-API-KEY': value } })
  }
}

test('the whole story, as the document tells it', async () => {
  await tellStory(await teller(), { pages: 4 })
})

test('revoked keys are listed when asked for', async () => {
  const { signIn } = await teller()
  const token = textAt((await signIn(server.admin.password)).json, 'token')
  const answer = await fetch(`${server.baseUrl}${keysPath}?includeRevoked=true&size=100`, {
    headers: { Authorization: `Bearer ${token}` }
  })
  expect(JSON.stringify(await answer.json()).match(/"REVOKED"/g)).toHaveLength(5)
})

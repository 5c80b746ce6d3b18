/** Servers that the app has never seen: what it finds out by itself, what it asks, and what one can see and change. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { appearances, faultsOf, setAppearance } from './accessibility/inspect.ts'
import { readClipboard } from './desktop/clipboard.ts'
import type { KeysApp } from './fixtures/keys-app.ts'
import { expect, test } from './fixtures/test.ts'
import { corpus } from './servers/corpus/corpus.ts'
import type { CorpusServer } from './servers/corpus/plumbing/corpus-server.ts'
import { tokenFromTheWebPage } from './servers/corpus/quarkus/quarkus-server.ts'
import { FaultProxy } from './servers/fault-proxy.ts'

const run = promisify(execFile)
const keys = /\/api-keys(?:\/issue)?$/u

/** Signs in as a person would: with the password, or with the token of a session on the web page. */
async function signIn({ page, screens }: KeysApp, server: CorpusServer, typed: string): Promise<void> {
  const { signIn, welcome } = screens
  await welcome.goToSignIn()
  await signIn.signIn({ url: typed, email: server.admin.login, password: server.admin.password })
  await expect(signIn.token.or(signIn.questions.first()).or(screens.inventory.heading)).toBeVisible({
    timeout: 30_000
  })
  if (!(await signIn.token.isVisible())) return
  await expect(signIn.token).toBeFocused()
  const token = await tokenFromTheWebPage(server, server.admin.password)
  await page.keyboard.type(token ?? 'no token')
  await page.keyboard.press('Enter')
}

test.describe('the whole story at a server of the style of', () => {
  test.describe.configure({ timeout: 120_000 })

  for (const [style, start] of Object.entries(corpus)) {
    test(style, async ({ app }, testInfo) => {
      const { screens } = app
      const name = `ci-${style}-story`
      const server = await start()
      const { ledger } = server
      const told = { style, foundByItself: false, questions: 0, gets: 0, story: false }
      try {
        await test.step('sign in: nothing but GETs goes out before', async () => {
          await signIn(app, server, server.baseUrl)
          told.questions = await screens.signIn.questions.count()
          const before = server.requests.findIndex(({ method }) => method !== 'GET')
          told.gets = before === -1 ? server.requests.length : before
          expect(told.questions).toBe(0)
          told.foundByItself = true
        })

        await test.step('every page of the list', async () => {
          await screens.inventory.showAll()
          await expect(screens.inventory.heading).toHaveText(
            new RegExp(`^Inventory ${ledger.unrevoked.length} `, 'u')
          )
          expect(ledger.createCount + ledger.revokeCount).toBe(0)
        })

        const value = await test.step('create and copy', async () => {
          await screens.createUntilSecretStep(name)
          await screens.secret.copy()
          const copied = await readClipboard()
          expect(ledger.createCount).toBe(1)
          expect(ledger.all.find((key) => key.name === name)?.value).toBe(copied)
          return copied
        })

        const call = await test.step('another program uses it, with its header', async () => {
          await screens.secret.copyAs('curl command')
          const line = await readClipboard()
          expect(line).toContain(value)
          expect(await statusOf(line)).toBe(200)
          expect(ledger.usesOf(value)).toHaveLength(1)
          return line
        })

        await test.step('revoke, and 401', async () => {
          await screens.secret.close()
          await screens.inventory.openRevoke(name)
          await screens.revoke.revoke()
          await expect(screens.revoke.dialog).toBeHidden()
          expect(ledger.revokeCount).toBe(1)
          expect(await statusOf(call)).toBe(401)
          await expect(screens.inventory.row(name)).toBeHidden()
        })
        told.story = true
      } finally {
        await testInfo.attach('told', { body: JSON.stringify(told), contentType: 'application/json' })
        process.stdout.write(`${JSON.stringify(told)}\n`)
        await server.stop()
      }
    })
  }
})

test('where one signs in through the web page only, a pasted token is asked for and kept in memory only', async ({
  newApp
}) => {
  const app = await (await newApp()).start()
  const { page, screens } = app
  const server = await corpus.quarkus()
  try {
    await screens.welcome.goToSignIn()
    await screens.signIn.signIn({ url: server.baseUrl, email: server.admin.login, password: 'typed' })
    await expect(screens.signIn.token).toBeFocused()
    await expect(screens.signIn.token).toHaveAccessibleDescription(
      /sign-in happens only through the web page.*stays in memory/u
    )
    expect(await faultsOf(page)).toEqual([])
    // The password went nowhere, and it is there again when another server is meant.
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true)

    await page.keyboard.type('not-a-session')
    await page.keyboard.press('Enter')
    await expect(screens.signIn.token).toHaveAccessibleDescription(/doesn't accept this session token/u)
    const token = (await tokenFromTheWebPage(server, server.admin.password)) ?? ''
    await screens.signIn.token.fill(token)
    await page.keyboard.press('Enter')
    await screens.inventory.showAll()

    await test.step('no file has it, and the next start asks for it at once', async () => {
      await app.quitAndWait()
      const found = await run('grep', ['-rlF', token, app.configFolder]).catch(
        (cause: unknown) => cause as { code: number; stdout: string }
      )
      expect(found).toMatchObject({ code: 1, stdout: '' })
      await app.start()
      await app.page
        .getByRole('button', { name: new RegExp(new URL(server.baseUrl).host, 'u') })
        .first()
        .click()
      await expect(app.screens.signIn.token).toBeFocused()
    })
  } finally {
    await server.stop()
  }
})

/** The status that a line of the shell is answered with. */
async function statusOf(curlLine: string): Promise<number> {
  const { stdout } = await run('sh', ['-c', `${curlLine} -sS -o /dev/null -w '%{http_code}'`])
  return Number(stdout)
}

test.describe('a reference in front of the real Hygiara', () => {
  let proxy: FaultProxy

  test.beforeEach(async ({ hygiara }) => {
    proxy = await FaultProxy.inFrontOf(hygiara.url)
  })
  test.afterEach(() => proxy.stop())

  const changes = () => proxy.arrivals.filter(({ method, path }) => method !== 'GET' && keys.test(path))

  test('that describes two ways to create a key is asked about, and nothing is created before the answer', async ({
    app,
    hygiara
  }) => {
    const { page, screens } = app
    proxy.rewrite = (path, body) => (path === '/openapi.json' ? withSecondCreate(body) : body)
    await screens.welcome.goToSignIn()
    const { signIn } = screens
    await signIn.signIn({ ...hygiara, url: proxy.url })
    const question = signIn.question('Which of these creates an API key?')
    await expect(question).toBeVisible()
    await expect(question.getByRole('radio')).toHaveText([
      /Create a key\s*POST \/api\/v1\/api-keys/u,
      /Issue an API key\s*POST \/api\/v1\/api-keys\/issue/u,
      /None of these/u
    ])
    await expect(question.getByRole('radio').first()).toBeFocused()
    // The question came before the password went anywhere, and nothing that was typed is lost.
    expect(proxy.arrivals.every(({ method }) => method === 'GET')).toBe(true)
    await expect(signIn.email).toHaveValue(hygiara.email)
    await expect(signIn.password).toHaveValue(hygiara.password)
    expect(await faultsOf(page)).toEqual([])

    await test.step('without an answer it does not go on', async () => {
      await signIn.submit()
      await expect(question).toContainText('Choose one, or None of these.')
      expect(proxy.arrivals.every(({ method }) => method === 'GET')).toBe(true)
    })
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await screens.inventory.showAll()
    expect(changes()).toEqual([])

    await screens.createUntilSecretStep('ci-answered')
    await screens.secret.copy()
    await screens.secret.close()
    expect(changes()).toEqual([{ method: 'POST', path: '/api/v1/api-keys' }])

    await test.step('the page says who chose it', async () => {
      await screens.endpoints.open()
      await expect(screens.endpoints.part('Create a key')).toContainText('Chosen by you')
    })
  })

  test('is shown part by part; choosing, testing and looking again go by keyboard', async ({
    app,
    hygiara
  }) => {
    const { page, screens, electron } = app
    const { endpoints } = screens
    await screens.connect({ ...hygiara, url: proxy.url })
    await endpoints.open()
    await expect(endpoints.part('List keys')).toContainText('GET /api/v1/api-keys')
    await expect(endpoints.part('Create a key')).toContainText('Found')
    await expect(endpoints.fields).toContainText('items[].key_prefix')
    await expect(endpoints.fields).toContainText('Not reported')
    await test.step('no fault that axe knows, with the reasons open', async () => {
      await endpoints.part('Create a key').getByRole('button', { name: 'Why: Create a key' }).press('Enter')
      for (const appearance of appearances) {
        await setAppearance(electron, page, appearance)
        expect(await faultsOf(page, appearance), appearance).toEqual([])
      }
      await setAppearance(electron, page, 'light')
    })

    await test.step('each read is tried by itself', async () => {
      await endpoints.part('List keys').getByRole('button', { name: 'Test List keys' }).press('Enter')
      await expect(endpoints.part('List keys')).toContainText(/200, \d+ keys on the first page/u)
      await endpoints.test('Who is signed in')
      await expect(endpoints.part('Who is signed in')).toContainText(`200, ${hygiara.email}`)
      await endpoints.test('Test a key')
      await expect(endpoints.part('Test a key')).toContainText('401 without a key, as it must be')
      expect(changes()).toEqual([])
    })

    await test.step('what cannot create keys is refused, and what was there stays', async () => {
      await endpoints.part('Create a key').getByRole('button', { name: 'Change Create a key' }).press('Enter')
      await expect(endpoints.search).toBeFocused()
      await page.keyboard.type('logout')
      await expect(endpoints.options).toHaveText([/\/auth\/logout/u, /None of these/u])
      expect(await faultsOf(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect(endpoints.confirm.getByRole('button', { name: 'Back' })).toBeFocused()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect(endpoints.picker).toContainText("can't be used for “Create a key”")
    })
    await test.step('None of these turns creating off', async () => {
      await endpoints.search.fill('nothing like this')
      await endpoints.search.press('Enter')
      await expect(endpoints.picker).toBeHidden()
      await expect(endpoints.part('Create a key')).toContainText('Creating keys is off.')
      expect(changes()).toEqual([])
    })
    await test.step('and the request turns it on again, after a confirmation', async () => {
      await endpoints.change('Create a key')
      await page.keyboard.type('create a key')
      await page.keyboard.press('Enter')
      await endpoints.confirm.getByRole('button', { name: 'Use this request' }).click()
      await expect(endpoints.part('Create a key')).toContainText('Chosen by you')
      expect(changes()).toEqual([])
    })

    await test.step('what changed in the reference is listed', async () => {
      proxy.rewrite = (path, body) => (path === '/openapi.json' ? withOtherRevoke(body) : body)
      await endpoints.lookAgainButton.press('Enter')
      await expect(endpoints.changes).toContainText('Revoke a key.')
      await expect(endpoints.part('Create a key')).toContainText('Chosen by you')
      await expect(endpoints.part('Revoke a key')).toContainText('/revoke')
    })
  })

  test('that is not there is said to be missing, and the usual addresses work', async ({ app, hygiara }) => {
    const { screens } = app
    proxy.break('404', 'GET', /^\/(?!api\/v1\/(?:api-keys|auth))/u)
    await screens.connect({ ...hygiara, url: proxy.url })
    await screens.endpoints.open()
    await expect(screens.endpoints.banners.first()).toContainText('This server publishes no reference.')
    await expect(screens.endpoints.part('Create a key')).toContainText('Usual address')
  })
})

type Document = { paths: Record<string, Record<string, object>> }

function withSecondCreate(body: string): string {
  const document = JSON.parse(body) as Document
  const { post = {} } = document.paths['/api/v1/api-keys'] ?? {}
  document.paths['/api/v1/api-keys/issue'] = {
    post: { ...post, summary: 'Issue an API key', operationId: 'issue' }
  }
  return JSON.stringify(document)
}

function withOtherRevoke(body: string): string {
  const document = JSON.parse(body) as Document
  const item = document.paths['/api/v1/api-keys/{id}'] ?? {}
  document.paths['/api/v1/api-keys/{id}'] = {}
  document.paths['/api/v1/api-keys/{id}/revoke'] = { ...item, post: item['delete'] ?? {} }
  delete document.paths['/api/v1/api-keys/{id}/revoke']['delete']
  return JSON.stringify(document)
}

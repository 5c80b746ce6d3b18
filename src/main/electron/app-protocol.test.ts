import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ProtocolResponse } from 'electron'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createAppServer, declareAppScheme, startPage } from './app-protocol.ts'

const electron = vi.hoisted(() => ({ schemes: [] as unknown[] }))
vi.mock('electron', () => ({
  protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => electron.schemes.push(...schemes) }
}))

let folder: string
let answer: ReturnType<typeof createAppServer>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygiara-keys-page-'))
  const built = join(folder, 'renderer')
  mkdirSync(join(built, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.js'), 'outside')
  writeFileSync(join(built, 'index.html'), '<!doctype html><title>Hygiara Keys</title>')
  writeFileSync(join(built, 'assets', 'index-B7Qx2m.js'), 'export {}')
  writeFileSync(join(built, 'assets', 'index-B7Qx2m.css'), 'body {}')
  writeFileSync(join(built, 'assets', 'inter.woff2'), 'font')
  writeFileSync(join(built, 'assets', 'logo.svg'), '<svg/>')
  writeFileSync(join(built, 'assets', 'index.js.map'), '{}')
  writeFileSync(join(built, 'assets', 'data.json'), '{}')
  answer = createAppServer(built, Promise.resolve())
  writeFileSync(join(built, 'later.js'), 'written after the start')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A request as Electron passes it on: its address is a text that nothing has tidied up. */
const ask = (url: string, method = 'GET') => answer({ url, method })

const textOf = async ({ data }: ProtocolResponse) =>
  data instanceof Readable ? Buffer.concat((await data.toArray()) as Buffer[]).toString() : undefined

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'; " +
  "object-src 'none'; worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

test('a script is handed out once it may run, everything else at once', async () => {
  let mayRun: () => void = () => undefined
  const early = createAppServer(join(folder, 'renderer'), new Promise<void>((resolve) => (mayRun = resolve)))
  const get = (url: string) => early({ url, method: 'GET' })
  const script = get('app://hygiara/assets/index-B7Qx2m.js')
  expect((await get(startPage)).statusCode).toBe(200)
  const waited = new Promise((resolve) => setTimeout(() => resolve('waiting'), 30))
  expect(await Promise.race([script, waited])).toBe('waiting')
  mayRun()
  expect((await script).statusCode).toBe(200)
})

describe('a file of the app', () => {
  test.each([
    [startPage, 'text/html; charset=utf-8', '<!doctype html><title>Hygiara Keys</title>'],
    ['app://hygiara/assets/index-B7Qx2m.js', 'text/javascript; charset=utf-8', 'export {}'],
    ['app://hygiara/assets/index-B7Qx2m.css', 'text/css; charset=utf-8', 'body {}'],
    ['app://hygiara/assets/logo.svg', 'image/svg+xml', '<svg/>'],
    ['app://hygiara/assets/inter.woff2', 'font/woff2', 'font']
  ])('%s is served with its type and the policy', async (url, type, body) => {
    const response = await ask(url)
    expect(response.statusCode).toBe(200)
    expect(await textOf(response)).toBe(body)
    expect(response.mimeType).toBe(type.split(';')[0])
    expect(response.headers).toEqual({
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin'
    })
  })
})

describe('everything else is refused', () => {
  test.each([
    'app://hygiara',
    'app://hygiara/',
    'app://hygiara/missing.js',
    'app://hygiara/later.js',
    'app://hygiara/assets',
    'app://hygiara/assets/',
    'app://hygiara//index.html',
    'app://hygiara/./index.html',
    'app://hygiara/index.html/',
    'app://hygiara/index.html?x=1',
    'app://hygiara/index.html#top',
    'app://hygiara/INDEX.html',
    'app://hygiara/index.htm%6c',
    'app://hygiara/index.html%00',
    'app://hygiara/assets\\index-B7Qx2m.js',
    'app://hygiara/../secret.js',
    'app://hygiara/assets/../../secret.js',
    'app://hygiara/%2e%2e/secret.js',
    'app://hygiara/..%2fsecret.js',
    'app://hygiara/..%5csecret.js',
    'app://hygiara/assets/index.js.map',
    'app://hygiara/assets/data.json',
    'app://evil/index.html',
    'app://hygiara.evil/index.html',
    'app://HYGIARA/index.html',
    'app://hygiara:80/index.html',
    'app://user@hygiara/index.html',
    'app:/index.html',
    'file:///etc/passwd',
    'https://hygiara/index.html',
    ''
  ])('%j', async (url) => {
    const response = await ask(url)
    expect(response.statusCode).toBe(404)
    expect(await textOf(response)).toBe('')
    expect(response.headers?.['Content-Security-Policy']).toBe(policy)
  })

  test('an address of the file system', async () => {
    expect((await ask(`app://hygiara${join(folder, 'secret.js')}`)).statusCode).toBe(404)
    expect((await ask(`app://hygiara/${join(folder, 'renderer', 'index.html')}`)).statusCode).toBe(404)
  })

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])('the method %s', async (method) => {
    const response = await ask(startPage, method)
    expect(response.statusCode).toBe(405)
    expect(await textOf(response)).toBe('')
  })
})

test('the scheme is a secure origin of its own, and its pages are bound by their policy', () => {
  declareAppScheme()
  expect(electron.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
})

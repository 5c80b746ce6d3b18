import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { uiOrigin } from '../ipc/sender-guard.ts'

export const startPage = `${uiOrigin}/index.html`

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "worker-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join('; ')

const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin'
}

// net::ERR_FAILED
const failed = -2

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
}

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/**
 * Serves the built screens in `folder` at `app://hygiara/`, to this session only.
 * @param mayRunScripts scripts are not handed out before it resolves
 */
export function serveApp(session: Session, folder: string, mayRunScripts: Promise<unknown>): void {
  const answer = createAppServer(folder, mayRunScripts)
  // `handle`, which is to replace it, brings Node's fetch along: a tenth of what a start takes (ADR 15). And a buffer
  // would be sent with leave for every origin to read it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Electron 33 to 45 have it
  session.protocol.registerStreamProtocol('app', (request, send) => {
    void answer(request).then(send, () => {
      send({ error: failed })
    })
  })
}

/** The part of a request that is looked at. */
export type PageRequest = Pick<ProtocolRequest, 'method' | 'url'>

/**
 * Answers requests for the files that are in `folder` now. The address is looked up among them and never joined to
 * a path, so there is no way out of the folder.
 */
export function createAppServer(
  folder: string,
  mayRunScripts: Promise<unknown>
): (request: PageRequest) => Promise<ProtocolResponse> {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`${uiOrigin}/${relative(folder, path).split(sep).join('/')}`, path])
  )
  return async ({ method, url }) => {
    if (method !== 'GET') return refusal(405)
    const path = files.get(url)
    const type = contentTypes[extname(url)]
    if (path === undefined || type === undefined) return refusal(404)
    const [data] = await Promise.all([readFile(path), path.endsWith('.js') ? mayRunScripts : null])
    const headers = { ...commonHeaders, 'Content-Type': type }
    return {
      statusCode: 200,
      mimeType: type.split(';', 1)[0] ?? type,
      headers,
      data: Readable.from([data], { objectMode: false })
    }
  }
}

function refusal(statusCode: number): ProtocolResponse {
  return { statusCode, headers: commonHeaders, data: Readable.from([]) }
}

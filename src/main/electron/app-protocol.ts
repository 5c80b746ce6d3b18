import { protocol, type Session } from 'electron'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
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
 * @param mayRunScripts scripts are not handed out before it resolves: what they ask could not be answered yet
 */
export function serveApp(session: Session, folder: string, mayRunScripts: Promise<unknown>): void {
  const answer = createAppServer(folder, mayRunScripts)
  session.protocol.handle('app', answer)
}

/**
 * Answers requests for the files that are in `folder` now. The address is looked up among them and never joined to
 * a path, so there is no way out of the folder.
 */
export function createAppServer(
  folder: string,
  mayRunScripts: Promise<unknown>
): (request: Request) => Promise<Response> {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`${uiOrigin}/${relative(folder, path).split(sep).join('/')}`, path])
  )
  return async (request) => {
    if (request.method !== 'GET') return refusal(405)
    const path = files.get(request.url)
    const contentType = contentTypes[extname(request.url)]
    if (path === undefined || contentType === undefined) return refusal(404)
    const [body] = await Promise.all([readFile(path), path.endsWith('.js') ? mayRunScripts : null])
    return new Response(body, { headers: { ...commonHeaders, 'Content-Type': contentType } })
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: commonHeaders })
}

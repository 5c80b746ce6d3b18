import { expect, test, vi } from 'vitest'

test('variables that open an admin session to others are gone before anything else runs, the rest stays', async () => {
  const dangerous = [
    'SSLKEYLOGFILE',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'NODE_DEBUG',
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'ELECTRON_ENABLE_STACK_DUMPING'
  ]
  for (const name of dangerous) vi.stubEnv(name, '1')
  vi.stubEnv('XDG_CURRENT_DESKTOP', 'KDE')
  await import('./environment.ts')
  for (const name of dangerous) expect(process.env).not.toHaveProperty(name)
  expect(process.env['XDG_CURRENT_DESKTOP']).toBe('KDE')
})

test('it is the first thing that main imports', async () => {
  const { readFileSync } = await import('node:fs')
  const source = readFileSync(new URL('../index.ts', import.meta.url), 'utf8')
  expect(/^import .*$/mu.exec(source)?.[0]).toBe("import './electron/environment.ts'")
})

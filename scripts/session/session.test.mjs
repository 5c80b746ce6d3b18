import { describe, expect, it } from 'vitest'
import { sessionEnvironment } from './session-environment.mjs'
import { movePaths } from './staging.mjs'
import { createXAuthority } from './x-authority.mjs'

describe('the environment of a session', () => {
  const session = { folder: '/tmp/s', user: 'someone', toolPath: '/tools' }

  it('inherits time zone and language, and neither tokens nor the desktop of the person', () => {
    const outer = {
      TZ: 'Asia/Kolkata',
      LC_ALL: 'de_DE.UTF-8',
      PWD: '/work',
      DISPLAY: ':0',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
      SOME_TOKEN: 'secret'
    }
    const env = sessionEnvironment(session, outer)
    expect(env).toMatchObject({ TZ: 'Asia/Kolkata', LC_ALL: 'de_DE.UTF-8', LANG: 'C.UTF-8', PATH: '/tools' })
    for (const name of ['PWD', 'DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'SOME_TOKEN']) {
      expect(env).not.toHaveProperty(name)
    }
  })

  it('has its own folders, even inside another session', () => {
    const outer = { HOME: '/root', HYGIARA_KEYS_RESULTS: '/other', HYGIARA_KEYS_SESSION: '/other' }
    const env = sessionEnvironment(session, outer, { HYGIARA_KEYS_SESSION: '/extra', EXTRA: '1' })
    expect(env).toMatchObject({
      HOME: '/tmp/s/home',
      HYGIARA_KEYS_RESULTS: '/tmp/s/results',
      HYGIARA_KEYS_SESSION: '/tmp/s',
      EXTRA: '1'
    })
  })
})

describe('paths into a staged checkout', () => {
  it.each([
    ['/work/app', '/tmp/s/checkout'],
    ['/work/app/out:/usr/bin', '/tmp/s/checkout/out:/usr/bin'],
    ['/work/app-two/out', '/work/app-two/out'],
    ['--grep', '--grep']
  ])('%s becomes %s', (text, moved) => {
    expect(movePaths(text, '/work/app', '/tmp/s/checkout')).toBe(moved)
  })
})

it('an X cookie fits every display and is never the same', () => {
  const authority = createXAuthority()
  // family wild, no address, no number, the method's name, sixteen bytes
  expect(authority.subarray(0, 26).toString('latin1')).toBe('\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1')
  expect(authority.readUInt16BE(26)).toBe(16)
  expect(authority).toHaveLength(44)
  expect(createXAuthority()).not.toEqual(authority)
})

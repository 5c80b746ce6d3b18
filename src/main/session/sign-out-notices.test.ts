import { expect, test } from 'vitest'
import { err } from '../../shared/result.ts'
import { signedIn } from '../testing/signed-in.ts'

test('whoever signs out while the server cannot be told is told so', async () => {
  const { session, hygiara, events } = await signedIn()
  hygiara.failNext('signOut', { code: 'server_error', status: 503, requestId: null })
  await session.signOut()
  expect(session.topic.value.state).toBe('signed-out')
  expect(events.of('notices:changed').at(-1)?.value).toMatchObject([{ kind: 'session-left-at-server' }])
})

test('a sign-out that the server knows of needs no words', async () => {
  const { session, events } = await signedIn()
  await session.signOut()
  expect(events.of('notices:changed')).toEqual([])
  await expect(session.reading(() => Promise.resolve(err({ code: 'cancelled' })))).resolves.toEqual(
    err({ code: 'not_signed_in' })
  )
})

import { expect, test } from 'vitest'
import { ConnectionService } from '../session/connection-service.ts'
import { signedIn } from '../testing/signed-in.ts'
import { InventoryService } from './inventory-service.ts'
import { Reconnecting } from './reconnecting.ts'

async function world() {
  const { clock, hygiara, events, session } = await signedIn()
  const connection = new ConnectionService(events.publish)
  const inventory = new InventoryService(session, clock, events.publish)
  new Reconnecting(connection, session, inventory, () => Promise.resolve(), clock)
  return { clock, hygiara, session, connection }
}

test('asks again with growing pauses while nobody answers', async () => {
  const { clock, hygiara, connection } = await world()
  connection.unanswered()
  connection.unanswered()
  await clock.advance(3_000)
  expect(hygiara.calls).toEqual(['readUser'])
  await clock.advance(5_000)
  expect(hygiara.calls).toEqual(['readUser', 'readUser'])
  await clock.advance(60_000)
  expect(hygiara.calls.length).toBeLessThanOrEqual(5)
})

test('reads the list as soon as somebody answers, and stops asking', async () => {
  const { clock, hygiara, connection } = await world()
  connection.unanswered()
  hygiara.answers.readUser.close()
  await clock.advance(3_000)
  connection.answered(0)
  hygiara.answers.readUser.open()
  await clock.advance(0)
  expect(hygiara.calls).toContain('listKeys')
  const asked = hygiara.calls.length
  await clock.advance(120_000)
  expect(hygiara.calls).toHaveLength(asked)
})

test('asks nothing on behalf of somebody who has signed out', async () => {
  const { clock, hygiara, session, connection } = await world()
  connection.unanswered()
  await session.signOut()
  hygiara.calls.length = 0
  await clock.advance(120_000)
  expect(hygiara.calls).toEqual([])
})

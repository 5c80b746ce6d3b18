import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { commands, type CommandChannel } from '../../shared/ipc-contract.ts'
import { done, err, ok } from '../../shared/result.ts'
import { answerCommand } from './answer-command.ts'
import type { Handlers } from './handlers.ts'

const channels = Object.keys(commands) as CommandChannel[]

/** Handlers that note what they were asked. */
function recordedHandlers() {
  const asked: { readonly channel: CommandChannel; readonly request: unknown }[] = []
  const handlers = Object.fromEntries(
    channels.map((channel) => [
      channel,
      (request: unknown) => {
        asked.push({ channel, request })
        return done
      }
    ])
  ) as unknown as Handlers
  return { asked, handlers }
}

const noIncident = () => {
  throw new Error('nobody should report an incident')
}

/** Values of the right kind in the wrong place, besides everything else that can cross the bridge. */
const hostile = fc.oneof(
  fc.anything({
    withNullPrototype: true,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true
  }),
  fc.dictionary(
    fc.constantFrom(
      'id',
      'handle',
      'name',
      'expiry',
      'offset',
      'choice',
      'reason',
      'theme',
      'serverUrl',
      'email',
      'password',
      'staysSignedIn',
      'withSampleData',
      'replacesExisting',
      '__proto__',
      'constructor'
    ),
    fc.anything()
  ),
  fc.string().map((text) => JSON.parse(`{"__proto__": {"id": ${JSON.stringify(text)}}}`) as unknown)
)

describe.each(channels)('%s', (channel) => {
  test('never throws, and acts on nothing that does not fit', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (payload) => {
        const { asked, handlers } = recordedHandlers()
        const fits = commands[channel].request.safeParse(payload).success
        const answer = await answerCommand(channel, payload, handlers, noIncident)
        if (fits) {
          expect(asked.map((each) => each.channel)).toEqual([channel])
        } else {
          expect(asked).toEqual([])
          expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
        }
        expect(Object.prototype).not.toHaveProperty('id')
      }),
      { numRuns: 100 }
    )
  })
})

test('a refused request names places and rules, never what was typed', async () => {
  const { handlers } = recordedHandlers()
  const typed = 'hrdly_typed-into-the-wrong-field'
  const answer = await answerCommand(
    'api-keys:create',
    { name: typed.repeat(100), expiry: { kind: typed, day: 7 }, notes: typed, [typed]: 1 },
    handlers,
    noIncident
  )
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  expect(JSON.stringify(answer)).not.toContain('hrdly_')
  expect(answer).toEqual(
    err({
      code: 'invalid_request',
      issues: [
        { path: 'name', rule: 'too_big' },
        { path: 'expiry.kind', rule: 'invalid_union' },
        { path: 'notes', rule: 'invalid_type' },
        { path: '', rule: 'unrecognized_keys' }
      ]
    })
  )
})

test('the handler gets the checked request and gives the answer', async () => {
  const { asked, handlers } = recordedHandlers()
  const copyLabels = vi.fn(() => err({ code: 'key_not_found' } as const))
  const answer = await answerCommand(
    'api-keys:copyLabels',
    { ids: ['k1'] },
    { ...handlers, 'api-keys:copyLabels': copyLabels },
    noIncident
  )
  expect(copyLabels).toHaveBeenCalledWith({ ids: ['k1'] })
  expect(answer).toEqual(err({ code: 'key_not_found' }))
  expect(asked).toEqual([])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('hrdly_in-a-message')
    }
  ],
  ['rejects', () => Promise.reject(new Error('hrdly_in-a-message'))],
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a library throws
  ['rejects with no error', () => Promise.reject('hrdly_in-a-message')]
])('a handler that %s: the fault is reported, and the screen learns only its id', async (_how, handler) => {
  const { handlers } = recordedHandlers()
  const reportIncident = vi.fn(() => 'incident-7')
  const answer = await answerCommand(
    'inventory:refresh',
    undefined,
    { ...handlers, 'inventory:refresh': handler },
    reportIncident
  )
  expect(answer).toEqual(err({ code: 'unexpected', incidentId: 'incident-7' }))
  expect(reportIncident).toHaveBeenCalledTimes(1)
  expect(reportIncident).toHaveBeenCalledWith('inventory:refresh', expect.anything())
})

test('an answer without a request is an answer', async () => {
  const { handlers } = recordedHandlers()
  const facts = {
    version: '0.1.0',
    platform: 'linux',
    keychainName: 'GNOME Keyring',
    clipboardNeedsActiveWindow: false
  } as const
  expect(
    await answerCommand(
      'app:readFacts',
      undefined,
      { ...handlers, 'app:readFacts': () => ok(facts) },
      noIncident
    )
  ).toEqual(ok(facts))
})

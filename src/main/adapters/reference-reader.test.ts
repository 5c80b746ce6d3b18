import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { err } from '../../shared/result.ts'
import { keysDocument } from '../testing/keys-document.ts'
import { createReferenceReader } from './reference-reader.ts'

const script = new URL('../endpoints/reading-thread.ts', import.meta.url)
const never = new AbortController().signal
const url = 'http://127.0.0.1:1/openapi.json'
const documentOf = (text: string) => ({ body: Buffer.from(text), url, typedUrl: url })

/** A thread that runs this instead of reading, and whether it has ended. */
function threadThat(code: string, limits = {}) {
  const started: { ended: Promise<unknown> }[] = []
  const start = () => {
    const thread = new Worker(code, { eval: true, resourceLimits: limits })
    started.push({ ended: new Promise((resolve) => thread.once('exit', resolve)) })
    return thread
  }
  return { start, started }
}

describe('a reference is read in a thread', () => {
  const reader = createReferenceReader(() => new Worker(script))

  test('that answers with the reading', async () => {
    const read = await reader.read(documentOf(JSON.stringify(keysDocument())), [], never)
    expect(read.ok && read.value.questions).toEqual([])
    expect(read.ok && read.value.mapping?.create?.valueAt).toEqual(['key'])
  })

  test('that knows what is no reference', async () => {
    expect(await reader.read(documentOf('{}'), [], never)).toEqual(err('not-a-reference'))
  })

  test('that is ended when it takes too long', async () => {
    const { start, started } = threadThat('for (;;) {}')
    expect(await createReferenceReader(start, 300).read(documentOf(''), [], never)).toEqual(err('too-slow'))
    await started[0]?.ended
  })

  test('that is ended when nobody waits any more', async () => {
    const { start, started } = threadThat('for (;;) {}')
    const control = new AbortController()
    const reading = createReferenceReader(start).read(documentOf(''), [], control.signal)
    control.abort()
    expect(await reading).toEqual(err('cancelled'))
    await started[0]?.ended
  })

  test('that is not started for nobody', async () => {
    const { start, started } = threadThat('')
    const read = await createReferenceReader(start).read(documentOf(''), [], AbortSignal.abort())
    expect(read).toEqual(err('cancelled'))
    expect(started).toEqual([])
  })

  test.each([
    ['fails', 'throw new Error("x")', {}],
    ['ends without a word', 'process.exit(0)', {}],
    [
      'wants more memory than it may have',
      'const all = []; for (;;) all.push(new Array(1e6).fill(all.length))',
      { maxOldGenerationSizeMb: 32 }
    ]
  ])('that %s has not read it', async (_, code, limits) => {
    const { start } = threadThat(code, limits)
    expect(await createReferenceReader(start).read(documentOf(''), [], never)).toEqual(err('too-slow'))
  })
})

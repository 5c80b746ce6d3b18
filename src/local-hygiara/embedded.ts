import { z } from '@hono/zod-openapi'
import { Accounts } from './accounts.ts'
import { StorageError, type StorageProblem } from './database.ts'
import { defaultPasswordCost } from './passwords.ts'
import { addSampleKeys } from './sample-data.ts'
import { sampleKeys } from './sample-keys.ts'
import { startServer, type RunningServer } from './server.ts'
import { openDatabase } from './sqlite.ts'

/** The part of Electron's `process.parentPort` that is used here; it exists only in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: Answer): void
}

/** What this process tells its parent: once, in answer to `start`. */
type Answer =
  | { readonly type: 'listening'; readonly url: string }
  | {
      readonly type: 'failed'
      readonly code: StorageProblem | 'invalid_start' | 'unexpected'
      readonly message: string
    }

const startSchema = z.strictObject({
  type: z.literal('start'),
  dataDir: z.string().min(1),
  admin: z.strictObject({ email: z.string().min(1), name: z.string().min(1), password: z.string().min(1) }),
  organization: z.string().min(1),
  sampleData: z.boolean()
})

const stopSchema = z.object({ type: z.literal('stop') })

/** How often it is looked whether the parent is still there. */
const parentCheckEvery = 1000

function serveParent(port: ParentPort): void {
  // The secrets of the start message stay in this closure: nothing of it is in argv, the environment or a log.
  let running: Promise<RunningServer | null> | null = null

  const stop = async (): Promise<void> => {
    const server = await running
    await server?.stop()
    process.exit(0)
  }
  port.on('message', ({ data }) => {
    if (stopSchema.safeParse(data).success) void stop()
    else running ??= start(port, data)
  })
  port.on('close', () => void stop())
  watchParent(() => void stop())
}

async function start(port: ParentPort, message: unknown): Promise<RunningServer | null> {
  const request = startSchema.safeParse(message)
  if (!request.success) {
    port.postMessage({
      type: 'failed',
      code: 'invalid_start',
      message: 'The start message is not understood.'
    })
    return null
  }
  try {
    const server = await startEmbedded(request.data)
    port.postMessage({ type: 'listening', url: server.url })
    return server
  } catch (error) {
    port.postMessage(
      error instanceof StorageError
        ? { type: 'failed', code: error.problem, message: error.message }
        : { type: 'failed', code: 'unexpected', message: 'The server did not start.' }
    )
    return null
  }
}

async function startEmbedded({ dataDir, admin, organization, sampleData }: z.infer<typeof startSchema>) {
  const database = openDatabase(dataDir)
  try {
    const accounts = new Accounts(database, defaultPasswordCost)
    const ours = accounts.ensureOrganization(organization)
    await accounts.upsertAdmin(admin, ours.id)
    if (sampleData) addSampleKeys(database, ours.id, sampleKeys.length, Date.now())
    return await startServer({
      database,
      organization: ours,
      accounts,
      port: 0,
      moods: new Set(),
      reportFailure: (requestId, error) =>
        process.stderr.write(`${requestId} ${error.stack ?? error.message}\n`)
    })
  } catch (error) {
    database.close()
    throw error
  }
}

/** A killed parent says nothing: its process id then belongs to nobody, or this process has another parent. */
function watchParent(onGone: () => void): void {
  const parentId = (): number => process.ppid
  const parent = parentId()
  setInterval(() => {
    if (parentId() !== parent || !isAlive(parent)) onGone()
  }, parentCheckEvery).unref()
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    // A process of somebody else is still a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Password hashes are kept here: every file is its owner's alone, from its first moment and in any folder.
process.umask(0o077)

const parentPort = Reflect.get(process, 'parentPort') as ParentPort | undefined
if (!parentPort)
  throw new Error('This file runs in a utility process of Electron; the command line is main.ts.')
serveParent(parentPort)

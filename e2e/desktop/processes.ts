import { readFile, readdir } from 'node:fs/promises'

/** A process as the system shows it to its owner. */
export interface ProcessFacts {
  readonly pid: number
  /** Its command line, zero bytes between the arguments. */
  readonly argv: Buffer
  /** `null` where even the owner may not look: a sandboxed process hides it. */
  readonly environment: Buffer | null
}

/** The process and everything it has started, as it is now. */
export async function processTree(root: number): Promise<ProcessFacts[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number)
  const children = new Map<number, number[]>()
  for (const pid of all) {
    const parent = await parentOf(pid)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = new Set([root])
  // A set hands out what is added while it is walked, so this reaches every generation.
  for (const pid of tree) for (const child of children.get(pid) ?? []) tree.add(child)
  return Promise.all([...tree].map(factsOf))
}

/** A line of /proc/PID/status, for example `Seccomp`. */
export async function statusLine(pid: number, name: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return new RegExp(`^${name}:\\s*(.*)$`, 'mu').exec(status)?.[1] ?? 'absent'
}

/** Soft and hard limit of the size of a core file. */
export async function coreLimits(pid: number): Promise<string[]> {
  const limits = await readFile(`/proc/${pid}/limits`, 'utf8')
  return /^Max core file size\s+(\S+)\s+(\S+)/mu.exec(limits)?.slice(1) ?? []
}

async function factsOf(pid: number): Promise<ProcessFacts> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`).catch(() => null)
  return { pid, argv: (await read('cmdline')) ?? Buffer.alloc(0), environment: await read('environ') }
}

async function parentOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The name in parentheses may hold anything; the fields after it do not.
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

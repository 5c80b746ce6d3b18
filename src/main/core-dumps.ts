import { execFile } from 'node:child_process'

/** Keeps the memory of one of our processes out of core files. Linux only; elsewhere the system writes none by default. */
export function withoutCoreDumps(pid: number): void {
  if (process.platform !== 'linux') return
  // A system without prlimit keeps its own limit: nothing can be done about it from here, and nothing depends on it.
  execFile('prlimit', ['--core=0:0', '--pid', String(pid)], () => undefined)
}

import { runProgram } from '../fixtures/child-process.ts'

/** Presses keys as a keyboard does, in whatever window has the focus: `ctrl+w`. */
export async function pressKeys(keys: string): Promise<void> {
  const { exitCode, stderr } = await runProgram('xdotool', ['key', keys])
  if (exitCode !== 0) throw new Error(`xdotool could not press ${keys}: ${stderr}`)
}

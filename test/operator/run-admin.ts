import { runCommand } from '../../server/admin/run-command.ts'
import { testSecret } from '../helpers/test-app.ts'

export type Said = { code: number; out: string; err: string }

/** A command of the operator, from its words to what it says; in this process, because a new one takes seconds. */
export async function runAdmin(words: readonly string[], environment: Record<string, string>, answers: readonly string[] = []): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []]
  const typed = [...answers]
  const code = await runCommand(
    words,
    { LANG: 'en_US.UTF-8', SECRET_KEY: testSecret, ...environment },
    { say: (line) => void out.push(line), complain: (line) => void err.push(line), ask: async () => typed.shift() ?? '' },
  )
  return { code, out: out.join('\n'), err: err.join('\n') }
}

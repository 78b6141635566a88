import { createInterface } from 'node:readline/promises'
import { runCommand } from './admin/run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), process.env, {
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  async ask(question) {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await terminal.question(`${question} `)
    } finally {
      terminal.close()
    }
  },
})

import { joinWork, leaveTrace } from './work-stage.ts'

// a process of its own that takes a job, says so, and is killed with the job in its hands
const [url = ''] = process.argv.slice(2)
await joinWork(url, (database) => ({
  errands: [
    {
      kind: 'long-errand',
      retryLimit: 3,
      firstPauseSeconds: 1,
      async run() {
        await leaveTrace(database, 'doomed', 'begun')
        await new Promise(() => {})
      },
    },
  ],
}))
process.stdout.write('at work\n')

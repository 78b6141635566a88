import { matchesGlob } from 'node:path'
import type { SourceFile } from './source-files.ts'

type Ban = { word: RegExp; files: string; instead: string; except: Record<string, string> }

/** What makes a rule untestable or an operator helpless, and where it is right all the same. */
const bans: readonly Ban[] = [
  {
    word: /\bprocess\.env\b/g,
    files: '{server,question-bank,widget,console}/**',
    instead: 'take it from config.ts',
    except: {
      'server/main.ts': 'hands the environment to readConfig',
      'server/admin.ts': 'hands the environment to readConfig, and to the choice of a language',
      'server/database/migrate.ts': 'hands the environment to readConfig',
      'server/database/embedded/embedded-postgres.ts': 'hands it on to initdb, reads nothing',
      'server/dev.ts': 'development only',
      'widget/build.ts': 'pages are built as for people, whatever the builder is told',
    },
  },
  {
    word: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bset(?:Timeout|Interval)\(|\bperformance\.now\(/g,
    files: '{server/features,question-bank}/**',
    instead: 'take time from clock, randomness from ids, pauses from scheduler',
    except: {
      'question-bank/worker/read-in-thread.ts': 'ends a worker that hangs; no rule depends on that time',
      'question-bank/worker/compare-in-worker.ts': 'ends a worker that hangs; no rule depends on that time',
    },
  },
]

export function forbiddenWords(files: readonly SourceFile[]): string[] {
  const found: string[] = []
  for (const { word, files: glob, instead, except } of bans) {
    for (const { path, text } of files) {
      if (!matchesGlob(path, glob)) continue
      const matches = [...text.matchAll(word)]
      if (path in except) {
        if (matches.length === 0) found.push(`exception no longer needed: ${path}`)
        continue
      }
      for (const match of matches) found.push(`${path}:${text.slice(0, match.index).split('\n').length} ${match[0]} (${instead})`)
    }
  }
  return found
}
